"""Webhook receivers: register, list, show, delete (lines 682-1044)."""

import re
from typing import Any
from urllib.parse import urlsplit

from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.documents import as_text, object_in, text_at
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Operations
from conformance.reference.opeasy.state import Session, Webhook

STATUS_CHANGED = "scheduledOperation.statusChanged"
EVENTS = (STATUS_CHANGED,)  # the only one there is (685-687)


class Webhooks(Operations):
    """Knows which URLs want to be told of which events."""

    async def register_webhook(self, call: Call) -> Answer:
        body = await object_in(call.request)
        enterprise_id, url, events = self.webhook_enterprise(body), self.webhook_url(body), self.webhook_events(body)
        self.check_webhook_enterprise(call.session, enterprise_id)
        webhook = Webhook(self.next_webhook_id(), enterprise_id, url, events)
        self.keep_webhook(webhook)
        return Answer(201, self.webhook_body(webhook))

    async def get_webhooks(self, call: Call) -> Answer:
        return Answer(200, {"webhooks": [self.webhook_shown(webhook) for webhook in self.listed_webhooks(call)]})

    async def get_webhook(self, call: Call) -> Answer:
        return Answer(200, self.webhook_body(self.webhook_of(call)))

    async def delete_webhook(self, call: Call) -> Answer:
        self.discard_webhook(self.webhook_of(call))
        return Answer(204)

    # ------------------------------------------------------------------------------------------ what a client sends
    def webhook_enterprise(self, body: dict[str, Any]) -> str:
        """The enterprise to register for (709)."""
        return text_at(body, "enterpriseId")

    def webhook_url(self, body: dict[str, Any]) -> str:
        """Where events are sent to; only HTTPS will do (402-404, 7702-7710)."""
        url = text_at(body, "url")
        if not self.is_webhook_url(url):
            raise Refusal(400, "url must be a URL that begins with https://", original_input=url, field_name="url")
        return url

    def is_webhook_url(self, url: str) -> bool:
        """A URL with a host, whose scheme is https (413-414)."""
        try:
            parts = urlsplit(url)
            return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0 and not re.search(r"[\s\0-\x20]", url)
        except ValueError:
            return False

    def webhook_events(self, body: dict[str, Any]) -> tuple[str, ...]:
        """The types of event to be told of, all of them known ones and at least one (713-724)."""
        events = body.get("events")
        if "events" not in body:
            raise Refusal(400, "events is missing", field_name="events")
        if not isinstance(events, list) or not self.are_enough_events(events):
            raise Refusal(400, "events must be a list of event types", original_input=as_text(events), field_name="events")
        for event in events:
            if not isinstance(event, str) or not self.is_event(event):
                raise Refusal(400, f"events must be of {', '.join(EVENTS)}", original_input=as_text(event),
                              field_name="events")
        return tuple(events)

    def are_enough_events(self, events: list[Any]) -> bool:
        """A webhook without events would never be called."""
        return bool(events)

    def is_event(self, event: str) -> bool:
        """The one supported type (721-723)."""
        return event in EVENTS

    # --------------------------------------------------------------------------------------------- what is permitted
    def check_webhook_enterprise(self, session: Session, enterprise_id: str) -> None:
        """404 for an enterprise that does not exist, 403 for somebody else's (800-801)."""
        if not self.enterprise_exists(enterprise_id):
            raise not_found("Enterprise", enterprise_id)
        if not self.may_register_for(session, enterprise_id):
            raise Refusal(403, "Forbidden", "Attempted to register Webhook for incorrect Enterprise", enterprise_id)

    def may_register_for(self, session: Session, enterprise_id: str) -> bool:
        return enterprise_id == session.enterprise_id

    def webhook_of(self, call: Call) -> Webhook:
        """404 for one that does not exist (987, 1039) or is another enterprise's (96-111)."""
        id_ = call.path("webhook_id")
        webhook = self.webhooks.get(id_)
        if webhook is None or not self.is_visible(call, webhook.enterprise_id):
            raise not_found("Webhook", id_)
        return webhook

    # ---------------------------------------------------------------------------------------------- what is remembered
    def next_webhook_id(self) -> str:
        """Unique for each webhook (745)."""
        return self.new_id()

    def keep_webhook(self, webhook: Webhook) -> None:
        self.webhooks[webhook.id] = webhook

    def listed_webhooks(self, call: Call) -> list[Webhook]:
        """All of the enterprise, in the order of registration (810-811)."""
        return [webhook for webhook in self.webhooks.values() if self.is_visible(call, webhook.enterprise_id)]

    def discard_webhook(self, webhook: Webhook) -> None:
        """It is sent nothing any more (995-997)."""
        self.webhooks.pop(webhook.id, None)

    # ---------------------------------------------------------------------------------------------- what is answered
    def webhook_body(self, webhook: Webhook) -> dict[str, Any]:
        return {"webhook": self.webhook_shown(webhook)}

    def webhook_shown(self, webhook: Webhook) -> dict[str, Any]:
        """Id, and what was registered (745-778)."""
        return {"id": webhook.id, "enterpriseId": webhook.enterprise_id, "url": webhook.url, "events": list(webhook.events)}
