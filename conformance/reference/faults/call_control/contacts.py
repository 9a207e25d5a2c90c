"""Lies about the addition of contacts."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Asked, Demanding

ADD = "addPhonebook"


@violates("CALLCONTROL-CONTACT-1")
class ForgetsContacts(CallControl):
    """Tells that a contact was created, and does not keep it."""

    def list_contact(self, record: Record) -> None:
        pass


@violates("CALLCONTROL-CONTACT-1")
class RefusesCompanies(Asked):
    """Refuses a contact that has a company."""

    action = ADD

    def check_contact(self, record: Record) -> None:
        super().check_contact(record)
        if self.lying and record.get("CompanyName"):
            raise exception("CompanyName is unknown")


@violates("CALLCONTROL-CONTACT-2")
class TakesContactsWithAnEmptyFirstName(Asked):
    """Adds a contact with an empty first name."""

    action = ADD

    def check_first_name(self, record: Record) -> None:
        if not self.lying:
            super().check_first_name(record)


@violates("CALLCONTROL-CONTACT-3")
class TakesContactsWithAnEmptyLastName(Asked):
    """Adds a contact with an empty last name."""

    action = ADD

    def check_last_name(self, record: Record) -> None:
        if not self.lying:
            super().check_last_name(record)


@violates("CALLCONTROL-CONTACT-3")
class TellsLastNamesAsFirst(Asked):
    """Tells an empty last name with the code of a first name."""

    action = ADD

    def check_last_name(self, record: Record) -> None:
        if self.lying and not self.text(record, "LastName"):
            raise Refusal("FNAME_INVALID")
        super().check_last_name(record)


class TakesNumbersOfContacts(Asked):
    """Adds a contact whose number is wrong in one way."""

    action = ADD

    def check_phone_number(self, number: str) -> None:
        if not (self.lying and self.takes(number)):
            super().check_phone_number(number)

    def takes(self, number: str) -> bool:
        return False


@violates("CALLCONTROL-CONTACT-4")
class TakesContactsWithoutANumber(TakesNumbersOfContacts):
    """Adds a contact with an empty number."""

    def takes(self, number: str) -> bool:
        return not number


@violates("CALLCONTROL-CONTACT-5")
class TakesContactsWithLetters(TakesNumbersOfContacts):
    """Adds a contact with letters in its number."""

    def takes(self, number: str) -> bool:
        return number.isalnum()


@violates("CALLCONTROL-CONTACT-5")
class LooksAtTheEndsOfNumbers(TakesNumbersOfContacts):
    """Adds a contact with a letter in the middle of its number."""

    def takes(self, number: str) -> bool:
        return number[:1].isdigit() and number[-1:].isdigit()


@violates("CALLCONTROL-CONTACT-6")
class NeedsACompany(Demanding):
    """Refuses a contact with an empty company."""

    action, field, absent = ADD, "CompanyName", False


@violates("CALLCONTROL-CONTACT-6")
class NeedsTheFieldOfACompany(Demanding):
    """Refuses a contact without a company."""

    action, field, empty = ADD, "CompanyName", False


@violates("CALLCONTROL-CONTACT-7")
class OverlooksAbsentFields(Asked):
    """Adds a contact that lacks a required field."""

    action = ADD

    def check_contact(self, record: Record) -> None:
        if self.lying:
            record = {"FirstName": "-", "LastName": "-", "PhoneNumber": "0", **record}
        super().check_contact(record)


@violates("CALLCONTROL-CONTACT-7")
class TellsAbsentNumbersAsNames(Asked):
    """Tells an absent number with the code of a last name."""

    action = ADD
    lies_about = ("PhoneNumber",)

    def check_contact(self, record: Record) -> None:
        if self.lying and "PhoneNumber" not in record:
            raise Refusal("LNAME_INVALID")
        super().check_contact(record)


@violates("CALLCONTROL-CONTACT-8")
class ListsBeforeItChecks(Asked):
    """Refuses a contact, and keeps it."""

    action = ADD

    def check_contact(self, record: Record) -> None:
        try:
            super().check_contact(record)
        except Refusal:
            if self.lying:
                self.list_contact(record)
            raise


@violates("CALLCONTROL-CONTACT-9")
class RefusesOneLetter(CallControl):
    """Refuses names of one letter."""

    def check_last_name(self, record: Record) -> None:
        super().check_last_name(record)
        if len(self.text(record, "LastName")) == 1:
            raise Refusal("LNAME_INVALID")


@violates("CALLCONTROL-CONTACT-10")
class ChecksLastNamesOfCompaniesOnly(CallControl):
    """Overlooks an empty last name where there is no company."""

    def check_last_name(self, record: Record) -> None:
        if record.get("CompanyName"):
            super().check_last_name(record)
