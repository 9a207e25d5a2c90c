"""Validation Errors on Operation."""

from typing import Any

from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import FAMILIES, USERS, Family, verifies_in_each_family
from conformance.suites.opeasy.items import (
    each_one_of,
    has_subjects,
    lacks_subjects,
    listed,
    same_subjects,
    same_tasks,
    subject_of,
)
from conformance.suites.opeasy.telling import telling_wrong


def _with_errors(opeasy: OpEasy, count: int) -> tuple[Operation, list[dict[str, Any]]]:
    """An operation whose validation errors were seen, and these."""
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(count))
    page = listed(opeasy, opeasy.family.errors, operation)
    given(page).holds("the wrong tasks", same_subjects(operation.wrong), opeasy.family)
    ids = {str(given(page).json(opeasy.family, number, "id")) for number in range(count)}
    given(page).that(len(ids) == count, f"{count} different ids", f"{ids}")
    return operation, page.json()[opeasy.family]


def _deleted(opeasy: OpEasy, operation: Operation, error: str) -> None:
    """A validation error is viewed before it is deleted, as some targets may ask for (OPEASY-R-VIEWED)."""
    given(opeasy.of_operation(opeasy.family.error, operation, error)).status(200)
    given(opeasy.of_operation(opeasy.family.error_deletion, operation, error)).status(204)


def expect_scheduled(opeasy: OpEasy, operation: Operation) -> Scheduled:
    """The operation scheduled, where that is promised."""
    exchange = opeasy.schedule(operation)
    name = str(expect(exchange).status(202).json("scheduledOperation", "id"))
    operation.scheduled = Scheduled(name, operation, exchange)
    return operation.scheduled


@verifies_in_each_family("OPEASY-VERR-1")
def test_each_task_that_failed_has_an_entry_with_messages_and_the_task(opeasy: OpEasy) -> None:
    wrong, right = [*opeasy.tasks.wrong(4), *telling_wrong(opeasy)], opeasy.tasks.failing(1)
    count = len(wrong)
    operation = opeasy.known(opeasy.create([*wrong, *right]), right, wrong)
    given(operation.created).status(201)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("only the valid task", same_subjects(right), opeasy.family)
    page = listed(opeasy, opeasy.family.errors, operation)
    expect(page).holds("an entry for each wrong task", lambda entries: len(entries) == count, opeasy.family)
    shown = [expect(page).json(opeasy.family, number, "task") for number in range(count)]
    odd = [each for each in shown if not each_one_of(wrong)([each])]
    expect(page).that(same_tasks(wrong)(shown), f"the {count} tasks as they were sent", f"{odd or shown}"[:300])
    for number in range(count):
        expect(page).holds("at least one message", _has_messages, opeasy.family, number, "validationErrors")


def _has_messages(messages: Any) -> bool:
    return isinstance(messages, list) and bool(messages) and all(isinstance(each, str) and each for each in messages)


@verifies_in_each_family("OPEASY-VERR-2")
def test_each_validation_error_has_an_id_of_its_own(opeasy: OpEasy) -> None:
    operation, _ = of_all_families(opeasy, 2)
    given(opeasy.append(operation, [*operation.wrong, *opeasy.tasks.wrong(1)])).status(200)
    page = listed(opeasy, opeasy.family.errors, operation)
    given(page).holds("5 entries", lambda entries: len(entries) == 5, opeasy.family)
    ids = [str(expect(page).json(opeasy.family, number, "id")) for number in range(5)]
    expect(page).that(len(set(ids)) == 5, "5 different ids", f"{ids}")
    for other in set(FAMILIES) - {opeasy.family}:
        others = listed(opeasy.in_family(other), other.errors, operation).json()[other]
        common = {str(each.get("id")) for each in others}.intersection(ids)
        expect(page).that(not common, f"other ids than those of {other}", f"{common}")


def of_all_families(opeasy: OpEasy, count: int) -> tuple[Operation, dict[Family, Exchange]]:
    """An operation with a valid task and so many validation errors of each family, and the lists of these errors."""
    wrong = {family: opeasy.maker(family).wrong(count) for family in FAMILIES}
    right = {family: opeasy.maker(family).failing(1) for family in FAMILIES}
    created = opeasy.create({family: [*right[family], *wrong[family]] for family in FAMILIES})
    given(created).status(201)
    operation, pages = opeasy.known(created, right[opeasy.family], wrong[opeasy.family]), {}
    operation.besides = {family: tasks for family, tasks in right.items() if family != opeasy.family}
    for family, tasks in wrong.items():
        pages[family] = page = listed(opeasy.in_family(family), family.errors, operation)
        given(page).holds(f"the wrong tasks of {family}", same_subjects(tasks), family)
    return operation, pages


@verifies_in_each_family("OPEASY-VERR-3")
def test_a_validation_error_read_by_its_id_is_the_entry_of_the_list(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 3)
    for entry in entries:
        answer = expect(opeasy.of_operation(opeasy.family.error, operation, str(entry["id"]))).status(200)
        for name in ("id", "validationErrors", "task"):
            answer.shows(entry.get(name), name)


@verifies_in_each_family("OPEASY-VERR-4")
def test_a_deleted_validation_error_is_gone(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    given(operation.created).shows(2, *opeasy.family.summary, "size")
    error, kept = str(entries[0]["id"]), subject_of(entries[1])
    given(opeasy.of_operation(opeasy.family.error, operation, error)).status(200)
    expect(opeasy.of_operation(opeasy.family.error_deletion, operation, error)).status(204)
    page = listed(opeasy, opeasy.family.errors, operation)
    expect(page).holds(f"no entry {error}", lambda left: error not in [each.get("id") for each in left], opeasy.family)
    expect(opeasy.of_operation(opeasy.family.error, operation, error)).status(404)
    given(page).holds("the other entry", lambda left: [subject_of(each) for each in left] == [kept], opeasy.family)
    expect(page).shows(1, "totalItems")
    expect(opeasy.of_operation("getOperation", operation)).status(200).shows(1, *opeasy.family.summary, "size")
    _of_equal_tasks_the_named_one_is_gone(opeasy)


def _of_equal_tasks_the_named_one_is_gone(opeasy: OpEasy) -> None:
    first, second = opeasy.tasks.wrong(2)
    operation = opeasy.operation(wrong=[first, second, first, first, second])
    page = listed(opeasy, opeasy.family.errors, operation)
    given(page).holds("the wrong tasks", same_subjects(operation.wrong), opeasy.family)
    ids = [str(each.get("id")) for each in page.json()[opeasy.family]]
    given(page).that(len(set(ids)) == 5, "5 different ids", f"{ids}")
    for error in (ids[2], ids[4]):
        _deleted(opeasy, operation, error)
        ids.remove(error)
        left = listed(opeasy, opeasy.family.errors, operation)
        got = [str(each.get("id")) for each in left.json()[opeasy.family]]
        expect(left).that(sorted(got) == sorted(ids), f"the entries {ids} alone", f"{got}")


@verifies_in_each_family("OPEASY-VERR-5")
def test_deleting_a_validation_error_leaves_the_others_alone(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 3)
    other, others = _with_errors(opeasy, 1)
    _deleted(opeasy, operation, str(entries[0]["id"]))
    for owner, entry in ((operation, entries[1]), (operation, entries[2]), (other, others[0])):
        page = listed(opeasy, opeasy.family.errors, owner)
        expect(page).that(entry in page.json()[opeasy.family], f"the entry {entry['id']}", f"{page.json()[opeasy.family]}"[:200])
        expect(opeasy.of_operation(opeasy.family.error, owner, str(entry["id"]))).status(200)
    _other_families_are_left_alone(opeasy)


def _other_families_are_left_alone(opeasy: OpEasy) -> None:
    operation, pages = of_all_families(opeasy, 2)
    before = {family: given(opeasy.of_operation("getOperation", operation)).json("tasks", family) for family in FAMILIES}
    for number in range(2):
        _deleted(opeasy, operation, str(pages[opeasy.family].json()[opeasy.family][number]["id"]))
        after = expect(opeasy.of_operation("getOperation", operation)).status(200).shows(1, *opeasy.family.size)
        for family in set(FAMILIES) - {opeasy.family}:
            page = listed(opeasy.in_family(family), family.errors, operation)
            expect(page).shows(pages[family].json()[family], family)
            after.shows(before[family], "tasks", family)


@verifies_in_each_family("OPEASY-VERR-6")
def test_after_the_last_validation_error_is_deleted_none_is_counted(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    given(operation.created).shows(2, *opeasy.family.summary, "size")
    for entry in entries:
        _deleted(opeasy, operation, str(entry["id"]))
    shown = opeasy.of_operation("getOperation", operation)
    given(shown).status(200).json(*opeasy.family.size)
    if "validationErrors" in shown.json()["tasks"][opeasy.family]:
        expect(shown).shows(0, *opeasy.family.summary, "size")
        uses("OPEASY-R-NO-ERRORS-LEFT", "b", "the summary stays with size 0")


@verifies_in_each_family("OPEASY-VERR-7")
def test_once_its_errors_are_deleted_an_operation_is_scheduled_without_those_tasks(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    for entry in entries:
        _deleted(opeasy, operation, str(entry["id"]))
    scheduled = expect_scheduled(opeasy, operation)
    opeasy.complete(scheduled)
    results = listed(opeasy, opeasy.family.results, scheduled)
    given(results).holds("some result", bool, opeasy.family)
    expect(results).holds("no result of a task that had failed", lacks_subjects(operation.wrong), opeasy.family)


@verifies_in_each_family("OPEASY-VERR-8")
def test_an_unknown_validation_error_is_answered_with_404(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 2)
    _, foreign = _with_errors(opeasy, 1)
    deleted = str(entries[0]["id"])
    _deleted(opeasy, operation, deleted)
    for unknown in (deleted, MADE_UP, str(foreign[0]["id"])):
        for name in (opeasy.family.error, opeasy.family.error_deletion):
            expect(opeasy.of_operation(name, operation, unknown)).status(404)


def _corrected(opeasy: OpEasy, wrong: Task) -> Task:
    """A valid task about what a wrong one was about."""
    maker: Any = opeasy.tasks
    corrected: Task = maker.of("ModifyUser" if opeasy.family == USERS else "Modify", subject_of(wrong))
    return corrected


@verifies_in_each_family("OPEASY-VERR-9")
def test_a_task_that_failed_can_be_replaced_by_a_corrected_one(opeasy: OpEasy) -> None:
    operation, entries = _with_errors(opeasy, 1)
    _deleted(opeasy, operation, str(entries[0]["id"]))
    corrected = _corrected(opeasy, operation.wrong[0])
    due = [*operation.tasks, corrected]
    expect(opeasy.append(operation, [corrected])).status(200).shows(len(due), *opeasy.family.size)
    page = expect(listed(opeasy, opeasy.family.tasks, operation))
    page.holds("the corrected task", has_subjects([corrected]), opeasy.family)
    page.holds("the tasks as they were and the corrected one, once", same_subjects(due), opeasy.family)
