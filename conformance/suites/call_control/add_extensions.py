"""Adding Multiple Extensions."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import expect, uses
from conformance.suites.call_control.answers import done, given_done, is_done, refuses
from conformance.suites.call_control.client import CallControl, Record

STATUS = "All Extension Created"
OPTIONAL = ("EmailAddress", "LastName", "OutboundCallerID")
BAD = {"a number with letters": {"ExtentionNumber": "12a"}, "an empty number": {"ExtentionNumber": ""},
       "an empty first name": {"FirstName": ""}, "a malformed address": {"EmailAddress": "nobody"}}
MAKEABLE = ("an empty first name", "a malformed address")  # whose number could be asked about


@verifies("CALLCONTROL-MULTI-1")
def test_several_extensions_are_added(manager: CallControl) -> None:
    for count in (2, 3):
        done(manager.ask("add extensions", *(manager.extension_of() for _ in range(count))), STATUS)


def _several(manager: CallControl) -> list[Record]:
    """Three extensions that were just added at once."""
    records = [manager.extension_of() for _ in range(3)]
    given_done(manager.ask("add extensions", *records))
    return records


@verifies("CALLCONTROL-MULTI-2")
def test_afterwards_each_number_is_taken(manager: CallControl) -> None:
    for record in _several(manager):
        refuses(manager.ask("add extensions", record, manager.extension_of()))
        refuses(manager.ask("add extension", record), "EXTENSION_EXIST")


@verifies("CALLCONTROL-MULTI-7")
def test_a_number_of_several_cannot_be_added_by_itself(manager: CallControl) -> None:
    for record in _several(manager):
        refuses(manager.ask("add extension", record), "EXTENSION_EXIST")


@verifies_in_each("fault", list(BAD), "CALLCONTROL-MULTI-3")
def test_one_bad_record_among_several_is_an_error(manager: CallControl, fault: str) -> None:
    _several(manager)
    for place in (0, 1, 2):
        records = [manager.extension_of() for _ in range(3)]
        records[place] |= BAD[fault]
        refuses(manager.ask("add extensions", *records))
        _profile(manager, records, place)


def _profile(manager: CallControl, records: list[Record], bad: int) -> None:
    """What became of the good records beside a bad one. Whatever was made is ours to take away."""
    made = {place for place, record in enumerate(records) if place != bad and manager.is_taken(record["ExtentionNumber"])}
    for place in made:
        manager.adopt(records[place]["ExtentionNumber"])
    if made:
        uses("CALLCONTROL-R-PARTIAL", "c" if max(made) < bad else "b", f"{len(made)} of {len(records) - 1}")


@verifies_in_each("fault", list(MAKEABLE), "CALLCONTROL-MULTI-4")
def test_a_bad_record_is_not_made(manager: CallControl, fault: str) -> None:
    for place in (0, 1):
        records = [manager.extension_of(), manager.extension_of()]
        sound = dict(records[place])
        records[place] |= BAD[fault]
        refused = manager.ask("add extensions", *records)
        refuses(refused)
        expect(refused).that(is_done(manager.ask("add extension", sound)), "the number of the bad record free", "it is taken")
        _profile(manager, records, place)


@verifies("CALLCONTROL-MULTI-5")
def test_two_records_of_one_number_are_not_both_created(manager: CallControl) -> None:
    _several(manager)
    record = manager.extension_of()
    refuses(manager.ask("add extensions", record, {**record, "FirstName": "Other"}))
    if manager.is_taken(record["ExtentionNumber"]):
        manager.adopt(record["ExtentionNumber"])
        uses("CALLCONTROL-R-PARTIAL", "c", "the first of two records with one number")


@verifies_in_each("field", list(OPTIONAL), "CALLCONTROL-MULTI-6")
def test_optional_fields_of_several_may_be_empty_or_absent(manager: CallControl, field: str) -> None:
    for value in ("", None):
        done(manager.ask("add extensions", manager.extension_of(), manager.extension_of(**{field: value})), STATUS)
