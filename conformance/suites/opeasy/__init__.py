"""Clearspan OpEasy Provisioning API 24.1."""

import contextlib

from conformance.expect import Inconclusive
from conformance.preflight import preflight_by
from conformance.session import Session
from conformance.suites.opeasy.client import OpEasy


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
