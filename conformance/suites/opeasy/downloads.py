"""File Download for Very Large Datasets.

Every list can be had as a file. What cannot be downloaded by a reading is not applicable.
"""

from collections.abc import Callable, Iterator
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotApplicable, expect, given, uses
from conformance.openapi import FILE
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.families import USERS, Family, verifies_in_each_family
from conformance.suites.opeasy.items import are_objects, items_of, listed, same_subjects, subject_of
from conformance.suites.opeasy.outcomes import completed
from conformance.suites.opeasy.paging import DEFAULT, MANY, Listing, errors_of, results_of, tasks_of, texts
from conformance.suites.opeasy.tasks import various

AS_FILE = {"Accept": FILE}


def _tasks_and_results(opeasy: OpEasy, count: int, size: int = DEFAULT) -> Iterator[Listing]:
    yield tasks_of(opeasy, count, size)
    yield results_of(opeasy, count, size)


def _file(opeasy: OpEasy, listing: Listing, **request: Any) -> Exchange:
    """A list as a file."""
    return tolerated(opeasy, listing.ask(headers=AS_FILE, **request))


def tolerated(opeasy: OpEasy, answer: Exchange, errors: bool = False) -> Exchange:
    """Lists of validation errors, and those of CallForwarding, may be paged instead, or refused with 406."""
    paged = answer.status == 200 and answer.media_type == "application/json" and "totalItems" in given(answer).json()
    if errors and paged:
        raise NotApplicable("uses reading OPEASY-R-DOWNLOAD-ACCEPT, alternative b: the answer is a page of JSON")
    if errors and answer.status == 406:
        raise NotApplicable("uses reading OPEASY-R-DOWNLOAD-ACCEPT, alternative c: the answer is 406")
    if opeasy.family == "CallForwarding" and (paged or answer.status == 406):
        raise NotApplicable("uses reading OPEASY-R-DOWNLOAD-LIST, alternative b: CallForwarding is not downloaded")
    return answer


def _subjects(*answers: Exchange) -> list[str]:
    return [subject_of(item) for answer in answers for item in items_of(answer)]


def _whole(opeasy: OpEasy, listing: Listing) -> tuple[Exchange, list[str], list[str]]:
    """A file, what its items are about, and what those of all pages are about."""
    due = _subjects(*listing.pages())
    given(listing.page()).that(len(set(due)) == listing.count, f"{listing.count} items on all pages", f"{len(set(due))}")
    file = _file(opeasy, listing)
    given(file).status(200)
    expect(file).holds("a list of objects", are_objects, opeasy.family)
    return file, _subjects(file), due


@verifies_in_each_family("OPEASY-DOWNLOAD-1")
def test_in_a_file_an_item_looks_as_on_a_page(opeasy: OpEasy) -> None:
    operation = opeasy.operation(tasks := various(opeasy))
    scheduled = completed(opeasy, tasks)
    asked: tuple[Callable[..., Exchange], ...] = (
        lambda **request: opeasy.of_operation(opeasy.family.tasks, operation, **request),
        lambda **request: opeasy.of_scheduled(opeasy.family.results, scheduled, **request))
    for ask in asked:
        listing = Listing(ask, len(tasks), DEFAULT)
        page = listing.page()
        given(page).that(len(items_of(page)) == len(tasks), f"{len(tasks)} items", f"{len(items_of(page))}")
        file = expect(_file(opeasy, listing)).status(200).holds("a list of objects", are_objects, opeasy.family)
        file.that(set(texts(file.exchange)) == set(texts(page)), "the items of the page", f"{texts(file.exchange)}"[:300])


@verifies_in_each_family("OPEASY-DOWNLOAD-2")
def test_a_file_holds_the_items_of_all_pages(opeasy: OpEasy) -> None:
    full = tasks_of(opeasy, 2 * DEFAULT, DEFAULT), results_of(opeasy, DEFAULT, DEFAULT)
    for listing in (*_tasks_and_results(opeasy, MANY), *full):
        file, got, due = _whole(opeasy, listing)
        expect(file).that(sorted(got) == sorted(due), f"each of {len(due)} items once", f"{len(got)} items")


@verifies_in_each_family("OPEASY-DOWNLOAD-3")
def test_a_file_keeps_the_order_of_the_pages(opeasy: OpEasy) -> None:
    for listing in _tasks_and_results(opeasy, 7, 3):
        file, got, due = _whole(opeasy, listing)
        given(file).that(sorted(got) == sorted(due), "the items of all pages", f"{len(got)} items")
        expect(file).that(got == due, f"the order of the pages: {due}", f"{got}")


@verifies_in_each_family("OPEASY-DOWNLOAD-4")
def test_a_file_of_validation_errors_holds_the_entries_of_all_pages(opeasy: OpEasy) -> None:
    listing = errors_of(opeasy, MANY, DEFAULT)
    due = [entry for page in listing.pages() for entry in texts(page)]
    given(listing.page()).that(len(set(due)) == MANY, f"{MANY} entries on all pages", f"{len(set(due))}")
    file = expect(tolerated(opeasy, listing.ask(headers=AS_FILE), errors=True)).status(200)
    file.holds("a list of objects", are_objects, opeasy.family)
    got = texts(file.exchange)
    file.that(got == due, f"{len(due)} entries in the order of the pages",
              f"{len(got)} entries, {len(set(got).intersection(due))} of them from a page")


@verifies_in_each_family("OPEASY-DOWNLOAD-5")
def test_a_file_has_no_fields_of_paging(opeasy: OpEasy) -> None:
    for count in (3, MANY):
        for listing in _tasks_and_results(opeasy, count):
            file = _file(opeasy, listing)
            given(file).status(200).holds("items", bool, opeasy.family)
            for name in ("pageSize", "pageNumber", "totalPages", "totalItems"):
                expect(file).lacks(name)


@verifies_in_each_family("OPEASY-DOWNLOAD-6")
def test_a_file_is_served_as_an_attachment(opeasy: OpEasy) -> None:
    for listing in _tasks_and_results(opeasy, 3):
        file = _file(opeasy, listing)
        given(file).status(200).holds("items", bool, opeasy.family)
        said = file.header("content-disposition") or "none"
        expect(file).that(said.strip().lower().startswith("attachment"), "a Content-Disposition of attachment", said)


@verifies_in_each_family("OPEASY-DOWNLOAD-7")
def test_the_parameters_of_paging_change_nothing_or_choose_that_page(opeasy: OpEasy) -> None:
    for listing in _tasks_and_results(opeasy, 5, 2):
        _, whole, due = _whole(opeasy, listing)
        given(listing.page()).that(whole == due, "a file of the whole list", f"{whole}")
        for params, page in (({"pageSize": 2, "pageNumber": 1}, due[2:4]), ({"pageSize": 2}, due[:2]), ({"pageNumber": 1}, [])):
            _honours_or_ignores(_file(opeasy, listing, params=params), due, page)


def _honours_or_ignores(file: Exchange, whole: list[str], page: list[str]) -> None:
    if 400 <= file.status < 500:
        uses("OPEASY-R-DOWNLOAD-QUERY", "c", "a download with parameters is refused")
        return
    got = _subjects(expect(file).status(200).exchange)
    expect(file).that(got in (whole, page), f"the {len(whole)} items of the list, or {page} on that page", f"{got}")
    if got != whole:
        uses("OPEASY-R-DOWNLOAD-QUERY", "b", "a download with parameters holds that page")


@verifies_in_each_family("OPEASY-DOWNLOAD-8")
def test_where_json_is_asked_for_a_list_is_paged_even_after_a_download(opeasy: OpEasy) -> None:
    for listing in _tasks_and_results(opeasy, MANY):
        given(_file(opeasy, listing)).status(200)
        page = listing.ask()
        expect(page).status(200).that(page.media_type == "application/json", "JSON", page.media_type).shows(MANY, "totalItems")
        expect(page).that(0 < len(items_of(page)) <= DEFAULT, f"at most {DEFAULT} items", f"{len(items_of(page))}")


@verifies_in_each_family("OPEASY-DOWNLOAD-9")
def test_what_does_not_exist_is_not_downloaded(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(_download(opeasy, operation)).status(200)
    expect(_download(opeasy, MADE_UP)).status(404)
    given(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(_download(opeasy, operation)).status(404)
    scheduled = opeasy.scheduled_operation("pending")
    early = opeasy.of_scheduled(opeasy.family.results, scheduled, headers=AS_FILE)
    if opeasy.status(scheduled) in COMPLETE:
        raise Inconclusive("it may have been complete already when its results were asked for")
    expect(early).status(404)
    opeasy.complete(scheduled)
    given(tolerated(opeasy, opeasy.of_scheduled(opeasy.family.results, scheduled, headers=AS_FILE))).status(200)
    expect(opeasy.of_scheduled(opeasy.family.results, MADE_UP, headers=AS_FILE)).status(404)


def _download(opeasy: OpEasy, operation: Operation | str) -> Exchange:
    return tolerated(opeasy, opeasy.of_operation(opeasy.family.tasks, operation, headers=AS_FILE))


@verifies_in_each_family("OPEASY-DOWNLOAD-10")
def test_nothing_is_downloaded_without_a_valid_token(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    scheduled = completed(opeasy, opeasy.tasks.failing(2))
    asked: tuple[Callable[[OpEasy], Exchange], ...] = (
        lambda who: _download(who, operation),
        lambda who: tolerated(who, who.of_scheduled(who.family.results, scheduled, headers=AS_FILE)))
    for download in asked:
        given(download(opeasy)).status(200)
        for token in (None, MADE_UP):
            expect(download(opeasy.admitted_by(token))).status(401)


@verifies_in_each_family("OPEASY-DOWNLOAD-11")
def test_a_list_without_items_is_downloaded_as_an_empty_list(opeasy: OpEasy) -> None:
    other = opeasy.in_family(Family("CallForwarding") if opeasy.family == USERS else USERS)
    operation = opeasy.operation(valid=0, besides={other.family: other.tasks.failing(2)})
    given(listed(opeasy, opeasy.family.tasks, operation)).shows([], opeasy.family)
    expect(_download(opeasy, operation)).status(200).shows([], opeasy.family)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    given(listed(opeasy, opeasy.family.results, scheduled)).shows([], opeasy.family)
    results = tolerated(opeasy, opeasy.of_scheduled(opeasy.family.results, scheduled, headers=AS_FILE))
    expect(results).status(200).shows([], opeasy.family)


@verifies_in_each_family("OPEASY-DOWNLOAD-12")
def test_a_file_of_tasks_follows_each_append(opeasy: OpEasy) -> None:
    operation = opeasy.operation(valid=3)
    for count in (0, 2, 1):
        if more := opeasy.tasks.failing(count):
            given(opeasy.append(operation, more)).status(200)
            operation.tasks += more
        # The file comes first, so that nothing that the page makes the target remember can mend it.
        file, page = expect(_download(opeasy, operation)).status(200), listed(opeasy, opeasy.family.tasks, operation)
        given(page).holds("all tasks", same_subjects(operation.tasks), opeasy.family)
        file.holds("a list of objects", are_objects, opeasy.family)
        due = texts(page)
        file.that(texts(file.exchange) == due, f"the {len(due)} tasks of the page", f"{_subjects(file.exchange)}")


@verifies_in_each_family("OPEASY-DOWNLOAD-13")
def test_a_file_of_validation_errors_follows_each_change(opeasy: OpEasy) -> None:
    operation, family = opeasy.operation(wrong=opeasy.tasks.wrong(3)), opeasy.family
    page = listed(opeasy, family.errors, operation)
    for change in ("nothing", "a deletion", "an append"):
        if change == "an append":
            given(opeasy.append(operation, opeasy.tasks.wrong(2))).status(200)
        elif change == "a deletion":
            error = str(given(page).json(family, 1, "id"))
            given(opeasy.of_operation(family.error, operation, error)).status(200)
            given(opeasy.of_operation(family.error_deletion, operation, error)).status(204)
        file = expect(tolerated(opeasy, opeasy.of_operation(family.errors, operation, headers=AS_FILE), errors=True)).status(200)
        page = listed(opeasy, family.errors, operation)
        file.holds("a list of objects", are_objects, family)
        file.that(texts(file.exchange) == texts(page), f"the entries of the page after {change}", f"{_subjects(file.exchange)}")
