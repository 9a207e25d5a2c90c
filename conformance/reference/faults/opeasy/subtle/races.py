"""Lies that show only where two requests come in at the same moment."""

import asyncio

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.scheduled_operations import COMPLETE
from conformance.reference.opeasy.state import ScheduledOperation


async def let_others_in() -> None:
    """Other requests are answered meanwhile, as while a database is asked; without an event loop there are none."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    answered = asyncio.Event()
    loop.call_later(0.02, answered.set)
    await answered.wait()


@violates("OPEASY-APPEND-1")
class LosesConcurrentAppends(OpEasy):
    """Loses the tasks of one of two appends that come in at the same moment, and answers 200 to both."""

    lies_about = ("several clients",)  # to one alone it is honest, whatever the family

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        read = {family: list(tasks) for family, tasks in operation.tasks.items()}
        await let_others_in()
        if self.may_edit(operation):
            operation.tasks = read
        return await super().append_tasks(call)


@violates("OPEASY-SCHED-2")
class ForgetsLoserOfRace(OpEasy):
    """Answers 202 to both of two requests to schedule at the same moment, and forgets what the first one got."""

    async def schedule_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, await self.named_operation(call))
        free = operation.scheduled is None
        await let_others_in()
        self.let_time_pass()
        if free and operation.scheduled and not self.is_done(operation.scheduled):
            self.discard_scheduled_operation(operation.scheduled)
        return await super().schedule_operation(call)

    def is_done(self, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) in COMPLETE
