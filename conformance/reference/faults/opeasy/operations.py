"""Lies about retrieving and deleting operations."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Invents, Remembers, ShowsDeleted
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.scheduled_operations import COMPLETE
from conformance.reference.opeasy.state import Operation, ScheduledOperation


@violates("OPEASY-OPERATION-1")
class ShowsOperationAsCreated(Remembers):
    """Shows an operation with the sizes that it had when it was created."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        for family, accepted in operation.tasks.items():
            self.counts.setdefault(f"{operation.id} {family}", len(accepted))

    def operation_shown(self, operation: Operation) -> dict[str, Any]:
        body = super().operation_shown(operation)
        for family, summary in body["tasks"].items():
            summary["size"] = self.counts[f"{operation.id} {family}"]
        return body


@violates("OPEASY-OPERATION-2")
class ShowsDeletedOperations(ShowsDeleted):
    """Goes on showing an operation after it was deleted."""

    endpoint = "getOperation"


@violates("OPEASY-OPERATION-3")
class ShowsTasksOfDeletedOperations(ShowsDeleted):
    """Goes on listing the tasks of an operation that was deleted."""

    endpoint = "getTasks"


@violates("OPEASY-OPERATION-3")
class ShowsErrorsOfDeletedOperations(ShowsDeleted):
    """Goes on listing the validation errors of an operation that was deleted."""

    endpoint = "getValidationErrors"


@violates("OPEASY-OPERATION-4")
class KeepsOperationsWithErrors(OpEasy):
    """Refuses to delete an operation with unresolved validation errors."""

    def may_delete_operation(self, operation: Operation) -> bool:
        return super().may_delete_operation(operation) and not any(operation.errors.values())


@violates("OPEASY-OPERATION-5")
class DeletesOperationsInProgress(OpEasy):
    """Deletes an operation whose scheduled operation has not completed."""

    def may_delete_operation(self, operation: Operation) -> bool:
        return not operation.scheduled or self.status_of(operation.scheduled) not in COMPLETE


@violates("OPEASY-OPERATION-5")
class DeletesOperationsOnceCompleted(OpEasy):
    """Deletes an operation as soon as its scheduled operation has completed."""

    def may_delete_operation(self, operation: Operation) -> bool:
        return not operation.scheduled or self.status_of(operation.scheduled) in COMPLETE


@violates("OPEASY-OPERATION-6")
class NeverForgetsScheduling(Remembers):
    """Refuses to delete an operation that was ever scheduled."""

    def schedule(self, operation: Operation) -> ScheduledOperation:
        self.counts[operation.id] += 1
        return super().schedule(operation)

    def may_delete_operation(self, operation: Operation) -> bool:
        return not self.counts[operation.id]


@violates("OPEASY-OPERATION-7")
class InventsOperations(Invents):
    """Shows an empty operation under any id."""

    endpoint = "getOperation"


@violates("OPEASY-OPERATION-7")
class AppendsToNothing(Invents):
    """Answers 200 to an append under any id."""

    endpoint = "appendTasks"


@violates("OPEASY-OPERATION-7")
class DeletesUnknownOperations(Invents):
    """Answers 204 to the deletion of an operation under any id."""

    endpoint = "deleteOperation"


@violates("OPEASY-OPERATION-7")
class InventsTasks(Invents):
    """Shows an empty list of tasks under any id."""

    endpoint = "getTasks"


@violates("OPEASY-OPERATION-7")
class InventsValidationErrors(Invents):
    """Shows an empty list of validation errors under any id."""

    endpoint = "getValidationErrors"


@violates("OPEASY-OPERATION-7")
class FindsErrorsUnderAnyOperation(OpEasy):
    """Looks a validation error up by its own id, whatever the id of the operation."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        if call.kind == "getValidationError" and id_ not in self.operations:
            for operation in self.operations.values():
                if any(error.id == call.path("validation_error_id") for error in operation.errors[call.family]):
                    return super().operation_of(call, operation.id)
        return super().operation_of(call, id_)


@violates("OPEASY-OPERATION-7")
class DeletesErrorsUnderUnknownOperations(OpEasy):
    """Answers 204 to the deletion of a validation error of an operation that does not exist."""

    async def delete_validation_error(self, call: Call) -> Answer:
        try:
            return await super().delete_validation_error(call)
        except Refusal:
            if call.path("operation_id") in self.operations:
                raise
            return Answer(204)


class WantsToBeAskedForJson(OpEasy):
    """Refuses with 406 a deletion that does not ask for application/json."""

    endpoint: ClassVar[str]

    async def act(self, call: Call) -> Answer:
        if call.kind == self.endpoint and "application/json" not in call.request.headers.get("accept", ""):
            raise Refusal(406, "Not acceptable", "Answers are application/json")
        return await super().act(call)


@violates("OPEASY-OPERATION-9")
class DeletesErrorsForJsonOnly(WantsToBeAskedForJson):
    """Refuses to delete a validation error unless application/json is asked for."""

    endpoint = "deleteValidationError"


@violates("OPEASY-OPERATION-9")
class DeletesScheduledOperationsForJsonOnly(WantsToBeAskedForJson):
    """Refuses to delete a scheduled operation unless application/json is asked for."""

    endpoint = "deleteScheduledOperation"
