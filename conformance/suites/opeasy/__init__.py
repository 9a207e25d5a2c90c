"""Clearspan OpEasy Provisioning API 24.1."""

import contextlib
import urllib.parse

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotRun
from conformance.ledger import Entry
from conformance.preflight import preflight_by
from conformance.session import Session
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import OpEasy

WEBHOOKS = "/v1/webhooks"


def preflight(session: Session) -> None:
    """Ask for a session once; raises Problem if nobody answers, or something that is not this API."""
    preflight_by(session.client, lambda: OpEasy(session).authenticate())


def clean_up(session: Session) -> None:
    """Take away what the ledger of a session holds, each enterprise its own; what cannot be taken stays in the ledger."""
    for credentials in (session.target.credentials, session.target.second_tenant):
        if credentials:
            with contextlib.suppress(Inconclusive):
                opeasy = OpEasy(session, credentials)
                for entry in session.ledger.left():
                    if entry.kind == "webhook" and entry.id and entry.detail == opeasy.enterprise:
                        _unregister(opeasy, entry)
                opeasy.take_away()


def probe_json_body(session: Session) -> str:
    """Whether an operation can be created with a JSON body after all; what that makes is taken away."""
    opeasy = OpEasy(session)
    created = opeasy.create(opeasy.users.failing(1), as_json=True)
    opeasy.adopt(created)
    opeasy.clean_up()
    return _offers("jsonBody", created) if created.status < 300 else ""


def probe_webhooks(session: Session) -> str:
    """Whether the receivers of webhooks can be listed after all, or one registered; that one is taken out again."""
    opeasy = OpEasy(session)
    listed = session.client.send("GET", WEBHOOKS, headers=_headers(opeasy))
    if listed.status == 200:
        return _offers("webhooks", listed)
    try:
        url = session.receiver.mailbox().url
    except NotRun:
        return ""
    entry = session.ledger.intend("webhook", opeasy.enterprise)
    registered = session.client.send("POST", WEBHOOKS, headers=_headers(opeasy), json={
        "enterpriseId": opeasy.enterprise, "url": url, "events": ["scheduledOperation.statusChanged"]})
    if registered.status >= 300:
        session.ledger.gone(entry)
        return ""
    if isinstance(name := value_at(registered, "webhook", "id"), str):
        session.ledger.made(entry, name)
        _unregister(opeasy, entry)
    return _offers("webhooks", registered)


def _unregister(opeasy: OpEasy, entry: Entry) -> None:
    path = f"{WEBHOOKS}/{urllib.parse.quote(entry.id, safe='')}"
    if opeasy.session.client.send("DELETE", path, headers=_headers(opeasy)).status in (204, 404):
        opeasy.session.ledger.gone(entry)


def _headers(opeasy: OpEasy) -> dict[str, str]:
    return {"Accept": "application/json", "Authorization": opeasy.token}


def _offers(capability: str, answer: Exchange) -> str:
    return f"the target declares no {capability}, but {answer.asked} answers {answer.status}"


probes = {"jsonBody": probe_json_body, "webhooks": probe_webhooks}
