"""What lies about one action need: to know which one is asked for."""

from typing import Any, ClassVar

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Refusal
from conformance.reference.call_control.foundation import Record


class Asked(CallControl):
    """Knows the action that is asked for, and may tell success where it is refused."""

    action: ClassVar[str] = ""  # what the lie is about
    asked = ""

    def act(self, action: str, value: Any) -> str:
        self.asked = action
        return super().act(action, value)

    @property
    def lying(self) -> bool:
        """Whether this request is lied about."""
        return self.asked == self.action


class Lenient(Asked):
    """Tells success where a field has a certain value, and does nothing."""

    status: ClassVar[str] = ""
    field: ClassVar[str] = ""

    def overlooks(self, text: str) -> bool:
        """Whether a value of the field is taken for a good one."""
        return not text

    def only(self, records: list[Record]) -> Record:
        record = super().only(records)
        if self.lying and self.overlooks(self.text(record, self.field)):
            raise Unnoticed(self.status)
        return record

    def act(self, action: str, value: Any) -> str:
        try:
            return super().act(action, value)
        except Unnoticed as unnoticed:
            return str(unnoticed)


class Unnoticed(Exception):
    """What should have been refused is told to be done."""


class Demanding(Asked):
    """Demands a field that is optional: ``absent`` or ``empty`` ones are refused."""

    field: ClassVar[str] = ""
    absent, empty = True, True

    def demand(self, record: Record) -> None:
        """Refuses a record without the field."""
        value = record.get(self.field)
        if value is None and self.absent or value == "" and self.empty:
            raise Refusal("WEBSERVICE_ERROR", f"{self.field} is missing")

    def only(self, records: list[Record]) -> Record:
        record = super().only(records)
        if self.lying:
            self.demand(record)
        return record
