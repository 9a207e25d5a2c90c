"""Lies about which field was wrong, and what was in it."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal


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


@violates("OPEASY-ERROR-4")
class ShowsTypeOfWrongInput(OpEasy):
    """Shows of a wrong input that is no number only of which kind it is."""

    def invalid_input(self, refusal: Refusal) -> str:
        known = super().invalid_input(refusal)
        return "array" if known.startswith("[") else known
