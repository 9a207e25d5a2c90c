"""Lies about appending."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.scheduled_operations import COMPLETE
from conformance.reference.opeasy.state import Operation, Task


@violates("OPEASY-APPEND-1")
class AnswersSizesOfAppendOnly(OpEasy):
    """Answers an append with the number of tasks that it added instead of totals."""

    def appended_body(self, operation: Operation, tasks: Tasks) -> dict[str, Any]:
        body = super().appended_body(operation, tasks)
        for family, summary in body["tasks"].items():
            summary["size"] = sum(1 for task in tasks.get(family, ()) if not self.task_messages(family, task))
        return body


@violates("OPEASY-APPEND-1")
class ReplacesTasks(OpEasy):
    """Puts appended tasks in the place of the ones that were there."""

    def lined_up(self, present: list[Task], added: list[Task]) -> list[Task]:
        return added or present


@violates("OPEASY-APPEND-2")
class PutsAppendedTasksFirst(OpEasy):
    """Puts appended tasks before the ones that were there."""

    def lined_up(self, present: list[Task], added: list[Task]) -> list[Task]:
        return added + present


@violates("OPEASY-APPEND-2")
class ReversesAppendedTasks(OpEasy):
    """Puts appended tasks behind the ones that were there, but the last one first."""

    def lined_up(self, present: list[Task], added: list[Task]) -> list[Task]:
        return present + added[::-1] if present else added


@violates("OPEASY-APPEND-3")
class RefusesAppendWithFailures(OpEasy):
    """Refuses to append when one of the tasks fails validation."""

    async def appended(self, call: Call) -> Tasks:
        tasks = await super().appended(call)
        if any(self.task_messages(family, task) for family, items in tasks.items() for task in items):
            raise Refusal(400, "Invalid task", "One of the tasks is not valid")
        return tasks


@violates("OPEASY-APPEND-3")
class ForgetsErrorsOfAppend(OpEasy):
    """Drops appended tasks that fail validation."""

    async def appended(self, call: Call) -> Tasks:
        tasks = await super().appended(call)
        return {family: [each for each in items if not self.task_messages(family, each)]
                for family, items in tasks.items()}


@violates("OPEASY-APPEND-4")
class EditsScheduledOperations(OpEasy):
    """Appends to an operation that is scheduled and has not completed."""

    def may_edit(self, operation: Operation) -> bool:
        return not operation.scheduled or self.status_of(operation.scheduled) not in COMPLETE


@violates("OPEASY-APPEND-4")
class EditsCompletedOperations(OpEasy):
    """Appends to an operation whose scheduled operation has completed."""

    def may_edit(self, operation: Operation) -> bool:
        return not operation.scheduled or self.status_of(operation.scheduled) in COMPLETE


@violates("OPEASY-APPEND-4")
class AppendsThenRefuses(OpEasy):
    """Refuses to append to a scheduled operation after it has added the tasks."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        if operation.scheduled:
            self.add(operation, await self.appended(call))
        return await super().append_tasks(call)


@violates("OPEASY-APPEND-5")
class DropsTasksOfJsonAppend(OpEasy):
    """Appends nothing when the tasks are in a JSON body."""

    def body_tasks(self, call: Call, body: dict[str, Any]) -> Tasks:
        tasks = super().body_tasks(call, body)
        return {} if call.kind == "appendTasks" else tasks


@violates("OPEASY-APPEND-6")
class ResolvesErrorsOnAppend(OpEasy):
    """Clears the validation errors of a family when valid tasks are appended to it."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        before = {family: len(errors) for family, errors in operation.errors.items()}
        super().add(operation, tasks)
        for family, items in tasks.items():
            if items and len(operation.errors[family]) == before[family]:
                operation.errors[family].clear()


@violates("OPEASY-APPEND-7")
class TakesBrokenAppendsForEmpty(OpEasy):
    """Answers 200 to an appended file that is not JSON."""

    def file_document(self, call: Call, data: bytes) -> Any:
        try:
            return super().file_document(call, data)
        except Refusal:
            if call.kind != "appendTasks":
                raise
            return {}
