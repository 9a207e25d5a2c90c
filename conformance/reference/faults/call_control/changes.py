"""Lies about the update of contacts."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Asked, Demanding

UPDATE = "updatePhonebook"


@violates("CALLCONTROL-CHANGE-1")
class KeepsTheOldNumber(CallControl):
    """Leaves an updated contact under its old number."""

    def change_contact(self, registered: str, record: Record) -> None:
        self.contacts[registered] = record


@violates("CALLCONTROL-CHANGE-1")
class KeepsBothNumbers(CallControl):
    """Has an updated contact under both numbers."""

    def change_contact(self, registered: str, record: Record) -> None:
        self.list_contact(record)


@violates("CALLCONTROL-CHANGE-1")
class FindsByTheNewNumber(CallControl):
    """Takes PhoneNumber for the number that finds the contact."""

    def update_contact(self, records: list[Record]) -> str:
        return super().update_contact([{**record, "RegisteredPhoneNumber": record.get("PhoneNumber")} for record in records])


class TakesChanges(Asked):
    """Updates a contact with a field that is wrong; the honest word for it stands in ``field``."""

    action = UPDATE
    field, instead = "", "-"

    def check_contact(self, record: Record) -> None:
        if self.lying and self.takes(self.text(record, self.field)):
            record = {**record, self.field: self.instead}
        super().check_contact(record)

    def takes(self, text: str) -> bool:
        return not text


@violates("CALLCONTROL-CHANGE-2")
class TakesEmptyFirstNamesOfChanges(TakesChanges):
    """Updates a contact with an empty first name."""

    field = "FirstName"


@violates("CALLCONTROL-CHANGE-3")
class TakesEmptyLastNamesOfChanges(TakesChanges):
    """Updates a contact with an empty last name."""

    field = "LastName"


@violates("CALLCONTROL-CHANGE-4")
class TakesEmptyNumbersOfChanges(TakesChanges):
    """Updates a contact to an empty number."""

    field, instead = "PhoneNumber", "0"


@violates("CALLCONTROL-CHANGE-5")
class TakesLettersOfChanges(TakesChanges):
    """Updates a contact to a number with letters."""

    field, instead = "PhoneNumber", "0"

    def takes(self, text: str) -> bool:
        return text.isalpha()


@violates("CALLCONTROL-CHANGE-5")
class LooksAtTheLastDigitOfChanges(TakesChanges):
    """Updates a contact to a number that ends in a digit."""

    field, instead = "PhoneNumber", "0"

    def takes(self, text: str) -> bool:
        return text[-1:].isdigit()


@violates("CALLCONTROL-CHANGE-6")
class MakesUnknownContacts(Asked):
    """Makes a contact where there is none to update."""

    action = UPDATE

    def listed(self, number: str) -> str:
        if self.lying and self.is_number(number):
            self.contacts.setdefault(number, {})
        return super().listed(number)


@violates("CALLCONTROL-CHANGE-6")
class ListsAndRefusesUnknownContacts(CallControl):
    """Refuses to update a contact that is not there, and adds it."""

    def update_contact(self, records: list[Record]) -> str:
        try:
            return super().update_contact(records)
        except Refusal as refusal:
            if refusal.code == "WEBSERVICE_ERROR":
                self.list_contact(records[0])
            raise


@violates("CALLCONTROL-CHANGE-7")
class UpdatesWithoutARegisteredNumber(CallControl):
    """Finds a contact by its number where the registered one is empty or absent."""

    def update_contact(self, records: list[Record]) -> str:
        record = self.only(records)
        return super().update_contact(
            [{**record, "RegisteredPhoneNumber": record.get("RegisteredPhoneNumber") or record.get("PhoneNumber")}])


@violates("CALLCONTROL-CHANGE-8")
class KeepsTheChangedOnly(CallControl):
    """Forgets all other contacts when one is updated."""

    def change_contact(self, registered: str, record: Record) -> None:
        self.contacts.clear()
        self.list_contact(record)


@violates("CALLCONTROL-CHANGE-8")
class DropsTheLastContact(CallControl):
    """Forgets the contact that was added last when another one is updated."""

    def change_contact(self, registered: str, record: Record) -> None:
        last = next(reversed(self.contacts))
        super().change_contact(registered, record)
        if last != registered:
            del self.contacts[last]


@violates("CALLCONTROL-CHANGE-9")
class NeedsAnotherNumber(CallControl):
    """Refuses an update that leaves the number as it is."""

    def change_contact(self, registered: str, record: Record) -> None:
        self.check_unlisted(self.text(record, "PhoneNumber"))
        super().change_contact(registered, record)


@violates("CALLCONTROL-CHANGE-10")
class ChangesBeforeItChecks(Asked):
    """Refuses an update after it has moved the contact to its new number."""

    action = UPDATE

    def check_contact(self, record: Record) -> None:
        try:
            super().check_contact(record)
        except Refusal:
            registered = self.text(record, "RegisteredPhoneNumber")
            if self.lying and registered in self.contacts:
                self.change_contact(registered, record)
            raise


@violates("CALLCONTROL-CHANGE-10")
class ForgetsRefusedContacts(Asked):
    """Refuses an update, and forgets the contact."""

    action = UPDATE

    def check_contact(self, record: Record) -> None:
        try:
            super().check_contact(record)
        except Refusal:
            self.contacts.pop(self.text(record, "RegisteredPhoneNumber"), None)
            raise


@violates("CALLCONTROL-CHANGE-11")
class NeedsACompanyOfChanges(Demanding):
    """Refuses an update with an empty company."""

    action, field, absent = UPDATE, "CompanyName", False


@violates("CALLCONTROL-CHANGE-11")
class NeedsTheFieldOfACompanyOfChanges(Demanding):
    """Refuses an update without a company."""

    action, field, empty = UPDATE, "CompanyName", False
