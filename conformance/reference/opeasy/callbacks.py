"""Webhook callbacks: who is told of a change of status, and what (lines 395-585)."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from conformance.reference.opeasy.couriers import Courier
from conformance.reference.opeasy.scheduled_operations import COMPLETE, ScheduledOperations, timestamp
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.opeasy.state import ScheduledOperation, Webhook
from conformance.reference.opeasy.webhooks import STATUS_CHANGED, Webhooks


class Callbacks(ScheduledOperations, Webhooks):
    """Tells the webhooks that are registered when a status changes. ``courier`` carries it; another one may take its place."""

    courier_type: ClassVar[type[Courier]] = Courier

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.courier = self.courier_type()

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        """One event for each webhook that is to be told of it (405-408)."""
        for webhook in self.webhooks_to_tell(scheduled):
            self.send(webhook, self.event_body(scheduled, previous, new))

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        return [webhook for webhook in self.webhooks.values() if self.concerns(webhook, scheduled)
                and self.is_subscribed(webhook)]

    def concerns(self, webhook: Webhook, scheduled: ScheduledOperation) -> bool:
        """Any scheduled operation of its enterprise does, and no other one (405-408)."""
        return webhook.enterprise_id == scheduled.operation.enterprise_id

    def is_subscribed(self, webhook: Webhook) -> bool:
        """It was registered for this type of event (685-687)."""
        return STATUS_CHANGED in webhook.events

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        """Hands an event over; the courier delivers it in its own time."""
        self.courier.send(webhook, event)

    def discard_webhook(self, webhook: Webhook) -> None:
        super().discard_webhook(webhook)
        self.forget_webhook(webhook)

    def forget_webhook(self, webhook: Webhook) -> None:
        """What has not been delivered yet is not delivered any more (995-997)."""
        self.courier.forget(webhook)

    # ------------------------------------------------------------------------------------------------ what is told
    def event_body(self, scheduled: ScheduledOperation, previous: str, new: str) -> dict[str, Any]:
        """The event (434-456)."""
        return {"event": {"type": self.event_type(), "previousStatus": self.previous_status(previous),
                          "newStatus": self.new_status(new),
                          "scheduledOperation": self.event_scheduled_operation(scheduled, new)}}

    def event_type(self) -> str:
        """Always the same (440-443)."""
        return STATUS_CHANGED

    def previous_status(self, previous: str) -> str:
        """Where it comes from (445-446)."""
        return previous

    def new_status(self, new: str) -> str:
        """Spelled as the statuses are (426-428), not as one example does (507)."""
        return new

    def event_scheduled_operation(self, scheduled: ScheduledOperation, status: str) -> dict[str, Any]:
        """What the status would show (473-489, 509-540)."""
        return {"id": scheduled.id, "status": status, "startTime": timestamp(scheduled.start),
                "operation": self.event_operation(scheduled), **self.event_completion(scheduled, status)}

    def event_operation(self, scheduled: ScheduledOperation) -> dict[str, str]:
        """Its operation and its enterprise (481-487)."""
        return {"id": scheduled.operation.id, "enterpriseId": scheduled.operation.enterprise_id}

    def event_completion(self, scheduled: ScheduledOperation, status: str) -> dict[str, Any]:
        """Time and link to the results, only once it is complete (517-537)."""
        if status not in COMPLETE:
            return {}
        return {"completedTime": timestamp(scheduled.completion),
                "links": {"results": f"/v1/scheduledoperations/{scheduled.id}/results"}}
