"""Lies about the list of validation errors, and about pages past the end of any list."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.paging import PagesWrongly
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer, not_found
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ValidationError


@violates("OPEASY-VERR-10")
class FindsNoEmptyList(OpEasy):
    """Answers 404 for the validation errors of an operation that has none."""

    async def get_validation_errors(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        if not operation.errors[call.family]:
            raise not_found("Validation errors of operation", operation.id)
        return await super().get_validation_errors(call)


@violates("OPEASY-VERR-11")
class SplitsErrors(OpEasy):
    """Makes a validation error of each message of a task."""

    def set_aside(self, operation: Operation, family: str, task: Any) -> bool:
        messages = self.messages_for(operation, family, task)
        operation.errors[family] += [ValidationError(self.next_error_id(operation), [each], task) for each in messages]
        return bool(messages)


@violates("OPEASY-VERR-12")
class KeepsUnreadErrors(OpEasy):
    """Answers 204 to the deletion of a validation error that was never read by its id, and keeps it."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.read: set[str] = set()

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        error = super().error_of(call, operation)
        if call.kind == "getValidationError":
            self.read.add(error.id)
        return error

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        if error.id in self.read:
            super().discard_error(operation, family, error)


class WrapsAround(PagesWrongly):
    """Begins again from the first page behind the last one."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        pages = self.total_pages(call, len(items), size)
        return super().page_of(call, items, size, number % pages if pages and self.lies(call) else number)


@violates("OPEASY-PAGE-10")
class WrapsTasksAround(WrapsAround):
    """Shows the first page of tasks again behind the last one."""


@violates("OPEASY-PAGE-10")
class WrapsErrorsAround(WrapsAround):
    """Shows the first page of validation errors again behind the last one."""

    listing = "getValidationErrors"


@violates("OPEASY-PAGE-10")
class WrapsResultsAround(WrapsAround):
    """Shows the first page of results again behind the last one."""

    listing = "getFamilyResults"
