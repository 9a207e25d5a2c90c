"""Common Objects: what services of a telephony platform share."""

import contextlib

from conformance.expect import Inconclusive
from conformance.preflight import preflight_by
from conformance.problems import Problem
from conformance.session import Session
from conformance.suites.common_objects.client import Objects
from conformance.suites.common_objects.earlier import BEFORE

__all__ = ["changed", "clean_up", "end", "preflight", "probes"]

probes: dict[str, object] = {}  # nothing is optional: what a target does not serve it does not bind
changed = ("binding",)  # the objects that are there are changed, and put back, by one worker alone


def preflight(session: Session) -> None:
    """Read a bound object once; raises Problem if nobody answers, or something that speaks no JSON, or nothing is bound."""
    bound = session.target.bindings
    if not bound:
        raise Problem("target-unbound", f"{session.target.name} binds no object", "the document has no endpoints, so the target "
                      "file says where each object is read and written", "add bindings; fixtures/targets has an example")
    objects = Objects(session)
    readable = next((name for name, each in bound.items() if "GET" in each.spots and not each.spots["GET"].names), None)
    if readable:
        preflight_by(session.client, lambda: objects.ask(readable, "GET"))


def clean_up(session: Session) -> None:
    """Take away what the ledger of a session holds, and put back what was changed; what cannot be stays in it."""
    objects = Objects(session)
    with contextlib.suppress(Inconclusive):
        objects.take_away()
    for entry in session.ledger.left():
        if entry.id == BEFORE and objects.is_bound(entry.kind, "PUT"):
            objects.restore(entry)


def end(session: Session) -> None:
    """Each check takes away what it made; nothing is shared."""
