"""Lies about validation errors."""


from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Operation, Task, ValidationError


@violates("OPEASY-VERR-1")
class MergesErrorsOfSameCommand(OpEasy):
    """Makes one validation error of all tasks with the same command that fail in one request."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        before = {family: list(errors) for family, errors in operation.errors.items()}
        super().add(operation, tasks)
        for family, errors in operation.errors.items():
            new = {self.command_in(error.task): error for error in reversed(errors[len(before[family]):])}
            operation.errors[family] = before[family] + list(new.values())[::-1]

    def command_in(self, task: Any) -> str:
        return str(task.get("command")) if isinstance(task, dict) else ""


@violates("OPEASY-VERR-1")
class ShowsErrorsWithoutContent(OpEasy):
    """Shows a task that failed validation with empty content."""

    def error_shown(self, error: ValidationError) -> dict[str, Any]:
        shown = super().error_shown(error)
        return {**shown, "task": {**error.task, "content": {}}} if isinstance(error.task, dict) else shown


@violates("OPEASY-VERR-2")
class RepeatsErrorIds(OpEasy):
    """Gives every second validation error of a family the id of the one before."""

    def next_error_id(self, operation: Operation) -> str:
        odd = [errors[-1].id for errors in operation.errors.values() if len(errors) % 2]
        return odd[0] if odd else super().next_error_id(operation)


@violates("OPEASY-VERR-3")
class AnswersFirstError(OpEasy):
    """Shows the first validation error, whichever is read by its id."""

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        error = super().error_of(call, operation)
        return operation.errors[call.family][0] if call.kind == "getValidationError" else error


@violates("OPEASY-VERR-4")
class FindsDeletedErrors(Remembers):
    """Goes on finding a deleted validation error by its id."""

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        for error in self.gone_errors[operation.id] if call.kind == "getValidationError" else ():
            if error.id == call.path("validation_error_id"):
                return error
        return super().error_of(call, operation)


@violates("OPEASY-VERR-4")
class ListsDeletedErrors(Remembers):
    """Goes on listing deleted validation errors."""

    def listed_errors(self, operation: Operation, family: str) -> list[ValidationError]:
        gone = self.gone_of(operation, family)
        return super().listed_errors(operation, family) + gone


@violates("OPEASY-VERR-4")
class CountsDeletedErrors(Remembers):
    """Goes on counting deleted validation errors while others are left."""

    def error_size(self, operation: Operation, family: str) -> int:
        gone = self.gone_of(operation, family)
        return super().error_size(operation, family) + len(gone)


@violates("OPEASY-VERR-5")
class DeletesAllErrors(OpEasy):
    """Deletes all validation errors of the family together with one."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        operation.errors[family].clear()


@violates("OPEASY-VERR-5")
class DeletesNextErrorToo(OpEasy):
    """Deletes a validation error and the one behind it."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        errors = operation.errors[family]
        place = errors.index(error)
        del errors[place:place + 2]


@violates("OPEASY-VERR-6")
class CountsOneErrorForever(Remembers):
    """Goes on counting one validation error after the last was deleted."""

    def shows_errors(self, operation: Operation, family: str) -> bool:
        return super().shows_errors(operation, family) or bool(self.gone_of(operation, family))

    def error_size(self, operation: Operation, family: str) -> int:
        return max(1, super().error_size(operation, family))


@violates("OPEASY-VERR-7")
class RemembersResolvedErrors(Remembers):
    """Refuses to schedule an operation that once had a validation error."""

    def may_schedule(self, operation: Operation) -> bool:
        return super().may_schedule(operation) and operation.id not in self.gone_errors


@violates("OPEASY-VERR-7")
class RevivesFailedTasks(Remembers):
    """Processes the tasks whose validation errors were deleted, as far as they have the form of tasks."""

    def tasks_to_process(self, operation: Operation) -> dict[str, list[Task]]:
        tasks = super().tasks_to_process(operation)
        return {family: tasks[family] + [self.accepted(family, task) for task in self.formed(operation, family)]
                for family in tasks}

    def formed(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        failed = [error.task for error in self.gone_of(operation, family) if isinstance(error.task, dict)]
        return [task for task in failed if isinstance(task.get("command"), str) and not self.content_messages(task)]


@violates("OPEASY-VERR-8")
class DeletesUnknownErrors(OpEasy):
    """Answers 204 to the deletion of a validation error that the operation does not have."""

    async def delete_validation_error(self, call: Call) -> Answer:
        self.operation_of(call, call.path("operation_id"))
        try:
            return await super().delete_validation_error(call)
        except Refusal:
            return Answer(204)


@violates("OPEASY-VERR-8")
class ShowsSomeErrorForUnknownId(OpEasy):
    """Shows the last validation error of the operation when it does not have the one asked for."""

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        try:
            return super().error_of(call, operation)
        except Refusal:
            if call.kind != "getValidationError" or not operation.errors[call.family]:
                raise
            return operation.errors[call.family][-1]


@violates("OPEASY-VERR-9")
class LocksAfterDeletion(Remembers):
    """Refuses to append to an operation once a validation error was deleted."""

    def may_edit(self, operation: Operation) -> bool:
        return super().may_edit(operation) and operation.id not in self.gone_errors


@violates("OPEASY-VERR-9")
class DropsCorrectedTasks(Remembers):
    """Answers 200 to an append after a validation error was deleted, yet adds nothing."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, {} if operation.id in self.gone_errors else tasks)
