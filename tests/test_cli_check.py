"""``conformance check`` and ``conformance objects``: payloads are judged without a server, and mistakes told in four parts."""

import base64
import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from command_line import Told, four_parts, told_here

from conformance.judge import known_tables
from conformance.verdict import ExitCode

API, FORWARDING = "common-objects", "Call Forwarding attributes"
WHOLE = {"active": True, "destination": "+99900000001", "ringSplashActive": False, "numberOfRings": 3}
WRONG = {"active": True, "numberOfRings": "3"}
BROKEN = "COMMON-FIELD-CallForwarding.numberOfRings-type"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(name: str, content: Any) -> str:
    Path(name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return name


def check(*words: str, name: str = FORWARDING, method: str = "PUT") -> Told:
    return told_here("check", API, "--object", name, "--method", method, *words)


def told_as_json(*words: str, **which: str) -> Any:
    return json.loads(check(*words, "--format", "json", **which).out)


# ---------------------------------------------------------------------- what is found

def test_a_payload_that_conforms_is_said_to_do_so() -> None:
    found = check(written("good.json", WHOLE))
    assert found.code == ExitCode.CONFORMS
    assert found.out == f"ok    good.json\n1 of 1 payloads conform to PUT of {FORWARDING}\n"


def test_a_violation_tells_the_place_the_promise_its_source_and_what_was_found() -> None:
    found = check(written("bad.json", WRONG))
    assert found.code == ExitCode.DOES_NOT
    assert found.out.splitlines() == [
        "FAIL  bad.json", f"  {BROKEN}  MUST", "    place     numberOfRings",
        "    promise   The numberOfRings of a CallForwarding is of the type integer.",
        f"    source    {FORWARDING}, lines 452-455", '    found     "3"', f"0 of 1 payloads conform to PUT of {FORWARDING}"]


def test_programs_are_told_the_same() -> None:
    found = told_as_json(written("bad.json", WRONG), written("good.json", WHOLE))
    assert (found["object"], found["title"], found["method"], found["exitCode"]) == ("CallForwarding", FORWARDING, "PUT", 1)
    assert [each["conforms"] for each in found["payloads"]] == [False, True]
    (broken,) = found["payloads"][0]["violations"]
    assert (broken["place"], broken["requirement"], broken["found"]) == ("numberOfRings", BROKEN, '"3"')
    assert broken["source"] == {"section": FORWARDING, "lines": "452-455"}


def test_a_place_inside_of_lists_and_objects_is_told() -> None:
    body = {"name": "boss", "fromDnCriteria": {"selection": "Any", "phoneNumbers": [7]}}
    found = told_as_json(written("bad.json", body), name="Criteria attributes")
    assert [each["place"] for each in found["payloads"][0]["violations"]] == ["fromDnCriteria.phoneNumbers[0]"]


def test_what_no_table_lists_is_noted_and_accuses_nobody() -> None:
    found = check(written("more.json", {"active": True, "color": "green"}))
    assert found.code == ExitCode.CONFORMS
    assert "  note: color is not in the table\n" in found.out


def test_what_other_words_contradict_is_disputed_and_counts_only_if_asked_to() -> None:
    file = written("schedule.json", {"name": "Lunch"})
    lax, strict = (check(file, *words, name="Schedule attributes", method="POST") for words in ((), ("--strict",)))
    assert (lax.code, strict.code) == (ExitCode.CONFORMS, ExitCode.DOES_NOT)
    assert "disputed  COMMON-R-LEVEL" in lax.out


def test_a_table_with_one_method_needs_none() -> None:
    file = written("recording.json", {"bridgeId": "b", "conferenceId": "c", "startTime": "2030-08-01T11:00:00.000+02:00"})
    assert told_here("check", API, "--object", "Conference delete recording item", file).code == ExitCode.CONFORMS


# ---------------------------------------------------------------------- where payloads come from

def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(json.dumps(WRONG).encode())))
    assert "FAIL  standard input" in check("-").out


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.txt"])
def test_each_line_is_a_payload(name: str) -> None:
    found = told_as_json(written(name, f"{json.dumps(WHOLE)}\n\n{json.dumps(WRONG)}\n"))
    assert [(each["payload"], each["conforms"]) for each in found["payloads"]] == \
        [(f"{name}, line 1", True), (f"{name}, line 3", False)]


def exchange(method: str, url: str, sent: Any = None, answered: Any = None, status: int = 200, encoding: str = "") -> Any:
    text = "" if answered is None else json.dumps(answered)
    content = {"text": base64.b64encode(text.encode()).decode(), "encoding": encoding} if encoding else {"text": text}
    asked = {"method": method, "url": url, **({"postData": {"text": json.dumps(sent)}} if sent is not None else {})}
    return {"request": asked, "response": {"status": status, "content": content}}


def test_recorded_traffic_is_chosen_by_method_and_address() -> None:
    recorded = {"log": {"entries": [
        exchange("GET", "/users/1/forwarding", answered=WHOLE),
        exchange("GET", "/users/2/forwarding", answered=WRONG, encoding="base64"),
        exchange("GET", "/users/3/forwarding", answered={"error": "gone"}, status=404), exchange("GET", "/other", answered={}),
        exchange("put", "/users/1/forwarding", sent=WRONG)]}}
    file = written("traffic.har", recorded)
    read = told_as_json(file, "--url", "forwarding", method="GET")
    assert [(each["payload"], each["conforms"]) for each in read["payloads"]] == \
        [("traffic.har, entry 1", True), ("traffic.har, entry 2", False)]
    sent = told_as_json(file)
    assert [each["payload"] for each in sent["payloads"]] == ["traffic.har, entry 5"]


def test_each_item_of_a_list_that_was_answered_is_a_payload() -> None:
    file = written("list.json", [{**WHOLE, "ringSplashActive": False}, WRONG, [WHOLE]])
    read = told_as_json(file, method="GET")["payloads"]
    assert [(each["payload"], each["conforms"]) for each in read] == \
        [("list.json, item 1", True), ("list.json, item 2", False), ("list.json, item 3", False)]
    assert [each["payload"] for each in told_as_json(file)["payloads"]] == ["list.json"]


@pytest.mark.parametrize(("name", "method", "body"), [
    ("CallForwarding", "GET", {**WHOLE, "destination": None}), ("callforwarding", "GET", {**WHOLE, "destination": None}),
    ("UserVoiceMessagingAdvanced", "GET", {"mailboxLimit": "12"}), ("CriteriaFromDN", "POST", {"selection": "Any"}),
    ("ScheduleRecurrencePattern", "GET", {"recurDaily": {}, "recurMonthlyByDay": {"dayOfMonth": 1}}),
    ("ScheduleRecurrencePattern", "PUT", {"recurDaily": None, "recurMonthlyByDay": {"dayOfMonth": 1}}),
    ("ScheduleRecurrencePattern", "GET", {"recurDaily": {}, "recurForEver": True, "recurEndDate": None}),
    ("MeetMeConferencingConferenceScheduleReservationLess", "POST", {"startTime": "0000-02-29T00:00:00Z"}),
    ("UserVoiceMessagingBasic", "PUT", {"transcribeEmailAddresses": ["a b@c.d", "a..b@c.d"]})])
def test_what_the_document_leaves_open_is_no_breach(name: str, method: str, body: Any) -> None:
    assert check(written("open.json", body), name=name, method=method).code == ExitCode.CONFORMS


def test_of_several_tables_the_nearest_one_says_what_is_wrong() -> None:
    name = "CriteriaAttributesForCallForwardingSelective"
    numbers = {"selection": "any", "includeAnonymousCallers": True, "includeUnavailableCallers": True, "phoneNumbers": []}
    body = {"name": "x", "active": True, "fromDnCriteria": numbers, "forwardToNumberSelection": "Do not forward"}
    (wrong,) = told_as_json(written("wrong.json", body), name=name, method="GET")["payloads"][0]["violations"]
    assert (wrong["requirement"], wrong["place"]) == ("COMMON-FIELD-CriteriaFromDN.selection-enum", "fromDnCriteria.selection")
    (other,) = told_as_json(written("other.json", {"forwardToNumberSelection": "Do not forward"}),
                            name=name, method="GET")["payloads"][0]["violations"]
    assert other["requirement"] == f"COMMON-FIELD-{name}-combines"


def test_nothing_judged_is_no_success() -> None:
    assert check(written("traffic.har", {"log": {"entries": []}})).code == ExitCode.NOBODY_CAN_SAY
    assert check(written("empty.jsonl", "\n")).code in (ExitCode.NOBODY_CAN_SAY, ExitCode.USAGE)


# ---------------------------------------------------------------------- mistakes

BAD = {"cut off": '{"active": tru', "empty": "", "no number": '{"numberOfRings": NaN}', "deep": "[" * 100_000,
       "a long number": '{"numberOfRings": ' + "9" * 5000 + "}", "half a character": '{"destination": "\\ud800"}',
       "a name twice": '{"active": true, "active": false}'}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_no_json_is_told_and_the_others_are_judged(text: str) -> None:
    found = check(written("bad.json", text), written("good.json", WHOLE))
    assert "ok    good.json" in found.out
    assert "bad.json" in four_parts(found, "payload-not-json", ExitCode.USAGE)


def test_a_violation_weighs_more_than_a_bad_file() -> None:
    assert check(written("bad.json", "{"), written("wrong.json", WRONG)).code == ExitCode.DOES_NOT


def test_bad_lines_and_entries_are_told_by_their_numbers() -> None:
    assert "a.jsonl, line 2" in four_parts(check(written("a.jsonl", "{}\n{\n")), "payload-not-json", ExitCode.USAGE)
    file = written("a.har", {"log": {"entries": [7]}})
    assert "a.har, entry 1" in four_parts(check(file), "payload-har", ExitCode.USAGE)


def test_a_file_that_is_no_text_or_not_there_is_told() -> None:
    Path("latin.json").write_bytes(b'{"destination": "\xe9"}')
    four_parts(check("latin.json"), "payload-not-json", ExitCode.USAGE)
    assert "nowhere.json" in four_parts(check("nowhere.json"), "payload-file", ExitCode.USAGE)


MISTAKES = {
    ("Call Forwarding attribtes", "PUT"): ("unknown-object", f"did you mean {FORWARDING}?"),
    ("CallForwrding", "PUT"): ("unknown-object", "did you mean CallForwarding?"),
    ("", "PUT"): ("unknown-object", "conformance objects common-objects"),
    ("Schedule recurrence attributes", "PUT"): ("ambiguous-object", "ScheduleRecurrenceWeekly"),
    (FORWARDING, "PTU"): ("unknown-method", "did you mean PUT?"), (FORWARDING, "DELETE"): ("unknown-method", "GET, PUT"),
    (FORWARDING, ""): ("method-missing", "--method GET or PUT")}


@pytest.mark.parametrize(("name", "method"), MISTAKES)
def test_a_name_or_method_that_does_not_exist_is_told(name: str, method: str) -> None:
    code, word = MISTAKES[name, method]
    assert word in four_parts(check("x.json", name=name, method=method), code, ExitCode.USAGE)


def test_an_api_without_tables_has_no_objects() -> None:
    assert API in four_parts(told_here("objects", "opeasy"), "no-objects", ExitCode.USAGE)
    four_parts(told_here("check", "opeasy", "x.json", "--object", "x"), "no-objects", ExitCode.USAGE)
    four_parts(told_here("objects", "comon-objects"), "unknown-api", ExitCode.USAGE)


# ---------------------------------------------------------------------- conformance objects

def test_all_objects_are_listed() -> None:
    lines = told_here("objects").out.splitlines()
    assert len(lines) == len(known_tables(API)) == 55
    assert f"{API}  CallForwarding  GET PUT  4 attributes  {FORWARDING}" in lines
    assert len(json.loads(told_here("objects", API, "--format", "json").out)) == 55


def test_the_table_of_an_object_is_shown_with_its_rules() -> None:
    text = told_here("objects", API, "call forwarding ATTRIBUTES").out
    assert all(name in text for name in (*WHOLE, "boolean", "PUT", "452-455"))
    pattern = told_here("objects", API, "ScheduleRecurrencePattern").out
    assert "COMMON-EXCLUSION-1  GET PUT POST  " in pattern
    assert "* other words of the document contradict this cell" in pattern
    found = json.loads(told_here("objects", API, "ScheduleRecurrencePattern", "--format", "json").out)
    assert found["attributes"][0]["presence"] == {"GET": "A", "PUT": "C", "POST": "R"}
    assert len(found["rules"]) >= 18
