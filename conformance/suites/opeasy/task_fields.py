"""Fields used in the Commands of each Family.

One operation holds tasks at each limit of each field and just past it, in characters of one byte and of several; the target
must sort out exactly the latter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.expect import Inconclusive, Mismatch, asks, note, uses
from conformance.openapi import fields
from conformance.oracle import oracle
from conformance.places import at, put
from conformance.rows import Row, bisected, nuances_of, pairs
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, USERS, Family
from conformance.suites.opeasy.items import named

BATCH, PAGE = 400, 200
NUANCES = {"characters": "OPEASY-TEXT-4", "blanks": "OPEASY-VALUE-1", "case": "OPEASY-VALUE-2", "digits": "OPEASY-VALUE-3",
           "null": "OPEASY-VALUE-4"}
_OPENAPI = load("opeasy").openapi
_SUBJECT_CODES = ("101", "102", "103", "104", "105", "107")  # those of a task that fails for what it is about


@dataclass(frozen=True)
class Command:
    """A command of a family; ``component`` is the schema of its tasks."""

    family: Family
    component: str

    @property
    def name(self) -> str:
        """As it stands in a task."""
        return self.component.removesuffix("Task").removeprefix("" if self.family == USERS else self.family)

    @property
    def limits(self) -> list[str]:
        """The requirements about the limits of its fields, and about their nuances."""
        found = list(fields(_OPENAPI, _OPENAPI["components"]["schemas"][self.component]))
        limits = [f"OPEASY-FIELD-{field.name}-{limit}" for field in found for limit in field.limits]
        nuances = [NUANCES[name] for field in found for name in nuances_of(field.schema)]
        return list(dict.fromkeys(limits + nuances))


def _commands() -> Iterator[Command]:
    for family in FAMILIES:
        for ref in _OPENAPI["components"]["schemas"][f"{family}Task"]["oneOf"]:
            yield Command(family, ref["$ref"].rsplit("/", 1)[1])


COMMANDS = {f"{command.family} {command.name}": command for command in _commands() if command.limits}


@verifies_each("command", {name: command.limits for name, command in COMMANDS.items()})
def test_each_limit_of_each_field_is_kept(opeasy: OpEasy, command: str) -> None:
    known = COMMANDS[command]
    opeasy = opeasy.in_family(known.family)
    _sorts_out_at_all(opeasy, known)
    rows = rows_of(opeasy, known)
    broken: set[str] = set()
    for start in range(0, len(rows), BATCH):
        for row in bisected(rows[start:start + BATCH], lambda part: _sorted_right(opeasy, part),
                            lambda row: row.requirement in broken):
            _ask(opeasy, row, known, broken)
    for requirement in known.limits:
        with asks(requirement):
            pass


def rows_of(opeasy: OpEasy, command: Command) -> list[Row]:
    """Tasks of a command at each limit of each field and just past it, in any order."""
    # The same source for each command: what values there are to choose from is drawn only once.
    chance = opeasy.session.random("rows")
    rows = list(pairs(_OPENAPI, command.component, oracle("opeasy", command.component), "OPEASY",
                      lambda: _plain(opeasy, command), chance, opeasy.names.domain, NUANCES))
    chance.shuffle(rows)
    return rows


def _ask(opeasy: OpEasy, row: Row, command: Command, broken: set[str]) -> None:
    with asks(row.requirement):
        try:
            judge(opeasy, row, command)
        except Mismatch:
            broken.add(row.requirement)
            raise


def _plain(opeasy: OpEasy, command: Command) -> Task:
    maker: Any = opeasy.tasks
    made: Task = maker.of(command.name)
    return made


def _sorts_out_at_all(opeasy: OpEasy, command: Command) -> None:
    plain = Row("", _plain(opeasy, command), True, "a plain task")
    unknown = Row("", opeasy.tasks.unknown(), False, "a task of an unknown command")
    if not _sorted_right(opeasy, [plain, unknown]):
        raise Inconclusive(f"a plain {command.name} and a task of an unknown command are not sorted out")


def _sorted_right(opeasy: OpEasy, rows: Sequence[Row]) -> bool:
    exchange = opeasy.create([row.payload for row in rows])
    if exchange.status != 201:
        return False
    operation = opeasy.known(exchange, [], [])
    wholes: Sequence[tuple[bool, Callable[[OpEasy, Operation], list[Any]]]] = ((True, _tasks), (False, _refused))
    right = all(named(row.payload for row in rows if row.valid is valid) == named(listed(opeasy, operation))
                for valid, listed in wholes)
    opeasy.of_operation("deleteOperation", operation)
    opeasy.forget(operation)
    return right


def _tasks(opeasy: OpEasy, operation: Operation) -> list[Any]:
    return opeasy.pages(opeasy.family.tasks, {"operation-id": operation.id}, size=PAGE)


def _refused(opeasy: OpEasy, operation: Operation) -> list[Any]:
    errors = opeasy.pages(opeasy.family.errors, {"operation-id": operation.id}, size=PAGE)
    return [error.get("task") for error in errors if isinstance(error, dict)]


def judge(opeasy: OpEasy, row: Row, command: Command) -> None:
    """Ask about one row alone; raises Mismatch if its limit is not kept."""
    operation = opeasy.known(opeasy.create([row.payload]), [row.payload])
    size = opeasy.size(operation)
    if row.valid and size == 0:
        _sorts_out_at_all(opeasy, command)
        if row.likewise and opeasy.size(opeasy.known(opeasy.create([row.likewise]), [row.likewise])) == 0:
            note(f"{command.name} with {row.told} fails validation as it does in any length")
            return
        raise Mismatch(f"{command.name} with {row.told} to be accepted", "a validation error", operation.created)
    if not row.valid and size == 1:
        _judge_later(opeasy, row, command, operation)
        return
    place = "the tasks" if row.valid else "the validation errors"
    raise Mismatch(f"{command.name} with {row.told} among {place} as it was sent", "something else", operation.created)


def _judge_later(opeasy: OpEasy, row: Row, command: Command, accepted: Operation) -> None:
    """A limit may also be checked in the back end (OPEASY-R-VALIDATION-STAGE): then the task is FAILED, on what exists."""
    before, payload, after = _on_what_exists(opeasy, row, command)
    scheduled = opeasy.scheduled(opeasy.operation([*before, payload, *after]))
    opeasy.complete(scheduled)
    result = opeasy.pages(opeasy.family.results, {"scheduled-operation-id": scheduled.id})[len(before)]
    if result.get("status") != "FAILED":
        raise Mismatch(f"{command.name} with {row.told} to fail validation", "a task that is accepted and succeeds",
                       accepted.created)
    if result.get("errorCode") in _SUBJECT_CODES:
        raise Inconclusive(f"{command.name} with {row.told} is accepted and fails for what it is about, not for its value")
    uses("OPEASY-R-VALIDATION-STAGE", "b", "checked when it is processed")


def _on_what_exists(opeasy: OpEasy, row: Row, command: Command) -> tuple[list[Task], Task, list[Task]]:
    """The task of a row about something that exists, between tasks that bring this about and undo it again."""
    if opeasy.family == USERS:
        return _added_before(opeasy, row, command), row.payload, []
    maker, changes = cast(Any, opeasy.tasks), dict[tuple[str, ...], str]()
    if opeasy.family == "PhoneNumbers":
        names = [opeasy.world("phoneNumberRange")]
        changes["phoneNumbers", "phoneNumbers"] = names[0]
        undone = "Assign", "Unassign"
    else:
        names = [opeasy.standing_user()]
        changes["agentId",] = changes["userId",] = names[0]
        if opeasy.family != "CallCenterAgent":
            return [], _moved(row, changes), []
        names.append(opeasy.world("callCenterId"))
        changes["callCenterInfo", "[]", "callCenterId"] = names[1]
        undone = "Assign", "Remove"
    before = [maker.of(undone[0], *names)] if command.name != undone[0] else []
    return before, _moved(row, changes), [maker.of(undone[1], *names)]


def _moved(row: Row, changes: Mapping[tuple[str, ...], str]) -> Task:
    """The task of a row, about something else; what the row itself is about stays as it is."""
    payload = row.payload
    for path, value in changes.items():
        there = at(payload, ("content", *path))
        if isinstance(there, str) and f".{path[-1]} " not in f".{row.told} ":
            payload, _ = put(payload, ("content", *path), value)
    return payload


def _added_before(opeasy: OpEasy, row: Row, command: Command) -> list[Task]:
    content = row.payload["content"]
    user, device = at(content, ("user", "userId")), at(content, ("device", "name"))
    if command.name in ("ModifyDevice", "DeleteDevice"):
        known = isinstance(device, str) and "device.name" not in row.told
        return [opeasy.users.device("AddDevice", device)] if known else []
    known = isinstance(user, str) and "userId" not in row.told and not command.name.startswith("Add")
    return [opeasy.users.add(user)] if known else []
