"""Lies that depend on what was asked right before."""

import time
from collections.abc import Callable

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation


class RemembersRequests(OpEasy):
    """The honest server, which also remembers which two requests came last."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.before = self.now_asked = ""

    async def act(self, call: Call) -> Answer:
        self.before, self.now_asked = self.now_asked, call.endpoint.operation_id
        return await super().act(call)


@violates("OPEASY-LIFE-4")
class YieldsToSecondDeletion(RemembersRequests):
    """Refuses to delete a scheduled operation that has not completed once, and deletes it when asked again at once."""

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        return super().may_delete(scheduled) or self.before == self.now_asked


@violates("OPEASY-LIFE-4")
class UnlocksAfterEarlyResults(RemembersRequests):
    """Admits appended tasks to a scheduled operation right after its results were asked for."""

    def may_edit(self, operation: Operation) -> bool:
        return super().may_edit(operation) or self.before == "getResults"


@violates("OPEASY-LIFE-4")
class SchedulesWithErrorsAfterAppend(RemembersRequests):
    """Schedules an operation with validation errors right after an append to it."""

    def may_schedule(self, operation: Operation) -> bool:
        return super().may_schedule(operation) or self.before == "appendTasks"


@violates("OPEASY-LIFE-4")
class DeletesTwiceInARow(RemembersRequests):
    """Answers a deletion right after a deletion as if there were something left to delete."""

    async def delete_operation(self, call: Call) -> Answer:
        if self.before == self.now_asked and call.path("operation_id") not in self.operations:
            return Answer(204)
        return await super().delete_operation(call)


@violates("OPEASY-LIFE-4")
class LocksReleasedOnes(RemembersRequests):
    """Refuses to delete an operation that was released, right after somebody looked at it."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.released: set[str] = set()

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        self.released.add(scheduled.operation.id)

    def may_delete_operation(self, operation: Operation) -> bool:
        looked_at = operation.id in self.released and self.before == "getOperation"
        return super().may_delete_operation(operation) and not looked_at
