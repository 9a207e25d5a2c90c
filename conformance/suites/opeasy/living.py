"""What lives in the walk: operations, what must be true of them, and the words in which a story tells of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.suites.opeasy.client import COMPLETE, OpEasy, Operation
from conformance.suites.opeasy.lifecycle import TABLE

CREATE = "createOperation"
PHRASES = {
    "getOperation": "is read", "getTasks": "its tasks are listed", "getValidationErrors": "its validation errors are listed",
    "getValidationError": "a validation error of it is read", "deleteValidationError": "a validation error of it is deleted",
    "scheduleOperation": "is scheduled", "getScheduledOperationStatus": "its status is asked for",
    "getResults": "its results are read", "getTaskResults": "the results of its tasks are listed",
    "deleteScheduledOperation": "its scheduled operation is deleted", "deleteOperation": "is deleted"}


def either(states: Iterable[str]) -> str:
    return " or ".join(sorted(states))


def counted(data: Mapping[str, Any]) -> str:
    """Such as ``2 tasks and 1 invalid one``. Tasks that succeed come in pairs, the second of which takes the first back."""
    pairs = 2 if data.get("fails") is False else 1
    named = {"valid": data.get("tasks", 0) * pairs, "invalid": data.get("invalid", 0)}
    return " and ".join(f"{number} {kind} task{'' if number == 1 else 's'}" for kind, number in named.items() if number)


@dataclass
class Living:
    """One operation of the walk and what must be true of it. ``states`` are all in which it may be, as far as was seen."""

    number: int
    opeasy: OpEasy  # at work in the family of its tasks
    operation: Operation
    fails: bool
    states: set[str] = field(default_factory=lambda: {TABLE.start})
    asked_after_death: int = 0
    waited: bool = False
    changed: str = CREATE

    @property
    def history(self) -> str:
        """Where it may be and what was last done to it."""
        return f"{'/'.join(sorted(self.states))} after {self.changed}"

    @property
    def passed(self) -> set[str]:
        """The states in which it may be by now, if time has gone on."""
        if not self.waited:
            return self.states
        end = COMPLETE[1] if self.fails else COMPLETE[0]
        later = {after for state in self.states for after in TABLE.time.get(state, ())}
        return self.states | {state for state in later if state not in COMPLETE or state == end}
