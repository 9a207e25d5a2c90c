"""Lies about which webhook receivers are told, and about those that do not do their duty."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.webhooks import RemembersReceivers
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import ScheduledOperation, Webhook


@violates("OPEASY-CALLBACK-8")
class TellsNewestReceiver(OpEasy):
    """Tells only the receiver that was registered last."""

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        return super().webhooks_to_tell(scheduled)[-1:]


@violates("OPEASY-CALLBACK-8")
class TellsTwoReceivers(OpEasy):
    """Tells no more than two receivers."""

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        return super().webhooks_to_tell(scheduled)[:2]


@violates("OPEASY-CALLBACK-14")
class TellsRemovedReceivers(RemembersReceivers):
    """Goes on telling receivers that were removed."""

    def webhooks_to_tell(self, scheduled: ScheduledOperation) -> list[Webhook]:
        gone = [webhook for webhook in self.removed.values() if self.concerns(webhook, scheduled)]
        return [*gone, *super().webhooks_to_tell(scheduled)]

    def forget_webhook(self, webhook: Webhook) -> None:
        pass


@violates("OPEASY-CALLBACK-14")
class TellsRemovedReceiversOfTheEnd(TellsRemovedReceivers):
    """Tells receivers that were removed of completions only."""

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        if webhook.id not in self.removed or event["event"]["newStatus"] != "processing":
            super().send(webhook, event)


@violates("OPEASY-CALLBACK-15")
class TellsEveryEnterprise(OpEasy):
    """Tells the receivers of all enterprises."""

    def concerns(self, webhook: Webhook, scheduled: ScheduledOperation) -> bool:
        return True


@violates("OPEASY-CALLBACK-16")
class WaitsForReceivers(OpEasy):
    """Answers nobody until a receiver has answered."""

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        with self.courier.client() as client:
            self.courier.post(client, webhook.url, json.dumps(event).encode())


@violates("OPEASY-CALLBACK-16")
class StopsAtFailures(OpEasy):
    """Completes nothing any more after a receiver has not answered with 200."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.failed: set[str] = set()

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        threading.Thread(target=self.deliver, args=(webhook, event), daemon=True).start()

    def deliver(self, webhook: Webhook, event: dict[str, Any]) -> None:
        with self.courier.client() as client:
            if not self.courier.post(client, webhook.url, json.dumps(event).encode()):
                self.failed.add(webhook.id)

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        status = super().status_shown(scheduled)
        return "processing" if status != "pending" and self.failed & self.webhooks.keys() else status


@violates("OPEASY-CALLBACK-16")
class FailsWithReceivers(StopsAtFailures):
    """Answers every poll with 500 after a receiver has not answered with 200."""

    async def get_status(self, call: Call) -> Answer:
        answer = await OpEasy.get_status(self, call)
        return Answer(500, answer.body) if self.failed & self.webhooks.keys() else answer

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        return OpEasy.status_shown(self, scheduled)


class TellsInTurn(OpEasy):
    """Tells one receiver after another, until one does not answer with 200."""

    def in_turn(self, webhooks: list[Webhook]) -> list[Webhook]:
        return webhooks

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        webhooks = self.in_turn(self.webhooks_to_tell(scheduled))
        event = json.dumps(self.event_body(scheduled, previous, new)).encode()
        threading.Thread(target=self.deliver, args=(webhooks, event), daemon=True).start()

    def deliver(self, webhooks: list[Webhook], event: bytes) -> None:
        with self.courier.client() as client:
            all(self.courier.post(client, webhook.url, event) for webhook in webhooks)


@violates("OPEASY-CALLBACK-17")
class TellsUntilOneFails(TellsInTurn):
    """Tells receivers in the order of registration, and none behind one that fails."""


@violates("OPEASY-CALLBACK-17")
class TellsNewestUntilOneFails(TellsInTurn):
    """Tells the newest receivers first, and none behind one that fails."""

    def in_turn(self, webhooks: list[Webhook]) -> list[Webhook]:
        return webhooks[::-1]
