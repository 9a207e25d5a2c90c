"""Adding a Contact."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import expect
from conformance.strategies.call_control import CONTACT, LETTERS, NAMES, contacts, mixed
from conformance.strategies.sampling import samples
from conformance.suites.call_control.answers import done, given_done, in_turn, is_done, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Contact Created"
DRAWN = 12
REQUIRED = {"FirstName": "FNAME_INVALID", "LastName": "LNAME_INVALID", "PhoneNumber": "PHONE_NUMBER_INVALID"}


@verifies("CALLCONTROL-CONTACT-1")
def test_a_contact_is_added(manager: CallControl) -> None:
    done(in_turn(manager.phone_number, lambda number: manager.ask("add contact", manager.contact_of(number))), STATUS)


@verifies("CALLCONTROL-CONTACT-11")
def test_a_contact_that_was_added_can_be_updated(manager: CallControl) -> None:
    done(manager.ask("update contact", manager.contact_of(RegisteredPhoneNumber=manager.contact())))


def _refused_empty(manager: CallControl, field: str) -> None:
    given_done(manager.ask("add contact", manager.contact_of()))
    refuses(manager.ask("add contact", {**manager.contact_of(), field: ""}), REQUIRED[field])


@verifies("CALLCONTROL-CONTACT-2")
def test_a_contact_with_an_empty_first_name_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "FirstName")


@verifies("CALLCONTROL-CONTACT-3")
def test_a_contact_with_an_empty_last_name_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "LastName")


@verifies("CALLCONTROL-CONTACT-4")
def test_a_contact_with_an_empty_number_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "PhoneNumber")


@verifies("CALLCONTROL-CONTACT-5")
def test_a_contact_with_letters_in_its_number_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add contact", manager.contact_of()))
    for number in LETTERS:
        refuses(manager.ask("add contact", manager.contact_of(number)), "PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-CONTACT-6")
def test_a_company_may_be_empty_or_absent(manager: CallControl) -> None:
    for company in ("", None):
        done(manager.ask("add contact", manager.contact_of(CompanyName=company)), STATUS)


@verifies_in_each("field", list(REQUIRED), "CALLCONTROL-CONTACT-7")
def test_a_required_field_of_a_contact_must_be_there(manager: CallControl, field: str) -> None:
    record = manager.contact_of()
    without = {name: value for name, value in record.items() if name != field}
    refuses_or(manager.ask("add contact", without), REQUIRED[field], "WEBSERVICE_ERROR", "CALLCONTROL-R-MISSING")
    given_done(manager.ask("add contact", record))


@verifies_in_each("field", ["FirstName", "LastName"], "CALLCONTROL-CONTACT-8")
def test_a_refused_contact_is_not_made(manager: CallControl, field: str) -> None:
    record = manager.contact_of()
    refused = manager.ask("add contact", {**record, field: ""})
    refuses(refused)
    expect(refused).that(not manager.is_listed(record["PhoneNumber"]), "no contact with the number", "there is one")
    expect(refused).that(is_done(manager.ask("add contact", record)), "a contact that can still be added", "it cannot")


@verifies("CALLCONTROL-CONTACT-9")
def test_any_name_of_a_contact_is_added(manager: CallControl) -> None:
    for name in NAMES:
        done(manager.ask("add contact", manager.contact_of(FirstName=name, LastName=name, CompanyName=None)), STATUS)
    for record in samples(contacts(), DRAWN, manager.chance("contacts")):
        done(manager.ask("add contact", {**record, "PhoneNumber": manager.phone_number()}), STATUS)


@verifies("CALLCONTROL-CONTACT-10")
def test_one_wrong_field_of_a_contact_is_told(manager: CallControl) -> None:
    for company in ("Company", None):
        given_done(manager.ask("add contact", manager.contact_of(CompanyName=company)))
        for field, (code, values) in CONTACT.items():
            for value in (*values, *(mixed(manager.phone_number()) if field == "PhoneNumber" else ())):
                refuses(manager.ask("add contact", manager.contact_of(CompanyName=company) | {field: value}), code)
