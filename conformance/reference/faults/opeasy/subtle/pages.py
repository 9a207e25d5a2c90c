"""Lies about pages, for some sizes of a list or of a page only."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation


class Pages(OpEasy):
    """A lie about one kind of list; some of them remember earlier requests."""

    listing: ClassVar[str] = "getTasks"

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.asked: Counter[str] = Counter()
        self.kept: dict[tuple[str, int, int], list[Any]] = {}

    def lies(self, call: Call) -> bool:
        return call.kind == self.listing


@violates("OPEASY-PAGE-4")
class FillsLastPage(Pages):
    """Fills a last page of tasks that is not full with the ones before it."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page = super().page_of(call, items, size, number)
        return list(items[-size:]) if self.lies(call) and number and 0 < len(page) < size else page


@violates("OPEASY-PAGE-7")
class RotatesErrors(Pages):
    """Begins the list of validation errors with another one at each request, when one page does not hold them."""

    listing = "getValidationErrors"

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        if not self.lies(call) or len(items) <= size:
            return super().page_of(call, items, size, number)
        path = call.request.url.path
        turn = self.asked[path] % len(items)
        self.asked[path] += 1
        return super().page_of(call, [*items[turn:], *items[:turn]], size, number)


@violates("OPEASY-PAGE-4")
class CapsPagesSilently(Pages):
    """Shows 50 tasks at most, whatever larger size it was asked for and says that it shows."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page = super().page_of(call, items, size, number)
        return page[:50] if self.lies(call) else page


@violates("OPEASY-PAGE-2")
class TakesOneForNone(Pages):
    """Takes a pageSize of 1 for none, and shows 50 tasks."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        return super().page_of(call, items, 50 if self.lies(call) and size == 1 else size, number)


@violates("OPEASY-PAGE-5")
class CountsFromHere(Pages):
    """Does not count the tasks of the pages before in totalItems."""

    def total_items(self, call: Call, items: Sequence[Any], page: list[Any]) -> int:
        before = self.page_number(call) * self.page_size(call) if self.lies(call) and page else 0
        return super().total_items(call, items, page) - before


@violates("OPEASY-PAGE-8")
class CountsFullPageTwice(Pages):
    """Counts one page of results too many when the list ends with a full page of the default size."""

    listing = "getFamilyResults"

    def total_pages(self, call: Call, count: int, size: int) -> int:
        full = self.lies(call) and "pageSize" not in call.request.query_params and count and not count % size
        return super().total_pages(call, count, size) + bool(full)


@violates("OPEASY-PAGE-7")
class CountsPagesOfFifty(Pages):
    """Counts pages of 50 validation errors when a larger page was asked for."""

    listing = "getValidationErrors"

    def total_pages(self, call: Call, count: int, size: int) -> int:
        return super().total_pages(call, count, min(size, 50) if self.lies(call) else size)


@violates("OPEASY-PAGE-4")
class KeepsLaterPages(Pages):
    """Shows each page of tasks but the first as it was when it was read first."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page = super().page_of(call, items, size, number)
        if not self.lies(call) or not number or not page:
            return page
        return self.kept.setdefault((call.request.url.path, size, number), page)


@violates("OPEASY-PAGE-8")
class LosesFiftyFirst(Pages):
    """Does not find the last result when exactly one is left for the last page."""

    listing = "getFamilyResults"

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page = super().page_of(call, items, size, number)
        return [] if self.lies(call) and number and size > 1 and len(page) == 1 else page


@violates("OPEASY-TASKS-2")
class OrdersByText(OpEasy):
    """Lists the tenth task behind the first, as if numbers were words."""

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        listed = super().listed_tasks(operation, family)
        return [listed[place] for place in sorted(range(len(listed)), key=str)]
