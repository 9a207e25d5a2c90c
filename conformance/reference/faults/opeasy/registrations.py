"""Lies about the registration of webhook receivers: what is refused, and what is not."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Session, Webhook
from conformance.reference.opeasy.webhooks import EVENTS


@violates("OPEASY-WEBHOOK-9")
class RegistersPlainHttp(OpEasy):
    """Registers http URLs as well."""

    def is_webhook_url(self, url: str) -> bool:
        return super().is_webhook_url(url) or url.startswith("http://")


@violates("OPEASY-WEBHOOK-9")
class RegistersAnyOtherScheme(OpEasy):
    """Refuses http URLs, and no others."""

    def is_webhook_url(self, url: str) -> bool:
        return not url.lower().startswith("http:")


@violates("OPEASY-WEBHOOK-9")
class RegistersHttpThenRefuses(OpEasy):
    """Registers a receiver whose URL it then refuses."""

    async def register_webhook(self, call: Call) -> Answer:
        try:
            return await super().register_webhook(call)
        except Refusal as refusal:
            if refusal.field_name == "url" and refusal.original_input:
                self.keep_webhook(Webhook(self.next_webhook_id(), call.session.enterprise_id, refusal.original_input, EVENTS))
            raise


class RefusesUrlsOtherwise(OpEasy):
    """Refuses the URL of a receiver in another way."""

    def refused_url(self, refusal: Refusal) -> Refusal:
        return refusal

    def webhook_url(self, body: dict[str, Any]) -> str:
        try:
            return super().webhook_url(body)
        except Refusal as refusal:
            raise self.refused_url(refusal) from None


@violates("OPEASY-WEBHOOK-33")
class RegistersUrlsWithSpaces(OpEasy):
    """Registers URLs with white space in their host."""

    def is_webhook_url(self, url: str) -> bool:
        return super().is_webhook_url("".join(url.split()))


@violates("OPEASY-WEBHOOK-33")
class RegistersUrlsWithoutHosts(OpEasy):
    """Registers whatever begins with https."""

    def is_webhook_url(self, url: str) -> bool:
        return url.startswith("https:")


@violates("OPEASY-WEBHOOK-10")
class RefusesUrlsGenerally(RefusesUrlsOtherwise):
    """Refuses an http URL with a general error."""

    def refused_url(self, refusal: Refusal) -> Refusal:
        return Refusal(400, refusal.message, refusal.detail, refusal.original_input)


@violates("OPEASY-WEBHOOK-10")
class RefusesUrlsWithoutScheme(RefusesUrlsOtherwise):
    """Refuses an http URL and repeats it without its scheme."""

    def refused_url(self, refusal: Refusal) -> Refusal:
        refusal.original_input = (refusal.original_input or "").partition("://")[2]
        return refusal


@violates("OPEASY-WEBHOOK-11")
class SubscribesToEverything(OpEasy):
    """Registers a receiver without events for all of them."""

    def webhook_events(self, body: dict[str, Any]) -> tuple[str, ...]:
        return super().webhook_events({"events": list(EVENTS), **body})


@violates("OPEASY-WEBHOOK-11")
class RegistersForWhoeverAsks(OpEasy):
    """Takes the enterprise of the session where none is sent, or one that is no text."""

    async def register_webhook(self, call: Call) -> Answer:
        self.asking = call.session.enterprise_id
        return await super().register_webhook(call)

    def webhook_enterprise(self, body: dict[str, Any]) -> str:
        return body["enterpriseId"] if isinstance(body.get("enterpriseId"), str) else self.asking


@violates("OPEASY-WEBHOOK-11")
class TakesOneEventForAList(OpEasy):
    """Registers a receiver whose events are a text instead of a list."""

    def webhook_events(self, body: dict[str, Any]) -> tuple[str, ...]:
        return super().webhook_events({**body, "events": [body["events"]]} if body.get("events") in EVENTS else body)


@violates("OPEASY-WEBHOOK-12")
class RegistersUnknownEvents(OpEasy):
    """Registers receivers for events that there are not."""

    def is_event(self, event: str) -> bool:
        return True


@violates("OPEASY-WEBHOOK-12")
class LeavesOutUnknownEvents(OpEasy):
    """Leaves unknown events out, as long as a known one is with them."""

    def webhook_events(self, body: dict[str, Any]) -> tuple[str, ...]:
        sent = body.get("events")
        known = [event for event in sent if event in EVENTS] if isinstance(sent, list) else []
        return super().webhook_events({**body, "events": known} if known else body)


@violates("OPEASY-WEBHOOK-13")
class RegistersForForeignEnterprises(OpEasy):
    """Registers receivers for any enterprise that exists."""

    def may_register_for(self, session: Session, enterprise_id: str) -> bool:
        return True


@violates("OPEASY-WEBHOOK-13", "OPEASY-WEBHOOK-14")
class RegistersWhatItRefuses(OpEasy):
    """Refuses to register for another enterprise after it has registered for the one of the session."""

    async def register_webhook(self, call: Call) -> Answer:
        try:
            return await super().register_webhook(call)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                url = (await call.request.json())["url"]
                self.keep_webhook(Webhook(self.next_webhook_id(), call.session.enterprise_id, url, EVENTS))
            raise


@violates("OPEASY-WEBHOOK-14")
class RegistersForUnknownEnterprises(OpEasy):
    """Registers receivers for enterprises that do not exist."""

    def check_webhook_enterprise(self, session: Session, enterprise_id: str) -> None:
        if self.enterprise_exists(enterprise_id):
            super().check_webhook_enterprise(session, enterprise_id)
