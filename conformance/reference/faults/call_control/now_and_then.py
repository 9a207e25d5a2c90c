"""Lies that are told about every other request: whoever asks again until it works never sees them."""

from collections.abc import Mapping

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Answer, Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates


class EveryOther(CallControl):
    """Counts what it is asked for; the first time is one of those that are lied about."""

    turns = 0

    @property
    def lying(self) -> bool:
        """Whether this time is lied about."""
        self.turns += 1
        return self.turns % 2 == 1


@violates("CALLCONTROL-CONTACT-1")
class AddsEveryOtherContact(EveryOther):
    """Fails to add every other contact."""

    def add_contact(self, records: list[Record]) -> str:
        if self.lying:
            raise exception("The service is busy")
        return super().add_contact(records)


@violates("CALLCONTROL-CHANGE-1")
class UpdatesEveryOtherContact(EveryOther):
    """Fails to update every other contact."""

    def update_contact(self, records: list[Record]) -> str:
        if self.lying:
            raise exception("The service is busy")
        return super().update_contact(records)


@violates("CALLCONTROL-ADD-1")
class TakesEveryOtherNumberForTaken(EveryOther):
    """Tells of every other number that is free that it exists."""

    def check_free(self, number: str) -> None:
        super().check_free(number)
        if self.lying:
            raise Refusal("EXTENSION_EXIST")


@violates("CALLCONTROL-UPDATE-4")
class UpdatesEveryOtherUnknown(EveryOther):
    """Tells of every other extension that is not there that it was updated."""

    def update_extension(self, records: list[Record]) -> str:
        number = self.text(self.only(records), "ExtentionNumber")
        if self.is_number(number) and number not in self.extensions and self.lying:
            return "Extension Updated"
        return super().update_extension(records)


class ActsNowAndThen(EveryOther):
    """Does what one action asks for before it looks at the key, every other time."""

    asked = ""

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        key = self.settings.security_key
        if parameters.get("action") == self.asked and parameters.get("qsSecuritykey") != key and self.lying:
            super().answer({**parameters, "qsSecuritykey": key})
        return super().answer(parameters)


@violates("CALLCONTROL-KEY-5")
class ForgetsSomeExtensionsForWrongKeys(ActsNowAndThen):
    """Deletes every other extension before it refuses the key."""

    lies_about, asked = ("delete extension",), "deleteExt"


@violates("CALLCONTROL-KEY-5")
class AddsSomeExtensionsForWrongKeys(ActsNowAndThen):
    """Adds every other extension before it refuses the key."""

    lies_about, asked = ("add extension",), "addExt"
