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
    owners, operations = dict[str, str](), dict[str, str]()
    for exchange in exchanges:
        if exchange.operation == "createOperation" and exchange.status == 201:
            thing = str(value_at(exchange, "id"))
            owners[thing] = exchange.asked_header("authorization")
            yield Sighting(thing, "", 201, _shown(exchange) & {"open", "invalid"})
        elif action := _ACTIONS.get(exchange.operation):
            thing = exchange.about or _thing(exchange, operations)
            if thing in owners and exchange.status and exchange.asked_header("authorization") == owners[thing]:
                wrong = action == "appendTasks" and breaks(exchange)
                yield Sighting(thing, "appendInvalidTasks" if wrong else action, exchange.status, _shown(exchange))
        if exchange.operation == "scheduleOperation" and exchange.status < 300:
            operations[str(value_at(exchange, "scheduledOperation", "id"))] = \
                str(value_at(exchange, "scheduledOperation", "operation", "id"))


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


def _shown(exchange: Exchange) -> frozenset[str]:
    """The states that an answer allows; none if it shows nothing of the state."""
    if exchange.operation in ("createOperation", "appendTasks", "getOperation") and exchange.status < 300:
        families = value_at(exchange, "tasks")
        return frozenset({"invalid"}) if isinstance(families, dict) and any(map(_errors, families.values())) else _OPEN
    if exchange.operation in ("scheduleOperation", "getScheduledOperationStatus") and exchange.status < 300:
        return frozenset({str(value_at(exchange, "scheduledOperation", "status"))} & set(TABLE.states))
    return frozenset()


def _errors(family: Any) -> bool:
    known = family.get("validationErrors") if isinstance(family, dict) else None
    return bool(isinstance(known, dict) and known.get("size"))
