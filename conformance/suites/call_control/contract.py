"""Actions.

What openapi.yaml documents for each operation: its body, and no server errors.
"""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

from conformance.checks import last, verifies_each
from conformance.contract.answers import ask_documented_answers, facets_of
from conformance.contract.generated import ask_generated
from conformance.exchange import Exchange
from conformance.shape import shapes
from conformance.suites.call_control.actions import ACTIONS
from conformance.suites.call_control.answers import given_done, is_done
from conformance.suites.call_control.client import CallControl
from conformance.suites.call_control.intended import Intended
from conformance.suites.call_control.numbers import all_bound
from conformance.suites.call_control.records import Record

_SHAPES = shapes("call-control")
_OPERATIONS = _SHAPES.operations
_NUMBERS = {"ExtentionNumber": "number", "PhoneNumber": "phone_number", "RegisteredPhoneNumber": "phone_number"}


@verifies_each("operation", {name: facets_of(_SHAPES, documented) for name, documented in _OPERATIONS.items()})
def test_each_documented_answer(manager: CallControl, operation: str) -> None:
    ask_documented_answers(manager.session, ManagerSituations(manager), _OPERATIONS[operation])


@last
@verifies_each("operation", {name: [_SHAPES.requirement(name, "generated")] for name in _OPERATIONS})
def test_generated_requests(manager: CallControl, operation: str) -> None:
    bound = Bound(manager, operation)
    ask_generated(manager.session, bound.operation, lambda: manager.key, bound, bound.seen, is_done)
    bound.seen(None)


class ManagerSituations:
    """The one documented situation of each operation: it is done, or refused, and only the body tells which."""

    def __init__(self, manager: CallControl) -> None:
        self._manager = manager

    def ask(self, operation: str, status: int, **request: Any) -> Iterator[Exchange]:
        for name in (name for name, action in ACTIONS.items() if action.operation == operation):
            yield given_done(self._manager.question(name)())
            refused = self._manager.ask(name, {})
            if refused.status == status:  # CALLCONTROL-R-STATUS
                yield refused

    def ask_with(self, operation: str, credentials: str) -> Iterator[Exchange]:
        """No operation has a status of its own for bad keys."""
        return iter(())

    def tolerated(self, operation: str, status: int) -> Sequence[int]:
        return ()


class Bound:
    """Puts numbers that a run may use into generated cases, and a sound record where there is none."""

    def __init__(self, manager: CallControl, operation: str) -> None:
        self._manager = manager
        self._names = [name for name, action in ACTIONS.items() if action.operation == operation]
        # Under the name that the target file gives to a deletion; answers to another qstype are unknown (CALLCONTROL-R-QSTYPE).
        known, name = _OPERATIONS[operation], manager.named(self._names[0])[0]
        self.operation = dataclasses.replace(known, fixed={"action": name, "qstype": "1"})
        self._intended, self._count = Intended(manager.session.ledger), 0

    def __call__(self, case: Any) -> None:
        self._count += 1
        query = case.query if isinstance(case.query, dict) else {}
        value = self._bound(query.get("qsValue"))
        if value is not None:
            query["qsValue"] = json.dumps(value)
        self.seen(None)
        self._intended = self._manager.intended(self._names[0], value)
        if self._count % 3 == 0:
            query["x~" if self._count % 2 else "é;"] = "1"  # what nobody knows is nothing to stumble over

    def _bound(self, text: Any) -> Any:
        try:
            value = json.loads(text) if isinstance(text, str | bytes) else text
        except (ValueError, RecursionError):
            return None
        value = all_bound(value, {field: getattr(self._manager, name) for field, name in _NUMBERS.items()})
        for name in self._names if isinstance(value, dict) else ():
            records = value.get(ACTIONS[name].record)
            if isinstance(records, list):
                value[self._manager.named(name)[1]] = records or self._sound(name)
        return value

    def _sound(self, name: str) -> list[Record]:
        """A record for which the action succeeds; one that only refuses would show nothing."""
        return [self._manager.subject(name)]

    def seen(self, exchange: Exchange | None) -> None:
        """What an answer made is ours to take away; None stands for what HTTP could not carry."""
        self._intended.came(exchange)
