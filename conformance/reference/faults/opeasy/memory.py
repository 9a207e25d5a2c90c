"""What faults that need a past are made of. Nothing here lies yet."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import ClassVar

from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation, ValidationError


class Remembers(OpEasy):
    """The honest server, which also remembers what has been deleted."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.counts: Counter[str] = Counter()
        self.gone_operations: dict[str, Operation] = {}
        self.gone_scheduled: dict[str, ScheduledOperation] = {}
        self.gone_errors: defaultdict[str, list[ValidationError]] = defaultdict(list)
        self.gone_by_family: defaultdict[tuple[str, str], list[ValidationError]] = defaultdict(list)

    def discard_operation(self, operation: Operation) -> None:
        self.gone_operations[operation.id] = operation
        super().discard_operation(operation)

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        self.gone_scheduled[scheduled.id] = scheduled
        super().discard_scheduled_operation(scheduled)

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        self.gone_errors[operation.id].append(error)
        self.gone_by_family[operation.id, family].append(error)
        super().discard_error(operation, family, error)


    def gone_of(self, operation: Operation, family: str) -> list[ValidationError]:
        """The validation errors of a family that were deleted."""
        return self.gone_by_family.get((operation.id, family), [])


class ShowsDeleted(Remembers):
    """One endpoint goes on finding operations and scheduled operations that were deleted."""

    endpoint: ClassVar[str]

    def operation_of(self, call: Call, id_: str) -> Operation:
        gone = self.gone_operations.get(id_)
        if call.kind == self.endpoint and gone and self.is_visible(call, gone.enterprise_id):
            return gone
        return super().operation_of(call, id_)

    def scheduled_of(self, call: Call) -> ScheduledOperation:
        gone = self.gone_scheduled.get(call.path("scheduled_operation_id"))
        if call.kind == self.endpoint and gone and self.is_visible(call, gone.operation.enterprise_id):
            return gone
        return super().scheduled_of(call)


class Invents(Remembers):
    """One endpoint treats an id that never existed as that of an empty, completed operation."""

    endpoint: ClassVar[str]

    def discard_operation(self, operation: Operation) -> None:
        if operation.id in self.operations:
            super().discard_operation(operation)

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        if scheduled.id in self.scheduled_operations:
            super().discard_scheduled_operation(scheduled)

    def operation_of(self, call: Call, id_: str) -> Operation:
        try:
            return super().operation_of(call, id_)
        except Refusal:
            if not id_ or call.kind != self.endpoint or id_ in {**self.operations, **self.gone_operations}:
                raise
            return Operation(id_, call.session.enterprise_id)

    def scheduled_of(self, call: Call) -> ScheduledOperation:
        id_ = call.path("scheduled_operation_id")
        try:
            return super().scheduled_of(call)
        except Refusal:
            if call.kind != self.endpoint or id_ in {**self.scheduled_operations, **self.gone_scheduled}:
                raise
            operation = Operation(id_, call.session.enterprise_id)
            return ScheduledOperation(id_, operation, operation.tasks, [], self.now, self.now)
