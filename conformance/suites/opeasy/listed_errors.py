"""Validation Error Handling."""

from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, items_of, listed, same_subjects, subject_of

PAGE_SIZE, ITEMS = 3, 7


@verifies_in_each_family("OPEASY-VERR-10")
def test_an_operation_without_validation_errors_has_an_empty_list_of_them(opeasy: OpEasy) -> None:
    broken, sound = opeasy.operation(wrong=opeasy.tasks.wrong(1)), opeasy.operation()
    errors = listed(opeasy, opeasy.family.errors, broken)
    given(errors).holds("the wrong task", same_subjects(broken.wrong), opeasy.family)
    given(opeasy.of_operation(opeasy.family.error_deletion, broken, str(given(errors).json(opeasy.family, 0, "id")))).status(204)
    for operation in (sound, broken):
        expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).shows([], opeasy.family)


@verifies("OPEASY-VERR-11")
def test_a_task_that_breaks_several_rules_has_one_entry(opeasy: OpEasy) -> None:
    several = [opeasy.users.modify(lastName="x" * 31, extension="12ab", endpointType="NoSuchType"),
               {**opeasy.users.modify(firstName="x" * 31, title="x" * 51), "command": "NoSuchCommand"}]
    operation = opeasy.operation(wrong=[*several, *opeasy.tasks.wrong(1)])
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("entries for the wrong tasks", has_subjects(operation.wrong), opeasy.family)
    for task in several:
        found = [each for each in errors.json()[opeasy.family] if subject_of(each) == subject_of(task)]
        expect(errors).that(len(found) == 1, "one entry for a task that breaks several rules", f"{len(found)}")
        messages = found[0].get("validationErrors")
        expect(errors).that(isinstance(messages, list) and bool(messages), "a list of messages", f"{messages!r}")


@verifies_in_each_family("OPEASY-VERR-12")
def test_a_validation_error_is_deleted_without_having_been_read(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(2))
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the wrong tasks", same_subjects(operation.wrong), opeasy.family)
    unread = str(given(errors).json(opeasy.family, 0, "id"))
    deleted = opeasy.of_operation(opeasy.family.error_deletion, operation, unread)
    if 400 <= deleted.status < 500:
        given(opeasy.of_operation(opeasy.family.error, operation, unread)).status(200)
        deleted = opeasy.of_operation(opeasy.family.error_deletion, operation, unread)
        uses("OPEASY-R-VIEWED", "b", "an error is deleted only after it was viewed")
    expect(deleted).status(204)
    kept = [each for each in errors.json()[opeasy.family] if each.get("id") != unread]
    expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).shows(kept, opeasy.family)


@verifies_in_each_family("OPEASY-PAGE-10")
def test_a_page_past_the_last_one_shows_no_items(opeasy: OpEasy) -> None:
    wrong = [opeasy.tasks.unknown() for _ in range(ITEMS)]
    operation = opeasy.operation(valid=ITEMS, wrong=wrong)
    scheduled = opeasy.scheduled(opeasy.operation(valid=ITEMS))
    opeasy.complete(scheduled)
    for name, what in ((opeasy.family.tasks, operation), (opeasy.family.errors, operation), (opeasy.family.results, scheduled)):
        first = _page(opeasy, name, what, 0)
        given(first).status(200).shows(ITEMS, "totalItems").that(len(items_of(first)) == PAGE_SIZE, "a full page", "another one")
        last = _page(opeasy, name, what, ITEMS // PAGE_SIZE)
        given(last).status(200).holds("some item", bool, opeasy.family)
        for number in (ITEMS // PAGE_SIZE + 1, 1000):
            _is_past_the_end(_page(opeasy, name, what, number))


def _page(opeasy: OpEasy, name: str, what: Operation | Scheduled, number: int) -> Exchange:
    asked: dict[str, Any] = {"params": {"pageSize": PAGE_SIZE, "pageNumber": number}}
    return opeasy.of_scheduled(name, what, **asked) if isinstance(what, Scheduled) else opeasy.of_operation(name, what, **asked)


def _is_past_the_end(page: Exchange) -> None:
    if page.status != 200:
        expect(page).refused()
        uses("OPEASY-R-PAGE-BOUNDS", "b", "a page past the end is refused")
    elif items_of(page):
        expect(page).holds("no items, or the number of a page that has some",
                           lambda number: isinstance(number, int) and number <= ITEMS // PAGE_SIZE, "pageNumber")
        uses("OPEASY-R-PAGE-BOUNDS", "b", "a page past the end shows another one")
