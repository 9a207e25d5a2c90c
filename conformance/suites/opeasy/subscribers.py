"""Receivers of ours that are registered with the target, and what they are told about scheduled operations."""

from collections.abc import Callable, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Expectation, given, uses
from conformance.listener import Behaviour
from conformance.receiver import OK, Callback
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Scheduled

CHANGED = "scheduledOperationStatusChanged"  # as openapi.yaml calls the callback
ON_THE_WAY = ("pending", "processing")
# Callbacks take real time, whatever the clock of the target: seconds to wait for one that is due, and for one that is not.
PATIENCE, GRACE, REAL_GRACE = 5.0, 0.05, 1.0


def ended(opeasy: OpEasy, tasks: Sequence[Task] = ()) -> Scheduled:
    """A scheduled operation that was seen to its end."""
    scheduled = opeasy.scheduled(opeasy.operation(tasks))
    opeasy.complete(scheduled)
    return scheduled


def change(callback: Callback) -> tuple[str, str]:
    """The previousStatus and the newStatus that a callback tells."""
    return str(value_at(callback, "event", "previousStatus")), str(value_at(callback, "event", "newStatus"))


def told_of(callback: Callback) -> dict[str, Any]:
    """What a callback shows of its scheduled operation."""
    shown = value_at(callback, "event", "scheduledOperation")
    return shown if isinstance(shown, dict) else {}


def about(scheduled: Scheduled, callbacks: Sequence[Callback]) -> list[Callback]:
    """The callbacks about a scheduled operation; other checks may have more of them at the same time."""
    return [each for each in callbacks if told_of(each).get("id") == scheduled.id]


def lead_to_the_end(callbacks: Sequence[Callback]) -> bool:
    """Whether the changes that callbacks tell lead from pending to an end, in whatever order they came."""
    changes, reached = [change(each) for each in callbacks], {"pending"}
    for _ in changes:
        reached |= {new for previous, new in changes if previous in reached}
    return not reached <= set(ON_THE_WAY)


class Subscriber:
    """A receiver with a mailbox, registered for the enterprise of an administrator; inconclusive if it cannot be."""

    def __init__(self, opeasy: OpEasy, behaviour: Behaviour = OK, query: str = "") -> None:
        self.mailbox = opeasy.session.receiver.mailbox(behaviour, operation=CHANGED)
        self.webhook = opeasy.webhook(self.mailbox.url + query)
        virtual = opeasy.target.clock.virtual
        self.patience = PATIENCE if virtual else opeasy.target.limits.completionTimeout
        self._grace = GRACE if virtual else REAL_GRACE

    def heard(self, scheduled: Scheduled) -> list[Callback]:
        """What came about a scheduled operation that is complete: all that was due, or what there is when the time is up."""
        arrived = self.mailbox.until(lambda known: lead_to_the_end(about(scheduled, known)), self.patience)
        return [each for each in about(scheduled, arrived) if not _of_creation(each)]

    def told(self, scheduled: Scheduled, judge: Callable[[Exchange], Expectation] = given) -> list[Callback]:
        """The same, in which every change must be told."""
        callbacks = self.heard(scheduled)
        shown = ", ".join(" to ".join(change(each)) for each in callbacks) or "no callback"
        judge(callbacks[-1] if callbacks else scheduled.exchange).that(
            lead_to_the_end(callbacks), f"callbacks from pending to the end of {scheduled.id}", shown)
        _remark(callbacks)
        return callbacks

    def anything(self, scheduled: Scheduled) -> list[Callback]:
        """All that came until what was due about a scheduled operation had come, whatever it is about."""
        self.heard(scheduled)
        callbacks = [each for each in self.mailbox.callbacks if not _of_creation(each)]
        given(scheduled.exchange).that(bool(callbacks), "a callback", f"none within {self.patience} s")
        return callbacks

    @property
    def reached(self) -> bool:
        """Whether anything comes at all."""
        return bool(self.mailbox.wait(1, self.patience))

    def in_the_end(self, scheduled: Scheduled, statuses: Sequence[str] = ()) -> list[Callback]:
        """What came about a scheduled operation of which nothing is due, or nothing about these statuses, after a moment in
        which it might have come."""
        return about(scheduled, self.mailbox.until(lambda known: any(
            not statuses or change(each)[1] in statuses for each in about(scheduled, known)), self._grace))


def _of_creation(callback: Callback) -> bool:
    """Nothing is said of a callback that comes when an operation is scheduled (OPEASY-R-CALLBACK-PENDING)."""
    previous, new = change(callback)
    if new == "pending" and previous not in (ON_THE_WAY[1], *COMPLETE):
        uses("OPEASY-R-CALLBACK-PENDING", "b", "a callback with newStatus pending")
        return True
    return False


def _remark(callbacks: Sequence[Callback]) -> None:
    """What is tolerated in how callbacks are delivered."""
    changes = [change(each) for each in callbacks]
    if len(set(changes)) < len(changes):
        uses("OPEASY-R-CALLBACK-DELIVERY", "b", "the same callback is sent again")
    if any(previous in ON_THE_WAY[1:] for previous, _ in changes[:1]):
        uses("OPEASY-R-CALLBACK-DELIVERY", "c", "callbacks arrive in another order")
    if any(previous == "pending" and new not in ON_THE_WAY for previous, new in changes):
        uses("OPEASY-R-CALLBACK-PENDING", "c", "one change from pending to the end")
    others = {str(each.asked_header("content-type")) for each in callbacks}
    if any(other.split(";")[0].strip().lower() != "application/json" for other in others):
        uses("OPEASY-R-CALLBACK-DELIVERY", "d", f"Content-Type {' and '.join(sorted(others))}")
