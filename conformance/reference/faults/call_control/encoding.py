"""Lies about the characters of requests and answers."""

import urllib.parse
from collections.abc import Mapping
from typing import Any

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.faults import violates


@violates("CALLCONTROL-ENCODING-1")
class SplitsAtEveryAmpersand(CallControl):
    """Decodes the query before it splits it into parameters."""

    lies_about = ("an ampersand",)

    def decoded(self, query: str) -> list[tuple[str, str]]:
        pairs = [part.partition("=") for part in urllib.parse.unquote_plus(query).split("&")]
        return [(name, value) for name, _, value in pairs]


@violates("CALLCONTROL-ENCODING-1", "CALLCONTROL-ENCODING-3")
class DecodesTwice(CallControl):
    """Decodes percent signs once more."""

    lies_about = ("a percent sign",)

    def decoded(self, query: str) -> list[tuple[str, str]]:
        return [(name, urllib.parse.unquote(value)) for name, value in super().decoded(query)]


@violates("CALLCONTROL-ENCODING-3")
class DecodesNoDigits(CallControl):
    """Leaves digits encoded that need no encoding."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        return super().decoded(query.replace("%3", "%253"))


class ChangesTheText(CallControl):
    """Reads qsValue otherwise than it was sent."""

    def changed(self, text: str) -> str:
        return text

    def value(self, parameters: Mapping[str, str]) -> Any:
        return super().value({**parameters, "qsValue": self.changed(parameters.get("qsValue", ""))})


@violates("CALLCONTROL-ENCODING-1")
class ReadsEscapedQuotes(ChangesTheText):
    """Takes an escaped quotation mark for the end of a text."""

    lies_about = ("quotation marks",)

    def changed(self, text: str) -> str:
        return text.replace('\\"', '"')


@violates("CALLCONTROL-ENCODING-1")
class ReadsBackslashesTwice(ChangesTheText):
    """Reads an escaped backslash as if it escaped what follows."""

    lies_about = ("a backslash",)

    def changed(self, text: str) -> str:
        return text.replace("\\\\", "\\")


@violates("CALLCONTROL-ENCODING-1")
class StopsAtAHash(ChangesTheText):
    """Reads qsValue up to a hash only."""

    lies_about = ("a hash and an equals sign",)

    def changed(self, text: str) -> str:
        return text.partition("#")[0]


@violates("CALLCONTROL-ENCODING-1")
class RefusesPlusSigns(ChangesTheText):
    """Refuses a name with a plus sign."""

    lies_about = ("a plus sign",)

    def changed(self, text: str) -> str:
        if "A+B" in text:
            raise exception("A character is unknown")
        return text


@violates("CALLCONTROL-ENCODING-1")
class KnowsAsciiOnly(ChangesTheText):
    """Refuses letters outside ASCII."""

    lies_about = ("letters outside ASCII", "characters beyond 16 bits")

    def changed(self, text: str) -> str:
        if not text.isascii():
            raise exception("A character is unknown")
        return text


@violates("CALLCONTROL-ENCODING-1")
class KnowsSixteenBitsOnly(ChangesTheText):
    """Refuses characters beyond 16 bits."""

    lies_about = ("characters beyond 16 bits",)

    def changed(self, text: str) -> str:
        if any(ord(character) > 0xFFFF for character in text):
            raise exception("A character is unknown")
        return text


@violates("CALLCONTROL-ENCODING-2")
class TakesBlanksForPlusSigns(CallControl):
    """Takes a plus sign by itself for a plus sign."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        return super().decoded(query.replace("+", "%2B"))


@violates("CALLCONTROL-ENCODING-2")
class TakesPlusSignsForBlanks(CallControl):
    """Takes an encoded plus sign for a blank."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        return [(name, value if name == "qsSecuritykey" else value.replace("+", " ")) for name, value in super().decoded(query)]


@violates("CALLCONTROL-ENCODING-4")
class WritesLatin(CallControl):
    """Writes answers in ISO 8859-1."""

    def encoded(self, body: dict[str, Any]) -> bytes:
        return super().encoded(body).decode().encode("latin-1", "replace")


@violates("CALLCONTROL-ENCODING-4")
class QuotesByHand(CallControl):
    """Writes the text of a failure into its answer as it is."""

    def encoded(self, body: dict[str, Any]) -> bytes:
        message = str(body.get("message", ""))
        return super().encoded({**body, "message": "@"}).replace(b'"@"', f'"{message}"'.encode("utf-8", "replace")) \
            if message else super().encoded(body)


@violates("CALLCONTROL-ENCODING-5")
class MistakesBytesForCharacters(CallControl):
    """Repeats each byte of a text as a character."""

    def message(self, refusal: Refusal) -> str:
        return super().message(refusal).encode("utf-8", "replace").decode("latin-1")


@violates("CALLCONTROL-ENCODING-5")
class RepeatsQuestionMarks(CallControl):
    """Repeats a question mark for each letter outside ASCII."""

    def message(self, refusal: Refusal) -> str:
        return super().message(refusal).encode("ascii", "replace").decode()


@violates("CALLCONTROL-ENCODING-6")
class TakesDigitsOfAnyScript(CallControl):
    """Takes the digits of any script for digits."""

    def is_number(self, text: str) -> bool:
        return text.isdecimal()


@violates("CALLCONTROL-ENCODING-6")
class TakesPhoneNumbersOfAnyScript(CallControl):
    """Takes the digits of any script in the numbers of contacts."""

    def check_phone_number(self, number: str) -> None:
        if not number.isdecimal():
            super().check_phone_number(number)
