"""Strategies for records of the Call Control Manager, for the tests of this project and for those of others.

    from conformance.strategies.call_control import contacts, extensions, wrong_extensions

Well-formed is what the document calls so; whether a number is free, only a target knows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from conformance.strategies.texts import ODD

Record = dict[str, Any]
# Names that no server has a reason to trim, to take for markup or to refuse.
NAMES = ("Ann", "x", "O'Neil", *(ODD[kind] for kind in ("double quotes", "accents", "another script", "right to left",
         "a combining accent", "letters and digits", "a number", "an escape", "a comma and a semicolon")))
ADDRESSES = ("a@example.com", "first.last@mail.example.co.uk", "user+tag@example.com", "o'neil_9-x@example-host.org")
MALFORMED = ("nobody", "nobody@", "@example.com", "no body@example.com", "nobody@example", "nobody@@example.com")
WITH_LETTERS = ("abc", "12a", "a12", "1a2")
EXTENSION = {"ExtentionNumber": ("INVALID_EXTENSION", ("", *WITH_LETTERS)), "FirstName": ("FNAME_INVALID", ("",)),
             "EmailAddress": ("INVALID_EMAIL", MALFORMED)}
CONTACT = {"FirstName": ("FNAME_INVALID", ("",)), "LastName": ("LNAME_INVALID", ("",)),
           "PhoneNumber": ("PHONE_NUMBER_INVALID", ("", *WITH_LETTERS))}


def numbers(least: int = 1, most: int = 10) -> st.SearchStrategy[str]:
    """Numbers of extensions and contacts: digits."""
    return st.text("0123456789", min_size=least, max_size=most)


def names() -> st.SearchStrategy[str]:
    """Names that are not empty."""
    return st.sampled_from(NAMES)


def extensions(number: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Record]:
    """Records of extensions with any of the optional fields, which may be empty (lines 17-21)."""
    optional = {"EmailAddress": st.sampled_from(("", *ADDRESSES)), "LastName": st.just("") | names(),
                "OutboundCallerID": st.just("") | numbers()}
    return st.fixed_dictionaries({"ExtentionNumber": number or numbers(), "FirstName": names()}, optional=optional)


def contacts(number: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Record]:
    """Records of contacts, with a company or without (lines 112-115)."""
    required = {"FirstName": names(), "LastName": names(), "PhoneNumber": number or numbers()}
    return st.fixed_dictionaries(required, optional={"CompanyName": st.just("") | names()})


def changes(registered: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Record]:
    """Records of contacts that are updated (lines 138-143)."""
    found = st.fixed_dictionaries({"RegisteredPhoneNumber": registered or numbers()})
    return st.builds(lambda contact, more: {**contact, **more}, contacts(), found)


def wrong_extensions() -> st.SearchStrategy[tuple[Record, str]]:
    """Records of extensions that are wrong in one field, with the error code that tells it (lines 188-199)."""
    return _wrong(extensions(), EXTENSION)


def wrong_contacts() -> st.SearchStrategy[tuple[Record, str]]:
    """Records of contacts that are wrong in one field, with the error code that tells it (lines 214-223)."""
    return _wrong(contacts(), CONTACT)


def _wrong(records: st.SearchStrategy[Record],
           known: Mapping[str, tuple[str, Sequence[str]]]) -> st.SearchStrategy[tuple[Record, str]]:
    broken = [st.builds(lambda record, value, field=field, code=code: ({**record, field: value}, code), records,
                        st.sampled_from(values)) for field, (code, values) in known.items()]
    return st.one_of(broken)
