"""Operations and Scheduled Operations.

Every cell of the lifecycle table is asked: each action in each state, the refused ones too.
"""

from collections.abc import Callable, Sequence
from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, asks, expect, note, uses
from conformance.lifecycle import Cell, Lifecycle, lifecycle
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, Family

TABLE: Lifecycle = lifecycle(load("opeasy").lifecycle)
_OF_SCHEDULED = {"getResults", "getTaskResults", "getScheduledOperationStatus", "deleteScheduledOperation"}
_OF_A_FAMILY = tuple(action for action, name in TABLE.actions.items() if "{family}" in name)
TRIES = 3


def act(opeasy: OpEasy, operation: Operation, action: str, **request: Any) -> Exchange:
    """Ask an action of the table about an operation. What does not exist yet is asked for by an id that was made up."""
    if action in ("appendTasks", "appendInvalidTasks"):
        return opeasy.append(operation, _appended(opeasy, action))
    if action == "scheduleOperation":
        return opeasy.schedule(operation)
    name = TABLE.actions[action].format(family=opeasy.family)
    if action in _OF_SCHEDULED:
        exchange = opeasy.of_scheduled(name, operation.scheduled or MADE_UP, **request)
        exchange.about = operation.id
        return exchange
    error = _error(opeasy, operation) if action.endswith("ValidationError") else ""
    return opeasy.of_operation(name, operation, error, **request)


def _appended(opeasy: OpEasy, action: str) -> list[dict[str, object]]:
    return opeasy.tasks.failing(1) if action == "appendTasks" else opeasy.tasks.wrong(1)


def _error(opeasy: OpEasy, operation: Operation) -> str:
    """The id of the first validation error of an operation; a made-up one if it has none, or is gone."""
    if not operation.wrong:
        return MADE_UP
    exchange = opeasy.of_operation(opeasy.family.errors, operation)
    errors = expect(exchange).json(opeasy.family) if exchange.status == 200 else []
    return str(errors[0]["id"]) if errors else MADE_UP


# ---------------------------------------------------------------------- how each state is reached

def _open(opeasy: OpEasy) -> Operation:
    return opeasy.operation()


def _invalid(opeasy: OpEasy) -> Operation:
    return opeasy.operation(wrong=opeasy.tasks.wrong(1))


def _scheduled(state: str) -> Callable[[OpEasy], Operation]:
    return lambda opeasy: opeasy.scheduled_operation(state).operation


def _released(opeasy: OpEasy) -> Operation:
    operation = opeasy.scheduled_operation("completed").operation
    _done(opeasy.of_scheduled("deleteScheduledOperation", operation.scheduled or ""))
    return operation


def _deleted(opeasy: OpEasy) -> Operation:
    operation = _released(opeasy)
    _done(opeasy.of_operation("deleteOperation", operation))
    opeasy.forget(operation)
    return operation


def _done(exchange: Exchange) -> None:
    if exchange.status != 204:
        raise Inconclusive(f"the state is out of reach: {exchange.asked} answered {exchange.status}")


REACHED: dict[str, Callable[[OpEasy], Operation]] = {
    "open": _open, "invalid": _invalid, "pending": _scheduled("pending"), "processing": _scheduled("processing"),
    "completed": _scheduled("completed"), "completedWithErrors": _scheduled("completedWithErrors"),
    "released": _released, "deleted": _deleted}


# ---------------------------------------------------------------------- the cells

@verifies_each("state", {state: TABLE.requirements(state) for state in TABLE.states})
def test_every_action_in_a_state(opeasy: OpEasy, state: str) -> None:
    _ask_all(opeasy, state, list(TABLE.actions))


_PLACES = {f"{family} {state}": TABLE.requirements(state, _OF_A_FAMILY) for family in FAMILIES[1:] for state in TABLE.states}


@verifies_each("place", _PLACES)
def test_every_action_of_a_family_in_a_state(opeasy: OpEasy, place: str) -> None:
    family, state = place.split()
    _ask_all(opeasy.in_family(Family(family)), state, _OF_A_FAMILY)


def _ask_all(opeasy: OpEasy, state: str, actions: Sequence[str]) -> None:
    operation = REACHED[state](opeasy)
    for cell in (cell for cell in TABLE.cells(state) if cell.action in actions):
        if cell.silent:
            _ask_silently(opeasy, REACHED[state](opeasy), cell)
            continue
        with asks(cell.requirement):
            operation = _ask(opeasy, operation, cell)


def _ask(opeasy: OpEasy, operation: Operation, cell: Cell) -> Operation:
    """Ask a cell while its state lasts, and give an operation that is still in that state."""
    for _ in range(TRIES):
        if state_of(opeasy, operation) != cell.state:
            operation = REACHED[cell.state](opeasy)
        exchange = act(opeasy, operation, cell.action)
        after = state_of(opeasy, operation)
        if _conclusive(cell, exchange, after):
            _judge(cell, exchange, after)
            return operation
    raise Inconclusive(f"{cell.state} never lasted long enough to ask {cell.action}")


def _conclusive(cell: Cell, exchange: Exchange, after: str) -> bool:
    # On a wall clock "204 while processing" looks like "completed just before". Where the state went on by itself, the
    # answer may be that of either state, so it is asked again.
    return after in cell.following or not TABLE.may_follow(cell.state, after) or after == cell.state


def _judge(cell: Cell, exchange: Exchange, after: str) -> None:
    if cell.status:
        expect(exchange).status(cell.status)
    else:
        expect(exchange).refused(400)
    if after not in cell.following:
        raise Mismatch(f"{cell.action} in {cell.state} to lead to {' or '.join(cell.following)}", after, exchange)


def _ask_silently(opeasy: OpEasy, operation: Operation, cell: Cell) -> None:
    exchange = act(opeasy, operation, cell.action)
    state_of(opeasy, operation)  # the record shows what came of it
    told = f"{cell.action} in {cell.state} is answered with {exchange.status}"
    if exchange.status == cell.status:
        note(f"{cell.silent}: {told}")
    else:
        uses(cell.silent, "b", told)


def state_of(opeasy: OpEasy, operation: Operation) -> str:
    """The state of the table in which an operation is now, from what can be read of it."""
    if operation.scheduled:
        exchange = opeasy.of_scheduled("getScheduledOperationStatus", operation.scheduled)
        if exchange.status in (200, 202):
            return str(expect(exchange).json("scheduledOperation", "status"))
    exchange = opeasy.of_operation("getOperation", operation)
    if exchange.status == 404:
        return "deleted"
    if operation.scheduled and exchange.status == 200:
        return "released"
    tasks = expect(exchange).status(200).json("tasks").get(opeasy.family, {})
    return "invalid" if tasks.get("validationErrors", {}).get("size") else "open"


