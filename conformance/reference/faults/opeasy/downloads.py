"""Lies about lists that are served as files. Each is about some kinds of list; ``listings`` says which."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.foundation import Call

LONG = 50


class ServesFilesWrongly(OpEasy):
    """A lie about the files of some kinds of list."""

    listings: ClassVar[Sequence[str]] = ("getTasks", "getFamilyResults")

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        honest = super().file_items(call, items)
        return self.distorted(call, honest) if call.kind in self.listings else honest

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return items


class Masks(ServesFilesWrongly):
    """Shows stars in the place of each value in a content."""

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return [{**item, "content": dict.fromkeys(item["content"], "***")} for item in items]


@violates("OPEASY-DOWNLOAD-1")
class MasksContentsInFiles(Masks):
    """Shows the contents of tasks in a file as stars."""

    listings = ("getTasks",)


@violates("OPEASY-DOWNLOAD-1")
class MasksContentsOfResultsInFiles(Masks):
    """Shows the contents of results in a file as stars."""

    listings = ("getFamilyResults",)


@violates("OPEASY-DOWNLOAD-2")
class LosesLastTaskOfFiles(ServesFilesWrongly):
    """Leaves the last task out of a file with several."""

    listings = ("getTasks",)

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:-1] if len(items) > 1 else items


class OnePage(ServesFilesWrongly):
    """Ends a file where the first page ends."""

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:LONG]


@violates("OPEASY-DOWNLOAD-2")
class DownloadsFirstPageOfTasks(OnePage):
    """Puts the tasks of the first page alone into a file."""

    listings = ("getTasks",)


@violates("OPEASY-DOWNLOAD-2")
class DownloadsFirstPageOfResults(OnePage):
    """Puts the results of the first page alone into a file."""

    listings = ("getFamilyResults",)


class Backwards(ServesFilesWrongly):
    """Begins a file with the last item."""

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return items[::-1]


@violates("OPEASY-DOWNLOAD-3")
class DownloadsTasksBackwards(Backwards):
    """Begins a file of tasks with the last one."""

    listings = ("getTasks",)


@violates("OPEASY-DOWNLOAD-3")
class DownloadsLastResultFirst(ServesFilesWrongly):
    """Puts the last result of a file first."""

    listings = ("getFamilyResults",)

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return [*items[-1:], *items[:-1]]


@violates("OPEASY-DOWNLOAD-4")
class DownloadsFirstPageOfErrors(OnePage):
    """Puts the validation errors of the first page alone into a file."""

    listings = ("getValidationErrors",)


@violates("OPEASY-DOWNLOAD-4")
class RenamesErrorsInFiles(ServesFilesWrongly):
    """Gives each validation error of a file an id of its own."""

    listings = ("getValidationErrors",)

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return [{**item, "id": f"file-{item['id']}"} for item in items]


@violates("OPEASY-DOWNLOAD-5")
class CountsItemsOfLongFiles(ServesFilesWrongly):
    """Says in a file of more than 50 items how many there are."""

    def file_body(self, call: Call, items: list[Any]) -> dict[str, Any]:
        body = super().file_body(call, items)
        return {"totalItems": len(items), **body} if len(items) > LONG and call.kind in self.listings else body


@violates("OPEASY-DOWNLOAD-5")
class NumbersPageOfLongFiles(ServesFilesWrongly):
    """Calls a file of more than 50 items page 0."""

    listings = ("getFamilyResults",)

    def file_body(self, call: Call, items: list[Any]) -> dict[str, Any]:
        body = super().file_body(call, items)
        return {"pageNumber": 0, **body} if len(items) > LONG and call.kind in self.listings else body


@violates("OPEASY-DOWNLOAD-6")
class ShowsFilesInline(OpEasy):
    """Asks clients to show a file, not to save it."""

    def file_headers(self, call: Call) -> Mapping[str, str]:
        return {"Content-Disposition": f'inline; filename="{self.file_name(call)}"'}


@violates("OPEASY-DOWNLOAD-6")
class NamesNoAttachment(OpEasy):
    """Sends the results in a file without saying that they are an attachment."""

    def file_headers(self, call: Call) -> Mapping[str, str]:
        return {} if call.kind == "getFamilyResults" else super().file_headers(call)


@violates("OPEASY-DOWNLOAD-7")
class IgnoresNumberOfFilePage(ServesFilesWrongly):
    """Ends a file after the number of items that was asked for, and begins it with the first whatever the page."""

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:self.page_size(call)] if "pageSize" in call.request.query_params else items


@violates("OPEASY-DOWNLOAD-7")
class NumbersFilePagesFromOne(ServesFilesWrongly):
    """Puts the page before the one that was asked for into a file of results."""

    listings = ("getFamilyResults",)

    def distorted(self, call: Call, items: list[Any]) -> list[Any]:
        if "pageNumber" not in call.request.query_params:
            return items
        return self.page_of(call, items, self.page_size(call), max(0, self.page_number(call) - 1))
