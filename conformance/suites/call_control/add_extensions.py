"""Adding Multiple Extensions."""

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect, uses
from conformance.suites.call_control.answers import TRIES, done, given_done, is_done, refuses
from conformance.suites.call_control.client import CallControl
from conformance.suites.call_control.records import Record

STATUS = "All Extension Created"
OPTIONAL = ("EmailAddress", "LastName", "OutboundCallerID")
BAD = {"a number with letters": {"ExtentionNumber": "abc"}, "an empty number": {"ExtentionNumber": ""},
       "an empty first name": {"FirstName": ""}, "a malformed address": {"EmailAddress": "nobody"}}
MAKEABLE = ("an empty first name", "a malformed address")  # whose number could be asked about


def _added(manager: CallControl, *fields: Record) -> tuple[Exchange, list[Record]]:
    """Add several at once. Somebody may have a number of them, but not time and again; no code tells that it is so (60-64)."""
    for _ in range(TRIES):
        records = [manager.extension_of(**each) for each in fields]
        answer = manager.ask("add extensions", *records)
        numbers = [] if is_done(answer) else [each["ExtentionNumber"] for each in records]
        taken = [number for number in numbers if manager.is_taken(number)]
        if not taken:
            break
        for number in taken:
            manager.leave(number)
    return answer, records


@verifies("CALLCONTROL-MULTI-1")
def test_several_extensions_are_added(manager: CallControl) -> None:
    for count in (2, 3):
        done(_added(manager, *({} for _ in range(count)))[0], STATUS)


def _several(manager: CallControl) -> list[Record]:
    """Three extensions that were just added at once."""
    answer, records = _added(manager, {}, {}, {})
    given_done(answer)
    return records


@verifies("CALLCONTROL-MULTI-2", "CALLCONTROL-MULTI-7")
def test_afterwards_each_number_is_taken(manager: CallControl) -> None:
    for record in _several(manager):
        refuses(manager.ask("add extension", manager.again(record["ExtentionNumber"])), "EXTENSION_EXIST")


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
    if made and 0 < bad < len(records) - 1:  # elsewhere b and c make the same
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


@verifies("CALLCONTROL-MULTI-8")
def test_a_number_that_is_taken_is_not_added_among_several(manager: CallControl) -> None:
    taken = manager.extension_of(manager.extension())
    for place in (0, 1, 2):
        records = [manager.extension_of() for _ in range(2)]
        records.insert(place, taken)
        answer = manager.ask("add extensions", *records)
        if not is_done(answer):
            _profile(manager, records, place)
        refuses(answer)


@verifies("CALLCONTROL-MULTI-5")
def test_two_records_of_one_number_are_not_both_created(manager: CallControl) -> None:
    _several(manager)
    record = manager.extension_of()
    refuses(manager.ask("add extensions", record, {**record, "FirstName": "Other"}))
    if manager.is_taken(record["ExtentionNumber"]):
        manager.adopt(record["ExtentionNumber"])


@verifies_in_each("field", list(OPTIONAL), "CALLCONTROL-MULTI-6")
def test_optional_fields_of_several_may_be_empty_or_absent(manager: CallControl, field: str) -> None:
    for value in ("", None):
        done(_added(manager, {field: value}, {field: value})[0], STATUS)
