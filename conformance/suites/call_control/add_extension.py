"""Adding a Single Extension."""

import itertools

from conformance.checks import first, verifies, verifies_in_each
from conformance.expect import expect
from conformance.strategies.call_control import ADDRESSES, EXTENSION, LETTERS, MALFORMED, extensions, mixed
from conformance.strategies.sampling import samples
from conformance.suites.call_control.answers import TRIES, code_of, done, given_done, is_done, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Extension Created"
DRAWN = 12
REFUSED = {"EmailAddress": ("nobody", "INVALID_EMAIL"), "FirstName": ("", "FNAME_INVALID")}


@first
@verifies("CALLCONTROL-ADD-1")
def test_an_extension_is_added(manager: CallControl) -> None:
    done(manager.ask("add extension", manager.extension_of()), STATUS)


@verifies("CALLCONTROL-ADD-2")
def test_a_number_that_was_added_is_taken(manager: CallControl) -> None:
    number = manager.extension()
    for name in ("Test", "Other"):
        refuses(manager.ask("add extension", manager.again(number, FirstName=name)), "EXTENSION_EXIST")


@verifies("CALLCONTROL-ADD-14")
def test_a_number_stays_taken_however_often_it_is_asked_for(manager: CallControl) -> None:
    record = manager.again(manager.extension())
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
    for number in LETTERS:
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
    for address in ADDRESSES:
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
    wrong = {**record, field: value}
    refused = manager.ask("add extension", wrong)
    refuses(refused, code)
    record["ExtentionNumber"] = wrong["ExtentionNumber"]
    expect(refused).that(is_done(manager.ask("add extension", record)), "a number that is free", "a number that is taken")


@verifies("CALLCONTROL-ADD-13")
def test_an_addition_takes_no_other_number(manager: CallControl) -> None:
    for _ in range(TRIES):
        number, neighbour = manager.neighbours()
        given_done(manager.ask("add extension", manager.extension_of(number)))
        answer = manager.ask("add extension", manager.extension_of(neighbour))
        if code_of(answer) != "EXTENSION_EXIST":  # somebody may have it already, but not time and again
            break
    done(answer, STATUS)


@verifies("CALLCONTROL-ADD-15")
def test_any_combination_of_fields_is_added(manager: CallControl) -> None:
    for values in itertools.product(("", None, "2145550100"), repeat=2):
        for address in ("", None, ADDRESSES[0]):
            fields = dict(zip(("LastName", "OutboundCallerID"), values, strict=True))
            done(manager.ask("add extension", manager.extension_of(EmailAddress=address, **fields)), STATUS)
    for record in samples(extensions(), DRAWN, manager.chance("extensions")):
        done(manager.ask("add extension", {**record, "ExtentionNumber": manager.number()}), STATUS)


@verifies("CALLCONTROL-ADD-16")
def test_one_wrong_field_among_others_is_told(manager: CallControl) -> None:
    least = dict.fromkeys(("EmailAddress", "LastName", "OutboundCallerID"))
    for beside in (least, {}):
        given_done(manager.ask("add extension", manager.extension_of(**beside)))
        for field, (code, values) in EXTENSION.items():
            for value in (*values, *(mixed(manager.number()) if field == "ExtentionNumber" else ())):
                record = manager.extension_of(**beside) | {field: value}
                refuses(manager.ask("add extension", record), code)
