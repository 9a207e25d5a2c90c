"""Call Control Manager API."""

import contextlib
from collections.abc import Callable

from conformance.expect import Inconclusive
from conformance.preflight import denied, preflight_by
from conformance.problems import Problem
from conformance.session import Session
from conformance.suites.call_control.answers import code_of
from conformance.suites.call_control.client import CallControl
from conformance.suites.call_control.numbers import ends

__all__ = ["clean_up", "end", "preflight", "probes"]

LEAST = 10  # numbers of a range; few checks need more at a time
probes: dict[str, Callable[[Session], str]] = {}  # the document knows no capabilities


def preflight(session: Session) -> None:
    """Ask for an extension without a number, which makes nothing; raises Problem if nobody answers, or something else."""
    for name in ("extensions", "phoneNumbers"):
        _range(session, name)
    manager = CallControl(session)
    preflight_by(session.client, lambda: manager.ask("add extension", manager.extension_of("")),
                 lambda answer: code_of(answer) in ("INVALID_AUTH_ID", "AUTH_ID_EXPIRED") if code_of(answer) else denied(answer))


def _range(session: Session, name: str) -> None:
    said = session.target.world.get(name, "0-999999")
    with contextlib.suppress(ValueError):
        first, last, _ = ends(said)
        if 0 <= first <= last - LEAST + 1:
            return
    raise Problem("target-file", f"world.{name} of {session.target.name} is no range of numbers to draw from", f"it is {said!r}",
                  f"give the first and the last of {LEAST} numbers or more, such as 7000000-7999999")


def clean_up(session: Session) -> None:
    """Take away what the ledger of a session holds; what cannot be taken stays in the ledger."""
    with contextlib.suppress(Inconclusive):
        CallControl(session).take_away(session.ledger.left())


def end(session: Session) -> None:
    """Checks share nothing that would be left at the end."""
