"""Those who call a receiver of callbacks."""

import ssl

import httpx
import pytest

from conformance.receiver import Mailbox, Receiver

EVENT = {"event": {"type": "scheduledOperation.statusChanged", "newStatus": "processing"}}


def trusting(where: Receiver) -> ssl.SSLContext:
    """What a client needs that trusts nobody but the CA of this receiver."""
    context = ssl.create_default_context(cadata=where.ca.decode())
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # as newer versions of Python do
    return context


def post(url: str, **request: object) -> httpx.Response:
    return httpx.post(url, **{"json": EVENT, "verify": False, "trust_env": False, **request})  # type: ignore[arg-type]


def unanswered(url: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        post(url)


def port_of(where: Receiver) -> int:
    return int(where.url.rpartition(":")[2])


def distrusted(mailbox: Mailbox) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY"):
        post(mailbox.url, verify=True)
