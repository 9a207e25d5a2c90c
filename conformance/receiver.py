"""Receives what a target sends by itself: mailboxes with URLs of their own, whose callbacks stand in the record.

    mailbox = session.receiver.mailbox(answers(500), operation="scheduledOperationStatusChanged")
    ...  # have the target send to mailbox.url
    for callback in mailbox.wait(2, seconds=5):
        expect(callback).shows("scheduledOperation.statusChanged", "event", "type")
"""

import os
import secrets
import ssl
import tempfile
import threading
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from conformance.certificate import made_for
from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.listener import Behaviour, Heard, Listener
from conformance.problems import Problem
from conformance.redaction import Redactor
from conformance.target import Receiving
from conformance.verdict import ExitCode

MOST = 5_000  # callbacks that are kept
OK = Behaviour()
GONE = "the connection was closed without an answer, as the check wanted it"


def answers(status: int) -> Behaviour:
    """Each callback is answered with this status and an empty body."""
    return Behaviour(status)


def slow(seconds: float, status: int = 200) -> Behaviour:
    """Each callback waits so long for its answer."""
    return Behaviour(status, seconds)


def gone() -> Behaviour:
    """Each callback is heard, and its connection closed without an answer."""
    return Behaviour(gone=True)


@dataclass
class Callback(Exchange):
    """A request that the target sent, and our answer; what the target said is the request."""

    tls: bool = True
    arrived: float = 0.0

    @property
    def asked(self) -> str:
        return f"received {self.method} {self.url}"

    @property
    def told(self) -> bytes:
        return self.request_body

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.request_headers.items() if key.lower() == name.lower()), None)

    def line(self, redactor: Redactor) -> dict[str, Any]:
        return {**super().line(redactor), "received": True, "tls": self.tls}


class Mailbox:
    """A URL that nobody can guess, and what arrives there. What the check takes out of it is in the record."""

    def __init__(self, url: str, behaviour: Behaviour, operation: str, receiver: "Receiver") -> None:
        self.url, self.behaviour, self.operation = url, behaviour, operation
        self._receiver, self._failures = receiver, len(receiver.failures)
        self._arrived: list[Callback] = []
        self._taken: list[Callback] = []

    @property
    def callbacks(self) -> list[Callback]:
        """All that arrived so far, in order."""
        with self._receiver.changed:
            new = self._arrived[len(self._taken):]
        for callback in new:
            self._receiver.took(callback)
        self._taken += new
        return list(self._taken)

    def wait(self, count: int, seconds: float) -> list[Callback]:
        """All that arrived so far, once these are so many or the time is up; see ``until``."""
        return self.until(lambda arrived: len(arrived) >= count, seconds)

    def until(self, enough: Callable[[Sequence[Callback]], bool], seconds: float) -> list[Callback]:
        """All that arrived so far, once these are enough or the time is up.

        Raises Inconclusive if they are not, and somebody turned back because of our certificate.
        """
        with self._receiver.changed:
            reached = self._receiver.changed.wait_for(lambda: enough(self._arrived), seconds)
        distrust = next((each for each in self._receiver.failures[self._failures:] if "ALERT" in each), "")
        if distrust and not reached:
            raise Inconclusive(f"the certificate of the receiver was not trusted ({distrust}): "
                               "give one that the target trusts as receiver.certificate in the target file")
        return self.callbacks

    def put(self, heard: Heard) -> None:
        """Keep a callback; called in the thread of its connection."""
        how = self.behaviour
        self._arrived.append(Callback(
            0, self.operation, heard.method, heard.path, heard.headers, heard.body, 0 if how.gone else how.status,
            {} if how.gone else {"Content-Length": "0"}, b"", how.seconds, GONE if how.gone else "",
            tls=heard.tls, arrived=heard.arrived))


class Receiver:
    """Listens for callbacks until it is closed; ``took`` is told of each that a check takes, in the thread of the check.

    Raises Problem ``receiver-port`` if the port cannot be listened on.
    """

    def __init__(self, place: Receiving, took: Callable[[Callback], None] = lambda callback: None) -> None:
        self.took, self.changed = took, threading.Condition()
        self.plaintext = self.dropped = self._kept = 0
        self._mailboxes: dict[str, Mailbox] = {}
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        host = urllib.parse.urlsplit(place.address).hostname or place.host
        self.ca = _certified(context, place, host)
        try:
            self._listener = Listener(place.host, place.port, context, self._heard)
        except OSError as reason:
            raise Problem("receiver-port", f"callbacks cannot be received at {place.host}:{place.port}", str(reason),
                          "give a free address of this machine as receiver.listen in the target file",
                          ExitCode.NOBODY_CAN_SAY) from reason
        bracketed = f"[{host}]" if ":" in host else host
        self.url = place.address or f"https://{bracketed}:{self._listener.port}"
        self._strays = Mailbox(self.url, OK, "", self)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._listener.close()

    @property
    def failures(self) -> list[str]:
        """How TLS handshakes failed that the target, or somebody else, began."""
        return self._listener.failures

    @property
    def strays(self) -> list[Callback]:
        """What was sent to no mailbox."""
        return self._strays.callbacks

    def mailbox(self, behaviour: Behaviour = OK, operation: str = "") -> Mailbox:
        """A fresh mailbox; ``operation`` is what the record calls its callbacks."""
        name = secrets.token_hex(16)
        self._mailboxes[name] = Mailbox(f"{self.url}/{name}", behaviour, operation, self)
        return self._mailboxes[name]

    def _heard(self, heard: Heard) -> Behaviour:
        # The last part of the path, because a proxy in between may put something before it, or take it away.
        name = heard.path.partition("?")[0].rstrip("/").rpartition("/")[2]
        with self.changed:
            mailbox = self._mailboxes.get(name, self._strays)
            self.plaintext += not heard.tls
            if self._kept < MOST:
                self._kept += 1
                mailbox.put(heard)
            else:
                self.dropped += 1
            self.changed.notify_all()
            return mailbox.behaviour


def _certified(context: ssl.SSLContext, place: Receiving, host: str) -> bytes:
    """Give a server the certificate of the target file, or one made for its host; PEM of the CA of the latter."""
    if place.certificate:
        context.load_cert_chain(place.certificate, place.key or None, password=lambda: "")
        return b""
    pem, ca = made_for([host, "localhost", "127.0.0.1", "::1"])
    descriptor, path = tempfile.mkstemp()  # OpenSSL takes certificates from files only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        context.load_cert_chain(path)
    finally:
        os.unlink(path)
    return ca
