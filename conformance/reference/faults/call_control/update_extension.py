"""Lies about the update of extensions."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Asked, Demanding, Lenient, LenientToAbsent


@violates("CALLCONTROL-UPDATE-1")
class KeepsAddresses(CallControl):
    """Refuses an update that changes the address."""

    def replace(self, number: str, record: Record) -> None:
        if record.get("EmailAddress") != self.extensions[number].get("EmailAddress"):
            raise exception("The address cannot be changed")
        super().replace(number, record)


@violates("CALLCONTROL-UPDATE-1")
class UpdatesOnce(CallControl):
    """Refuses a second update of an extension."""

    def replace(self, number: str, record: Record) -> None:
        if self.extensions[number].get("updated"):
            raise exception("It was updated before")
        super().replace(number, {**record, "updated": True})


@violates("CALLCONTROL-UPDATE-2")
class RenumbersOnUpdate(CallControl):
    """Gives an extension another number when it is updated."""

    def replace(self, number: str, record: Record) -> None:
        del self.extensions[number]
        super().replace(f"{number}0", record)


@violates("CALLCONTROL-UPDATE-2")
class ForgetsWhatItUpdates(CallControl):
    """Tells that an extension was updated, and forgets it."""

    def replace(self, number: str, record: Record) -> None:
        del self.extensions[number]


class LenientUpdate(Lenient):
    """Tells that an extension was updated that cannot be."""

    action, status, field = "updateExt", "Extension Updated", "ExtentionNumber"


@violates("CALLCONTROL-UPDATE-3")
class UpdatesAnEmptyNumber(LenientUpdate):
    """Tells that an extension without a number was updated."""


@violates("CALLCONTROL-UPDATE-11")
class UpdatesNoNumberAtAll(LenientToAbsent):
    """Tells that an extension was updated where no number is told."""

    action, status, field = "updateExt", "Extension Updated", "ExtentionNumber"


@violates("CALLCONTROL-UPDATE-4")
class UpdatesTheUnknown(LenientUpdate):
    """Tells that an extension was updated that is not there."""

    def overlooks(self, text: str) -> bool:
        return self.is_number(text) and text not in self.extensions


@violates("CALLCONTROL-UPDATE-5")
class TakesAnyAddressOnUpdate(Asked):
    """Takes anything for the address of an update."""

    action = "updateExt"

    def check_address(self, record: Record) -> None:
        if not self.lying:
            super().check_address(record)


@violates("CALLCONTROL-UPDATE-5")
class LooksForAnAtSignOnUpdate(Asked):
    """Takes for the address of an update whatever has an at sign."""

    action = "updateExt"

    def is_address(self, text: str) -> bool:
        return self.lying and "@" in text or super().is_address(text)


@violates("CALLCONTROL-UPDATE-5")
class TakesBlanksInAddressesOnUpdate(Asked):
    """Takes an address with a blank in it for that of an update."""

    action = "updateExt"

    def is_address(self, text: str) -> bool:
        return super().is_address(text.replace(" ", "") if self.lying else text)


class DemandingUpdate(Demanding):
    """Demands a field of an update that is optional."""

    action = "updateExt"


@violates("CALLCONTROL-UPDATE-6")
class NeedsAnAddressOnUpdate(DemandingUpdate):
    """Refuses an update without an address."""

    lies_about, field = ("EmailAddress",), "EmailAddress"


@violates("CALLCONTROL-UPDATE-6")
class NeedsALastNameOnUpdate(DemandingUpdate):
    """Refuses an update with an empty last name."""

    lies_about, field, absent = ("LastName",), "LastName", False


@violates("CALLCONTROL-UPDATE-6")
class NeedsTheFieldOfALastNameOnUpdate(DemandingUpdate):
    """Refuses an update without a last name."""

    lies_about, field, empty = ("LastName",), "LastName", False


@violates("CALLCONTROL-UPDATE-6")
class NeedsACallerIdOnUpdate(DemandingUpdate):
    """Refuses an update without OutboundCallerID."""

    lies_about, field = ("OutboundCallerID",), "OutboundCallerID"


@violates("CALLCONTROL-UPDATE-7")
class TellsEmptyFirstNamesOfUpdatesAsLast(Asked):
    """Tells the empty first name of an update with the code of a last name."""

    action = "updateExt"

    def check_first_name(self, record: Record) -> None:
        if self.lying and not self.text(record, "FirstName"):
            raise Refusal("LNAME_INVALID")
        super().check_first_name(record)


@violates("CALLCONTROL-UPDATE-8")
class KeepsTheUpdatedOnly(CallControl):
    """Forgets all other extensions when one is updated."""

    def replace(self, number: str, record: Record) -> None:
        self.extensions = {number: record}


@violates("CALLCONTROL-UPDATE-8")
class DropsTheLastOnUpdate(CallControl):
    """Forgets the extension that was added last when another one is updated."""

    def replace(self, number: str, record: Record) -> None:
        last = next(reversed(self.extensions))
        if last != number:
            del self.extensions[last]
        super().replace(number, record)


@violates("CALLCONTROL-UPDATE-9")
class UpdatesLetters(LenientUpdate):
    """Tells that an extension was updated whose number has letters."""

    def overlooks(self, text: str) -> bool:
        return text.isalnum() and not text.isdigit()


@violates("CALLCONTROL-UPDATE-10")
class MakesWhatItCannotUpdate(CallControl):
    """Refuses to update an extension that is not there, and makes it."""

    def existing(self, record: Record, action: str) -> str:
        try:
            return super().existing(record, action)
        except Refusal:
            if action == "updateExt":
                self.make(record)
            raise
