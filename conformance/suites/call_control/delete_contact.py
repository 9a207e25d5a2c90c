"""Deleting a Contact."""

from conformance.checks import verifies
from conformance.expect import Inconclusive, expect
from conformance.suites.call_control.answers import done, given_done, refuses
from conformance.suites.call_control.client import CallControl

STATUS = "Contact Deleted"
DELETE = "delete contact"


@verifies("CALLCONTROL-REMOVE-1")
def test_nobody_has_the_number_of_a_deleted_contact(manager: CallControl) -> None:
    number = manager.contact()
    if not manager.is_listed(number):
        raise Inconclusive("a contact that was added is not there")
    deleted = manager.ask(DELETE, {"PhoneNumber": number})
    done(deleted, STATUS)
    expect(deleted).that(not manager.is_listed(number), "no contact with the number", "there is one")


@verifies("CALLCONTROL-REMOVE-2")
def test_a_contact_with_an_empty_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}))
    refuses(manager.ask(DELETE, {"PhoneNumber": ""}), "PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-REMOVE-3")
def test_a_contact_with_letters_in_its_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"PhoneNumber": manager.contact()}))
    for number in ("abc", "12a", "a12"):
        refuses(manager.ask(DELETE, {"PhoneNumber": number}), "PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-REMOVE-4")
def test_a_contact_is_deleted_once(manager: CallControl) -> None:
    number = manager.contact()
    given_done(manager.ask(DELETE, {"PhoneNumber": number}))
    for unknown in (number, manager.phone_number()):
        refuses(manager.ask(DELETE, {"PhoneNumber": unknown}))


@verifies("CALLCONTROL-REMOVE-5")
def test_a_deletion_leaves_other_contacts_alone(manager: CallControl) -> None:
    before, number, after = (manager.contact() for _ in range(3))
    deleted = given_done(manager.ask(DELETE, {"PhoneNumber": number}))
    for other in (before, after):
        expect(deleted).that(manager.is_listed(other), "all other contacts", f"none with {other}")
