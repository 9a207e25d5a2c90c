"""Lies about webhook receivers: how they are shown, listed and removed."""

import contextlib
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.auth_sessions import ActsBeforeAuthenticating
from conformance.reference.faults.opeasy.tenants import OpenToEveryone
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Webhook


@violates("OPEASY-WEBHOOK-1")
class ForgetsQueryOfUrl(OpEasy):
    """Shows the URL of a receiver without its query."""

    def webhook_shown(self, webhook: Webhook) -> dict[str, Any]:
        return {**super().webhook_shown(webhook), "url": webhook.url.partition("?")[0]}


@violates("OPEASY-WEBHOOK-1")
class RepeatsEvents(OpEasy):
    """Shows the event of a receiver twice."""

    def webhook_shown(self, webhook: Webhook) -> dict[str, Any]:
        return {**super().webhook_shown(webhook), "events": [*webhook.events, *webhook.events]}


@violates("OPEASY-WEBHOOK-2")
class NumbersReceivers(OpEasy):
    """Names a receiver after how many there are, so that after a removal two have the same id."""

    def next_webhook_id(self) -> str:
        return f"{len(self.webhooks):032x}"


@violates("OPEASY-WEBHOOK-3")
class ListsNewestReceiver(OpEasy):
    """Lists only the receiver that was registered last."""

    def listed_webhooks(self, call: Call) -> list[Webhook]:
        return super().listed_webhooks(call)[-1:]


@violates("OPEASY-WEBHOOK-4")
class ShowsFirstReceiver(OpEasy):
    """Shows the first receiver of the enterprise under the id of each."""

    async def get_webhook(self, call: Call) -> Answer:
        self.webhook_of(call)
        return Answer(200, self.webhook_body(self.listed_webhooks(call)[0]))


@violates("OPEASY-WEBHOOK-4")
class ShowsReceiverWithoutPath(OpEasy):
    """Shows a receiver, if asked for by its id, without the path of its URL."""

    async def get_webhook(self, call: Call) -> Answer:
        answer = await super().get_webhook(call)
        parts = urlsplit(answer.body["webhook"]["url"])
        return Answer(200, {"webhook": {**answer.body["webhook"], "url": f"{parts.scheme}://{parts.netloc}"}})


@violates("OPEASY-WEBHOOK-5")
class ListsOnePageOfReceivers(OpEasy):
    """Lists no more receivers than fit on a page."""

    def listed_webhooks(self, call: Call) -> list[Webhook]:
        return super().listed_webhooks(call)[:self.settings.page_size]


@violates("OPEASY-WEBHOOK-6")
class ListsReceiversOfEveryone(OpenToEveryone):
    """Lists the receivers of all enterprises."""

    endpoint = "getWebhooks"


@violates("OPEASY-WEBHOOK-7")
class ShowsReceiversToEveryone(OpenToEveryone):
    """Shows a receiver to the administrators of other enterprises."""

    endpoint = "getWebhook"


@violates("OPEASY-WEBHOOK-8")
class RemovesReceiversForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises remove a receiver."""

    endpoint = "deleteWebhook"


@violates("OPEASY-WEBHOOK-8")
class RemovesForeignReceiversThenRefuses(OpEasy):
    """Removes a receiver of another enterprise, and then answers that there is none."""

    async def delete_webhook(self, call: Call) -> Answer:
        try:
            return await super().delete_webhook(call)
        except Refusal:
            self.webhooks.pop(call.path("webhook_id"), None)
            raise


class RemembersReceivers(OpEasy):
    """The honest server, which also remembers what has been removed."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.removed: dict[str, Webhook] = {}

    def discard_webhook(self, webhook: Webhook) -> None:
        self.removed[webhook.id] = webhook
        super().discard_webhook(webhook)


@violates("OPEASY-WEBHOOK-15")
class ListsRemovedReceivers(RemembersReceivers):
    """Goes on listing receivers that were removed."""

    def listed_webhooks(self, call: Call) -> list[Webhook]:
        gone = [each for each in self.removed.values() if self.is_visible(call, each.enterprise_id)]
        return [*super().listed_webhooks(call), *gone]


@violates("OPEASY-WEBHOOK-15", "OPEASY-WEBHOOK-17")
class ShowsRemovedReceivers(RemembersReceivers):
    """Goes on showing a receiver by its id that was removed."""

    def webhook_of(self, call: Call) -> Webhook:
        gone = self.removed.get(call.path("webhook_id"))
        if call.kind == "getWebhook" and gone and self.is_visible(call, gone.enterprise_id):
            return gone
        return super().webhook_of(call)


@violates("OPEASY-WEBHOOK-16")
class RemovesAllReceivers(OpEasy):
    """Removes all receivers of the enterprise with one of them."""

    def discard_webhook(self, webhook: Webhook) -> None:
        for each in list(self.webhooks.values()):
            if each.enterprise_id == webhook.enterprise_id:
                super().discard_webhook(each)


@violates("OPEASY-WEBHOOK-16")
class RemovesOlderReceivers(OpEasy):
    """Removes a receiver and those that were registered before it."""

    def discard_webhook(self, webhook: Webhook) -> None:
        for each in list(self.webhooks.values()):
            if each.enterprise_id == webhook.enterprise_id:
                super().discard_webhook(each)
            if each is webhook:
                return


@violates("OPEASY-WEBHOOK-17")
class RemovesUnknownReceivers(OpEasy):
    """Answers 204 to the removal of a receiver under any id."""

    async def delete_webhook(self, call: Call) -> Answer:
        with contextlib.suppress(Refusal):
            await super().delete_webhook(call)
        return Answer(204)


@violates("OPEASY-WEBHOOK-18")
class ReplacesReceivers(OpEasy):
    """Removes a receiver when its URL is registered again."""

    def keep_webhook(self, webhook: Webhook) -> None:
        for each in list(self.webhooks.values()):
            if (each.enterprise_id, each.url) == (webhook.enterprise_id, webhook.url):
                self.discard_webhook(each)
        super().keep_webhook(webhook)


@violates("OPEASY-WEBHOOK-19")
class RegistersBeforeAuthenticating(ActsBeforeAuthenticating):
    """Registers the receiver of a request that it refuses with 401."""

    endpoint = "registerWebhook"


@violates("OPEASY-WEBHOOK-19")
class RemovesBeforeAuthenticating(ActsBeforeAuthenticating):
    """Removes the receiver of a request that it refuses with 401."""

    endpoint = "deleteWebhook"
