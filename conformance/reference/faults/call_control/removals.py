"""Lies about the deletion of contacts."""

from conformance.reference.call_control import CallControl
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Lenient


@violates("CALLCONTROL-REMOVE-1")
class KeepsDeletedContacts(CallControl):
    """Tells that a contact was deleted, and keeps it."""

    def strike(self, number: str) -> None:
        pass


class LenientRemoval(Lenient):
    """Tells that a contact was deleted that cannot be."""

    action, status, field = "deletePhonebook", "Contact Deleted", "PhoneNumber"


@violates("CALLCONTROL-REMOVE-2")
class DeletesContactsWithoutANumber(LenientRemoval):
    """Tells that a contact without a number was deleted."""


@violates("CALLCONTROL-REMOVE-3")
class DeletesContactsWithLetters(LenientRemoval):
    """Tells that a contact was deleted whose number has letters."""

    def overlooks(self, text: str) -> bool:
        return text.isalnum() and not text.isdigit()


@violates("CALLCONTROL-REMOVE-3")
class DeletesContactsThatEndInADigit(LenientRemoval):
    """Tells that a contact was deleted whose number has a letter before the last digit."""

    def overlooks(self, text: str) -> bool:
        return text[-1:].isdigit() and not text.isdigit()


@violates("CALLCONTROL-REMOVE-4")
class DeletesUnknownContacts(LenientRemoval):
    """Tells that a contact was deleted that is not there."""

    def overlooks(self, text: str) -> bool:
        return self.is_number(text) and text not in self.contacts


@violates("CALLCONTROL-REMOVE-5")
class DeletesAllContacts(CallControl):
    """Deletes all contacts where one is to be deleted."""

    def strike(self, number: str) -> None:
        self.contacts.clear()


@violates("CALLCONTROL-REMOVE-5")
class DeletesTheContactBefore(CallControl):
    """Deletes along with a contact the one that was added before it."""

    def strike(self, number: str) -> None:
        numbers = list(self.contacts)
        place = numbers.index(number)
        for each in numbers[max(0, place - 1):place + 1]:
            del self.contacts[each]
