"""Lies about which field was wrong, and what was in it."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal
from conformance.reference.opeasy.state import Session


@violates("OPEASY-WEBHOOK-30")
class HidesWrongEvents(OpEasy):
    """Refuses wrong events without saying what they were."""

    def invalid_input(self, refusal: Refusal) -> str:
        return "" if refusal.field_name == "events" else super().invalid_input(refusal)


@violates("OPEASY-WEBHOOK-30")
class BlamesUrl(OpEasy):
    """Blames the url for events of a wrong type."""

    def webhook_events(self, body: dict[str, Any]) -> tuple[str, ...]:
        try:
            return super().webhook_events(body)
        except Refusal as refusal:
            if not isinstance(body.get("events"), list):
                refusal.field_name = "url"
            raise


@violates("OPEASY-WEBHOOK-30")
class CallsMissingUrlNobodysFault(OpEasy):
    """Refuses a registration without a url with a general error."""

    def webhook_url(self, body: dict[str, Any]) -> str:
        try:
            return super().webhook_url(body)
        except Refusal as refusal:
            raise refusal if "url" in body else Refusal(400, "url is missing") from None


@violates("OPEASY-WEBHOOK-31")
class KeepsUnknownReceiverQuiet(OpEasy):
    """Answers about an unknown receiver without naming its id."""

    def original_input(self, refusal: Refusal) -> str | None:
        return None if refusal.message.startswith("Webhook") else super().original_input(refusal)


@violates("OPEASY-WEBHOOK-32")
class KeepsWrongEnterpriseQuiet(OpEasy):
    """Refuses a registration for another or an unknown enterprise without naming its id."""

    def check_webhook_enterprise(self, session: Session, enterprise_id: str) -> None:
        try:
            super().check_webhook_enterprise(session, enterprise_id)
        except Refusal as refusal:
            refusal.original_input = None
            raise


@violates("OPEASY-ERROR-4")
class ShowsTypeOfWrongInput(OpEasy):
    """Shows of a wrong input that is no number only of which kind it is."""

    def invalid_input(self, refusal: Refusal) -> str:
        known = super().invalid_input(refusal)
        return "array" if known.startswith("[") else known


@violates("OPEASY-ERROR-30")
class ShowsNameOfPageParameter(OpEasy):
    """Shows the name of an odd parameter of paging as the input, not what it was."""

    def original_input(self, refusal: Refusal) -> str | None:
        known = super().original_input(refusal)
        return refusal.message.removeprefix("Invalid ") if refusal.message.startswith("Invalid page") else known
