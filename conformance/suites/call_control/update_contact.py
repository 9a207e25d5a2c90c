"""Updating a Contact."""

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect
from conformance.strategies.call_control import LETTERS
from conformance.suites.call_control.answers import done, given_done, in_turn, is_done, knows_no_contact, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Contact Updated"
REQUIRED = {"FirstName": "FNAME_INVALID", "LastName": "LNAME_INVALID", "PhoneNumber": "PHONE_NUMBER_INVALID"}
WRONG = {"an empty first name": {"FirstName": ""}, "an empty last name": {"LastName": ""}, "an empty number": {"PhoneNumber": ""},
         "letters in the number": {"PhoneNumber": "abc"}}


def _update(manager: CallControl, registered: str, number: str | None = None, **fields: str | None) -> Exchange:
    """Update the contact that has a number; without another number it keeps its own."""
    record = manager.contact_of(registered if number is None else number, RegisteredPhoneNumber=registered)
    changed = {**record, **fields}
    return manager.ask("update contact", {name: value for name, value in changed.items() if value is not None})


@verifies("CALLCONTROL-CHANGE-1")
def test_a_contact_is_updated(manager: CallControl) -> None:
    done(in_turn(manager.phone_number, lambda number: _update(manager, manager.contact(), number)), STATUS)
    done(in_turn(manager.phone_number, lambda number: _update(manager, manager.contact(), number, CompanyName="Another")), STATUS)


@verifies("CALLCONTROL-CHANGE-12")
def test_an_updated_contact_has_the_other_number(manager: CallControl) -> None:
    first, second, third = manager.contact(), manager.phone_number(), manager.phone_number()
    moved = given_done(_update(manager, first, second))
    expect(moved).that(not manager.is_listed(first), "no contact under the old number", "one there")
    done(_update(manager, second, third), STATUS)
    expect(moved).that(not manager.is_listed(second), "no contact under a number that was left again", "one there")


@verifies("CALLCONTROL-CHANGE-9")
def test_a_contact_may_keep_its_number(manager: CallControl) -> None:
    number = manager.contact()
    for name in ("Other", "Another"):
        done(_update(manager, number, LastName=name), STATUS)


def _refused_empty(manager: CallControl, field: str, *values: str, code: str) -> None:
    given_done(_update(manager, manager.contact(), manager.phone_number()))
    number = manager.contact()
    for value in values:
        refuses(_update(manager, number, manager.phone_number(), **{field: value}), code)


@verifies("CALLCONTROL-CHANGE-2")
def test_an_update_without_a_first_name_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "FirstName", "", code="FNAME_INVALID")


@verifies("CALLCONTROL-CHANGE-3")
def test_an_update_without_a_last_name_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "LastName", "", code="LNAME_INVALID")


@verifies("CALLCONTROL-CHANGE-4")
def test_an_update_to_an_empty_number_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "PhoneNumber", "", code="PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-CHANGE-5")
def test_an_update_to_a_number_with_letters_is_refused(manager: CallControl) -> None:
    _refused_empty(manager, "PhoneNumber", *LETTERS, code="PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-CHANGE-6")
def test_a_contact_that_does_not_exist_is_not_updated(manager: CallControl) -> None:
    given_done(_update(manager, manager.contact(), manager.phone_number()))
    unknown, new = manager.phone_number(), manager.phone_number()
    refused = _update(manager, unknown, new)
    if not knows_no_contact(refused):
        return
    expect(refused).that(not manager.is_listed(new), "no contact made by a refused update", "there is one")


@verifies("CALLCONTROL-CHANGE-7")
def test_a_registered_number_must_be_there(manager: CallControl) -> None:
    given_done(_update(manager, manager.contact(), manager.phone_number()))
    number = manager.contact()
    for registered in ("", None):
        refuses(_update(manager, number, RegisteredPhoneNumber=registered))


@verifies("CALLCONTROL-CHANGE-13")
def test_required_fields_of_an_update_must_be_there(manager: CallControl) -> None:
    given_done(_update(manager, manager.contact(), manager.phone_number()))
    number = manager.contact()
    for field, code in REQUIRED.items():
        refuses_or(_update(manager, number, manager.phone_number(), **{field: None}), code, "WEBSERVICE_ERROR",
                   "CALLCONTROL-R-MISSING")


@verifies("CALLCONTROL-CHANGE-8")
def test_an_update_leaves_other_contacts_alone(manager: CallControl) -> None:
    before, number, after = (manager.contact() for _ in range(3))
    given_done(_update(manager, number, manager.phone_number()))
    for other in (before, after):
        done(_update(manager, other, manager.phone_number()))


@verifies_in_each("fault", list(WRONG), "CALLCONTROL-CHANGE-10")
def test_a_refused_update_leaves_the_contact_as_it_was(manager: CallControl, fault: str) -> None:
    number, new = manager.contact(), manager.phone_number()
    refused = _update(manager, number, new, **WRONG[fault])
    refuses(refused)
    if "PhoneNumber" not in WRONG[fault]:
        expect(refused).that(not manager.is_listed(new), "no contact under the new number", "one there")
    moved = _update(manager, number, manager.phone_number())
    expect(refused).that(is_done(moved), "the contact under its old number", "none there")


@verifies("CALLCONTROL-CHANGE-11")
def test_a_company_of_an_update_may_be_empty_or_absent(manager: CallControl) -> None:
    for company in ("", None):
        done(_update(manager, manager.contact(), manager.phone_number(), CompanyName=company), STATUS)
