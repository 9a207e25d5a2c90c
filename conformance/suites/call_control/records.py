"""Records with all their fields. Addresses and last names are made of the number, as no two users may have the same: whether
they may, the document does not say.
"""

from typing import Any

Record = dict[str, Any]


def in_letters(number: str) -> str:
    """The digits of a number as letters."""
    return "".join("abcdefghij"[int(sign)] for sign in number if sign in "0123456789")


def extension_record(number: str, **fields: Any) -> Record:
    """The record of an extension; None for a field leaves it out."""
    word = in_letters(number)
    return _given({"ExtentionNumber": number, "EmailAddress": f"user{word}@example.com", "FirstName": "Test",
                   "LastName": f"User{word}", "OutboundCallerID": "2145550100", **fields})


def contact_record(number: str, **fields: Any) -> Record:
    """The record of a contact; None for a field leaves it out."""
    return _given({"FirstName": "Test", "LastName": f"Contact{in_letters(number)}", "PhoneNumber": number,
                   "CompanyName": "Company", **fields})


def renumbered(record: Record, number: str) -> None:
    """Give the record of an extension another number, and what is made of it."""
    before, after = (extension_record(str(each)) for each in (record["ExtentionNumber"], number))
    record.update({name: value for name, value in after.items() if record.get(name) == before[name]}, ExtentionNumber=number)


def _given(fields: Record) -> Record:
    return {name: value for name, value in fields.items() if value is not None}
