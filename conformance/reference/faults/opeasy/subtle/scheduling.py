"""Lies about scheduling when something else goes on, and about the order of processing."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.families import PROCESSING_ORDER
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, Result, ScheduledOperation, Task


@violates("OPEASY-AGAIN-1")
class ShowsFormerResults(OpEasy):
    """Shows the results of the first time when an operation is scheduled once more."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.former: dict[str, ScheduledOperation] = {}

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        self.former.setdefault(scheduled.operation.id, scheduled)

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        return super().results_of(self.former.get(scheduled.operation.id, scheduled), family)


@violates("OPEASY-SCHED-2")
class LocatesNeighbour(OpEasy):
    """Answers scheduling with the Location of the scheduled operation of the enterprise that is still pending."""

    def schedule_headers(self, scheduled: ScheduledOperation) -> dict[str, str]:
        enterprise_id = scheduled.operation.enterprise_id
        waiting = [each for each in self.scheduled_operations.values()
                   if each.operation.enterprise_id == enterprise_id and self.status_of(each) == "pending"]
        return super().schedule_headers(waiting[0] if waiting else scheduled)


@violates("OPEASY-OPERATION-5")
class ReleasesAllOperations(Remembers):
    """Lets operations be deleted that are scheduled, once one scheduled operation of their enterprise was deleted."""

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        for other in self.scheduled_operations.values():
            if other.operation.enterprise_id == scheduled.operation.enterprise_id:
                self.counts[other.operation.id] = 1

    def may_delete_operation(self, operation: Operation) -> bool:
        return super().may_delete_operation(operation) or bool(self.counts[operation.id])


class IsDoneEarly(OpEasy):
    """Takes a scheduled operation for complete when its last task is done, although it still says processing."""

    def is_done(self, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) == "processing" and len(scheduled.results) == len(scheduled.queue)


@violates("OPEASY-SCHED-6")
class DeletesOnceTasksAreDone(IsDoneEarly):
    """Deletes a scheduled operation whose last task is done, although it still says processing."""

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        return self.is_done(scheduled) or super().may_delete(scheduled)


@violates("OPEASY-RESULTS-1")
class ShowsOverviewOnceTasksAreDone(IsDoneEarly):
    """Shows the overview of results when the last task is done, although the status still says processing."""

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        early = call.kind == "getResults" and self.is_done(scheduled)
        return early or super().results_are_available(call, scheduled)


@violates("OPEASY-RESULTS-13")
class ProcessesByText(OpEasy):
    """Processes the tenth task of a family behind the first, as if numbers were words."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return super().processing_order({
            family: [items[place] for place in sorted(range(len(items)), key=str)] for family, items in tasks.items()})


@violates("OPEASY-ORDER-1")
class ProcessesUsersLate(OpEasy):
    """Processes Users behind the other families when there are no tasks of CallCenterAgent."""

    lies_about = ("CallForwarding", "CallRecording")

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        if tasks["CallCenterAgent"]:
            return super().processing_order(tasks)
        return [task for family in (*PROCESSING_ORDER[1:], "Users") for task in tasks[family]]


@violates("OPEASY-RESULTS-21")
class MergesTwins(OpEasy):
    """Shows one and the same result, that of the last, for all tasks of an operation that are equal."""

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        results = super().results_of(scheduled, family)
        return [self.last_of(results, each) for each in results]

    def last_of(self, results: list[Result], result: Result) -> Result:
        def said(each: Result) -> tuple[str, Any]:
            return each.task.command, each.task.content
        return [each for each in results if said(each) == said(result)][-1]
