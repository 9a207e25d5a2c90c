"""Updating a Contact."""

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect
from conformance.suites.call_control.answers import done, given_done, refuses
from conformance.suites.call_control.client import CallControl

STATUS = "Contact Updated"
WRONG = {"an empty first name": {"FirstName": ""}, "an empty last name": {"LastName": ""}, "an empty number": {"PhoneNumber": ""},
         "letters in the number": {"PhoneNumber": "12a"}}


def _update(manager: CallControl, registered: str, number: str | None = None, **fields: str | None) -> Exchange:
    """Update the contact that has a number; without another number it keeps its own."""
    record = manager.contact_of(registered if number is None else number, RegisteredPhoneNumber=registered)
    changed = {**record, **fields}
    return manager.ask("update contact", {name: value for name, value in changed.items() if value is not None})


@verifies("CALLCONTROL-CHANGE-1")
def test_a_contact_is_found_by_its_number_and_gets_the_other(manager: CallControl) -> None:
    first, second, third = manager.contact(), manager.phone_number(), manager.phone_number()
    done(_update(manager, first, second), STATUS)
    refuses(_update(manager, first))
    done(_update(manager, second, third), STATUS)
    refuses(_update(manager, second))


@verifies("CALLCONTROL-CHANGE-9")
def test_a_contact_may_keep_its_number(manager: CallControl) -> None:
    number = manager.contact()
    for name in ("Other", "Another"):
        done(_update(manager, number, LastName=name), STATUS)


def _refused_empty(manager: CallControl, field: str, *values: str, code: str) -> None:
    number = manager.contact()
    given_done(_update(manager, number))
    for value in values:
        refuses(_update(manager, number, **{field: value}), code)


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
    _refused_empty(manager, "PhoneNumber", "abc", "12a", "a12", code="PHONE_NUMBER_INVALID")


@verifies("CALLCONTROL-CHANGE-6")
def test_a_contact_that_does_not_exist_is_not_updated(manager: CallControl) -> None:
    given_done(_update(manager, manager.contact()))
    unknown, new = manager.phone_number(), manager.phone_number()
    refused = _update(manager, unknown, new)
    refuses(refused)
    expect(refused).that(not manager.is_listed(new), "no contact made by a refused update", "there is one")


@verifies("CALLCONTROL-CHANGE-7")
def test_a_registered_number_must_be_there(manager: CallControl) -> None:
    number = manager.contact()
    given_done(_update(manager, number))
    for registered in ("", None):
        refuses(_update(manager, number, RegisteredPhoneNumber=registered))


@verifies("CALLCONTROL-CHANGE-8")
def test_an_update_leaves_other_contacts_alone(manager: CallControl) -> None:
    before, number, after = (manager.contact() for _ in range(3))
    given_done(_update(manager, number, manager.phone_number()))
    for other in (before, after):
        done(_update(manager, other))


@verifies_in_each("fault", list(WRONG), "CALLCONTROL-CHANGE-10")
def test_a_refused_update_leaves_the_contact_as_it_was(manager: CallControl, fault: str) -> None:
    number, new = manager.contact(), manager.phone_number()
    refused = _update(manager, number, new, **WRONG[fault])
    refuses(refused)
    expect(refused).that(manager.is_listed(number), "the contact under its old number", "none there")
    expect(refused).that(not manager.is_listed(new), "no contact under the new number", "one there")


@verifies("CALLCONTROL-CHANGE-11")
def test_a_company_of_an_update_may_be_empty_or_absent(manager: CallControl) -> None:
    number = manager.contact()
    for company in ("", None):
        done(_update(manager, number, CompanyName=company), STATUS)
