"""Lies about operations with tasks of several families, and about the order in which families are processed."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.families import PROCESSING_ORDER
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Operation, ScheduledOperation, Task


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
