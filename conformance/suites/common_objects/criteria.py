"""Criteria and schedules."""

from typing import Any

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given, uses
from conformance.suites.common_objects.client import Objects, bound
from conformance.suites.common_objects.outcomes import are_shown, refused, refuses, taken

CRITERIA, NUMBERS, SCHEDULE, LISTED = "Criteria", "CriteriaFromDN", "Schedule", "CriteriaInListAttributes"
ONE, OTHER = "+99900000001", "+99900000002"
LEVELS = ("Tenant", "Group", "User")


@verifies("COMMON-CRITERIA-5", needs=bound(LISTED, "GET"))
def test_the_text_of_a_schedule_is_its_name_and_perhaps_its_level(objects: Objects) -> None:
    answer, found = objects.every(LISTED)
    pairs: list[dict[type, Any]] = [{type(each.get(name)): each.get(name) for name in names} for each in found for names in (
        ("timeSchedule", "timeScheduleObj"), ("holidaySchedule", "holidayScheduleObj"))]
    told = [(pair[str], pair[dict]) for pair in pairs if {str, dict} <= pair.keys()]
    if not told:
        raise Inconclusive(f"{answer.asked} shows no schedule both as text and as object")
    for text, schedule in told:
        name, level = schedule.get("name"), schedule.get("level")
        if not isinstance(name, str) or not isinstance(level, str):
            raise Inconclusive(f"{answer.asked} shows no whole schedule: {schedule}")
        right = text.startswith(name) and text[len(name):].strip() in ("", f"({level})")  # about a blank nothing is said
        expect(answer).that(right, f"{name} or {name} ({level})", text)


@verifies("COMMON-CRITERIA-6", needs=bound(CRITERIA, "GET", "PUT", "POST"))
def test_a_renamed_criteria_is_found_under_its_new_name_only(objects: Objects) -> None:
    known = objects.make(CRITERIA)
    objects.one(CRITERIA, known)
    new = f"{known['name']}-new"
    objects.put(CRITERIA, objects.body(CRITERIA, "PUT", known, newName=new), known)
    renamed = {**known, "name": new}
    try:
        answer, found = objects.there(CRITERIA, renamed)
        names = [each.get("name") if isinstance(each, dict) else each for each in found]
        expect(answer).that(names == [new], f"a criteria called {new}", repr(found)[:200])
        answer, found = objects.there(CRITERIA, known)
        expect(answer).that(not found, f"no criteria called {known['name']}", repr(found)[:200])
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
    answer, found = objects.there(CRITERIA, known)
    expect(answer).that(not found, f"no criteria called {known['name']}", repr(found)[:200])


@verifies("COMMON-CRITERIA-12", needs=bound(SCHEDULE, "GET", "POST"))
def test_a_schedule_without_level_has_the_default_level(objects: Objects) -> None:
    whole = objects.body(SCHEDULE, "POST", having="level")
    objects.post(SCHEDULE, whole)
    answer = objects.ask(SCHEDULE, "POST", objects.body(SCHEDULE, "POST", lacking="level"))
    if refuses(answer):
        objects.post(SCHEDULE, whole)  # is it refused for its level, or for being there already?
        uses("COMMON-R-LEVEL", "b")
        return
    taken(expect(answer))
    shown, items = objects.read(SCHEDULE)
    level = next((item.get("level") for item in items if isinstance(item, dict)), None)
    expect(shown).that(level in LEVELS, f"a level: {', '.join(LEVELS)}", repr(level))


# ---------------------------------------------------------------------- Criteria From DN attributes

def _numbers(objects: Objects) -> tuple[Exchange, list[object]]:
    """The numbers that are shown, in whatever way they are written there; null where there are none."""
    answer, found = objects.one(NUMBERS)
    shown = found["phoneNumbers"]
    given(answer).that(shown is None or isinstance(shown, list), "a list of phoneNumbers", repr(shown)[:200])
    return answer, shown or []


def _send(objects: Objects, selection: str, *numbers: list[str]) -> None:
    objects.put(NUMBERS, {"selection": selection, **dict(zip(["phoneNumbers"], numbers, strict=False))})


def _stored(objects: Objects) -> list[object]:
    """Make it so that one number is stored, and give it as it is shown."""
    objects.make(NUMBERS)
    _send(objects, "Specified Only", [ONE])
    _, numbers = _numbers(objects)
    if len(numbers) != 1:
        raise Inconclusive("no number can be stored")
    return numbers


@verifies("COMMON-NUMBERS-7", needs=bound(NUMBERS, "GET", "PUT"))
def test_numbers_that_are_sent_take_the_place_of_former_ones(objects: Objects) -> None:
    objects.make(NUMBERS)
    for number in (ONE, OTHER):
        _send(objects, "Specified Only", [number])
        answer, numbers = _numbers(objects)
        expect(answer).that(are_shown(numbers, [number]), f"[{number}]", repr(numbers)[:200])


@verifies("COMMON-NUMBERS-8", needs=bound(NUMBERS, "GET", "PUT"))
def test_an_empty_list_deletes_the_numbers(objects: Objects) -> None:
    _stored(objects)
    _send(objects, "Any", [])
    answer, numbers = _numbers(objects)
    if numbers:
        uses("COMMON-R-ANY-IGNORES", "c")
    expect(answer).that(not numbers, "no numbers", repr(numbers)[:200])


@verifies("COMMON-NUMBERS-9", needs=bound(NUMBERS, "GET", "PUT"))
def test_specified_only_without_numbers_keeps_those_that_there_are(objects: Objects) -> None:
    stored = _stored(objects)
    taken(expect(objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})))
    answer, numbers = _numbers(objects)
    expect(answer).that(numbers == stored, f"{stored}", repr(numbers)[:200])


@verifies("COMMON-NUMBERS-10", needs=bound(NUMBERS, "GET", "PUT"))
def test_specified_only_without_numbers_is_refused_where_there_are_none(objects: Objects) -> None:
    _stored(objects)
    taken(given(objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})))
    _send(objects, "Any", [])
    if _numbers(objects)[1]:
        raise Inconclusive("the numbers cannot be deleted")
    answer = objects.ask(NUMBERS, "PUT", {"selection": "Specified Only"})
    refused(expect(answer))
