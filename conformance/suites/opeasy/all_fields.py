"""Fields used in the Commands of each Family.

One operation holds the tasks at each limit and just past it of all fields, commands and families at once. Which limits are kept
is asked command by command (``task_fields``); here what is broken is seen with the first few requests.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from conformance.checks import first, verifies
from conformance.expect import Inconclusive, Mismatch, asks, current, given
from conformance.openapi import FILE
from conformance.rows import Row
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, Family
from conformance.suites.opeasy.items import are_objects, items_of, named
from conformance.suites.opeasy.task_fields import COMMANDS, PAGE, Command, judge, rows_of

_MOST = 20  # rows of a family that are looked at one by one
_Sent = list[tuple[Command, Row]]


@first
@verifies("OPEASY-TASKS-1", "OPEASY-VERR-1")
def test_tasks_at_all_limits_of_all_fields_are_sorted_out(opeasy: OpEasy) -> None:
    sent: dict[Family, _Sent] = {family: [] for family in FAMILIES}
    for command in COMMANDS.values():
        sent[command.family] += [(command, row) for row in rows_of(opeasy.in_family(command.family), command)]
    chance = opeasy.session.random("all rows")
    for rows in sent.values():
        chance.shuffle(rows)
    created = opeasy.create({family: [row.payload for _, row in rows] for family, rows in sent.items()})
    given(created).status(201)
    operation = opeasy.known(created, [])
    found = {family: (_tasks(opeasy.in_family(family), operation), _refused(opeasy.in_family(family), operation))
             for family in FAMILIES}
    for requirement, valid in (("OPEASY-TASKS-1", True), ("OPEASY-VERR-1", False)):
        with asks(requirement):
            for family, listed in found.items():
                _all_there(sent[family], listed, valid, operation)
    for family, listed in found.items():
        _accuse(opeasy.in_family(family), sent[family], *listed)


def _tasks(opeasy: OpEasy, operation: Operation) -> Counter[str]:
    return named(_listed(opeasy, operation, opeasy.family.tasks))


def _refused(opeasy: OpEasy, operation: Operation) -> Counter[str]:
    errors = _listed(opeasy, operation, opeasy.family.errors)
    return named(error.get("task") for error in errors if isinstance(error, dict) and error.get("validationErrors"))


def _listed(opeasy: OpEasy, operation: Operation, name: str) -> list[Any]:
    """The file that holds a list, or its pages where there is none."""
    file = opeasy.of_operation(name, operation, headers={"Accept": FILE})
    try:
        given(file).status(200).holds("a list of objects", are_objects, opeasy.family).lacks("totalItems")
    except Inconclusive:
        return opeasy.pages(name, {"operation-id": operation.id}, size=PAGE)
    return items_of(file)


def _all_there(sent: _Sent, listed: Sequence[Counter[str]], valid: bool, operation: Operation) -> None:
    """Each task is among the tasks or the validation errors, wherever it belongs, and nothing else is among either."""
    due = named(row.payload for _, row in sent)
    lost, made_up = due - listed[0] - listed[1], listed[not valid] - due
    what = "tasks" if valid else "validation errors"
    if not listed[not valid]:
        raise Inconclusive(f"there are no {what} at all")
    for command, row in sent if lost else ():
        if row.valid is valid and named([row.payload]) <= lost:
            raise Mismatch(f"{command.name} with {row.told} among the {what} as it was sent", "neither there nor elsewhere",
                           operation.created)
    if made_up:
        raise Mismatch(f"the {what} as they were sent", f"also {next(iter(made_up))}"[:300], operation.created)


def _accuse(opeasy: OpEasy, sent: _Sent, tasks: Counter[str], refused: Counter[str]) -> None:
    """Look again at tasks that are on the wrong list, one by one: they may be there for a reason that a reading tolerates."""
    stray = (named(row.payload for _, row in sent if row.valid) - tasks) + (
        named(row.payload for _, row in sent if not row.valid) - refused)
    broken: set[str] = set()
    for command, row in [each for each in sent if stray and named([each[1].payload]) <= stray][:_MOST]:
        if row.requirement in broken or not opeasy.session.asked(row.requirement):
            continue
        try:
            judge(opeasy, row, command)
        except Inconclusive:
            continue
        except Mismatch as mismatch:
            broken.add(row.requirement)
            current.get().observe([(row.requirement, mismatch)])
