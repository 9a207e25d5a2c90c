"""Lies about operations with tasks of several families, and about the order in which families are processed."""

from itertools import chain
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.families import PROCESSING_ORDER
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Operation, Result, ScheduledOperation, Task, ValidationError


@violates("OPEASY-CREATE-20")
class TakesOneFamilyAtATime(OpEasy):
    """Takes from a file with tasks of several families only those of the first one."""

    def tasks_of(self, document: Any) -> Tasks:
        tasks = super().tasks_of(document)
        return dict([next(iter(tasks.items()))]) if len(tasks) > 1 else tasks


@violates("OPEASY-CREATE-20")
class CountsTasksOfAllFamilies(OpEasy):
    """Shows the number of all tasks as the size of each family that has some."""

    def accepted_size(self, operation: Operation, family: str) -> int:
        return sum(map(len, operation.tasks.values())) if operation.tasks[family] else 0


@violates("OPEASY-CREATE-20")
class ListsForwardingUnderRecording(OpEasy):
    """Lists the tasks of CallForwarding behind those of CallRecording as well."""

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        more = super().listed_tasks(operation, "CallForwarding") if family == "CallRecording" else []
        tasks = super().listed_tasks(operation, family)
        return [*tasks, *more] if tasks else tasks


@violates("OPEASY-RESULTS-16")
class ProcessesUsersLast(OpEasy):
    """Processes the tasks of Users behind those of all other families."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return [task for family in reversed(PROCESSING_ORDER) for task in tasks[family]]


@violates("OPEASY-RESULTS-16")
class ProcessesForwardingFirst(OpEasy):
    """Processes the tasks of CallForwarding before all others."""

    lies_about = ("CallForwarding",)

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return sorted(super().processing_order(tasks), key=lambda task: task.family != "CallForwarding")


@violates("OPEASY-RESULTS-18")
class AddsUpFamilies(OpEasy):
    """Counts the tasks of all families in the overview of each one that has some."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown = super().overview(scheduled, family)
        if not shown["size"]:
            return shown
        each = [super(AddsUpFamilies, self).overview(scheduled, name) for name in PROCESSING_ORDER]
        return {**shown, **{name: sum(one[name] for one in each) for name in ("size", "successful", "failed")}}


@violates("OPEASY-RESULTS-18")
class OverlooksLaterFamilies(OpEasy):
    """Shows nothing of the other families in the overview where there are tasks of Users."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown = super().overview(scheduled, family)
        hidden = family != "Users" and scheduled.tasks["Users"]
        return {**shown, "size": 0, "successful": 0, "failed": 0} if hidden else shown


@violates("OPEASY-RESULTS-19")
class ListsResultsOfUsersEverywhere(OpEasy):
    """Lists the results of Users before those of each family that has some."""

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        results = super().results_of(scheduled, family)
        return [*super().results_of(scheduled, "Users"), *results] if results and family != "Users" else results


@violates("OPEASY-VERR-13")
class ListsErrorsOfAgentsAndUsersTogether(OpEasy):
    """Lists the validation errors of Users together with those of CallCenterAgent, if there are some."""

    def listed_errors(self, operation: Operation, family: str) -> list[ValidationError]:
        errors = super().listed_errors(operation, family)
        return [*errors, *operation.errors["Users"]] if errors and family == "CallCenterAgent" else errors


@violates("OPEASY-VERR-13")
class FindsErrorsInAnyFamily(OpEasy):
    """Shows a validation error under the path of another family."""

    def error_of(self, call: Call, operation: Operation) -> ValidationError:
        if call.kind == "getValidationError":
            for error in chain.from_iterable(operation.errors.values()):
                if error.id == call.path("validation_error_id"):
                    return error
        return super().error_of(call, operation)
