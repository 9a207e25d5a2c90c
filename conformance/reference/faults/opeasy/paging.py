"""Lies about paging. Each is about one of the three kinds of list; ``listing`` says which."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.families import FAMILIES
from conformance.reference.opeasy.foundation import Call


class PagesWrongly(OpEasy):
    """A lie that is told about one kind of list only."""

    listing: ClassVar[str] = "getTasks"

    def lies(self, call: Call) -> bool:
        return call.kind == self.listing


@violates("OPEASY-PAGE-1")
class DefaultsToHundred(PagesWrongly):
    """Shows up to 100 tasks when no size is asked for."""

    def default_page_size(self, call: Call) -> int:
        return 100 if self.lies(call) else super().default_page_size(call)


@violates("OPEASY-PAGE-2")
class ShowsOneItemTooMany(PagesWrongly):
    """Shows on each page the first task of the next one, too."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page = super().page_of(call, items, size, number)
        return [*page, *items[(number + 1) * size:(number + 1) * size + 1]] if self.lies(call) else page


@violates("OPEASY-PAGE-2")
class RaisesSmallPageSizes(PagesWrongly):
    """Takes 10 for any smaller size."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        return super().page_of(call, items, max(10, size) if self.lies(call) else size, number)


class CountsPagesFrom1(PagesWrongly):
    """Page 1 is the first page, and so is page 0."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        return super().page_of(call, items, size, max(0, number - 1) if self.lies(call) else number)


@violates("OPEASY-PAGE-3")
class CountsPagesFromOne(CountsPagesFrom1):
    """Begins to count the pages of tasks from 1."""


@violates("OPEASY-PAGE-3")
class ShowsNextPageNumber(PagesWrongly):
    """Says that a page of tasks is the next one."""

    def page_number_shown(self, call: Call, number: int) -> int:
        return number + 1 if self.lies(call) else number


class BeginsOneItemEarly(PagesWrongly):
    """Every page but the first begins with the last item of the one before."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        if not self.lies(call) or not number:
            return super().page_of(call, items, size, number)
        return list(items[number * size - 1:(number + 1) * size - 1])


@violates("OPEASY-PAGE-4")
class RepeatsItemOnSecondPage(BeginsOneItemEarly):
    """Repeats the last task of a page at the top of the next, and never shows the last of a full page."""


@violates("OPEASY-PAGE-4")
class SkipsItemBetweenPages(PagesWrongly):
    """Leaves out a task between two pages."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        gap = number if self.lies(call) else 0
        return list(items[number * size + gap:(number + 1) * size + gap])


class CountsItemsOnPage(PagesWrongly):
    """Gives the number of items on the page as that of all items."""

    def total_items(self, call: Call, items: Sequence[Any], page: list[Any]) -> int:
        return len(page) if self.lies(call) else len(items)


@violates("OPEASY-PAGE-5")
class CountsTasksOfPage(CountsItemsOnPage):
    """Gives the number of tasks on the page as that of all tasks."""


@violates("OPEASY-PAGE-6")
class RoundsPagesDown(PagesWrongly):
    """Does not count a last page of tasks that is not full."""

    def total_pages(self, call: Call, count: int, size: int) -> int:
        return count // size if self.lies(call) else super().total_pages(call, count, size)


@violates("OPEASY-PAGE-6")
class AddsEmptyPage(PagesWrongly):
    """Counts one page too many when the last page of tasks is full."""

    def total_pages(self, call: Call, count: int, size: int) -> int:
        return count // size + 1 if self.lies(call) else super().total_pages(call, count, size)


@violates("OPEASY-PAGE-7")
class CountsPagesOfErrorsFromOne(CountsPagesFrom1):
    """Begins to count the pages of validation errors from 1."""

    listing = "getValidationErrors"


@violates("OPEASY-PAGE-7")
class RepeatsErrorOnSecondPage(BeginsOneItemEarly):
    """Repeats the last validation error of a page at the top of the next."""

    listing = "getValidationErrors"


@violates("OPEASY-PAGE-7")
class CountsErrorsOfPage(CountsItemsOnPage):
    """Gives the number of validation errors on the page as that of all."""

    listing = "getValidationErrors"


@violates("OPEASY-PAGE-8")
class CountsPagesOfResultsFromOne(CountsPagesFrom1):
    """Begins to count the pages of results from 1."""

    listing = "getFamilyResults"


@violates("OPEASY-PAGE-8")
class RepeatsResultOnSecondPage(BeginsOneItemEarly):
    """Repeats the last result of a page at the top of the next."""

    listing = "getFamilyResults"


@violates("OPEASY-PAGE-8")
class CountsResultsOfPage(CountsItemsOnPage):
    """Gives the number of results on the page as that of all."""

    listing = "getFamilyResults"


@violates("OPEASY-PAGE-9")
class ShowsDefaultPageSize(PagesWrongly):
    """Says 50 for the size of a page of tasks, whatever was asked for."""

    def page_size_shown(self, call: Call, size: int) -> int:
        return self.settings.page_size if self.lies(call) else size


@violates(*(f"OPEASY-SHAPE-get{family.name}Tasks-200-body" for family in FAMILIES))
class ShowsNoNumber(OpEasy):
    """Adds to a page how long it took, as a number that JSON does not have."""

    def page_answer(self, call: Call, items: Sequence[Any]) -> Answer:
        answer = super().page_answer(call, items)
        return replace(answer, body={**answer.body, "seconds": math.nan}) if call.kind == "getTasks" else answer
