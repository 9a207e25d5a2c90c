"""The honest Call Control Manager: what its answers say has happened, and nothing of what was refused."""

import json
from collections.abc import Iterator

import pytest
from calls import CONTACT, EXTENSION, NAMES, Calls

from conformance.reference import server_class
from conformance.reference.call_control import CallControl, Settings
from conformance.reference.faults import faults

OTHER = {**EXTENSION, "ExtentionNumber": "7000002"}


@pytest.fixture
def calls() -> Calls:
    return Calls()


def test_it_is_found_by_the_name_of_its_api_and_describes_itself() -> None:
    server = server_class("call-control")(settings=Settings(delete_extension=("gone", "xs")))
    assert isinstance(server, CallControl)
    assert server.as_target()["world"]["deleteExtension"] == {"action": "gone", "record": "xs"}
    assert set(server.as_target()["credentials"]) == {"securityKey", "expiredSecurityKey"}


def test_the_answers_of_the_document_are_given(calls: Calls) -> None:
    def told(action: str, *records: dict[str, str]) -> object:
        return calls.value(action, {NAMES[action][1]: list(records)})

    def done(status: str) -> dict[str, str]:
        return {"status": status, "errorMessage": "", "errorCode": ""}

    assert told("add-extension", EXTENSION) == done("Extension Created")
    assert told("add-extensions", OTHER) == done("All Extension Created")
    assert told("add-extension", EXTENSION) == {"message": "Extension number already exist", "errorCode": "EXTENSION_EXIST"}
    assert told("update-extension", EXTENSION) == done("Extension Updated")
    assert told("delete-extension", EXTENSION) == done("Extension Deleted")
    assert told("add-contact", CONTACT) == done("Contact Created")
    assert told("update-contact", {**CONTACT, "RegisteredPhoneNumber": "2145550001"}) == done("Contact Updated")
    assert told("delete-contact", CONTACT) == done("Contact Deleted")


def test_a_number_is_taken_after_its_addition_and_free_after_its_deletion(calls: Calls) -> None:
    for _ in range(2):
        assert calls.ask("add-extension", EXTENSION) == "done"
        assert calls.ask("add-extension", EXTENSION) == "EXTENSION_EXIST"
        assert calls.ask("delete-extension", EXTENSION) == "done"
    assert calls.ask("delete-extension", EXTENSION) == "INVALID_EXTENSION"


def test_a_multiple_addition_is_done_as_a_whole_or_not_at_all(calls: Calls) -> None:
    assert calls.ask("add-extensions", EXTENSION, {**OTHER, "FirstName": ""}) == "FNAME_INVALID"
    assert calls.ask("add-extensions", EXTENSION, EXTENSION) == "EXTENSION_EXIST"
    assert calls.server.extensions == {}
    assert calls.ask("add-extensions", EXTENSION, OTHER) == "done"
    assert list(calls.server.extensions) == ["7000001", "7000002"]


def test_an_updated_contact_moves_to_its_new_number(calls: Calls) -> None:
    moved = {**CONTACT, "PhoneNumber": "2145550002", "RegisteredPhoneNumber": "2145550001"}
    assert calls.ask("update-contact", moved) == "WEBSERVICE_ERROR"
    assert calls.ask("add-contact", CONTACT) == "done"
    assert calls.ask("update-contact", moved) == "done"
    assert list(calls.server.contacts) == ["2145550002"]


@pytest.mark.parametrize("action", NAMES)
def test_the_key_is_looked_at_first(calls: Calls, action: str) -> None:
    assert calls.ask(action, qsSecuritykey="") == "INVALID_AUTH_ID"
    assert calls.ask(action, qsSecuritykey=calls.key.lower(), qsValue="{") == "INVALID_AUTH_ID"
    assert calls.ask(action, qsSecuritykey=calls.server.settings.expired_key) == "AUTH_ID_EXPIRED"


ODD = ("", "{", "[]", "null", "[" * 10_000, '"\\ud800', '{"sExtension": 1}', '{"sExtension": [1]}', '{"sExtension": []}',
       '{"sExtension": [{}], "mExtension": [{}]}', '{"\\ud800": []}', "1" * 5_000)


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_an_odd_value_is_an_error_and_not_a_crash(calls: Calls, value: str) -> None:
    for action in NAMES:
        assert calls.ask(action, qsValue=value) == "WEBSERVICE_ERROR"
    assert (calls.server.extensions, calls.server.contacts) == ({}, {})


def _queries(calls: Calls) -> Iterator[str]:
    value = json.dumps({"sExtension": [EXTENSION]}).replace(" ", "")
    yield f"action=addExt&qsSecuritykey={calls.key.replace('+', '%2B')}&qsValue={value}"
    yield f"qsValue={value}&qsSecuritykey={calls.key.replace('+', '%2b')}&action=addExt&action=deleteExt"


def test_the_query_is_decoded_once_in_any_order_and_the_first_of_a_name_counts(calls: Calls) -> None:
    for query in _queries(calls):
        assert calls.send(path=f"/api.aspx?{query}").json()["status"] == "Extension Created"
        calls.server.extensions.clear()


@pytest.mark.parametrize("method, path, status", [("GET", "/api.aspx", 405), ("POST", "/api", 404), ("POST", "/api.aspx/", 404)])
def test_nothing_else_is_there(calls: Calls, method: str, path: str, status: int) -> None:
    assert calls.send(method, path).status_code == status


@pytest.mark.parametrize("name", faults("call-control"))
def test_a_fault_does_not_crash(name: str) -> None:
    calls = Calls(faults("call-control")[name])
    records = ({**EXTENSION, "EmailAddress": "a@example.com"}, {"ExtentionNumber": "x"}, CONTACT,
               {**CONTACT, "RegisteredPhoneNumber": "2145550001"})
    for said, record in NAMES.values():
        for each in records:
            for key in (calls.key, "wrong"):
                query = {"action": said, "qstype": "1", "qsSecuritykey": key, "qsValue": json.dumps({record: [each]})}
                assert calls.send(params=query).status_code < 500
