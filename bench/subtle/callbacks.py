"""Lies that only a webhook hears, and that the document lets pass."""

import time
from collections.abc import Callable

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Webhook


# Not caught: by lines 995-997 a removal ends the callbacks to a URL, and two receivers may share one.
@violates("OPEASY-CALLBACK-8")
class SilencesUrl(OpEasy):
    """Tells no webhook any more that has the URL of a removed one."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.silent: set[str] = set()

    def discard_webhook(self, webhook: Webhook) -> None:
        super().discard_webhook(webhook)
        self.silent |= {each.id for each in self.webhooks.values() if each.url == webhook.url}

    def is_subscribed(self, webhook: Webhook) -> bool:
        return webhook.id not in self.silent and super().is_subscribed(webhook)
