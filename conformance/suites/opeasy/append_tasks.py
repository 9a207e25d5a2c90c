"""Append tasks to Existing Operation."""

from conformance.checks import verifies
from conformance.expect import expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.create_operation import NOT_JSON
from conformance.suites.opeasy.families import FAMILIES, verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, listed, same_subjects


@verifies_in_each_family("OPEASY-APPEND-1")
def test_appending_adds_and_answers_totals(opeasy: OpEasy) -> None:
    operation, more = opeasy.operation(wrong=opeasy.tasks.wrong(2)), opeasy.tasks.failing(3)
    given(operation.created).shows(2, *opeasy.family.size).shows(2, *opeasy.family.summary, "size")
    expect(opeasy.append(operation, more)).status(200).shows(5, *opeasy.family.size)
    page = listed(opeasy, opeasy.family.tasks, operation)
    expect(page).holds("the tasks of both files", has_subjects([*operation.tasks, *more]), opeasy.family)
    again = opeasy.append(operation, [*opeasy.tasks.failing(1), *operation.wrong])
    given(again).status(200)
    expect(again).shows(6, *opeasy.family.size)
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the wrong tasks, twice", same_subjects(operation.wrong * 2), opeasy.family)
    expect(again).shows(4, *opeasy.family.summary, "size")
    _answers_totals_of_all_families(opeasy, operation.wrong)


def _answers_totals_of_all_families(opeasy: OpEasy, wrong: list[Task]) -> None:
    """Two files with tasks of each family: the second holds all tasks of the first one again, other ones and wrong ones."""
    first = {family: opeasy.maker(family).failing(count) for count, family in enumerate(FAMILIES, 2)}
    others: dict[str, list[Task]] = {family: each for family, each in first.items() if family != opeasy.family}
    operation = opeasy.operation(first[opeasy.family], besides=others)
    for family, tasks in first.items():
        given(operation.created).shows(len(tasks), *family.size)
    more = {family: [*opeasy.maker(family).failing(1), *tasks] for family, tasks in reversed(first.items())}
    appended = opeasy.append(operation, {**more, opeasy.family: [*more[opeasy.family], *wrong]})
    expect(appended).status(200).shows(len(wrong), *opeasy.family.summary, "size")
    for family, tasks in first.items():
        expect(appended).shows(2 * len(tasks) + 1, *family.size)


@verifies_in_each_family("OPEASY-APPEND-2")
def test_appended_tasks_stand_behind_the_ones_that_were_there(opeasy: OpEasy) -> None:
    operation, appended = opeasy.operation(valid=3), [opeasy.tasks.failing(3), opeasy.tasks.failing(2)]
    page = listed(opeasy, opeasy.family.tasks, operation)
    given(page).holds("the tasks in the order of the file", same_subjects(operation.tasks, ordered=True), opeasy.family)
    for tasks in appended:
        given(opeasy.append(operation, tasks)).status(200)
    due = [*operation.tasks, *appended[0], *appended[1]]
    page = listed(opeasy, opeasy.family.tasks, operation)
    given(page).holds("all tasks", same_subjects(due), opeasy.family)
    expect(page).holds("the tasks in the order of the files", same_subjects(due, ordered=True), opeasy.family)


@verifies_in_each_family("OPEASY-APPEND-3")
def test_appended_tasks_that_fail_validation_become_validation_errors(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(2))
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the wrong tasks", same_subjects(operation.wrong), opeasy.family)
    first, more = [*operation.wrong, *opeasy.tasks.failing(1)], [*opeasy.tasks.wrong(2), *opeasy.tasks.failing(1)]
    for file in (first, more):  # in which the wrong tasks stand at the same places
        expect(opeasy.append(operation, file)).status(200)
    errors = listed(opeasy, opeasy.family.errors, operation)
    due = [*operation.wrong * 2, *more[:2]]
    expect(errors).holds("the wrong tasks of all files", same_subjects(due), opeasy.family)


@verifies("OPEASY-APPEND-4")
def test_nothing_is_appended_to_a_scheduled_operation(opeasy: OpEasy) -> None:
    for tasks in (opeasy.succeeding(4), opeasy.tasks.failing(4)):
        operation, more = opeasy.operation(tasks), opeasy.tasks.failing(1)
        given(opeasy.append(operation, more)).status(200)
        scheduled = opeasy.scheduled(operation)
        before = given(opeasy.of_operation("getOperation", operation)).status(200).json("tasks")
        for state in ("pending", "processing", "completed", "completedWithErrors"):
            opeasy.await_state(scheduled, state)
            expect(opeasy.append(operation, more)).refused(400)
            expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")


@verifies("OPEASY-APPEND-5")
def test_tasks_in_a_json_body_are_appended_like_those_of_a_file(opeasy: OpEasy) -> None:
    operation, by_file, in_body = opeasy.operation(), opeasy.tasks.failing(2), opeasy.tasks.failing(2)
    given(opeasy.append(operation, by_file)).status(200)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks of the file", has_subjects(by_file), opeasy.family)
    expect(opeasy.append(operation, in_body, as_json=True)).status(200)
    expect(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks of the body", has_subjects(in_body), opeasy.family)


@verifies("OPEASY-APPEND-6")
def test_appending_a_corrected_task_does_not_resolve_the_error(opeasy: OpEasy) -> None:
    wrong = [opeasy.tasks.unknown()]
    operation = opeasy.operation(wrong=wrong)
    given(listed(opeasy, opeasy.family.errors, operation)).holds("the wrong task", same_subjects(wrong), opeasy.family)
    given(opeasy.append(operation, [{**wrong[0], "command": "ModifyUser"}])).status(200)
    errors = listed(opeasy, opeasy.family.errors, operation)
    expect(errors).holds("the validation error as before", same_subjects(wrong), opeasy.family)


@verifies("OPEASY-APPEND-7")
def test_an_appended_file_that_is_not_json_is_refused(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.append(operation, opeasy.tasks.failing(1))).status(200)
    before = given(opeasy.of_operation("getOperation", operation)).json("tasks")
    for content in NOT_JSON:
        expect(opeasy.append(operation, [], content=content)).refused(400)
        expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")
