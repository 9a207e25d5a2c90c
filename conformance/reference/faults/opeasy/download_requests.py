"""Lies about who gets a file, and when."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.downloads import ServesFilesWrongly
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.foundation import Call, Endpoint
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation, Session


@violates("OPEASY-DOWNLOAD-8")
class RemembersWishForFiles(OpEasy):
    """Goes on to serve as a file what was downloaded once."""

    def wants_file(self, call: Call) -> bool:
        wished = self.__dict__.setdefault("wished", set())
        if super().wants_file(call):
            wished.add(call.request.scope["path"])
        return call.request.scope["path"] in wished


@violates("OPEASY-DOWNLOAD-8")
class PagesNoMoreAfterDownload(RemembersWishForFiles):
    """Shows all items of what was downloaded once on each of its pages."""

    def wants_file(self, call: Call) -> bool:
        return super().wants_file(call) and OpEasy.wants_file(self, call)

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        downloaded = call.request.scope["path"] in self.__dict__.get("wished", ())
        return list(items) if downloaded else super().page_of(call, items, size, number)


@violates("OPEASY-DOWNLOAD-9")
class DownloadsUnknownOperations(ServesFilesWrongly):
    """Serves an empty file for an operation that it does not know."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        try:
            return super().operation_of(call, id_)
        except Refusal:
            if call.kind not in self.listings or not self.wants_file(call):
                raise
            return Operation(id_, call.session.enterprise_id)


@violates("OPEASY-DOWNLOAD-9")
class DownloadsResultsEarly(ServesFilesWrongly):
    """Serves the results so far in a file while the scheduled operation is not complete."""

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        early = call.kind in self.listings and self.wants_file(call)
        return early or super().results_are_available(call, scheduled)


@violates("OPEASY-DOWNLOAD-10")
class DownloadsForAnybody(ServesFilesWrongly):
    """Serves a file to clients without a token, as to the administrator of the first enterprise."""

    anybody = False

    async def answer(self, endpoint: Endpoint, request: Request) -> Answer:
        self.anybody = endpoint.kind in self.listings and self.asks_for_file(request)
        return await super().answer(endpoint, request)

    def asks_for_file(self, request: Request) -> bool:
        return request.headers.get("accept") == "application/octet-stream"

    def session_of(self, authorization: str | None, operation_id: str) -> Session:
        try:
            return super().session_of(authorization, operation_id)
        except Refusal:
            if not self.anybody:
                raise
            return next(iter(self.sessions.values()))


@violates("OPEASY-DOWNLOAD-10")
class DownloadsResultsForAnybody(DownloadsForAnybody):
    """Serves a file of results to clients without a valid token."""

    listings = ("getFamilyResults",)


@violates("OPEASY-DOWNLOAD-11")
class RefusesEmptyFiles(ServesFilesWrongly):
    """Answers 404 where a file would hold nothing."""

    def file_answer(self, call: Call, items: Sequence[Any]) -> Answer:
        if not items and call.kind in self.listings:
            raise not_found("File", self.file_name(call))
        return super().file_answer(call, items)


@violates("OPEASY-DOWNLOAD-11")
class LeavesListOutOfEmptyFiles(ServesFilesWrongly):
    """Serves an empty object where a list has no results."""

    listings = ("getFamilyResults",)

    def file_body(self, call: Call, items: list[Any]) -> dict[str, Any]:
        return super().file_body(call, items) if items or call.kind not in self.listings else {}


@violates("OPEASY-DOWNLOAD-12")
class WritesFilesOnce(OpEasy):
    """Writes the file of the tasks of an operation once, and serves it ever after."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.files: dict[str, list[Any]] = {}

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        whole = super().file_items(call, items)
        return self.files.setdefault(call.request.url.path, whole) if call.kind == "getTasks" else whole
