"""The tasks and the validation errors of an operation (lines 2297-2423, 2970-3250)."""

from typing import Any

from conformance.reference.opeasy.answer import Answer, not_found
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Operations
from conformance.reference.opeasy.paging import Paging
from conformance.reference.opeasy.state import Operation, Task, ValidationError


class OperationLists(Operations, Paging):
    """Shows the tasks that passed validation, and shows and deletes those that failed."""

    async def get_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        return self.page_answer(call, self.listed_tasks(operation, call.family))

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        """The accepted tasks in the order in which they were sent (2366-2380, 172-173)."""
        return [self.task_shown(task) for task in operation.tasks[family]]

    def task_shown(self, task: Task) -> dict[str, Any]:
        """Command and content as they were sent (2372-2380)."""
        return {"command": task.command, "content": task.content}

    async def get_validation_errors(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        return self.page_answer(call, [self.error_shown(each) for each in self.listed_errors(operation, call.family)])

    def listed_errors(self, operation: Operation, family: str) -> list[ValidationError]:
        """An entry for each task that failed (3038-3046)."""
        return operation.errors[family]

    def error_shown(self, error: ValidationError) -> dict[str, Any]:
        """Id, messages, and the task as it was sent (3048-3061)."""
        return {"id": error.id, "validationErrors": error.messages, "task": error.task}

    async def get_validation_error(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        return Answer(200, self.error_shown(self.error_of(call, operation)))

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        """404 for an id that the operation does not have, or no longer (3196, 3247)."""
        id_ = call.path("validation_error_id")
        for error in operation.errors[call.family]:
            if error.id == id_:
                return error
        raise not_found("Validation error", id_)

    async def delete_validation_error(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        self.discard_error(operation, call.family, self.error_of(call, operation))
        return Answer(204)

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        """Deletes this validation error and no other (3204)."""
        operation.errors[family].remove(error)
