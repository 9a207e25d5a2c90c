"""Clearspan OpEasy Provisioning API 24.1."""

import contextlib

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotRun
from conformance.preflight import preflight_by
from conformance.session import Session
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.sightings import sightings
from conformance.suites.opeasy.subscribers import CHANGED

__all__ = ["changed", "clean_up", "end", "preflight", "probes", "sightings"]

changed = ("world.phoneNumberRange",)
PATIENCE = 3.0  # seconds in which a callback that nobody declared may still arrive


def preflight(session: Session) -> None:
    """Ask for a session once; raises Problem if nobody answers, or something that is not this API."""
    preflight_by(session.client, lambda: OpEasy(session).authenticate())


def clean_up(session: Session) -> None:
    """Take away what the ledger of a session holds, each enterprise its own; what cannot be taken stays in the ledger."""
    for credentials in (session.target.credentials, session.target.second_tenant):
        if credentials:
            with contextlib.suppress(Inconclusive):
                OpEasy(session, credentials).take_away()


def end(session: Session) -> None:
    """Take away what the checks of a session shared; what cannot be taken stays in the ledger."""
    with contextlib.suppress(Inconclusive):
        OpEasy(session).end()


def probe_json_body(session: Session) -> str:
    """Whether an operation can be created with a JSON body after all; what that makes is taken away."""
    opeasy = OpEasy(session)
    created = opeasy.create(opeasy.users.failing(1), as_json=True)
    opeasy.adopt(created)
    opeasy.clean_up()
    return _offers("jsonBody", created) if created.status < 300 else ""


def probe_webhooks(session: Session) -> str:
    """Whether a receiver can be registered after all, and is sent callbacks; it is taken out again."""
    opeasy = OpEasy(session)
    try:
        mailbox = session.receiver.mailbox(operation=CHANGED)
        registered = opeasy.register(mailbox.url)
    except NotRun:
        registered = opeasy.of_webhook("getWebhooks")
        return _offers("webhooks", registered) if registered.status == 200 else ""
    if registered.status >= 300:
        return ""
    with contextlib.suppress(Inconclusive):
        opeasy.complete(opeasy.scheduled(opeasy.operation()))
    try:
        more = " and callbacks arrive" if mailbox.wait(1, PATIENCE) else ""
    except Inconclusive:  # our certificate was not trusted
        more = " and callbacks are tried"
    opeasy.clean_up()
    return _offers("webhooks", registered) + more


def _offers(capability: str, answer: Exchange) -> str:
    return f"the target declares no {capability}, but {answer.asked} answers {answer.status}"


probes = {"jsonBody": probe_json_body, "webhooks": probe_webhooks}
