"""Lies about when operations are processed, and about what remains of them."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import not_found
from conformance.reference.opeasy.back_end import Users
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation, Task, User


@violates("OPEASY-CREATE-17")
class AddsUsersAtOnce(OpEasy):
    """Adds users as soon as their tasks are in an operation."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.early: set[str] = set()

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        users = self.users.setdefault(operation.enterprise_id, {})
        for task in operation.tasks["Users"]:
            if task.command == "AddUser" and task.user_id not in users:
                users[task.user_id] = User(dict(task.user))
                self.early.add(task.user_id)

    def check_absent(self, users: Users, task: Task) -> None:
        if task.user_id in self.early:
            self.early.remove(task.user_id)
        else:
            super().check_absent(users, task)


@violates("OPEASY-OPERATION-8")
class HidesScheduledOperations(OpEasy):
    """Does not find an operation any more once it is scheduled."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        operation = super().operation_of(call, id_)
        if call.kind == "getOperation" and operation.scheduled:
            raise not_found("Operation", id_)
        return operation


@violates("OPEASY-OPERATION-8")
class EmptiesScheduledOperations(OpEasy):
    """Lists no tasks of an operation once it is scheduled."""

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        return [] if operation.scheduled else super().listed_tasks(operation, family)


@violates("OPEASY-OPERATION-8")
class DropsTasksWithResults(OpEasy):
    """Deletes the tasks of an operation together with its scheduled operation."""

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        for tasks in scheduled.operation.tasks.values():
            tasks.clear()


@violates("OPEASY-SCHED-12")
class ProcessesBeforeAnswering(OpEasy):
    """Answers a request to schedule after all tasks are processed."""

    def await_turn(self, scheduled: ScheduledOperation) -> None:
        scheduled.start = scheduled.completion = self.now
        for task in scheduled.queue:
            scheduled.results[task] = self.execute(scheduled, task)


@violates("OPEASY-STATUS-12")
class LeavesOutOffsets(OpEasy):
    """Shows times without their offset from UTC."""

    def start_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        time = super().start_time(scheduled, status)
        return time and time.removesuffix("+00:00")

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        time = super().completed_time(scheduled, status)
        return time and time.removesuffix("+00:00")


@violates("OPEASY-STATUS-12")
class ShowsCompletionInSeconds(OpEasy):
    """Shows the completedTime as seconds since 1970."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        time = super().completed_time(scheduled, status)
        return time and str(int(scheduled.completion))


@violates("OPEASY-RESULTS-15")
class CountsSuccessesOnly(OpEasy):
    """Counts only the successful tasks as the size of a family in the overview."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown = super().overview(scheduled, family)
        return {**shown, "size": shown["successful"]}


@violates("OPEASY-RESULTS-15")
class CountsUsers(OpEasy):
    """Counts the users whom the tasks are about instead of the tasks."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown = super().overview(scheduled, family)
        size = max(shown["failed"], len({task.user_id for task in scheduled.tasks[family]}))
        return {**shown, "size": size, "successful": size - shown["failed"]}
