"""Pagination of Lists.

Every list is paged in the same way, so each question is asked once and put to tasks, validation errors and results alike.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import FAMILY, OpEasy
from conformance.suites.opeasy.users_tasks import ERRORS, SIZE, are_objects, given, listed, same_users, user_of

DEFAULT = 50
MANY = DEFAULT + 3


@dataclass
class Listing:
    """A list on the target with one item for each of ``tasks``, to be read in pages of ``size``."""

    ask: Callable[..., Exchange]
    tasks: list[Task]
    size: int
    known: dict[str, Exchange] = field(default_factory=dict)

    def page(self, **params: int) -> Exchange:
        """A page of it; each is asked for once."""
        if str(params) not in self.known:
            self.known[str(params)] = page = self.ask(params=params)
            given(page).status(200).holds("a list of objects", are_objects, FAMILY)
        return self.known[str(params)]

    def pages(self) -> list[Exchange]:
        """All its pages."""
        return [self.page(pageSize=self.size, pageNumber=number) for number in range(_pages(len(self.tasks), self.size))]

    def items(self, size: int, number: int) -> list[Any]:
        """What stands on a page."""
        items: list[Any] = self.page(pageSize=size, pageNumber=number).json()[FAMILY]
        return items


def _pages(items: int, size: int) -> int:
    return -(-items // size)


def _tasks(opeasy: OpEasy, count: int, size: int) -> Listing:
    operation = opeasy.operation(valid=count)
    given(operation.created).shows(count, *SIZE)
    return Listing(lambda **request: opeasy.of_operation("getUsersTasks", operation, **request), operation.tasks, size)


def _errors(opeasy: OpEasy, count: int, size: int) -> Listing:
    wrong = [{**task, "command": "NoSuchCommand"} for task in opeasy.users.failing(count)]
    operation = opeasy.operation(wrong=wrong)
    given(operation.created).shows(count, *ERRORS, "size")
    return Listing(lambda **request: opeasy.of_operation("getUsersValidationErrors", operation, **request), wrong, size)


def _results(opeasy: OpEasy, count: int, size: int) -> Listing:
    scheduled = opeasy.scheduled(opeasy.operation(opeasy.users.failing(count)))
    opeasy.complete(scheduled)
    tasks = scheduled.operation.tasks
    return Listing(lambda **request: opeasy.of_scheduled("getUsersResults", scheduled, **request), tasks, size)


# ---------------------------------------------------------------- the questions


def without_parameters_the_first_page_is_shown(listing: Listing) -> None:
    first, unasked = listing.page(pageSize=DEFAULT, pageNumber=0), listing.page()
    given(first).holds("a full page", lambda items: len(items) == DEFAULT, FAMILY)
    expect(unasked).shows(0, "pageNumber").holds(f"at most {DEFAULT} items", lambda items: len(items) <= DEFAULT, FAMILY)
    expect(unasked).holds("the items of the first page", same_users(first.json()[FAMILY]), FAMILY)


def a_page_shows_at_most_page_size_items(listing: Listing) -> None:
    for size in (1, listing.size):
        page = listing.page(pageSize=size, pageNumber=0)
        expect(page).holds(f"1 to {size} items", lambda items, most=size: 0 < len(items) <= most, FAMILY)


def the_page_is_the_one_that_was_asked_for(listing: Listing) -> None:
    size, double = listing.size, 2 * listing.size
    for number, page in enumerate(listing.pages()):
        half = listing.items(double, number // 2)[number % 2 * size:][:size]
        expect(page).shows(number, "pageNumber").holds(
            f"page {number} of {size} within page {number // 2} of {double}: {list(map(user_of, half))}",
            same_users(half), FAMILY)


def all_pages_together_show_each_item_once(listing: Listing) -> None:
    items = [item for page in listing.pages() for item in page.json()[FAMILY]]
    expect(listing.pages()[-1]).that(
        same_users(listing.tasks)(items), f"each of {len(listing.tasks)} items once on all pages",
        f"{len(items)} items, {len(set(map(user_of, items)))} different ones")


def total_items_counts_all_pages(listing: Listing) -> None:
    for page in (*listing.pages(), listing.page()):
        expect(page).shows(len(listing.tasks), "totalItems")


def total_pages_counts_the_pages_that_are_filled(listing: Listing) -> None:
    for size in (1, listing.size, 2 * listing.size):
        page = listing.page(pageSize=size, pageNumber=0)
        expect(page).shows(_pages(len(listing.tasks), size), "totalPages")


def page_size_is_the_limit_or_the_number_of_entries(listing: Listing) -> None:
    for page in listing.pages():
        count = len(page.json()[FAMILY])
        shown = expect(page).holds(f"{listing.size} or {count}", lambda got, own=count: got in (listing.size, own), "pageSize")
        if shown.json("pageSize") != listing.size:
            note("uses reading OPEASY-R-PAGE-SIZE, alternative b: pageSize is the number of entries on the page")


QUESTIONS: tuple[Callable[[Listing], None], ...] = (
    without_parameters_the_first_page_is_shown, a_page_shows_at_most_page_size_items,
    the_page_is_the_one_that_was_asked_for, all_pages_together_show_each_item_once, total_items_counts_all_pages,
    total_pages_counts_the_pages_that_are_filled, page_size_is_the_limit_or_the_number_of_entries)


@verifies("OPEASY-PAGE-1")
def test_without_parameters_the_first_page_of_tasks_is_shown(opeasy: OpEasy) -> None:
    without_parameters_the_first_page_is_shown(_tasks(opeasy, MANY, DEFAULT))


@verifies("OPEASY-PAGE-2")
def test_a_page_of_tasks_shows_at_most_page_size_items(opeasy: OpEasy) -> None:
    a_page_shows_at_most_page_size_items(_tasks(opeasy, 7, 3))


@verifies("OPEASY-PAGE-3")
def test_the_page_of_tasks_is_the_one_that_was_asked_for(opeasy: OpEasy) -> None:
    the_page_is_the_one_that_was_asked_for(_tasks(opeasy, 7, 3))


@verifies("OPEASY-PAGE-4")
def test_all_pages_of_tasks_together_show_each_once(opeasy: OpEasy) -> None:
    all_pages_together_show_each_item_once(_tasks(opeasy, 7, 3))


@verifies("OPEASY-PAGE-5")
def test_total_items_counts_the_tasks_on_all_pages(opeasy: OpEasy) -> None:
    total_items_counts_all_pages(_tasks(opeasy, 7, 3))


@verifies("OPEASY-PAGE-6")
def test_total_pages_counts_the_pages_that_the_tasks_fill(opeasy: OpEasy) -> None:
    total_pages_counts_the_pages_that_are_filled(_tasks(opeasy, 7, 3))
    empty = listed(opeasy, "getUsersTasks", opeasy.operation(valid=0))
    expect(empty).holds("0 or 1 pages of an empty list", lambda pages: pages in (0, 1), "totalPages")
    if empty.json()["totalPages"]:
        note("uses reading OPEASY-R-NO-PAGES, alternative b: an empty list has 1 page")


@verifies("OPEASY-PAGE-7")
def test_validation_errors_are_paged_in_the_same_way(opeasy: OpEasy) -> None:
    listing = _errors(opeasy, MANY, 20)
    for question in QUESTIONS:
        question(listing)


@verifies("OPEASY-PAGE-8")
def test_results_are_paged_in_the_same_way(opeasy: OpEasy) -> None:
    listing = _results(opeasy, MANY, 20)
    for question in QUESTIONS:
        question(listing)


@verifies("OPEASY-PAGE-9")
def test_page_size_of_an_answer_is_the_limit_or_the_number_of_entries(opeasy: OpEasy) -> None:
    page_size_is_the_limit_or_the_number_of_entries(_tasks(opeasy, 7, 3))
