"""Adding, updating and deleting extensions (lines 15-108)."""

from conformance.reference.call_control.answer import Refusal, exception
from conformance.reference.call_control.foundation import Foundation, Record


class Extensions(Foundation):
    """What is done to extensions. Each handler gets the records of a request and gives the status of the answer."""

    def only(self, records: list[Record]) -> Record:
        """One record is what all actions but one are about (27, 96)."""
        if len(records) != 1:
            raise exception(f"One record is expected, not {len(records)}")
        return records[0]

    # ------------------------------------------------------------------ adding

    def add_extension(self, records: list[Record]) -> str:
        record = self.only(records)
        self.check_new(record)
        self.make(record)
        return "Extension Created"

    def add_extensions(self, records: list[Record]) -> str:
        """All or none (58)."""
        if not records:
            raise exception("Records are expected")
        self.check_several(records)
        for record in records:
            self.make(record)
        return "All Extension Created"

    def check_several(self, records: list[Record]) -> None:
        for record in records:
            self.check_new(record)
        numbers = [self.text(record, "ExtentionNumber") for record in records]
        if len(set(numbers)) < len(numbers):
            raise Refusal("EXTENSION_EXIST")

    def check_new(self, record: Record) -> None:
        """The order of the document (188-199)."""
        self.check_number(self.text(record, "ExtentionNumber"))
        self.check_free(self.text(record, "ExtentionNumber"))
        self.check_address(record)
        self.check_first_name(record)

    def check_number(self, number: str) -> None:
        """Neither empty nor with letters (190-191)."""
        if not self.is_number(number):
            raise Refusal("INVALID_EXTENSION")

    def check_free(self, number: str) -> None:
        """It is unique (17, 193)."""
        if number in self.extensions:
            raise Refusal("EXTENSION_EXIST")

    def check_address(self, record: Record) -> None:
        """An address is not mandatory (195-196)."""
        address = record.get("EmailAddress")
        if address not in (None, "") and not self.is_address(self.text(record, "EmailAddress")):
            raise Refusal("INVALID_EMAIL")

    def make(self, record: Record) -> None:
        self.extensions[self.text(record, "ExtentionNumber")] = record

    # ------------------------------------------------------------------ updating and deleting

    def update_extension(self, records: list[Record]) -> str:
        record = self.only(records)
        number = self.existing(record, "updateExt")
        self.check_address(record)
        self.check_first_name(record)
        self.replace(number, record)
        return "Extension Updated"

    def replace(self, number: str, record: Record) -> None:
        """The number stays (84)."""
        self.extensions[number] = record

    def delete_extension(self, records: list[Record]) -> str:
        self.forget(self.existing(self.only(records), "deleteExt"))
        return "Extension Deleted"

    def forget(self, number: str) -> None:
        del self.extensions[number]

    def existing(self, record: Record, action: str) -> str:
        """The number of an extension that exists (203-204, 208-209); ``action`` as the document would name it."""
        number = self.text(record, "ExtentionNumber")
        self.check_number(number)
        if number not in self.extensions:
            raise self.unknown_extension(number)
        return number

    def unknown_extension(self, number: str) -> Refusal:
        return Refusal("INVALID_EXTENSION")
