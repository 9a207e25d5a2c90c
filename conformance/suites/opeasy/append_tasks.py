"""Append tasks to Existing Operation."""

from conformance.checks import verifies
from conformance.expect import expect
from conformance.suites.opeasy.client import FAMILY, OpEasy
from conformance.suites.opeasy.create_operation import NOT_JSON
from conformance.suites.opeasy.users_tasks import ERRORS, SIZE, given, has_users, listed, same_users


@verifies("OPEASY-APPEND-1")
def test_appending_adds_and_answers_totals(opeasy: OpEasy) -> None:
    operation, more = opeasy.operation(wrong=opeasy.users.wrong(2)), opeasy.users.failing(3)
    given(operation.created).shows(2, *SIZE).shows(2, *ERRORS, "size")
    expect(opeasy.append(operation, more)).status(200).shows(5, *SIZE)
    page = listed(opeasy, "getUsersTasks", operation)
    expect(page).holds("the tasks of both files", has_users([*operation.tasks, *more]), FAMILY)
    again = opeasy.append(operation, [*opeasy.users.failing(1), *operation.wrong])
    given(again).status(200)
    expect(again).shows(6, *SIZE)
    errors = listed(opeasy, "getUsersValidationErrors", operation)
    given(errors).holds("the wrong tasks, twice", same_users(operation.wrong * 2), FAMILY)
    expect(again).shows(4, *ERRORS, "size")


@verifies("OPEASY-APPEND-2")
def test_appended_tasks_stand_behind_the_ones_that_were_there(opeasy: OpEasy) -> None:
    operation, appended = opeasy.operation(valid=3), [opeasy.users.failing(3), opeasy.users.failing(2)]
    page = listed(opeasy, "getUsersTasks", operation)
    given(page).holds("the tasks in the order of the file", same_users(operation.tasks, ordered=True), FAMILY)
    for tasks in appended:
        given(opeasy.append(operation, tasks)).status(200)
    due = [*operation.tasks, *appended[0], *appended[1]]
    page = listed(opeasy, "getUsersTasks", operation)
    given(page).holds("all tasks", same_users(due), FAMILY)
    expect(page).holds("the tasks in the order of the files", same_users(due, ordered=True), FAMILY)


@verifies("OPEASY-APPEND-3")
def test_appended_tasks_that_fail_validation_become_validation_errors(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.users.wrong(2))
    errors = listed(opeasy, "getUsersValidationErrors", operation)
    given(errors).holds("the wrong tasks", same_users(operation.wrong), FAMILY)
    expect(opeasy.append(operation, [*operation.wrong, *opeasy.users.failing(1)])).status(200)
    errors = listed(opeasy, "getUsersValidationErrors", operation)
    expect(errors).holds("the wrong tasks, twice", same_users(operation.wrong * 2), FAMILY)


@verifies("OPEASY-APPEND-4")
def test_nothing_is_appended_to_a_scheduled_operation(opeasy: OpEasy) -> None:
    for tasks in (opeasy.users.succeeding(4), opeasy.users.failing(4)):
        operation, more = opeasy.operation(tasks), opeasy.users.failing(1)
        given(opeasy.append(operation, more)).status(200)
        scheduled = opeasy.scheduled(operation)
        before = given(opeasy.of_operation("getOperation", operation)).status(200).json("tasks")
        for state in ("pending", "processing", "completed", "completedWithErrors"):
            opeasy.await_state(scheduled, state)
            expect(opeasy.append(operation, more)).refused(400)
            expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")


@verifies("OPEASY-APPEND-5")
def test_tasks_in_a_json_body_are_appended_like_those_of_a_file(opeasy: OpEasy) -> None:
    operation, by_file, in_body = opeasy.operation(), opeasy.users.failing(2), opeasy.users.failing(2)
    given(opeasy.append(operation, by_file)).status(200)
    given(listed(opeasy, "getUsersTasks", operation)).holds("the tasks of the file", has_users(by_file), FAMILY)
    expect(opeasy.append(operation, in_body, as_json=True)).status(200)
    expect(listed(opeasy, "getUsersTasks", operation)).holds("the tasks of the body", has_users(in_body), FAMILY)


@verifies("OPEASY-APPEND-6")
def test_appending_a_corrected_task_does_not_resolve_the_error(opeasy: OpEasy) -> None:
    wrong = [{**opeasy.users.modify(), "command": "NoSuchCommand"}]
    operation = opeasy.operation(wrong=wrong)
    given(listed(opeasy, "getUsersValidationErrors", operation)).holds("the wrong task", same_users(wrong), FAMILY)
    given(opeasy.append(operation, [{**wrong[0], "command": "ModifyUser"}])).status(200)
    errors = listed(opeasy, "getUsersValidationErrors", operation)
    expect(errors).holds("the validation error as before", same_users(wrong), FAMILY)


@verifies("OPEASY-APPEND-7")
def test_an_appended_file_that_is_not_json_is_refused(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.append(operation, opeasy.users.failing(1))).status(200)
    before = given(opeasy.of_operation("getOperation", operation)).json("tasks")
    for content in NOT_JSON:
        expect(opeasy.append(operation, [], content=content)).refused(400)
        expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")
