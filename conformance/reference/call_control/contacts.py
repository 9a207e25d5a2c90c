"""Adding, updating and deleting contacts of the phone book (lines 110-176)."""

from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.extensions import Extensions
from conformance.reference.call_control.foundation import Record


class Contacts(Extensions):
    """What is done to contacts, each known by its number."""

    def add_contact(self, records: list[Record]) -> str:
        record = self.only(records)
        self.check_contact(record)
        self.check_unlisted(self.text(record, "PhoneNumber"))
        self.list_contact(record)
        return "Contact Created"

    def check_contact(self, record: Record) -> None:
        """The order of the document (214-223, 225-234)."""
        self.check_first_name(record)
        self.check_last_name(record)
        self.check_phone_number(self.text(record, "PhoneNumber"))

    def check_last_name(self, record: Record) -> None:
        """It must not be empty (219-220, 230-231)."""
        if not self.text(record, "LastName"):
            raise Refusal("LNAME_INVALID")

    def check_phone_number(self, number: str) -> None:
        """Neither empty nor with letters (222-223, 233-234, 238-239)."""
        if not self.is_number(number):
            raise Refusal("PHONE_NUMBER_INVALID")

    def check_unlisted(self, number: str) -> None:
        """Two contacts of one number could not be told apart."""
        if number in self.contacts:
            raise exception(f"Another contact has the number {number}")

    def list_contact(self, record: Record) -> None:
        self.contacts[self.text(record, "PhoneNumber")] = record

    def update_contact(self, records: list[Record]) -> str:
        """The registered number finds the contact, the other one is what it gets (142-143)."""
        record = self.only(records)
        self.check_contact(record)
        registered = self.listed(self.text(record, "RegisteredPhoneNumber"))
        if self.text(record, "PhoneNumber") != registered:
            self.check_unlisted(self.text(record, "PhoneNumber"))
        self.change_contact(registered, record)
        return "Contact Updated"

    def change_contact(self, registered: str, record: Record) -> None:
        del self.contacts[registered]
        self.list_contact(record)

    def delete_contact(self, records: list[Record]) -> str:
        number = self.text(self.only(records), "PhoneNumber")
        self.check_phone_number(number)
        self.strike(self.listed(number))
        return "Contact Deleted"

    def strike(self, number: str) -> None:
        del self.contacts[number]

    def listed(self, number: str) -> str:
        """The number of a contact that exists."""
        if number not in self.contacts:
            raise exception(f"No contact has the number {number}")
        return number
