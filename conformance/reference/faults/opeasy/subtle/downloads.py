"""Lies about files, each about one list."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from starlette.responses import Response

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation


class Files(OpEasy):
    """A lie about the file of one endpoint; some of them remember earlier files."""

    listing: ClassVar[str]

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.kept: dict[str, list[Any]] = {}

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        whole = super().file_items(call, items)
        return self.written(call, whole) if call.operation_id == self.listing else whole

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        """What it puts into the file."""
        raise NotImplementedError


@violates("OPEASY-DOWNLOAD-2")
class WritesFirstFifty(Files):
    """Writes only the first 50 Users tasks into a file."""

    listing, lies_about = "getUsersTasks", ("Users",)

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:50]


@violates("OPEASY-DOWNLOAD-2")
class LosesLastOfTen(Files):
    """Leaves the last result of CallRecording out of a file when their number is a multiple of ten."""

    listing, lies_about = "getCallRecordingResults", ("CallRecording",)

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:-1] if items and not len(items) % 10 else items


@violates("OPEASY-DOWNLOAD-12")
class KeepsFiles(Files):
    """Serves the file of CallCenterAgent tasks that it wrote before, although tasks were appended since."""

    listing, lies_about = "getCallCenterAgentTasks", ("CallCenterAgent",)

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        return self.kept.setdefault(call.path("operation_id"), items)


@violates("OPEASY-DOWNLOAD-13")
class WritesDeletedErrors(Files):
    """Writes Users validation errors into a file that were deleted after they had been listed."""

    listing, lies_about = "getUsersValidationErrors", ("Users",)

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        if call.operation_id == self.listing and items:
            self.kept[call.path("operation_id")] = list(items)
        return super().page_of(call, items, size, number)

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        present = [each["id"] for each in items]
        return items + [each for each in self.kept.get(call.path("operation_id"), []) if each["id"] not in present]


@violates("OPEASY-SHAPE-getUsersResults-200-download")
class WritesNoDescriptions(Files):
    """Writes failed results of Users into a file without errorDescription."""

    listing, lies_about = "getUsersResults", ("Users",)

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        return [{name: value for name, value in each.items() if name != "errorDescription"} for each in items]


@violates("OPEASY-DOWNLOAD-12")
class WritesNoAppendedTasks(Files):
    """Writes only those PhoneNumbers tasks into a file with which the operation was created."""

    listing, lies_about = "getPhoneNumbersTasks", ("PhoneNumbers",)

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        self.kept.setdefault(operation.id, list(operation.tasks["PhoneNumbers"]))

    def written(self, call: Call, items: list[Any]) -> list[Any]:
        return items[:len(self.kept[call.path("operation_id")])]


@violates("OPEASY-ERROR-6")
class CountsCharacters(OpEasy):
    """Sends as many bytes of a body as it has characters, so that one with umlauts breaks off."""

    def response(self, answer: Answer) -> Response:
        if answer.body is None:
            return super().response(answer)
        text = json.dumps(answer.body, ensure_ascii=False)
        # No client reads on behind the length that was announced, so that nothing more is sent.
        return Response(text.encode("utf-8", "replace")[:len(text)], answer.status, answer.headers, answer.media_type)
