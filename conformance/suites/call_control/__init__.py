"""Call Control Manager API."""

import contextlib
from collections.abc import Callable

from conformance.expect import Inconclusive
from conformance.preflight import preflight_by
from conformance.session import Session
from conformance.suites.call_control.answers import code_of
from conformance.suites.call_control.client import CallControl

__all__ = ["clean_up", "end", "preflight", "probes"]

probes: dict[str, Callable[[Session], str]] = {}  # the document knows no capabilities


def preflight(session: Session) -> None:
    """Ask for an extension without a number, which makes nothing; raises Problem if nobody answers, or something else."""
    manager = CallControl(session)
    preflight_by(session.client, lambda: manager.ask("add extension", manager.extension_of("")),
                 lambda answer: code_of(answer) in ("INVALID_AUTH_ID", "AUTH_ID_EXPIRED"))


def clean_up(session: Session) -> None:
    """Take away what the ledger of a session holds; what cannot be taken stays in the ledger."""
    with contextlib.suppress(Inconclusive):
        CallControl(session).take_away(session.ledger.left())


def end(session: Session) -> None:
    """Checks share nothing that would be left at the end."""
