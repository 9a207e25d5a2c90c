"""Records that are drawn are what they are said to be: the honest server answers accordingly."""

import json
from typing import Any

from hypothesis import given, settings

from conformance.reference.call_control import CallControl
from conformance.strategies import call_control as records

CALLS = {"addExt": "sExtension", "addPhonebook": "sContact", "updatePhonebook": "uContact"}


def answered(action: str, record: dict[str, Any], registered: str = "") -> str:
    """The error code of a server, empty if it is done; a contact of the server may have a number already."""
    server = CallControl()
    if registered:
        server.contacts[registered] = {}
    said = {"action": action, "qsSecuritykey": server.settings.security_key, "qsValue": json.dumps({CALLS[action]: [record]})}
    return str(server.answer(said).body["errorCode"])


@settings(max_examples=50, deadline=None)
@given(records.extensions())
def test_an_extension_is_added(record: dict[str, Any]) -> None:
    assert answered("addExt", record) == ""


@settings(max_examples=50, deadline=None)
@given(records.contacts())
def test_a_contact_is_added(record: dict[str, Any]) -> None:
    assert answered("addPhonebook", record) == ""


@settings(max_examples=50, deadline=None)
@given(records.changes())
def test_a_change_is_made(record: dict[str, Any]) -> None:
    assert answered("updatePhonebook", record, record["RegisteredPhoneNumber"]) == ""


@settings(max_examples=100, deadline=None)
@given(records.wrong_extensions())
def test_what_is_wrong_with_an_extension_is_told(wrong: tuple[dict[str, Any], str]) -> None:
    record, code = wrong
    assert answered("addExt", record) == code


@settings(max_examples=100, deadline=None)
@given(records.wrong_contacts())
def test_what_is_wrong_with_a_contact_is_told(wrong: tuple[dict[str, Any], str]) -> None:
    record, code = wrong
    assert answered("addPhonebook", record) == code
