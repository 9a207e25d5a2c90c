"""Get a Specific Operation, Delete Operation."""

from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.families import Family, verifies_in_each_family
from conformance.suites.opeasy.items import listed

MANY = 64


def _reads(family: Family) -> tuple[str, ...]:
    return "getOperation", family.tasks, family.errors, family.error


def _first_error(opeasy: OpEasy, operation: Operation) -> str:
    return str(given(listed(opeasy, opeasy.family.errors, operation)).json(opeasy.family, 0, "id"))


def _shown_like(answer: Exchange, opeasy: OpEasy, operation: Operation) -> None:
    read = opeasy.of_operation("getOperation", operation)
    for name in ("enterpriseId", "id", "tasks"):
        expect(read).status(200).shows(given(answer).json(name), name)


def _gone(opeasy: OpEasy, operation: Operation) -> None:
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(opeasy.of_operation("getOperation", operation)).status(404)


@verifies_in_each_family("OPEASY-OPERATION-1")
def test_an_operation_is_shown_as_its_last_change_answered(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(1))
    shown = given(operation.created).json("tasks")
    _shown_like(operation.created, opeasy, operation)
    for tasks in (opeasy.tasks.failing(3), opeasy.tasks.wrong(1)):
        appended = opeasy.append(operation, tasks)
        before, shown = shown, given(appended).status(200).json("tasks")
        given(appended).that(shown != before, "more tasks or errors", "the same")
        _shown_like(appended, opeasy, operation)


@verifies("OPEASY-OPERATION-10")
def test_each_of_many_operations_is_found_with_its_own_tasks(opeasy: OpEasy) -> None:
    operations = [opeasy.operation(valid=1 + number % 3) for number in range(MANY)]
    for operation in operations:
        given(operation.created).shows(len(operation.tasks), *opeasy.family.size)
    for operation in operations:
        shown = expect(opeasy.of_operation("getOperation", operation)).status(200).shows(operation.id, "id")
        shown.shows(len(operation.tasks), *opeasy.family.size)
    gone = operations.pop()
    given(opeasy.of_operation("deleteOperation", gone)).status(204)
    given(opeasy.of_operation("getOperation", gone)).status(404)


@verifies("OPEASY-OPERATION-2")
def test_an_unscheduled_operation_can_be_deleted(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.of_operation("getOperation", operation)).status(200)
    _gone(opeasy, operation)


@verifies_in_each_family("OPEASY-OPERATION-3")
def test_tasks_and_validation_errors_are_deleted_with_their_operation(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(2))
    error = _first_error(opeasy, operation)
    for name in _reads(opeasy.family)[1:]:
        given(opeasy.of_operation(name, operation, error)).status(200)
    given(opeasy.of_operation("deleteOperation", operation)).status(204)
    for name in _reads(opeasy.family)[1:]:
        expect(opeasy.of_operation(name, operation, error)).status(404)


@verifies_in_each_family("OPEASY-OPERATION-9")
def test_a_deletion_needs_no_header_but_authorization(opeasy: OpEasy) -> None:
    wrong, scheduled = opeasy.operation(wrong=opeasy.tasks.wrong(1)), opeasy.scheduled_operation()
    error = _first_error(opeasy, wrong)
    plain: dict[str, Any] = {"headers": {"Accept": "*/*"}}  # which says no more than no Accept at all
    given(opeasy.of_operation(opeasy.family.error, wrong, error)).status(200)
    for deleted in (opeasy.of_operation(opeasy.family.error_deletion, wrong, error, **plain),
                    opeasy.of_scheduled("deleteScheduledOperation", scheduled, **plain),
                    opeasy.of_operation("deleteOperation", wrong, **plain)):
        expect(deleted).status(204)
    given(opeasy.of_operation("getOperation", wrong)).status(404)


@verifies("OPEASY-OPERATION-4")
def test_an_operation_with_validation_errors_can_be_deleted(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(1))
    _first_error(opeasy, operation)
    given(opeasy.of_operation("getOperation", operation)).status(200)
    _gone(opeasy, operation)


@verifies("OPEASY-OPERATION-5")
def test_an_operation_is_not_deleted_while_its_scheduled_operation_exists(opeasy: OpEasy) -> None:
    given(opeasy.of_operation("deleteOperation", opeasy.operation())).status(204)
    for tasks in (opeasy.succeeding(4), opeasy.tasks.failing(4)):
        operation = opeasy.operation(tasks)
        scheduled = opeasy.scheduled(operation)
        before = given(opeasy.of_operation("getOperation", operation)).status(200).json("tasks")
        for state in ("pending", "processing", "completed", "completedWithErrors"):
            opeasy.await_state(scheduled, state)
            expect(opeasy.of_operation("deleteOperation", operation)).status(400)
        expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")
        expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(200, 202)


@verifies("OPEASY-OPERATION-5")
def test_an_operation_is_not_deleted_when_only_the_scheduled_operation_of_another_is(opeasy: OpEasy) -> None:
    before, deleted, after = (opeasy.scheduled(opeasy.operation()) for _ in range(3))
    for scheduled in (before, deleted, after):
        opeasy.complete(scheduled)
    given(opeasy.of_scheduled("deleteScheduledOperation", deleted)).status(204)
    for scheduled in (before, after):
        expect(opeasy.of_operation("deleteOperation", scheduled.operation)).status(400)
        expect(opeasy.of_operation("getOperation", scheduled.operation)).status(200)
        expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(200)
    given(opeasy.of_operation("deleteOperation", deleted.operation)).status(204)


@verifies("OPEASY-OPERATION-6")
def test_an_operation_can_be_deleted_once_its_scheduled_operation_is(opeasy: OpEasy) -> None:
    for state in ("completed", "completedWithErrors"):
        scheduled = opeasy.scheduled_operation(state)
        given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
        given(opeasy.of_operation("getOperation", scheduled.operation)).status(200)
        _gone(opeasy, scheduled.operation)


@verifies_in_each_family("OPEASY-OPERATION-7")
def test_an_unknown_operation_is_answered_with_404_everywhere(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(1))
    error = _first_error(opeasy, operation)
    for name in _reads(opeasy.family):
        given(opeasy.of_operation(name, operation, error)).status(200)
    given(opeasy.append(operation, operation.tasks)).status(200)
    _unknown(opeasy, Operation(MADE_UP, [], [], operation.entry, operation.created), error)
    given(opeasy.of_operation(opeasy.family.error_deletion, operation, error)).status(204)
    given(opeasy.of_operation("deleteOperation", operation)).status(204)
    _unknown(opeasy, operation, error)


def _unknown(opeasy: OpEasy, operation: Operation, error: str) -> None:
    for name in (*_reads(opeasy.family), opeasy.family.error_deletion, "deleteOperation"):
        expect(opeasy.of_operation(name, operation, error)).status(404)
    expect(opeasy.append(operation, opeasy.tasks.failing(1))).status(404)
