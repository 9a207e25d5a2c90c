"""What ``conformance check`` makes of odd files: it judges what is in them, or says in four parts why it cannot."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Told, four_parts, told_here

from conformance.verdict import ExitCode

API, FORWARDING = "common-objects", "Call Forwarding attributes"
WHOLE = {"active": True, "destination": "+99900000001", "ringSplashActive": False, "numberOfRings": 3}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*words: str, method: str = "GET") -> Told:
    return told_here("check", API, "--object", FORWARDING, "--method", method, *words)


def written(name: str, content: Any) -> str:
    Path(name).write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return name


def traffic(*entries: Any) -> Any:
    return {"log": {"entries": entries}}


def answered(text: Any, **more: str) -> Any:
    return {"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "content": {"text": text, **more}}}


NOTHING = {"a list": ("a.json", []), "lines": ("a.jsonl", "\n\n"), "traffic": ("a.har", traffic()),
           "another method": ("a.har", traffic({**answered("{}"), "request": {"method": "POST", "url": "/x"}})),
           "no text": ("a.har", traffic(answered(None))), "lists on lines": ("a.jsonl", "[]\n[]\n")}


@pytest.mark.parametrize(("name", "content"), NOTHING.values(), ids=NOTHING)
def test_a_file_without_payloads_is_told_and_no_success(name: str, content: Any) -> None:
    assert name in four_parts(check(written(name, content)), "nothing-to-judge", ExitCode.NOBODY_CAN_SAY)
    both = check(written("good.json", WHOLE), name)
    assert "ok    good.json" in both.out
    four_parts(both, "nothing-to-judge", ExitCode.NOBODY_CAN_SAY)


def test_a_payload_of_which_the_table_lists_nothing_is_no_success() -> None:
    found = check(written("other.json", {"mode": "Fixed"}), written("good.json", WHOLE), method="PUT")
    assert "ok    good.json" in found.out
    assert "other.json" in four_parts(found, "nothing-to-judge", ExitCode.NOBODY_CAN_SAY)
    assert check(written("nothing.json", {}), method="PUT").code == ExitCode.CONFORMS


def test_a_bad_file_weighs_more_than_one_without_payloads() -> None:
    assert check(written("bad.json", "{"), written("empty.har", traffic())).code == ExitCode.USAGE


def test_a_line_ends_where_json_says_so() -> None:
    lines = "\r\n".join(json.dumps({**WHOLE, "destination": each}, ensure_ascii=False) for each in ("a\u2028b", "a\u0085b", "c"))
    found = check(written("lines.jsonl", lines))
    assert found.code == ExitCode.CONFORMS, found.text
    assert "ok    lines.jsonl, line 3" in found.out


def test_a_mark_of_the_byte_order_is_no_part_of_a_payload() -> None:
    line = "\ufeff" + json.dumps(WHOLE)
    assert check(written("lines.jsonl", f"{line}\n{line}\n")).code == ExitCode.CONFORMS
    assert check(written("a.har", traffic(answered(line)))).code == ExitCode.CONFORMS


def test_what_is_nested_too_deeply_is_told_and_the_others_are_judged() -> None:
    found = check(written("deep.json", '{"x":' * 900 + "1" + "}" * 900), written("good.json", WHOLE), method="PUT")
    assert "ok    good.json" in found.out
    assert "deep.json" in four_parts(found, "payload-too-deep", ExitCode.USAGE)


@pytest.mark.parametrize("text", ['{"numberOfRings": 1e400}', f"{json.dumps(WHOLE)} {json.dumps(WHOLE)}"])
def test_what_cannot_be_taken_for_a_payload_is_not_accused(text: str) -> None:
    four_parts(check(written("odd.json", text)), "payload-not-json", ExitCode.USAGE)


def test_traffic_without_exchanges_is_no_payload() -> None:
    assert "a.har" in four_parts(check(written("a.har", {"log": {}}), method="PUT"), "payload-har", ExitCode.USAGE)


@pytest.mark.parametrize("text", ["!!!", "gIGC"])
def test_a_body_in_base64_that_is_none_is_told(text: str) -> None:
    file = written("a.har", traffic(answered(text, encoding="base64")))
    assert "a.har, entry 1" in four_parts(check(file), "payload-not-json", ExitCode.USAGE)


def test_names_that_could_be_taken_for_something_else_are_quoted() -> None:
    names = {"": '[""]', "a.b": '["a.b"]', "\x1b[2K": '["\\u001b[2K"]', "x\nok    more.json": '["x\\nok    more.json"]'}
    found = check(written("names.json", {**WHOLE, **dict.fromkeys(names, 1)}))
    assert [line for line in found.out.splitlines() if "note" in line] == [
        f"  note: {told} is not in the table" for told in names.values()]
