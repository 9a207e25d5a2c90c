"""Lies about the addition of one extension."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Demanding


@violates("CALLCONTROL-ADD-1")
class TellsAllForOne(CallControl):
    """Tells of one extension that all were created."""

    def add_extension(self, records: list[Record]) -> str:
        super().add_extension(records)
        return "All Extension Created"


@violates("CALLCONTROL-ADD-2")
class AddsTwice(CallControl):
    """Adds an extension over one that exists."""

    def check_free(self, number: str) -> None:
        pass


@violates("CALLCONTROL-ADD-2")
class ForgetsWhatItAdds(CallControl):
    """Tells that an extension was created, and does not keep it."""

    def make(self, record: Record) -> None:
        pass


@violates("CALLCONTROL-ADD-2")
class TellsTakenNumbersAsInvalid(CallControl):
    """Tells a number that is taken with the code of an invalid one."""

    def check_free(self, number: str) -> None:
        if number in self.extensions:
            raise Refusal("INVALID_EXTENSION")


@violates("CALLCONTROL-ADD-2")
class ComparesWholeRecords(CallControl):
    """Takes a number for free if the name that it is asked for with is another one."""

    def check_new(self, record: Record) -> None:
        number, name = self.text(record, "ExtentionNumber"), self.text(record, "FirstName")
        if number in self.extensions and self.extensions[number].get("FirstName") != name:
            del self.extensions[number]
        super().check_new(record)


@violates("CALLCONTROL-ADD-3")
class TakesEmptyNumbers(CallControl):
    """Adds an extension with an empty number."""

    def check_number(self, number: str) -> None:
        if number:
            super().check_number(number)


@violates("CALLCONTROL-ADD-4")
class TakesLetters(CallControl):
    """Adds an extension whose number has letters."""

    def check_number(self, number: str) -> None:
        if not number.isalnum():
            super().check_number(number)


@violates("CALLCONTROL-ADD-4")
class LooksAtTheFirstDigitOnly(CallControl):
    """Is content with a number that begins with a digit."""

    def check_number(self, number: str) -> None:
        super().check_number(number[:1])


@violates("CALLCONTROL-ADD-4")
class LooksAtTheLastDigitOnly(CallControl):
    """Is content with a number that ends in a digit."""

    def check_number(self, number: str) -> None:
        super().check_number(number[-1:])


@violates("CALLCONTROL-ADD-8")
class TakesEmptyFirstNames(CallControl):
    """Adds an extension with an empty first name."""

    def check_first_name(self, record: Record) -> None:
        if "ExtentionNumber" not in record:
            super().check_first_name(record)


@violates("CALLCONTROL-ADD-8")
class TellsEmptyFirstNamesAsLast(CallControl):
    """Tells an empty first name with the code of a last one."""

    def check_first_name(self, record: Record) -> None:
        if "ExtentionNumber" in record and not self.text(record, "FirstName"):
            raise Refusal("LNAME_INVALID")
        super().check_first_name(record)


@violates("CALLCONTROL-ADD-9")
class NeedsALastName(Demanding):
    """Refuses an extension with an empty last name."""

    action, field, absent = "addExt", "LastName", False


@violates("CALLCONTROL-ADD-9")
class NeedsTheFieldOfALastName(Demanding):
    """Refuses an extension without a last name."""

    action, field, empty = "addExt", "LastName", False


@violates("CALLCONTROL-ADD-10")
class NeedsACallerId(Demanding):
    """Refuses an extension with an empty OutboundCallerID."""

    action, field, absent = "addExt", "OutboundCallerID", False


@violates("CALLCONTROL-ADD-10")
class NeedsTheFieldOfACallerId(Demanding):
    """Refuses an extension without OutboundCallerID."""

    action, field, empty = "addExt", "OutboundCallerID", False


@violates("CALLCONTROL-ADD-11")
class OverlooksAbsentNames(CallControl):
    """Adds an extension that has no first name at all."""

    def check_first_name(self, record: Record) -> None:
        if "FirstName" in record:
            super().check_first_name(record)


@violates("CALLCONTROL-ADD-11")
class NumbersExtensionsItself(CallControl):
    """Makes up a number where none is given."""

    def check_new(self, record: Record) -> None:
        record.setdefault("ExtentionNumber", str(len(self.extensions) + 1))
        super().check_new(record)


@violates("CALLCONTROL-ADD-12")
class MakesBeforeItChecks(CallControl):
    """Keeps an extension whose name or address it then refuses."""

    def check_address(self, record: Record) -> None:
        self.make(record)
        super().check_address(record)


@violates("CALLCONTROL-ADD-12")
class KeepsNumbersOfNamelessOnes(CallControl):
    """Keeps an extension whose first name it refuses."""

    lies_about = ("FirstName",)

    def check_first_name(self, record: Record) -> None:
        if "ExtentionNumber" in record:
            self.make(record)
        super().check_first_name(record)


@violates("CALLCONTROL-ADD-13")
class TakesTenNumbers(CallControl):
    """Takes for one extension all numbers that differ in the last digit."""

    def check_free(self, number: str) -> None:
        if any(known[:-1] == number[:-1] for known in self.extensions):
            raise Refusal("EXTENSION_EXIST")


@violates("CALLCONTROL-ADD-14")
class ForgetsWhatIsAskedForTwice(CallControl):
    """Refuses a number that is taken, and forgets who has it."""

    def check_free(self, number: str) -> None:
        if self.extensions.pop(number, None):
            raise Refusal("EXTENSION_EXIST")


@violates("CALLCONTROL-ADD-15")
class NeedsAnyOfThree(CallControl):
    """Refuses an extension that lacks all optional fields."""

    def check_new(self, record: Record) -> None:
        super().check_new(record)
        if not any(record.get(name) for name in ("EmailAddress", "LastName", "OutboundCallerID")):
            raise exception("Too little is known")


@violates("CALLCONTROL-ADD-16")
class ChecksNamesOfCallersOnly(CallControl):
    """Overlooks an empty first name where there is no OutboundCallerID."""

    def check_first_name(self, record: Record) -> None:
        if "ExtentionNumber" not in record or "OutboundCallerID" in record:
            super().check_first_name(record)
