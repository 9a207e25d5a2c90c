"""What the exchanges of a check show of the life of each operation."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.exercise.passages import Sighting
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.families import FAMILIES
from conformance.suites.opeasy.lifecycle import TABLE

_ID = re.compile(r"/v1/(operations|scheduledoperations)/([^/?]+)")
# Of two actions with one operation the first counts, until what was sent tells otherwise.
_ACTIONS = {name.format(family=family): action for action, name in reversed(list(TABLE.actions.items())) for family in FAMILIES}
_OPEN = frozenset(TABLE.states) - {"invalid"}


def sightings(exchanges: Sequence[Exchange], breaks: Callable[[Exchange], bool]) -> Iterator[Sighting]:
    """Every action of the table on an operation that was made by these exchanges, as its own enterprise asked for it;
    ``breaks`` tells whether what was sent is wrong."""
    return Observer(breaks).seen(exchanges)


class Observer:
    """Knows of each operation who made it, its scheduled operation, and how many validation errors it was seen to have."""

    def __init__(self, breaks: Callable[[Exchange], bool]) -> None:
        self._breaks = breaks
        self._owners, self._operations, self._errors = dict[str, str](), dict[str, str](), dict[str, int]()

    def seen(self, exchanges: Sequence[Exchange]) -> Iterator[Sighting]:
        """The sightings, in the order of the exchanges."""
        for exchange in exchanges:
            if exchange.operation == "createOperation" and exchange.status == 201:
                thing = str(value_at(exchange, "id"))
                self._owners[thing] = exchange.asked_header("authorization")
                yield Sighting(thing, "", 201, self._shown(thing, exchange) & {"open", "invalid"})
            elif action := _ACTIONS.get(exchange.operation):
                thing = exchange.about or _thing(exchange, self._operations)
                if exchange.status and thing in self._owners and exchange.asked_header("authorization") == self._owners[thing]:
                    yield self._acted(thing, action, exchange)
            if exchange.operation == "scheduleOperation" and exchange.status < 300:
                self._operations[str(value_at(exchange, "scheduledOperation", "id"))] = \
                    str(value_at(exchange, "scheduledOperation", "operation", "id"))

    def _acted(self, thing: str, action: str, exchange: Exchange) -> Sighting:
        before = self._errors.get(thing, 0)
        shows = self._shown(thing, exchange)
        if action == "deleteValidationError" and exchange.status == 204:
            self._errors[thing] = before - 1
            shows = frozenset({"invalid" if before > 1 else "open"})
        if action == "appendTasks":
            wrong = self._errors.get(thing, 0) > before if exchange.status < 300 else self._breaks(exchange)
            action = "appendInvalidTasks" if wrong else action
        return Sighting(thing, action, exchange.status, shows)

    def _shown(self, thing: str, exchange: Exchange) -> frozenset[str]:
        """The states that an answer allows; none if it shows nothing of the state."""
        if exchange.status >= 300:
            return frozenset()
        if exchange.operation in ("createOperation", "appendTasks", "getOperation"):
            families = value_at(exchange, "tasks")
            self._errors[thing] = sum(map(_errors, families.values())) if isinstance(families, dict) else 0
            return frozenset({"invalid"}) if self._errors[thing] else _OPEN
        if exchange.operation in ("scheduleOperation", "getScheduledOperationStatus"):
            return frozenset({str(value_at(exchange, "scheduledOperation", "status"))} & set(TABLE.states))
        return frozenset()


def _thing(exchange: Exchange, operations: dict[str, str]) -> str:
    """The id of the operation that a request is about."""
    if exchange.operation == "scheduleOperation":
        return _named(exchange)
    found = _ID.search(exchange.url)
    if not found:
        return ""
    return found[2] if found[1] == "operations" else operations.get(found[2], "")


def _named(exchange: Exchange) -> str:
    try:
        return str(json.loads(exchange.request_body)["operation"]["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _errors(family: Any) -> int:
    known = family.get("validationErrors") if isinstance(family, dict) else None
    size = known.get("size") if isinstance(known, dict) else 0
    return size if isinstance(size, int) else 0
