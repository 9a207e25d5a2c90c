"""“Users” Validation Errors on Operation."""

from typing import Any

from conformance.checks import verifies
from conformance.expect import expect, note
from conformance.suites.opeasy.client import FAMILY, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.scheduled_operations import MADE_UP
from conformance.suites.opeasy.users_tasks import (
    ERRORS,
    SIZE,
    given,
    has_users,
    lacks_users,
    listed,
    same_tasks,
    same_users,
    user_of,
)

LIST, ONE, DELETE = "getUsersValidationErrors", "getUsersValidationError", "deleteUsersValidationError"


def _with_errors(opeasy: OpEasy, count: int) -> tuple[Operation, list[dict[str, Any]]]:
    """An operation whose validation errors were seen, and these."""
    operation = opeasy.operation(wrong=opeasy.users.wrong(count))
    page = listed(opeasy, LIST, operation)
    given(page).holds("the wrong tasks", same_users(operation.wrong), FAMILY)
    ids = {str(given(page).json(FAMILY, number, "id")) for number in range(count)}
    given(page).that(len(ids) == count, f"{count} different ids", f"{ids}")
    return operation, page.json()[FAMILY]


def _deleted(opeasy: OpEasy, operation: Operation, error: str) -> None:
    """A validation error is viewed before it is deleted, as some targets may ask for (OPEASY-R-VIEWED)."""
    given(opeasy.of_operation(ONE, operation, error)).status(200)
    given(opeasy.of_operation(DELETE, operation, error)).status(204)


def expect_scheduled(opeasy: OpEasy, operation: Operation) -> Scheduled:
    """The operation scheduled, where that is promised."""
    exchange = opeasy.schedule(operation)
    name = str(expect(exchange).status(202).json("scheduledOperation", "id"))
    operation.scheduled = Scheduled(name, operation, exchange)
    return operation.scheduled


@verifies("OPEASY-VERR-1")
def test_each_task_that_failed_has_an_entry_with_messages_and_the_task(opeasy: OpEasy) -> None:
    wrong, right = opeasy.users.wrong(4), opeasy.users.failing(1)
    operation = opeasy.known(opeasy.create([*wrong, *right]), right, wrong)
    given(operation.created).status(201)
    given(listed(opeasy, "getUsersTasks", operation)).holds("only the valid task", same_users(right), FAMILY)
    page = listed(opeasy, LIST, operation)
    expect(page).holds("an entry for each wrong task", lambda entries: len(entries) == 4, FAMILY)
    shown = [expect(page).json(FAMILY, number, "task") for number in range(4)]
    expect(page).that(same_tasks(wrong)(shown), f"the tasks as they were sent: {wrong}", f"{shown}")
    for number in range(4):
        expect(page).holds("at least one message", _has_messages, FAMILY, number, "validationErrors")


def _has_messages(messages: Any) -> bool:
    return isinstance(messages, list) and bool(messages) and all(isinstance(each, str) and each for each in messages)


@verifies("OPEASY-VERR-2")
def test_each_validation_error_has_an_id_of_its_own(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.users.wrong(2))
    given(opeasy.append(operation, [*operation.wrong, *opeasy.users.wrong(1)])).status(200)
    page = listed(opeasy, LIST, operation)
    given(page).holds("5 entries", lambda entries: len(entries) == 5, FAMILY)
    ids = [str(expect(page).json(FAMILY, number, "id")) for number in range(5)]
    expect(page).that(len(set(ids)) == 5, "5 different ids", f"{ids}")


@verifies("OPEASY-VERR-3")
def test_a_validation_error_read_by_its_id_is_the_entry_of_the_list(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 3)
    for entry in entries:
        answer = expect(opeasy.of_operation(ONE, operation, str(entry["id"]))).status(200)
        for name in ("id", "validationErrors", "task"):
            answer.shows(entry.get(name), name)


@verifies("OPEASY-VERR-4")
def test_a_deleted_validation_error_is_gone(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    given(operation.created).shows(2, *ERRORS, "size")
    error, kept = str(entries[0]["id"]), user_of(entries[1])
    given(opeasy.of_operation(ONE, operation, error)).status(200)
    expect(opeasy.of_operation(DELETE, operation, error)).status(204)
    page = listed(opeasy, LIST, operation)
    expect(page).holds(f"no entry {error}", lambda left: error not in [each.get("id") for each in left], FAMILY)
    expect(opeasy.of_operation(ONE, operation, error)).status(404)
    given(page).holds("the other entry", lambda left: [user_of(each) for each in left] == [kept], FAMILY)
    expect(page).shows(1, "totalItems")
    expect(opeasy.of_operation("getOperation", operation)).status(200).shows(1, *ERRORS, "size")


@verifies("OPEASY-VERR-5")
def test_deleting_a_validation_error_leaves_the_others_alone(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 3)
    other, others = _with_errors(opeasy, 1)
    _deleted(opeasy, operation, str(entries[0]["id"]))
    for owner, entry in ((operation, entries[1]), (operation, entries[2]), (other, others[0])):
        page = listed(opeasy, LIST, owner)
        expect(page).that(entry in page.json()[FAMILY], f"the entry {entry['id']}", f"{page.json()[FAMILY]}"[:200])
        expect(opeasy.of_operation(ONE, owner, str(entry["id"]))).status(200)


@verifies("OPEASY-VERR-6")
def test_after_the_last_validation_error_is_deleted_none_is_counted(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    given(operation.created).shows(2, *ERRORS, "size")
    for entry in entries:
        _deleted(opeasy, operation, str(entry["id"]))
    shown = opeasy.of_operation("getOperation", operation)
    given(shown).status(200).json(*SIZE)
    if "validationErrors" in shown.json()["tasks"][FAMILY]:
        expect(shown).shows(0, *ERRORS, "size")
        note("uses reading OPEASY-R-NO-ERRORS-LEFT, alternative b: the summary stays with size 0")


@verifies("OPEASY-VERR-7")
def test_once_its_errors_are_deleted_an_operation_is_scheduled_without_those_tasks(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    for entry in entries:
        _deleted(opeasy, operation, str(entry["id"]))
    scheduled = expect_scheduled(opeasy, operation)
    opeasy.complete(scheduled)
    results = listed(opeasy, "getUsersResults", scheduled)
    given(results).holds("some result", bool, FAMILY)
    expect(results).holds("no result of a task that had failed", lacks_users(operation.wrong), FAMILY)


@verifies("OPEASY-VERR-8")
def test_an_unknown_validation_error_is_answered_with_404(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    _, foreign = _with_errors(opeasy, 1)
    deleted = str(entries[0]["id"])
    _deleted(opeasy, operation, deleted)
    for unknown in (deleted, MADE_UP, str(foreign[0]["id"])):
        for name in (ONE, DELETE):
            expect(opeasy.of_operation(name, operation, unknown)).status(404)


@verifies("OPEASY-VERR-9")
def test_a_task_that_failed_can_be_replaced_by_a_corrected_one(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 1)
    _deleted(opeasy, operation, str(entries[0]["id"]))
    corrected = opeasy.users.modify(user_of(operation.wrong[0]))
    expect(opeasy.append(operation, [corrected])).status(200)
    expect(listed(opeasy, "getUsersTasks", operation)).holds("the corrected task", has_users([corrected]), FAMILY)
