"""Lies about one operation that show only where several clients act on it at the same moment."""

import time
from collections.abc import Callable

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.letting_in import LetsOthersIn
from conformance.reference.opeasy import Settings
from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS


@violates("OPEASY-CONCURRENCY-2")
class KeepsLastOfTwoSchedules(LetsOthersIn):
    """Looks whether an operation is scheduled before it lets others in, so that two schedule it and the first is forgotten."""

    async def schedule_operation(self, call: Call) -> Answer:
        free = self.operation_of(call, await self.named_operation(call)).scheduled is None
        await self.others()
        operation = self.operation_of(call, await self.named_operation(call))
        if free and operation.scheduled:
            self.discard_scheduled_operation(operation.scheduled)
        return await super().schedule_operation(call)


@violates("OPEASY-CONCURRENCY-2")
class SchedulesTwice(LetsOthersIn):
    """Schedules an operation for each of two who ask at the same moment, and processes it twice."""

    async def schedule_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, await self.named_operation(call))
        free, ready = self.may_reschedule(operation), self.may_schedule(operation)
        await self.others()
        if free and ready and operation.scheduled and operation.id in self.operations:
            scheduled = self.schedule(operation)
            return Answer(202, self.schedule_body(scheduled), self.schedule_headers(scheduled))
        return await super().schedule_operation(call)


@violates("OPEASY-CONCURRENCY-3")
class SchedulesWhatIsGone(LetsOthersIn):
    """Schedules an operation that is deleted between looking for it and scheduling it."""

    async def schedule_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, await self.named_operation(call))
        await self.others()
        if operation.id in self.operations or not self.may_schedule(operation):
            return await super().schedule_operation(call)
        scheduled = self.schedule(operation)
        return Answer(202, self.schedule_body(scheduled), self.schedule_headers(scheduled))


@violates("OPEASY-CONCURRENCY-3")
class DeletesWhatWasJustScheduled(LetsOthersIn):
    """Deletes an operation that is scheduled between the look at it and its deletion."""

    async def delete_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        free = self.may_delete_operation(operation)
        await self.others()
        if free and operation.scheduled and operation.id in self.operations:
            self.discard_operation(operation)
            return Answer(204)
        return await super().delete_operation(call)


@violates("OPEASY-CONCURRENCY-4")
class DeletesTwice(LetsOthersIn):
    """Confirms the deletion of an operation to each of two who ask at the same moment."""

    async def delete_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        await self.others()
        return await super().delete_operation(call) if operation.id in self.operations else Answer(204)


@violates("OPEASY-CONCURRENCY-4")
class ReleasesTwice(LetsOthersIn):
    """Confirms the deletion of a scheduled operation to each of two who ask at the same moment."""

    async def delete_scheduled_operation(self, call: Call) -> Answer:
        scheduled = self.scheduled_of(call)
        await self.others()
        if scheduled.id not in self.scheduled_operations:
            return Answer(204)
        return await super().delete_scheduled_operation(call)


@violates("OPEASY-CONCURRENCY-5")
class AppendsTooLate(LetsOthersIn):
    """Takes tasks for an operation that is scheduled between the look at it and the append; they are never processed."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        free, tasks = self.may_edit(operation), await self.appended(call)
        await self.others()
        if free and operation.scheduled and operation.id in self.operations:
            self.add(operation, tasks)
            return Answer(200, self.appended_body(operation, tasks))
        return await super().append_tasks(call)


@violates("OPEASY-CONCURRENCY-5")
class SchedulesAsOfBefore(LetsOthersIn):
    """Processes the tasks that an operation had before others were let in, and overlooks errors that came with more."""

    async def schedule_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, await self.named_operation(call))
        free = self.may_reschedule(operation) and self.may_schedule(operation)
        tasks = self.tasks_to_process(operation)
        await self.others()
        if not (free and operation.id in self.operations and operation.scheduled is None):
            return await super().schedule_operation(call)
        now, operation.tasks = operation.tasks, tasks
        scheduled = self.schedule(operation)
        operation.tasks = now
        return Answer(202, self.schedule_body(scheduled), self.schedule_headers(scheduled))


@violates("OPEASY-CONCURRENCY-1")
class RefusesWhoComesSecond(LetsOthersIn):
    """Answers 404 to all but one of those who ask for the same operation at the same moment."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.locked: set[str] = set()

    async def get_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        if operation.id in self.locked:
            raise not_found("Operation", operation.id)
        self.locked.add(operation.id)
        await self.others()
        self.locked.discard(operation.id)
        return await super().get_operation(call)


@violates("OPEASY-CONCURRENCY-1")
class ShowsHalfAnAppend(LetsOthersIn):
    """Adds the tasks of an append one by one, and shows an operation to others that holds some of them."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        tasks = await self.appended(call)
        if not self.may_edit(operation):
            raise Refusal(400, "Operation is scheduled", original_input=operation.id)
        self.add(operation, {family: items[:1] for family, items in tasks.items()})
        await self.others()
        self.add(operation, {family: items[1:] for family, items in tasks.items()})
        return Answer(200, self.appended_body(operation, tasks))
