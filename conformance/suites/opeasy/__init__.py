"""Clearspan OpEasy Provisioning API 24.1."""

from conformance.preflight import preflight_by
from conformance.session import Session
from conformance.suites.opeasy.client import OpEasy


def preflight(session: Session) -> None:
    """Ask for a session once; raises Problem if nobody answers, or something that is not this API."""
    preflight_by(session.client, lambda: OpEasy(session).authenticate())
