"""Appendix VI: the two error bodies (lines 7655-7753)."""

from typing import Any

from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Foundation


class Errors(Foundation):
    """Turns refusals into answers."""

    def refused(self, refusal: Refusal) -> Answer:
        body = self.validation_error(refusal) if refusal.field_name else self.general_error(refusal)
        return Answer(refusal.status, {"errorCode": self.error_code(refusal), "message": refusal.message, **body})

    def error_code(self, refusal: Refusal) -> str:
        """The HTTP status as a string (7680, 7716)."""
        return str(refusal.status)

    def validation_error(self, refusal: Refusal) -> dict[str, Any]:
        """Errors caused by the value of a field (7668)."""
        return {"validationError": {"fieldName": self.field_name(refusal), "message": refusal.detail,
                                    "originalInput": self.invalid_input(refusal)}}

    def field_name(self, refusal: Refusal) -> str:
        """The field that caused the error (7691)."""
        return refusal.field_name

    def invalid_input(self, refusal: Refusal) -> str:
        """The input that caused a validation error (7697); empty where the field was missing."""
        return refusal.original_input or ""

    def general_error(self, refusal: Refusal) -> dict[str, Any]:
        """All other errors (7672); originalInput only where a particular input is to blame (7730)."""
        original_input = self.original_input(refusal)
        return {"generalError": {"message": refusal.detail,
                                 **({} if original_input is None else {"originalInput": original_input})}}

    def original_input(self, refusal: Refusal) -> str | None:
        """The input that caused a general error; for an unknown id, this id (7741-7743)."""
        return refusal.original_input
