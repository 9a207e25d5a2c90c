"""Updating an Extension."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import expect, uses
from conformance.strategies.call_control import LETTERS, MALFORMED, mixed
from conformance.suites.call_control.answers import TRIES, done, given_done, is_done, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Extension Updated"
UPDATE = "update extension"
OPTIONAL = ("EmailAddress", "LastName", "OutboundCallerID")
OTHERWISE = ("INVALID_EXTENSION", "WEBSERVICE_ERROR")


@verifies("CALLCONTROL-UPDATE-1")
def test_an_extension_is_updated(manager: CallControl) -> None:
    number = manager.extension()
    address = f"other.{manager.extension_of(number)['EmailAddress']}"
    changed = {"EmailAddress": address, "LastName": "Changed", "OutboundCallerID": "2145550111"}
    done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")), STATUS)
    done(manager.ask(UPDATE, manager.extension_of(number, **changed)), STATUS)


@verifies("CALLCONTROL-UPDATE-2")
def test_an_update_keeps_the_number(manager: CallControl) -> None:
    number = manager.extension()
    given_done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")))
    refuses(manager.ask("add extension", manager.again(number)), "EXTENSION_EXIST")
    done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Another")), STATUS)


@verifies("CALLCONTROL-UPDATE-3")
def test_an_empty_number_is_not_updated(manager: CallControl) -> None:
    given_done(manager.ask(UPDATE, manager.extension_of(manager.extension(), FirstName="Other")))
    refuses(manager.ask(UPDATE, manager.extension_of("")), "INVALID_EXTENSION")


@verifies("CALLCONTROL-UPDATE-4")
def test_an_unknown_number_is_not_updated(manager: CallControl) -> None:
    given_done(manager.ask(UPDATE, manager.extension_of(manager.extension(), FirstName="Other")))
    for _ in range(TRIES):
        answer = manager.ask(UPDATE, manager.extension_of(number := manager.number()))
        if not is_done(answer) or not manager.is_taken(number):  # somebody may have the number, but not time and again
            break
    refuses_or(answer, *OTHERWISE, "CALLCONTROL-R-UNKNOWN-EXTENSION")


@verifies("CALLCONTROL-UPDATE-5")
def test_an_update_with_a_malformed_address_is_refused(manager: CallControl) -> None:
    number = manager.extension()
    given_done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")))
    for address in MALFORMED:
        refuses(manager.ask(UPDATE, manager.extension_of(number, EmailAddress=address)), "INVALID_EMAIL")


@verifies_in_each("field", list(OPTIONAL), "CALLCONTROL-UPDATE-6")
def test_optional_fields_of_an_update_may_be_empty_or_absent(manager: CallControl, field: str) -> None:
    number = manager.extension()
    for name, value in (("Other", ""), ("Another", None)):  # an update that changes nothing is another matter
        done(manager.ask(UPDATE, manager.extension_of(number, FirstName=name, **{field: value})), STATUS)


@verifies("CALLCONTROL-UPDATE-7")
def test_an_update_with_an_empty_first_name_is_told_as_such(manager: CallControl) -> None:
    number = manager.extension()
    given_done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")))
    answer = manager.ask(UPDATE, manager.extension_of(number, FirstName=""))
    if is_done(answer):
        uses("CALLCONTROL-R-UPDATE-NAME", "b")
    else:
        refuses(answer, "FNAME_INVALID")


@verifies("CALLCONTROL-UPDATE-8")
def test_an_update_leaves_other_numbers_alone(manager: CallControl) -> None:
    before, number, after = (manager.extension() for _ in range(3))
    given_done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")))
    for other in (before, after):
        refuses(manager.ask("add extension", manager.again(other)), "EXTENSION_EXIST")
    done(manager.ask("add extension", manager.extension_of()))


@verifies("CALLCONTROL-UPDATE-9")
def test_a_number_with_letters_is_not_updated(manager: CallControl) -> None:
    given_done(manager.ask(UPDATE, manager.extension_of(manager.extension(), FirstName="Other")))
    for number in (*LETTERS, *mixed(manager.extension())):
        refuses_or(manager.ask(UPDATE, manager.extension_of(number)), *OTHERWISE, "CALLCONTROL-R-ILLEGAL-NUMBER")


@verifies("CALLCONTROL-UPDATE-11")
def test_required_fields_of_an_update_must_be_there(manager: CallControl) -> None:
    number = manager.extension()
    given_done(manager.ask(UPDATE, manager.extension_of(number, FirstName="Other")))
    refuses_or(manager.ask(UPDATE, manager.extension_of(ExtentionNumber=None)), *OTHERWISE, "CALLCONTROL-R-MISSING")
    answer = manager.ask(UPDATE, manager.extension_of(number, FirstName=None))
    if is_done(answer):
        uses("CALLCONTROL-R-UPDATE-NAME", "b")
    else:
        refuses_or(answer, "FNAME_INVALID", "WEBSERVICE_ERROR", "CALLCONTROL-R-MISSING")


@verifies("CALLCONTROL-UPDATE-10")
def test_an_update_makes_nothing(manager: CallControl) -> None:
    record = manager.extension_of()
    refused = manager.ask(UPDATE, record)
    refuses(refused)
    expect(refused).that(is_done(manager.ask("add extension", record)), "a number that is free as before", "it is taken")
