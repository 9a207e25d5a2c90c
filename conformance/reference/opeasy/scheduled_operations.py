"""Scheduled operations: schedule, process, status, delete (lines 4494-4730, 5735-5787)."""

import heapq
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.back_end import BackEnd
from conformance.reference.opeasy.documents import object_in, text_at
from conformance.reference.opeasy.families import PROCESSING_ORDER
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Operations
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.opeasy.state import Operation, ScheduledOperation, Task

COMPLETE = ("completed", "completedWithErrors")
# What is on the agenda, in the order in which it happens where times are equal.
START, TASK, COMPLETION = range(3)


class ScheduledOperations(Operations, BackEnd):
    """Processes operations as time passes. The agenda holds, by time, who starts, completes or executes a task next."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.agenda: list[tuple[float, int, int, ScheduledOperation]] = []
        self.turns = itertools.count()  # whoever was scheduled first goes first where times are equal

    # ------------------------------------------------------------------------------------------------------ schedule
    async def schedule_operation(self, call: Call) -> Answer:
        id_ = await self.named_operation(call)
        operation = self.operation_of(call, id_)
        if not self.may_reschedule(operation):
            raise Refusal(400, "Operation is scheduled", "The operation has been scheduled already", id_)
        if not self.may_schedule(operation):
            raise Refusal(400, "Unresolved validation errors", "The operation has unresolved validation errors", id_)
        scheduled = self.schedule(operation)
        return Answer(202, self.schedule_body(scheduled), self.schedule_headers(scheduled))

    async def named_operation(self, call: Call) -> str:
        """The body must name the operation (4517-4521); a missing or odd name is a validation error."""
        return text_at(await object_in(call.request), "operation", "id")

    def may_reschedule(self, operation: Operation) -> bool:
        """An operation has one scheduled operation at a time; the document is silent."""
        return operation.scheduled is None

    def may_schedule(self, operation: Operation) -> bool:
        """Validation errors must be resolved before (335-336, 4587-4588)."""
        return not any(operation.errors.values())

    def schedule(self, operation: Operation) -> ScheduledOperation:
        tasks = self.tasks_to_process(operation)
        start = self.now + self.settings.pending_seconds
        queue = self.processing_order(tasks)
        completion = start + len(queue) * self.settings.task_seconds + self.settings.processing_seconds
        scheduled = ScheduledOperation(self.new_id(), operation, tasks, queue, start, completion)
        self.scheduled_operations[scheduled.id] = scheduled
        operation.scheduled = scheduled
        self.await_turn(scheduled)
        self.await_changes(scheduled)
        self.let_time_pass()
        return scheduled

    def tasks_to_process(self, operation: Operation) -> dict[str, list[Task]]:
        return {family: list(tasks) for family, tasks in operation.tasks.items()}

    def schedule_body(self, scheduled: ScheduledOperation) -> dict[str, Any]:
        return {"scheduledOperation": {"id": scheduled.id, "status": self.status_of(scheduled),
                                       "operation": self.operation_reference(scheduled)}}

    def operation_reference(self, scheduled: ScheduledOperation) -> dict[str, str]:
        """Its operation and its enterprise (4553-4563)."""
        return {"id": scheduled.operation.id, "enterpriseId": scheduled.operation.enterprise_id}

    def schedule_headers(self, scheduled: ScheduledOperation) -> dict[str, str]:
        """The Location leads to the status (133-135, 4597)."""
        return {"Location": f"/v1/scheduledoperations/{scheduled.id}/status"}

    # ------------------------------------------------------------------------------------------------------- process
    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        """Family by family, each in the order of the JSON (172-180)."""
        return [task for family in PROCESSING_ORDER for task in tasks[family]]

    def await_turn(self, scheduled: ScheduledOperation) -> None:
        """Puts the next task of the queue on the agenda, if there is one."""
        done = len(scheduled.results)
        if done < len(scheduled.queue):
            self.put_on_agenda(scheduled.start + (done + 1) * self.settings.task_seconds, TASK, scheduled)

    def await_changes(self, scheduled: ScheduledOperation) -> None:
        """Puts both changes of its status on the agenda."""
        self.put_on_agenda(scheduled.start, START, scheduled)
        self.put_on_agenda(scheduled.completion, COMPLETION, scheduled)

    def put_on_agenda(self, due: float, what: int, scheduled: ScheduledOperation) -> None:
        heapq.heappush(self.agenda, (due, what, next(self.turns), scheduled))

    def let_time_pass(self) -> None:
        """Does what has become due since the last request, in order of time."""
        self.now = self.clock()
        while self.agenda and self.agenda[0][0] <= self.now:
            _, what, _, scheduled = heapq.heappop(self.agenda)
            if what == TASK:
                self.execute_next(scheduled)
            elif what == START:
                self.status_changed(scheduled, "pending", "processing")
            else:
                self.status_changed(scheduled, "processing", self.final_status(scheduled))

    def execute_next(self, scheduled: ScheduledOperation) -> None:
        task = scheduled.queue[len(scheduled.results)]
        scheduled.results[task] = self.execute(scheduled, task)
        self.await_turn(scheduled)

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        """For those who want to know."""

    def status_of(self, scheduled: ScheduledOperation) -> str:
        """pending, processing, and one of completed or completedWithErrors (425-428, 4543-4551)."""
        if self.now < scheduled.start:
            return "pending"
        if self.now < scheduled.completion:
            return "processing"
        return self.final_status(scheduled)

    def final_status(self, scheduled: ScheduledOperation) -> str:
        return "completedWithErrors" if self.has_errors(scheduled) else "completed"

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        """One failed task is enough (7756-7757)."""
        return any(result.code for result in scheduled.results.values())

    # -------------------------------------------------------------------------------------------------------- status
    async def get_status(self, call: Call) -> Answer:
        scheduled = self.scheduled_of(call)
        status = self.status_shown(scheduled)
        headers = self.status_headers(scheduled, status)
        return Answer(self.status_code(status), self.status_body(scheduled, status), headers)

    def scheduled_of(self, call: Call) -> ScheduledOperation:
        """404 for one that does not exist (4722, 4926, 5079, 5783) or is another enterprise's (96-111)."""
        id_ = call.path("scheduled_operation_id")
        scheduled = self.scheduled_operations.get(id_)
        if scheduled is None or not self.is_visible(call, scheduled.operation.enterprise_id):
            raise not_found("Scheduled operation", id_)
        return scheduled

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        return self.status_of(scheduled)

    def status_code(self, status: str) -> int:
        """202 while it is ongoing, 200 once it is complete (4716-4717)."""
        return 200 if status in COMPLETE else 202

    def status_body(self, scheduled: ScheduledOperation, status: str) -> dict[str, Any]:
        fields = {"id": scheduled.id, "status": status, "startTime": self.start_time(scheduled, status),
                  "completedTime": self.completed_time(scheduled, status), "links": self.links(scheduled, status),
                  "operation": self.status_reference(scheduled)}
        return {"scheduledOperation": {name: value for name, value in fields.items() if value is not None}}

    def start_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        """Shown once processing has started (4647-4648)."""
        return None if status == "pending" else timestamp(scheduled.start)

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        """Shown only once it is complete (4650-4655)."""
        return timestamp(scheduled.completion) if status in COMPLETE else None

    def links(self, scheduled: ScheduledOperation, status: str) -> dict[str, str] | None:
        """Shown only once it is complete (4657-4666)."""
        return {"results": self.results_link(scheduled)} if status in COMPLETE else None

    def status_reference(self, scheduled: ScheduledOperation) -> dict[str, str]:
        return self.operation_reference(scheduled)

    def status_headers(self, scheduled: ScheduledOperation, status: str) -> dict[str, str]:
        """The Location leads to the results, only once it is complete (4728-4730)."""
        return {"Location": self.results_link(scheduled)} if status in COMPLETE else {}

    def results_link(self, scheduled: ScheduledOperation) -> str:
        return f"/v1/scheduledoperations/{scheduled.id}/results"

    # -------------------------------------------------------------------------------------------------------- delete
    async def delete_scheduled_operation(self, call: Call) -> Answer:
        scheduled = self.scheduled_of(call)
        if not self.may_delete(scheduled):
            raise Refusal(400, "Not completed", "The scheduled operation is not in a completed state", scheduled.id)
        self.discard_scheduled_operation(scheduled)
        return Answer(204)

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        """Only in a completed state (5739-5740, 5779-5780)."""
        return self.status_of(scheduled) in COMPLETE

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        """The results go with it, and the operation is free again (5737, 193-196)."""
        self.scheduled_operations.pop(scheduled.id, None)
        scheduled.operation.scheduled = None


def timestamp(seconds: float) -> str:
    """Such as 2022-09-27T12:02:58.321+00:00 (4687)."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
