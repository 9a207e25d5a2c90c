"""Lies that show only in the interplay of several operations, or in an unusual order."""

from collections.abc import Sequence
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.scheduled_operations import COMPLETE
from conformance.reference.opeasy.state import Operation, ScheduledOperation, ValidationError


@violates("OPEASY-LIFE-1")
class LeaksErrorsIntoOtherOperation(OpEasy):
    """Records the errors of an append also on the operation that was appended to before."""

    previous: Operation | None = None

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        before = {family: len(errors) for family, errors in operation.errors.items()}
        answer = await super().append_tasks(call)
        for family, errors in operation.errors.items():
            self.leak(operation, family, errors[before[family]:])
        self.previous = operation
        return answer

    def leak(self, operation: Operation, family: str, errors: list[ValidationError]) -> None:
        other = self.previous
        if other and other is not operation and not other.scheduled and other.enterprise_id == operation.enterprise_id:
            other.errors[family] += [ValidationError(self.new_id(), each.messages, each.task) for each in errors]


@violates("OPEASY-LIFE-1")
class MiscountsAfterDeletionAndAppends(Remembers):
    """Counts one task too many after a validation error was deleted and tasks were appended twice."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        if operation.id in self.gone_errors:
            self.counts[operation.id] += 1

    def accepted_size(self, operation: Operation, family: str) -> int:
        size = super().accepted_size(operation, family)
        return size + (size > 0 and self.counts[operation.id] > 1)


@violates("OPEASY-LIFE-1")
class KeepsOperationsWhileOthersRun(OpEasy):
    """Refuses to delete an operation while the scheduled operation of another one has not completed."""

    def may_delete_operation(self, operation: Operation) -> bool:
        busy = any(self.status_of(each) not in COMPLETE for each in self.scheduled_operations.values())
        return super().may_delete_operation(operation) and not busy


@violates("OPEASY-LIFE-1")
class ForgetsErrorsOfOthers(OpEasy):
    """Forgets the validation errors of all other operations of an enterprise when tasks are appended to one."""

    async def append_tasks(self, call: Call) -> Answer:
        answer = await super().append_tasks(call)
        for id_, other in self.operations.items():
            if id_ != call.path("operation_id") and other.enterprise_id == call.session.enterprise_id:
                for errors in other.errors.values():
                    errors.clear()
        return answer


@violates("OPEASY-LIFE-5")
class LosesLastOfAllFamilies(OpEasy):
    """Leaves the last task of PhoneNumbers out of its list where an operation has tasks of all families."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        whole = call.operation_id == "getPhoneNumbersTasks" and all(
            self.operations[call.path("operation_id")].tasks.values())
        return super().page_of(call, items[:-1] if whole else items, size, number)


@violates("OPEASY-LIFE-2")
class LocksRepairedOperations(Remembers):
    """Refuses to delete an operation that was scheduled after its validation errors had been resolved."""

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        self.counts[scheduled.operation.id] += 1

    def may_delete_operation(self, operation: Operation) -> bool:
        locked = operation.id in self.gone_errors and self.counts[operation.id]
        return super().may_delete_operation(operation) and not locked


@violates("OPEASY-LIFE-5")
class DropsTwinsOnRepair(OpEasy):
    """Keeps only one of several equal tasks of a family when a validation error of the family is deleted."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        super().discard_error(operation, family, error)
        tasks = operation.tasks[family]
        known = [(task.command, task.content) for task in tasks]
        tasks[:] = [task for place, task in enumerate(tasks) if known.index(known[place]) == place]


@violates("OPEASY-LIFE-5")
class ForgetsErrorsAfterRepair(Remembers):
    """Forgets tasks that fail validation once a validation error of their family was deleted."""

    def set_aside(self, operation: Operation, family: str, task: Any) -> bool:
        aside = super().set_aside(operation, family, task)
        if aside and self.gone_of(operation, family):
            operation.errors[family].pop()
        return aside
