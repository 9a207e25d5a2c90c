"""Lies about the deletion of extensions."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Lenient


@violates("CALLCONTROL-DELETE-1")
class KeepsDeletedExtensions(CallControl):
    """Tells that an extension was deleted, and keeps it."""

    def forget(self, number: str) -> None:
        pass


@violates("CALLCONTROL-DELETE-1")
class ReservesDeletedNumbers(CallControl):
    """Does not give a number away again that was deleted."""

    def forget(self, number: str) -> None:
        super().forget(number)
        self.reserved = {*getattr(self, "reserved", ()), number}

    def check_free(self, number: str) -> None:
        super().check_free(number)
        if number in getattr(self, "reserved", ()):
            raise Refusal("EXTENSION_EXIST")


class LenientDeletion(Lenient):
    """Tells that an extension was deleted that cannot be."""

    action, status, field = "deleteExt", "Extension Deleted", "ExtentionNumber"


@violates("CALLCONTROL-DELETE-2")
class DeletesAnEmptyNumber(LenientDeletion):
    """Tells that an extension without a number was deleted."""


@violates("CALLCONTROL-DELETE-2")
class TellsAnEmptyNumberOtherwise(CallControl):
    """Tells a deletion without a number with WEBSERVICE_ERROR."""

    def existing(self, record: Record, action: str) -> str:
        if action == "deleteExt" and not self.text(record, "ExtentionNumber"):
            raise Refusal("WEBSERVICE_ERROR", "The number is empty")
        return super().existing(record, action)


@violates("CALLCONTROL-DELETE-3")
class DeletesTheUnknown(LenientDeletion):
    """Tells that an extension was deleted that never was there, or is there no more."""

    def overlooks(self, text: str) -> bool:
        return self.is_number(text) and text not in self.extensions


@violates("CALLCONTROL-DELETE-3")
class TellsTheUnknownAsAPhoneNumber(CallControl):
    """Tells an unknown extension with the code of a bad phone number."""

    def unknown_extension(self, number: str) -> Refusal:
        return Refusal("PHONE_NUMBER_INVALID" if self.is_number(number) else "INVALID_EXTENSION")


@violates("CALLCONTROL-DELETE-4")
class DeletesLetters(LenientDeletion):
    """Tells that an extension was deleted whose number has letters."""

    def overlooks(self, text: str) -> bool:
        return text.isalnum() and not text.isdigit()


@violates("CALLCONTROL-DELETE-4")
class DeletesWhatBeginsWithADigit(LenientDeletion):
    """Tells that an extension was deleted whose number is a digit with letters behind it."""

    def overlooks(self, text: str) -> bool:
        return text[:1].isdigit() and not text.isdigit()


@violates("CALLCONTROL-DELETE-5")
class DeletesAllExtensions(CallControl):
    """Deletes all extensions where one is to be deleted."""

    def forget(self, number: str) -> None:
        self.extensions.clear()


@violates("CALLCONTROL-DELETE-5")
class DeletesTheNextOne(CallControl):
    """Deletes the extension that was added last along with another one."""

    def forget(self, number: str) -> None:
        super().forget(number)
        if self.extensions:
            self.extensions.popitem()
