"""Whatever a payload holds it is judged: each violation has a place and a promise, and two validators agree on it."""


import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.judge import judge, known_tables, strangers
from conformance.strategies.objects import API

MATRIX = [(component, method) for component, table in known_tables(API).items() for method in table.methods]
NAMES = sorted({name for table in known_tables(API).values() for name in table.attributes})
texts = st.text(st.characters(), max_size=6) | st.sampled_from(["", "Any", "Specified Only", "2030-02-30", "\u0662", "a@b\n"])
numbers = st.integers() | st.floats(allow_nan=False) | st.sampled_from([10 ** 30, -10 ** 30, 31.0])
anything = st.recursive(st.none() | st.booleans() | numbers | texts, lambda each: st.lists(each, max_size=3) | st.dictionaries(
    st.sampled_from(NAMES) | texts, each, max_size=5), max_leaves=12)
FORMATS = {
    "recurEndDate": ("ScheduleRecurrencePattern", ["2030-01-31"], ["2030-02-30", "2030-1-1", "20300101", "", "2030-01-31\n"]),
    "startTime": ("MeetMeConferencingConferenceScheduleReservationLess",
                  ["2024-08-01T11:00:00.000+02:00", "2024-08-01t11:00:00z", "2030-12-31T23:59:60Z"],
                  ["2024-08-01", "2024-08-01T11:00:00", "2024-08-01 11:00:00Z", "2024-08-01T24:00:00Z",
                   "2024-08-01T11:00:00+02:60", "2024-08-01T11:00:00+0200", "0000-02-30T00:00:00Z"]),
}


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(MATRIX), st.data())
def test_any_payload_is_judged(which: tuple[str, str], data: st.DataObject) -> None:
    names = st.sampled_from(list(known_tables(API)[which[0]].attributes))
    payload = data.draw(anything | st.dictionaries(names, anything, max_size=6))
    for each in judge(API, *which).violations(payload):
        assert each.requirement.id in load(API).requirements
        assert each.found
    assert list(strangers(load(API).openapi, which[0], payload)) is not None


@pytest.mark.parametrize("name", FORMATS)
def test_dates_and_times_are_written_as_the_document_says(name: str) -> None:
    component, right, wrong = FORMATS[name]
    known = judge(API, component, "PUT")
    broken = {text: [each.requirement.id for each in known.violations({name: text})] for text in right + wrong}
    assert [text for text in right if broken[text]] == []
    assert [text for text in wrong if broken[text] != [f"COMMON-FIELD-{component}.{name}-format"]] == []


def test_a_lone_surrogate_is_a_text_like_others() -> None:
    assert judge(API, "CallForwarding", "PUT").violations({"destination": "\ud800"}) == []


def test_what_is_wrong_in_an_alternative_is_found_inside_of_it() -> None:
    (found,) = judge(API, "UserVoiceMessagingAnnouncements", "PUT").violations({"extendedAwayAudioFile": {"name": 7}})
    assert found.place == ("extendedAwayAudioFile", "name")
    assert found.requirement.id == "COMMON-FIELD-AnnouncementFileName.name-type"


def test_a_rule_tells_what_it_is_about() -> None:
    (found,) = judge(API, "MeetMeConferencingConferenceSchedule", "PUT").violations(
        {"scheduleOneTime": {}, "scheduleReservationless": {}})
    assert found.requirement.id == "COMMON-EXCLUSION-19"
    assert found.found == "scheduleReservationless = {}, scheduleOneTime = {}"


def test_strangers_are_found_at_any_depth() -> None:
    body = {"name": "boss", "more": 1, "timeSchedule": {"name": "Lunch", "place": "here"}}
    assert list(strangers(load(API).openapi, "Criteria", body)) == [("more",), ("timeSchedule", "place")]
