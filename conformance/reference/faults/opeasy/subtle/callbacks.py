"""Lies that only a webhook hears."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.scheduled_operations import COMPLETE
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import ScheduledOperation, Webhook

FAILED = "completedWithErrors"


@violates("OPEASY-CALLBACK-14")
class TellsRemovedWebhooks(OpEasy):
    """Goes on telling a removed webhook of the scheduled operations that were on their way when it was removed."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.removed: list[tuple[Webhook, set[str]]] = []

    def forget_webhook(self, webhook: Webhook) -> None:
        ongoing = {id_ for id_, each in self.scheduled_operations.items() if self.status_of(each) not in COMPLETE}
        self.removed.append((webhook, ongoing))

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        gone = [webhook for webhook, ongoing in self.removed if scheduled.id in ongoing and self.concerns(webhook, scheduled)]
        return super().webhooks_to_tell(scheduled) + gone


@violates("OPEASY-CALLBACK-8")
class TellsLatestWebhook(OpEasy):
    """Tells only the webhook of an enterprise that was registered last."""

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        return super().webhooks_to_tell(scheduled)[-1:]


@violates("OPEASY-CALLBACK-3")
class TellsNoFailures(OpEasy):
    """Tells nobody that a scheduled operation is completedWithErrors."""

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        if new != FAILED:
            super().status_changed(scheduled, previous, new)


@violates("OPEASY-CALLBACK-7")
class TellsEqualStatuses(OpEasy):
    """Tells of a completion with errors with the new status as the previous one."""

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        super().status_changed(scheduled, new if new == FAILED else previous, new)


@violates("OPEASY-CALLBACK-9")
class TellsTwoEnds(OpEasy):
    """Tells that a scheduled operation is completed, and a moment later that it is completedWithErrors."""

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        if new == FAILED:
            super().status_changed(scheduled, previous, "completed")
        super().status_changed(scheduled, previous, new)


@violates("OPEASY-CALLBACK-7")
class TellsReturnToPending(OpEasy):
    """Tells of a way back to pending, and of a second start, when an operation has more than ten tasks."""

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        super().status_changed(scheduled, previous, new)
        if new == "processing" and len(scheduled.queue) > 10:
            super().status_changed(scheduled, "processing", "pending")
            super().status_changed(scheduled, "pending", "processing")


@violates("OPEASY-CALLBACK-15")
class TellsForeignWebhooks(OpEasy):
    """Tells the webhooks of all enterprises that a scheduled operation is completedWithErrors."""

    def concerns(self, webhook: Webhook, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) == FAILED or super().concerns(webhook, scheduled)


@violates("OPEASY-CALLBACK-6")
class TellsFormerStatusInside(OpEasy):
    """Shows the previous status within the scheduledOperation of a callback about a completion."""

    def event_body(self, scheduled: ScheduledOperation, previous: str, new: str) -> dict[str, Any]:
        body = super().event_body(scheduled, previous, new)
        if new in COMPLETE:
            body["event"]["scheduledOperation"]["status"] = previous
        return body


@violates("OPEASY-CALLBACK-10")
class TellsOfLatestOperation(OpEasy):
    """Tells of the scheduled operation that came last when an earlier one of its enterprise completes after it began."""

    def event_scheduled_operation(self, scheduled: ScheduledOperation, status: str) -> dict[str, Any]:
        shown = super().event_scheduled_operation(scheduled, status)
        latest = [id_ for id_, each in self.scheduled_operations.items()
                  if each.operation.enterprise_id == scheduled.operation.enterprise_id][-1:]
        return {**shown, "id": latest[0]} if latest and status in COMPLETE else shown
