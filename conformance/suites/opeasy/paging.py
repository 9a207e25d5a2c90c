"""Pagination of Lists.

Every list is paged in the same way, so each question stands here once and is put to tasks, errors and results alike.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import are_objects, items_of, listed

DEFAULT = 50
MANY = DEFAULT + 3


@dataclass
class Listing:
    """A list of ``count`` items on the target, to be read in pages of ``size``."""

    ask: Callable[..., Exchange]
    count: int
    size: int
    known: dict[str, Exchange] = field(default_factory=dict)

    def page(self, **params: int) -> Exchange:
        """A page of it; each is asked for once."""
        if str(params) not in self.known:
            self.known[str(params)] = page = self.ask(params=params)
            given(page).status(200).that(are_objects(items_of(page)), "a list of objects", "something else")
        return self.known[str(params)]

    def pages(self) -> list[Exchange]:
        """All its pages."""
        count = _pages(self.count, self.size)
        return [self.page(pageSize=self.size, pageNumber=number) for number in range(count)]

    def items(self, size: int, number: int) -> list[str]:
        """What stands on a page, each item as text."""
        return texts(self.page(pageSize=size, pageNumber=number))


def texts(page: Exchange) -> list[str]:
    """The items of a page as texts that can be compared."""
    return [json.dumps(item, sort_keys=True) for item in items_of(page)]


def _pages(items: int, size: int) -> int:
    return -(-items // size)


def tasks_of(opeasy: OpEasy, count: int, size: int) -> Listing:
    """A list of tasks."""
    operation = opeasy.operation(valid=count)
    given(operation.created).shows(count, *opeasy.family.size)
    return _tasks_in(opeasy, operation, count, size)


def _tasks_in(opeasy: OpEasy, operation: Operation, count: int, size: int) -> Listing:
    return Listing(lambda **request: opeasy.of_operation(opeasy.family.tasks, operation, **request), count, size)


def errors_of(opeasy: OpEasy, count: int, size: int) -> Listing:
    """A list of validation errors."""
    operation = opeasy.operation(wrong=[opeasy.tasks.unknown() for _ in range(count)])
    given(operation.created).shows(count, *opeasy.family.summary, "size")
    return _errors_in(opeasy, operation, count, size)


def _errors_in(opeasy: OpEasy, operation: Operation, count: int, size: int) -> Listing:
    return Listing(lambda **request: opeasy.of_operation(opeasy.family.errors, operation, **request), count, size)


def results_of(opeasy: OpEasy, count: int, size: int) -> Listing:
    """A list of results."""
    scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(count)))
    opeasy.complete(scheduled)
    overview = opeasy.of_scheduled("getResults", scheduled)
    given(overview).status(200).holds(f"{count} results", lambda got: got == count, "results", opeasy.family, "size")
    return Listing(lambda **request: opeasy.of_scheduled(opeasy.family.results, scheduled, **request), count, size)


# ---------------------------------------------------------------- the questions


def without_parameters_the_first_page_is_shown(listing: Listing) -> None:
    first, unasked = listing.page(pageSize=DEFAULT, pageNumber=0), listing.page()
    given(first).that(len(items_of(first)) == DEFAULT, "a full page", f"{len(items_of(first))} items")
    expect(unasked).that(len(items_of(unasked)) <= DEFAULT, f"at most {DEFAULT} items", f"{len(items_of(unasked))}")
    expect(unasked).that(texts(unasked) == texts(first), "the items of page 0", f"{texts(unasked)}"[:200])


def a_page_shows_at_most_page_size_items(listing: Listing) -> None:
    for size in (1, listing.size):
        page = listing.page(pageSize=size, pageNumber=0)
        expect(page).that(0 < len(texts(page)) <= size, f"1 to {size} items", f"{len(texts(page))}")


def the_page_is_the_one_that_was_asked_for(listing: Listing) -> None:
    """Each page of a list has more in common with its own half of a page of twice the size than with any other."""
    size, pages = listing.size, listing.pages()
    given(pages[0]).that(len(texts(pages[0])) == size, f"{size} items", f"{len(texts(pages[0]))}")
    halves = [set(listing.items(2 * size, number // 2)[number % 2 * size:][:size]) for number in range(len(pages))]
    for number, page in enumerate(pages):
        given(page).that(bool(items_of(page)), "some item", "none")
        common = [len(half.intersection(texts(page))) for half in halves]
        expect(page).shows(number, "pageNumber").that(
            common[number] == max(common) > 0, f"page {number}, which page {number // 2} of {2 * size} shows too",
            f"{common} items in common with pages 0 to {len(pages) - 1}")


def all_pages_together_show_each_item_once(listing: Listing) -> None:
    items = [item for page in listing.pages() for item in texts(page)]
    given(listing.page()).that(bool(items), "items", "none")
    expect(listing.pages()[-1]).that(
        len(items) == len(set(items)) == listing.count, f"each of {listing.count} items once on all pages",
        f"{len(items)} items, {len(set(items))} different ones")


def pages_of_any_size_show_each_item_once(listing: Listing) -> None:
    """Pages of the default size, pages that leave one item or none for the last, and larger ones than the list."""
    due = sorted(item for page in listing.pages() for item in texts(page))
    for size in (0, (listing.count - 1) // 2, listing.count, listing.count + 7):
        asked = {"pageSize": size} if size else {}
        first = listing.page(**asked, pageNumber=0)
        count = _pages(listing.count, _room(first, listing.count, size or DEFAULT))
        pages = [first, *(listing.page(**asked, pageNumber=number) for number in range(1, count))]
        expect(first).shows(count, "totalPages")
        items = sorted(item for page in pages for item in texts(page))
        expect(pages[-1]).that(items == due, f"each of {len(due)} items once on {count} pages of {size or DEFAULT}",
                               f"{len(items)} items, {len(set(items).intersection(due))} of them")


def _room(first: Exchange, count: int, size: int) -> int:
    """How many items a page holds; a target may show at most a number of its own on the largest ones (OPEASY-R-PAGE-BOUNDS)."""
    shown = len(items_of(first))
    if shown < min(count, size) and shown >= DEFAULT:
        uses("OPEASY-R-PAGE-BOUNDS", "b", f"at most {shown} items on a page")
        return shown
    expect(first).that(shown == min(count, size), f"{min(count, size)} items", f"{shown}")
    return size


def total_items_counts_all_pages(listing: Listing) -> None:
    for page in (*listing.pages(), listing.page()):
        expect(page).shows(listing.count, "totalItems")


def total_pages_counts_the_pages_that_are_filled(listing: Listing) -> None:
    for size in (1, listing.size, 2 * listing.size):
        page = listing.page(pageSize=size, pageNumber=0)
        expect(page).shows(_pages(listing.count, size), "totalPages")


def page_size_is_the_limit_or_the_number_of_entries(listing: Listing) -> None:
    for page in listing.pages():
        shown, either = expect(page).json("pageSize"), (listing.size, len(texts(page)))
        expect(page).that(shown in either, f"a pageSize of {either[0]} or {either[1]}", f"{shown}")
        if shown != listing.size:
            uses("OPEASY-R-PAGE-SIZE", "b", "pageSize is the number of entries on the page")


QUESTIONS: tuple[Callable[[Listing], None], ...] = (
    without_parameters_the_first_page_is_shown, a_page_shows_at_most_page_size_items,
    the_page_is_the_one_that_was_asked_for, all_pages_together_show_each_item_once, pages_of_any_size_show_each_item_once,
    total_items_counts_all_pages, total_pages_counts_the_pages_that_are_filled, page_size_is_the_limit_or_the_number_of_entries)


@verifies_in_each_family("OPEASY-PAGE-1")
def test_without_parameters_the_first_page_of_tasks_is_shown(opeasy: OpEasy) -> None:
    without_parameters_the_first_page_is_shown(tasks_of(opeasy, MANY, DEFAULT))


@verifies_in_each_family("OPEASY-PAGE-2")
def test_a_page_of_tasks_shows_at_most_page_size_items(opeasy: OpEasy) -> None:
    a_page_shows_at_most_page_size_items(tasks_of(opeasy, 7, 3))


@verifies_in_each_family("OPEASY-PAGE-3")
def test_the_page_of_tasks_is_the_one_that_was_asked_for(opeasy: OpEasy) -> None:
    the_page_is_the_one_that_was_asked_for(tasks_of(opeasy, 7, 3))


@verifies_in_each_family("OPEASY-PAGE-4")
def test_all_pages_of_tasks_together_show_each_once(opeasy: OpEasy) -> None:
    operation, more = opeasy.operation(valid=MANY), opeasy.tasks.failing(2)
    given(operation.created).shows(MANY, *opeasy.family.size)
    before = _tasks_in(opeasy, operation, MANY, 20)
    all_pages_together_show_each_item_once(before)
    pages_of_any_size_show_each_item_once(before)
    given(opeasy.append(operation, more)).status(200).shows(MANY + len(more), *opeasy.family.size)
    all_pages_together_show_each_item_once(_tasks_in(opeasy, operation, MANY + len(more), 20))


@verifies_in_each_family("OPEASY-PAGE-5")
def test_total_items_counts_the_tasks_on_all_pages(opeasy: OpEasy) -> None:
    total_items_counts_all_pages(tasks_of(opeasy, 7, 3))


@verifies_in_each_family("OPEASY-PAGE-6")
def test_total_pages_counts_the_pages_that_the_tasks_fill(opeasy: OpEasy) -> None:
    total_pages_counts_the_pages_that_are_filled(tasks_of(opeasy, 7, 3))
    empty = listed(opeasy, opeasy.family.tasks, opeasy.operation(valid=0))
    expect(empty).holds("0 or 1 pages of an empty list", lambda pages: pages in (0, 1), "totalPages")
    if empty.json()["totalPages"]:
        uses("OPEASY-R-NO-PAGES", "b", "an empty list has 1 page")


@verifies_in_each_family("OPEASY-PAGE-7")
def test_validation_errors_are_paged_in_the_same_way(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=[opeasy.tasks.unknown() for _ in range(MANY)])
    given(operation.created).shows(MANY, *opeasy.family.summary, "size")
    listing = _errors_in(opeasy, operation, MANY, 20)
    for question in QUESTIONS:
        question(listing)
    pages_of_any_size_show_each_item_once(errors_of(opeasy, DEFAULT, 20))
    first = str(given(listing.page(pageSize=20, pageNumber=0)).json(opeasy.family, 0, "id"))
    given(opeasy.of_operation(opeasy.family.error_deletion, operation, first)).status(204)
    all_pages_together_show_each_item_once(_errors_in(opeasy, operation, MANY - 1, 20))


@verifies_in_each_family("OPEASY-PAGE-8")
def test_results_are_paged_in_the_same_way(opeasy: OpEasy) -> None:
    listing = results_of(opeasy, MANY, 20)
    for question in QUESTIONS:
        question(listing)
    pages_of_any_size_show_each_item_once(results_of(opeasy, DEFAULT, 20))


@verifies_in_each_family("OPEASY-PAGE-9")
def test_page_size_of_an_answer_is_the_limit_or_the_number_of_entries(opeasy: OpEasy) -> None:
    page_size_is_the_limit_or_the_number_of_entries(tasks_of(opeasy, 7, 3))
