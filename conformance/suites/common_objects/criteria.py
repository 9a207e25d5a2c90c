"""Criteria and schedules."""

from typing import Any

from conformance.checks import verifies, verifies_in_each
from conformance.expect import Inconclusive, expect, given, uses
from conformance.suites.common_objects.client import Objects, bound
from conformance.suites.common_objects.outcomes import refused, taken

CRITERIA, NUMBERS, SCHEDULE, LISTED = "Criteria", "CriteriaFromDN", "Schedule", "CriteriaInListAttributes"
ONE, OTHER = "+99900000001", "+99900000002"
LEVELS = ("Tenant", "Group", "User")


@verifies("COMMON-CRITERIA-5", needs=bound(LISTED, "GET"))
def test_the_text_of_a_schedule_is_its_name_and_perhaps_its_level(objects: Objects) -> None:
    answer, found = objects.one(LISTED)
    pairs: list[dict[type, Any]] = [{type(found.get(name)): found.get(name) for name in names} for names in (
        ("timeSchedule", "timeScheduleObj"), ("holidaySchedule", "holidayScheduleObj"))]
    told = [(pair[str], pair[dict]) for pair in pairs if {str, dict} <= pair.keys()]
    if not told:
        raise Inconclusive(f"{answer.asked} shows no schedule both as text and as object")
    for text, schedule in told:
        name, level = schedule.get("name"), schedule.get("level")
        expect(answer).that(text in (name, f"{name} ({level})"), f"{name} or {name} ({level})", text)


@verifies("COMMON-CRITERIA-6", needs=bound(CRITERIA, "GET", "PUT", "POST"))
def test_a_renamed_criteria_is_found_under_its_new_name_only(objects: Objects) -> None:
    known = objects.make(CRITERIA)
    objects.one(CRITERIA, known)
    new = f"{known['name']}-new"
    objects.put(CRITERIA, objects.body(CRITERIA, "PUT", known, newName=new), known)
    renamed = {**known, "name": new}
    try:
        expect(objects.ask(CRITERIA, "GET", known=renamed)).status(200).shows(new, "name")
        expect(objects.ask(CRITERIA, "GET", known=known)).refused(404)
    finally:
        objects.ask(CRITERIA, "DELETE", {"name": new}, renamed)


@verifies_in_each("attribute", ("timeSchedule", "holidaySchedule"), "COMMON-CRITERIA-7",
                  needs={name: bound(CRITERIA, "GET", "PUT") for name in ("timeSchedule", "holidaySchedule")})
def test_null_removes_the_schedule_of_a_criteria(objects: Objects, attribute: str) -> None:
    known = objects.make(CRITERIA)
    schedule = objects.settled(SCHEDULE, {"level": "Group", "name": "text"})
    objects.put(CRITERIA, {**objects.body(CRITERIA, "PUT", known), attribute: schedule}, known)
    answer, found = objects.one(CRITERIA, known)
    given(answer).that(isinstance(found.get(attribute), dict), f"a {attribute}", repr(found.get(attribute)))
    objects.put(CRITERIA, {**objects.body(CRITERIA, "PUT", known), attribute: None}, known)
    answer, found = objects.one(CRITERIA, known)
    expect(answer).that(found.get(attribute) is None, f"no {attribute}", repr(found.get(attribute)))


@verifies("COMMON-CRITERIA-8", needs=bound(CRITERIA, "GET", "POST", "DELETE"))
def test_a_deleted_criteria_is_gone(objects: Objects) -> None:
    known = objects.make(CRITERIA)
    objects.one(CRITERIA, known)
    taken(given(objects.ask(CRITERIA, "DELETE", objects.body(CRITERIA, "DELETE", known), known)))
    expect(objects.ask(CRITERIA, "GET", known=known)).refused(404)


@verifies("COMMON-CRITERIA-12", needs=bound(SCHEDULE, "GET", "POST"))
def test_a_schedule_without_level_has_the_default_level(objects: Objects) -> None:
    objects.post(SCHEDULE, objects.body(SCHEDULE, "POST", having="level"))
    answer = objects.ask(SCHEDULE, "POST", objects.body(SCHEDULE, "POST", lacking="level"))
    if 400 <= answer.status < 500:
        uses("COMMON-R-LEVEL", "b")
        return
    taken(expect(answer))
    shown, items = objects.read(SCHEDULE)
    level = next((item.get("level") for item in items if isinstance(item, dict)), None)
    expect(shown).that(level in LEVELS, f"a level: {', '.join(LEVELS)}", repr(level))


# ---------------------------------------------------------------------- Criteria From DN attributes

def _numbers(objects: Objects) -> list[object]:
    return list(objects.one(NUMBERS)[1]["phoneNumbers"])


def _send(objects: Objects, selection: str, *numbers: list[str]) -> None:
    objects.put(NUMBERS, {"selection": selection, **dict(zip(["phoneNumbers"], numbers, strict=False))})


def _stored(objects: Objects) -> None:
    """Make it so that one number is stored."""
    objects.make(NUMBERS)
    _send(objects, "Specified Only", [ONE])
    if _numbers(objects) != [ONE]:
        raise Inconclusive("no number can be stored")


@verifies("COMMON-NUMBERS-7", needs=bound(NUMBERS, "GET", "PUT"))
def test_numbers_that_are_sent_take_the_place_of_former_ones(objects: Objects) -> None:
    objects.make(NUMBERS)
    for number in (ONE, OTHER):
        _send(objects, "Specified Only", [number])
        answer, found = objects.one(NUMBERS)
        expect(answer).that(found["phoneNumbers"] == [number], f"[{number}]", repr(found["phoneNumbers"])[:200])


@verifies("COMMON-NUMBERS-8", needs=bound(NUMBERS, "GET", "PUT"))
def test_an_empty_list_deletes_the_numbers(objects: Objects) -> None:
    _stored(objects)
    _send(objects, "Any", [])
    answer, found = objects.one(NUMBERS)
    if found["phoneNumbers"]:
        uses("COMMON-R-ANY-IGNORES", "c")
    expect(answer).that(found["phoneNumbers"] == [], "no numbers", repr(found["phoneNumbers"])[:200])


@verifies("COMMON-NUMBERS-9", needs=bound(NUMBERS, "GET", "PUT"))
def test_specified_only_without_numbers_keeps_those_that_there_are(objects: Objects) -> None:
    _stored(objects)
    taken(expect(objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})))
    answer, found = objects.one(NUMBERS)
    expect(answer).that(found["phoneNumbers"] == [ONE], f"[{ONE}]", repr(found["phoneNumbers"])[:200])


@verifies("COMMON-NUMBERS-10", needs=bound(NUMBERS, "GET", "PUT"))
def test_specified_only_without_numbers_is_refused_where_there_are_none(objects: Objects) -> None:
    _stored(objects)
    taken(given(objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})))
    _send(objects, "Any", [])
    if _numbers(objects):
        raise Inconclusive("the numbers cannot be deleted")
    answer = objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})
    refused(expect(answer))
