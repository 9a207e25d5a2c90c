"""Paging, the same on every list (lines 2312-2362, 2985-3031, 4952-5001)."""

from collections.abc import Sequence
from typing import Any

from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.documents import number_in
from conformance.reference.opeasy.downloads import Downloads
from conformance.reference.opeasy.foundation import Call


class Paging(Downloads):
    """Shows one page of a list. Each method gets the call, since the three kinds of list page alike."""

    def page_answer(self, call: Call, items: Sequence[Any]) -> Answer:
        """The page that was asked for, with the fields of paging; or all items in a file, if that was asked for."""
        if self.wants_file(call):
            return self.file_answer(call, items)
        size, number = self.page_size(call), self.page_number(call)
        page = self.page_of(call, items, size, number)
        return Answer(200, {
            "pageSize": self.page_size_shown(call, size), "pageNumber": self.page_number_shown(call, number),
            "totalPages": self.total_pages(call, len(items), size), "totalItems": self.total_items(call, items, page),
            call.family: page,
        })

    def page_size(self, call: Call) -> int:
        """At most 50 items unless another size is asked for (2318-2319)."""
        return number_in(call.request, "pageSize", self.default_page_size(call), least=1)

    def default_page_size(self, call: Call) -> int:
        return self.settings.page_size

    def page_number(self, call: Call) -> int:
        """Page numbers begin from 0 (2321-2322)."""
        return number_in(call.request, "pageNumber", 0, least=0)

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        """The items of a page; past the end there are none."""
        return list(items[number * size:(number + 1) * size])

    def page_size_shown(self, call: Call, size: int) -> int:
        """The size that was asked for (3013-3016)."""
        return size

    def page_number_shown(self, call: Call, number: int) -> int:
        """The current page (2347-2348)."""
        return number

    def total_pages(self, call: Call, count: int, size: int) -> int:
        """The pages that the items fill (2352-2355)."""
        return -(-count // size)

    def total_items(self, call: Call, items: Sequence[Any], page: list[Any]) -> int:
        """The items across all pages (2359-2362)."""
        return len(items)
