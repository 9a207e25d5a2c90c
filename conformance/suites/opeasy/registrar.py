"""Webhook receivers, as an administrator registers them. Nothing is judged here."""

from collections.abc import Mapping
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.suites.opeasy.administrator import Administrator, value_at

EVENT = "scheduledOperation.statusChanged"
# Nobody listens there. A receiver of ours is asked for only where callbacks are to arrive.
NOWHERE = "https://127.0.0.1:9"


class Registrar(Administrator):
    """An administrator who registers webhook receivers, and removes them again."""

    def nowhere(self) -> str:
        """A URL of its own under which nobody listens; at the address of our receiver, if the target file gives one, since
        a target may refuse those on loopback (OPEASY-R-CALLBACK-CERTIFICATE)."""
        known = self.target.receiver
        return f"{known.address if known and known.address else NOWHERE}/{self.names.missing('receiver')}"

    def register(self, url: str = "", events: Any = (EVENT,), enterprise: Any = None, **more: Any) -> Exchange:
        """Register new Webhook Receiver; what it makes is in the ledger."""
        body = {"enterpriseId": self.enterprise if enterprise is None else enterprise, "url": url or self.nowhere(),
                "events": list(events) if isinstance(events, tuple) else events, **more}
        return self.register_with(body)

    def register_with(self, body: Mapping[str, Any]) -> Exchange:
        """The same with any body."""
        with self._intended("webhook") as entry:
            exchange = self.call("registerWebhook", json=body)
        self._noted(entry, exchange, value_at(exchange, "webhook", "id"))
        return exchange

    def webhook(self, url: str = "") -> str:
        """The id of a receiver that was registered just now; inconclusive if it was not."""
        exchange = self.register(url)
        name = value_at(exchange, "webhook", "id")
        if exchange.status >= 300 or not isinstance(name, str):
            raise Inconclusive(f"no webhook receiver could be registered: {exchange.asked} answered {exchange.status}")
        return name

    def of_webhook(self, name: str, webhook: str = "") -> Exchange:
        """Ask an operation of the API about a webhook receiver, or about all of them."""
        exchange = self.call(name, {"webhook-id": webhook})
        self._struck(name == "deleteWebhook" and exchange.status in (204, 404), "webhook", webhook)
        return exchange

    def remove_webhooks(self) -> None:
        """Remove what this enterprise registered; what cannot be removed stays in the ledger."""
        for entry in [each for each in self.session.ledger.left()
                      if (each.kind, each.detail) == ("webhook", self.enterprise) and each.id]:
            self.of_webhook("deleteWebhook", entry.id)
