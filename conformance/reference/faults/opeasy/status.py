"""Lies about the status of scheduled operations."""


from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.scheduled_operations import COMPLETE, timestamp
from conformance.reference.opeasy.state import ScheduledOperation


@violates("OPEASY-STATUS-1")
class AnswersOngoingWith200(OpEasy):
    """Answers 200 before the scheduled operation has completed."""

    def status_code(self, status: str) -> int:
        return 200


@violates("OPEASY-STATUS-2")
class AnswersCompletedWith202(OpEasy):
    """Answers 202 even when the scheduled operation has completed."""

    def status_code(self, status: str) -> int:
        return 202


@violates("OPEASY-STATUS-2")
class AnswersCompletedWithErrorsWith202(OpEasy):
    """Answers 202 when the scheduled operation has completed with errors."""

    def status_code(self, status: str) -> int:
        return 200 if status == "completed" else 202


@violates("OPEASY-STATUS-3")
class ShowsCompletedTimeEarly(OpEasy):
    """Shows a completedTime while the scheduled operation is processing."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return None if status == "pending" else timestamp(scheduled.completion)


@violates("OPEASY-STATUS-3")
class ForgetsCompletedTime(OpEasy):
    """Never shows a completedTime."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return None


@violates("OPEASY-STATUS-4")
class LinksResultsEarly(OpEasy):
    """Shows links while the scheduled operation is processing."""

    def links(self, scheduled: ScheduledOperation, status: str) -> dict[str, str] | None:
        return None if status == "pending" else {"results": self.results_link(scheduled)}


@violates("OPEASY-STATUS-4")
class ForgetsLinks(OpEasy):
    """Never shows links."""

    def links(self, scheduled: ScheduledOperation, status: str) -> dict[str, str] | None:
        return None


@violates("OPEASY-STATUS-5")
class LocatesResultsEarly(OpEasy):
    """Sends a Location before the scheduled operation has completed."""

    def status_headers(self, scheduled: ScheduledOperation, status: str) -> dict[str, str]:
        return {"Location": self.results_link(scheduled)}


@violates("OPEASY-STATUS-6")
class LocatesItself(OpEasy):
    """Sends the link to the status as the Location of a completed status."""

    def status_headers(self, scheduled: ScheduledOperation, status: str) -> dict[str, str]:
        return self.schedule_headers(scheduled) if status in COMPLETE else {}


@violates("OPEASY-STATUS-7")
class LinksToPlaceholder(OpEasy):
    """Links to the results with the placeholder of the documentation in place of the id."""

    def links(self, scheduled: ScheduledOperation, status: str) -> dict[str, str] | None:
        placeholder = {"results": "/v1/scheduledoperations/{scheduled-operation-id}/results"}
        return placeholder if status in COMPLETE else None


@violates("OPEASY-STATUS-8")
class FallsBackToPending(Remembers):
    """Says pending once more after it has said processing."""

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        status = super().status_shown(scheduled)
        self.counts[f"{scheduled.id} {status}"] += 1
        return "pending" if status == "processing" and self.counts[f"{scheduled.id} {status}"] == 2 else status


@violates("OPEASY-STATUS-8")
class ResumesOnceCompleted(Remembers):
    """Says processing once more after it has said completed."""

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        status = super().status_shown(scheduled)
        self.counts[f"{scheduled.id} {status}"] += 1
        return "processing" if status in COMPLETE and self.counts[f"{scheduled.id} {status}"] == 2 else status


@violates("OPEASY-STATUS-9")
class CompletesBeforeStarting(OpEasy):
    """Shows a completedTime one second before the startTime."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return timestamp(scheduled.start - 1) if status in COMPLETE else None


@violates("OPEASY-STATUS-10")
class NamesItselfInStatus(OpEasy):
    """Shows in the status the id of the scheduled operation as that of its operation."""

    def status_reference(self, scheduled: ScheduledOperation) -> dict[str, str]:
        return {**super().status_reference(scheduled), "id": scheduled.id}


@violates("OPEASY-STATUS-11")
class HidesStartTime(OpEasy):
    """Shows the startTime only once the scheduled operation has completed."""

    def start_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return super().start_time(scheduled, status) if status in COMPLETE else None
