"""Deleting a Contact."""

from conformance.checks import verifies
from conformance.expect import expect
from conformance.strategies.call_control import LETTERS
from conformance.suites.call_control.answers import done, given_done, is_done, knows_no_contact, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Contact Deleted"
DELETE = "delete contact"


@verifies("CALLCONTROL-REMOVE-1")
def test_a_contact_is_deleted(manager: CallControl) -> None:
    done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}), STATUS)


@verifies("CALLCONTROL-REMOVE-6")
def test_nobody_has_the_number_of_a_deleted_contact(manager: CallControl) -> None:
    number = manager.contact()
    deleted = given_done(manager.ask(DELETE, {"PhoneNumber": number}))
    expect(deleted).that(not manager.is_listed(number), "no contact with the number", "there is one")


@verifies("CALLCONTROL-REMOVE-2")
def test_a_contact_with_an_empty_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}))
    refuses(manager.ask(DELETE, {"PhoneNumber": ""}), "PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-REMOVE-3")
def test_a_contact_with_letters_in_its_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}))
    for number in LETTERS:
        refuses(manager.ask(DELETE, {"PhoneNumber": number}), "PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-REMOVE-4")
def test_a_contact_is_deleted_once(manager: CallControl) -> None:
    number = manager.contact()
    given_done(manager.ask(DELETE, {"PhoneNumber": number}))
    for unknown in (number, manager.phone_number()):
        knows_no_contact(manager.ask(DELETE, {"PhoneNumber": unknown}))


@verifies("CALLCONTROL-REMOVE-5")
def test_a_deletion_leaves_other_contacts_alone(manager: CallControl) -> None:
    before, number, after = (manager.contact() for _ in range(3))
    deleted = given_done(manager.ask(DELETE, {"PhoneNumber": number}))
    for other in (before, after):
        moved = manager.ask("update contact", manager.contact_of(RegisteredPhoneNumber=other))
        expect(deleted).that(is_done(moved), "all other contacts", f"none with {other}")


@verifies("CALLCONTROL-REMOVE-7")
def test_a_contact_without_a_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}))
    refuses_or(manager.ask(DELETE, {}), "PHONE_NUMBER_INVALID", "WEBSERVICE_ERROR", "CALLCONTROL-R-MISSING")
