"""Lies about error bodies."""


from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal


@violates("OPEASY-ERROR-1")
class CodesNotFoundAs400(OpEasy):
    """Writes errorCode 400 into the body of a 404."""

    def error_code(self, refusal: Refusal) -> str:
        return "400" if refusal.status == 404 else super().error_code(refusal)


@violates("OPEASY-ERROR-2")
class ForgetsOriginalInput(OpEasy):
    """Leaves originalInput out of the general error about an unknown id."""

    def original_input(self, refusal: Refusal) -> str | None:
        return None if refusal.status == 404 else super().original_input(refusal)


@violates("OPEASY-ERROR-2")
class CutsOriginalInput(OpEasy):
    """Shows only the first half of the unknown id as originalInput."""

    def original_input(self, refusal: Refusal) -> str | None:
        given = super().original_input(refusal)
        return given[:len(given) // 2] if given and refusal.status == 404 else given


@violates("OPEASY-ERROR-2")
class ForgetsErrorId(OpEasy):
    """Leaves originalInput out of the general error about an unknown validation error."""

    def original_input(self, refusal: Refusal) -> str | None:
        return None if refusal.message.startswith("Validation") else super().original_input(refusal)


@violates("OPEASY-ERROR-3")
class NamesOutermostField(OpEasy):
    """Names the object around the field that caused a validation error."""

    def field_name(self, refusal: Refusal) -> str:
        return refusal.field_name.partition(".")[0]


@violates("OPEASY-ERROR-4")
class ForgetsInvalidInput(OpEasy):
    """Shows an empty originalInput for every validation error."""

    def invalid_input(self, refusal: Refusal) -> str:
        return ""


@violates("OPEASY-ERROR-8")
class ShowsInputOfMissingTokens(OpEasy):
    """Shows an originalInput in the error about a request without a token."""

    def original_input(self, refusal: Refusal) -> str | None:
        return "Authorization" if refusal.status == 401 else super().original_input(refusal)


@violates("OPEASY-ERROR-8")
class AlwaysShowsInput(OpEasy):
    """Shows an empty originalInput where no particular input caused an error."""

    def original_input(self, refusal: Refusal) -> str | None:
        return super().original_input(refusal) or ""
