"""Lies about the status of scheduled operations that need several requests, or several operations, to show."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.scheduled_operations import COMPLETE, timestamp
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation, ValidationError

BEFORE = {"processing": "pending", "completed": "processing", "completedWithErrors": "processing"}


@violates("OPEASY-STATUS-8")
class GoesBackEveryTenthTime(Remembers):
    """Shows the status before the present one each tenth time that it is asked for."""

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        status = super().status_shown(scheduled)
        self.counts[scheduled.id] += 1
        return status if self.counts[scheduled.id] % 10 else BEFORE.get(status, status)


@violates("OPEASY-STATUS-8")
class ReadsFromLateCopy(Remembers):
    """Reads every second status from a copy that is a tenth of a second late."""

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        self.counts[scheduled.id] += 1
        status = super().status_shown(scheduled)
        reached = scheduled.completion if status in COMPLETE else scheduled.start
        late = not self.counts[scheduled.id] % 2 and status in BEFORE and self.now - reached < 0.1
        return BEFORE[status] if late else status


@violates("OPEASY-STATUS-13")
class MovesStartTime(OpEasy):
    """Shows as startTime when the status last changed, so that it is another one after completion."""

    def start_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return timestamp(scheduled.completion) if status in COMPLETE else super().start_time(scheduled, status)


@violates("OPEASY-STATUS-9")
class CompletesBySlowClock(OpEasy):
    """Takes the completedTime from a clock that is half a second behind, which shows where there are few tasks."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return timestamp(scheduled.completion - 0.5) if status in COMPLETE else None


@violates("OPEASY-AGAIN-2")
class LinksToFormerResults(OpEasy):
    """Links to the results of the first time when an operation was scheduled once more."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.first: dict[str, ScheduledOperation] = {}

    def schedule(self, operation: Operation) -> ScheduledOperation:
        scheduled = super().schedule(operation)
        self.first.setdefault(operation.id, scheduled)
        return scheduled

    def links(self, scheduled: ScheduledOperation, status: str) -> dict[str, str] | None:
        return super().links(self.first.get(scheduled.operation.id, scheduled), status)


@violates("OPEASY-STATUS-10")
class NamesLatestOperation(OpEasy):
    """Names the operation that was scheduled last while several of an enterprise are processing."""

    def status_reference(self, scheduled: ScheduledOperation) -> dict[str, str]:
        enterprise_id = scheduled.operation.enterprise_id
        busy = [each for each in self.scheduled_operations.values()
                if each.operation.enterprise_id == enterprise_id and self.status_of(each) == "processing"]
        return super().status_reference(busy[-1] if scheduled in busy else scheduled)


@violates("OPEASY-STATUS-1")
class AnswersLastPhaseWith200(OpEasy):
    """Answers 200 to a status of processing once the last task is done."""

    async def get_status(self, call: Call) -> Answer:
        answer = await super().get_status(call)
        scheduled = self.scheduled_of(call)
        done = scheduled.queue and len(scheduled.results) == len(scheduled.queue)
        return Answer(200, answer.body, answer.headers) if done else answer


@violates("OPEASY-RESULTS-11")
class OverlooksFailuresOfNumbers(OpEasy):
    """Ends as completed when the only tasks that failed are of PhoneNumbers."""

    lies_about = ("PhoneNumbers",)

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        return any(result.code for task, result in scheduled.results.items() if task.family != "PhoneNumbers")


@violates("OPEASY-RESULTS-11")
class ForgivesOneFailure(OpEasy):
    """Ends as completed when only one of more than ten tasks failed."""

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        failed = sum(1 for result in scheduled.results.values() if result.code)
        return failed > (len(scheduled.queue) > 10)


@violates("OPEASY-RESULTS-12")
class BlamesDeletedErrors(Remembers):
    """Ends as completedWithErrors when a validation error was deleted before an operation was scheduled."""

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        return super().has_errors(scheduled) or bool(self.gone_of_any(scheduled.operation))

    def gone_of_any(self, operation: Operation) -> list[ValidationError]:
        return self.gone_errors.get(operation.id, [])


@violates("OPEASY-SCHED-13")
class NamesEnterpriseOfNeighbour(OpEasy):
    """Names in the answer to scheduling the enterprise of the operation scheduled before, while that one is not complete."""

    def schedule_body(self, scheduled: ScheduledOperation) -> dict[str, Any]:
        body = super().schedule_body(scheduled)
        others = [each for each in self.scheduled_operations.values()
                  if each is not scheduled and self.status_of(each) not in COMPLETE]
        if others:
            body["scheduledOperation"]["operation"]["enterpriseId"] = others[-1].operation.enterprise_id
        return body
