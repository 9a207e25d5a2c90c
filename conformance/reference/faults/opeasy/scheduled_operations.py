"""Lies about scheduling, and about deleting scheduled operations."""


from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Invents, ShowsDeleted
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Operation, ScheduledOperation


@violates("OPEASY-SCHED-1")
class NamesItselfAsOperation(OpEasy):
    """Answers scheduling with the id of the scheduled operation as that of its operation."""

    def schedule_body(self, scheduled: ScheduledOperation) -> dict[str, Any]:
        body = super().schedule_body(scheduled)
        body["scheduledOperation"]["operation"]["id"] = scheduled.id
        return body


@violates("OPEASY-SCHED-2")
class ForgetsLocation(OpEasy):
    """Answers scheduling without a Location."""

    def schedule_headers(self, scheduled: ScheduledOperation) -> dict[str, str]:
        return {}


@violates("OPEASY-SCHED-2")
class LocatesNoStatus(OpEasy):
    """Answers scheduling with a Location that lacks its last segment."""

    def schedule_headers(self, scheduled: ScheduledOperation) -> dict[str, str]:
        return {"Location": f"/v1/scheduledoperations/{scheduled.id}"}


@violates("OPEASY-SCHED-3")
class SchedulesDespiteErrors(OpEasy):
    """Schedules an operation with unresolved validation errors."""

    def may_schedule(self, operation: Operation) -> bool:
        return True


@violates("OPEASY-SCHED-3")
class SchedulesThenRefuses(OpEasy):
    """Refuses to schedule an operation with validation errors after it has scheduled it."""

    def may_schedule(self, operation: Operation) -> bool:
        granted = super().may_schedule(operation)
        if not granted:
            self.schedule(operation)
        return granted


@violates("OPEASY-SCHED-3")
class SchedulesBesideErrors(OpEasy):
    """Schedules an operation as soon as one of its validation errors is deleted, whatever is left."""

    def may_schedule(self, operation: Operation) -> bool:
        return super().may_schedule(operation) or any(len(errors) == 1 for errors in operation.errors.values())


@violates("OPEASY-SCHED-4")
class SchedulesUnknownOperations(Invents):
    """Schedules an operation that does not exist."""

    endpoint = "scheduleOperation"


@violates("OPEASY-SCHED-4")
class SchedulesDeletedOperations(ShowsDeleted):
    """Schedules an operation that was deleted."""

    endpoint = "scheduleOperation"


class DeletesDuring(OpEasy):
    """Deletes a scheduled operation with this status."""

    status = ""

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) == self.status or super().may_delete(scheduled)


@violates("OPEASY-SCHED-5")
class DeletesWhilePending(DeletesDuring):
    """Deletes a scheduled operation that is still pending."""

    status = "pending"


@violates("OPEASY-SCHED-6")
class DeletesWhileProcessing(DeletesDuring):
    """Deletes a scheduled operation that is still processing."""

    status = "processing"


class DeletesThenRefuses(OpEasy):
    """Answers 400 to the deletion of a scheduled operation with this status, which is gone nevertheless."""

    status = ""

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        if self.status_of(scheduled) == self.status:
            self.discard_scheduled_operation(scheduled)
        return super().may_delete(scheduled)


@violates("OPEASY-SCHED-5")
class RefusesYetDeletesPending(DeletesThenRefuses):
    """Answers 400 to the deletion of a pending scheduled operation, which is gone nevertheless."""

    status = "pending"


@violates("OPEASY-SCHED-6")
class RefusesYetDeletesProcessing(DeletesThenRefuses):
    """Answers 400 to the deletion of a processing scheduled operation, which is gone nevertheless."""

    status = "processing"


@violates("OPEASY-SCHED-7")
class ShowsStatusOfDeleted(ShowsDeleted):
    """Goes on showing the status of a scheduled operation that was deleted as completed."""

    endpoint = "getScheduledOperationStatus"

    def scheduled_of(self, call: Call) -> ScheduledOperation:
        scheduled = super().scheduled_of(call)
        if self.status_of(scheduled) != "completed":
            return OpEasy.scheduled_of(self, call)
        return scheduled


@violates("OPEASY-SCHED-8")
class KeepsCompletedWithErrors(OpEasy):
    """Deletes scheduled operations only if they completed without errors."""

    def may_delete(self, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) == "completed"


@violates("OPEASY-SCHED-9")
class ShowsOverviewOfDeleted(ShowsDeleted):
    """Goes on showing the overview of results of a scheduled operation that was deleted."""

    endpoint = "getResults"


@violates("OPEASY-SCHED-9")
class ShowsResultsOfDeleted(ShowsDeleted):
    """Goes on showing the detailed results of a scheduled operation that was deleted."""

    endpoint = "getFamilyResults"


@violates("OPEASY-SCHED-10")
class InventsStatus(Invents):
    """Shows the status of a scheduled operation under any id."""

    endpoint = "getScheduledOperationStatus"


@violates("OPEASY-SCHED-10")
class InventsOverview(Invents):
    """Shows an overview of no results under any id."""

    endpoint = "getResults"


@violates("OPEASY-SCHED-10")
class InventsResults(Invents):
    """Shows an empty list of results under any id."""

    endpoint = "getFamilyResults"


@violates("OPEASY-SCHED-10")
class DeletesUnknownScheduledOperations(Invents):
    """Answers 204 to the deletion of a scheduled operation under any id."""

    endpoint = "deleteScheduledOperation"
