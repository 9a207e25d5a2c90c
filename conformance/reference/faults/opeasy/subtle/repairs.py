"""Lies about the repair of operations: deleting validation errors, and what follows."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Operation, ValidationError


@violates("OPEASY-VERR-5")
class DeletesNeighbourOfOtherFamily(OpEasy):
    """Deletes with a validation error the one at the same place of the next family that has one there."""

    lies_about = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding")

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        place = operation.errors[family].index(error)
        super().discard_error(operation, family, error)
        families = list(operation.errors)
        for other in families[families.index(family) + 1:]:
            if len(operation.errors[other]) > place:
                del operation.errors[other][place]
                return


@violates("OPEASY-VERR-2")
class SharesIdsBetweenFamilies(Remembers):
    """Counts validation errors in each family, so that the first of each have the same id."""

    def set_aside(self, operation: Operation, family: str, task: Any) -> bool:
        failed = super().set_aside(operation, family, task)
        if failed:
            self.counts[f"{operation.id} {family}"] += 1
            operation.errors[family][-1].id = f"{operation.id[:24]}{self.counts[f'{operation.id} {family}']:08x}"
        return failed


@violates("OPEASY-VERR-4")
class MovesIdsUp(OpEasy):
    """Gives the ids of validation errors by place, so that each one behind a deleted one takes the id before it."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        errors = operation.errors[family]
        ids = [each.id for each in errors]
        super().discard_error(operation, family, error)
        for each, id_ in zip(errors, ids, strict=False):
            each.id = id_


@violates("OPEASY-VERR-4")
class DeletesFirstTwin(OpEasy):
    """Deletes the first validation error with the same task, whichever of them was named."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        super().discard_error(operation, family, next(each for each in operation.errors[family] if each.task == error.task))


@violates("OPEASY-SCHED-3")
class OverlooksErrorsOfNumbers(OpEasy):
    """Schedules an operation whose only unresolved validation errors are of PhoneNumbers."""

    lies_about = ("PhoneNumbers",)

    def may_schedule(self, operation: Operation) -> bool:
        return not any(errors for family, errors in operation.errors.items() if family != "PhoneNumbers")


@violates("OPEASY-SCHED-3")
class LocksWhenRefused(Remembers):
    """Takes an operation for scheduled, and refuses appends, once scheduling was refused for its validation errors."""

    def may_schedule(self, operation: Operation) -> bool:
        granted = super().may_schedule(operation)
        self.counts[operation.id] += not granted
        return granted

    def may_edit(self, operation: Operation) -> bool:
        return super().may_edit(operation) and not self.counts[operation.id]


@violates("OPEASY-OPERATION-1")
class ForgetsErrorsWhenRead(OpEasy):
    """Shows no summary of the validation errors of CallForwarding when an operation is retrieved."""

    lies_about = ("CallForwarding",)

    def operation_shown(self, operation: Operation) -> dict[str, Any]:
        shown = super().operation_shown(operation)
        shown["tasks"]["CallForwarding"].pop("validationErrors", None)
        return shown


@violates("OPEASY-APPEND-4")
class AppendsErrorsToScheduled(OpEasy):
    """Answers 200 to an append to a scheduled operation if none of the tasks is valid, and keeps the validation errors."""

    async def append_tasks(self, call: Call) -> Answer:
        try:
            return await super().append_tasks(call)
        except Refusal:
            operation = self.operation_of(call, call.path("operation_id"))
            tasks = await self.appended(call)
            outcomes = [self.task_messages(family, task) for family, items in tasks.items() for task in items]
            if not outcomes or not all(outcomes):
                raise
            self.add(operation, tasks)
            return Answer(200, self.appended_body(operation, tasks))


@violates("OPEASY-OPERATION-10")
class LosesSomeIds(OpEasy):
    """Does not find an operation whose id begins with 0 when it is retrieved."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        if call.kind == "getOperation" and id_.startswith("0"):
            raise not_found("Operation", id_)
        return super().operation_of(call, id_)
