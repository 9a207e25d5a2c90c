"""Adding a Single Extension."""

from conformance.checks import first, verifies, verifies_in_each
from conformance.expect import Inconclusive, expect
from conformance.suites.call_control.answers import done, given_done, is_done, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Extension Created"
WITH_LETTERS = ("abc", "12a", "a12", "one")
MALFORMED = ("nobody", "nobody@", "@example.com", "no body@example.com", "nobody@example", "nobody@@example.com")
WELL_FORMED = ("a@example.com", "first.last@mail.example.co.uk", "user+tag@example.com", "o'neil_9-x@example-host.org")
REFUSED = {"EmailAddress": ("nobody", "INVALID_EMAIL"), "FirstName": ("", "FNAME_INVALID")}


@first
@verifies("CALLCONTROL-ADD-1")
def test_an_extension_is_added(manager: CallControl) -> None:
    done(manager.ask("add extension", manager.extension_of()), STATUS)


@verifies("CALLCONTROL-ADD-2")
def test_a_number_that_was_added_is_taken(manager: CallControl) -> None:
    record = manager.extension_of()
    given_done(manager.ask("add extension", record))
    refuses(manager.ask("add extension", record), "EXTENSION_EXIST")
    refuses(manager.ask("add extension", manager.extension_of(record["ExtentionNumber"], FirstName="Other")), "EXTENSION_EXIST")


@verifies("CALLCONTROL-ADD-14")
def test_a_number_stays_taken_however_often_it_is_asked_for(manager: CallControl) -> None:
    record = manager.extension_of(manager.extension())
    refuses(manager.ask("add extension", record))
    for _ in range(2):
        refuses(manager.ask("add extension", record), "EXTENSION_EXIST")


@verifies("CALLCONTROL-ADD-3")
def test_an_empty_number_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    refuses(manager.ask("add extension", manager.extension_of("")), "INVALID_EXTENSION")


@verifies("CALLCONTROL-ADD-4")
def test_a_number_with_letters_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for number in WITH_LETTERS:
        refuses(manager.ask("add extension", manager.extension_of(number)), "INVALID_EXTENSION")


@verifies("CALLCONTROL-ADD-5")
def test_an_address_may_be_empty_or_absent(manager: CallControl) -> None:
    for address in ("", None):
        done(manager.ask("add extension", manager.extension_of(EmailAddress=address)), STATUS)


@verifies("CALLCONTROL-ADD-6")
def test_a_malformed_address_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for address in MALFORMED:
        refuses(manager.ask("add extension", manager.extension_of(EmailAddress=address)), "INVALID_EMAIL")


@verifies("CALLCONTROL-ADD-7")
def test_usual_addresses_are_accepted(manager: CallControl) -> None:
    for address in WELL_FORMED:
        done(manager.ask("add extension", manager.extension_of(EmailAddress=address)))


@verifies("CALLCONTROL-ADD-8")
def test_an_empty_first_name_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    refuses(manager.ask("add extension", manager.extension_of(FirstName="")), "FNAME_INVALID")


@verifies("CALLCONTROL-ADD-9")
def test_a_last_name_may_be_empty_or_absent(manager: CallControl) -> None:
    for name in ("", None):
        done(manager.ask("add extension", manager.extension_of(LastName=name)), STATUS)


@verifies("CALLCONTROL-ADD-10")
def test_a_caller_id_may_be_empty_or_absent(manager: CallControl) -> None:
    for caller in ("", None):
        done(manager.ask("add extension", manager.extension_of(OutboundCallerID=caller)), STATUS)


@verifies("CALLCONTROL-ADD-11")
def test_a_required_field_must_be_there(manager: CallControl) -> None:
    record = manager.extension_of()
    for name, code in (("ExtentionNumber", "INVALID_EXTENSION"), ("FirstName", "FNAME_INVALID")):
        without = {field: value for field, value in record.items() if field != name}
        refuses_or(manager.ask("add extension", without), code, "WEBSERVICE_ERROR", "CALLCONTROL-R-MISSING")
    given_done(manager.ask("add extension", record))


@verifies_in_each("field", list(REFUSED), "CALLCONTROL-ADD-12")
def test_a_refused_addition_leaves_its_number_free(manager: CallControl, field: str) -> None:
    value, code = REFUSED[field]
    record = manager.extension_of()
    refused = manager.ask("add extension", {**record, field: value})
    refuses(refused, code)
    expect(refused).that(is_done(manager.ask("add extension", record)), "a number that is free", "a number that is taken")


@verifies("CALLCONTROL-ADD-13")
def test_an_addition_takes_no_other_number(manager: CallControl) -> None:
    other = manager.number()
    if manager.is_taken(other):
        raise Inconclusive(f"{other} is taken already")
    # It is taken now. One that was drawn beside it is not, and shares its beginning.
    sibling = other[:-1] + str((int(other[-1]) + 1) % 10)
    done(manager.ask("add extension", manager.extension_of(sibling)), STATUS)
