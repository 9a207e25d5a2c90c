"""What is no record is told, and never read as one."""

import json
from pathlib import Path

import pytest
from headers import header

from conformance.problems import Problem
from conformance.record import read
from conformance.verdict import ExitCode

HEADER = json.dumps({"kind": "header", "format": 1, **header()})
NO_RECORDS = {
    "an empty file": "", "a blank line": "\n", "no JSON": "<html>", "JSON of another kind": "[1, 2]", "a number": "1",
    "null": "null",
    "another format": HEADER.replace('"format": 1', '"format": 2'), "no header": '{"kind": "answer"}',
    "a header that plans nothing": '{"kind": "header", "format": 1}',
    "a blank line inside": f'{HEADER}\n\n{{"kind": "footer"}}\n',
    "garbage inside": f"{HEADER}\ngarbage\n{HEADER}", "a list inside": f"{HEADER}\n[]\n{HEADER}",
    "an exchange without number": f'{HEADER}\n{{"kind": "exchange"}}\n',
    "an answer without verdict": f'{HEADER}\n{{"kind": "answer"}}\n',
    "a verdict of others": f'{HEADER}\n{{"kind": "check", "check": "x", "verdict": "passed"}}\n',
    "a footer without counts": f'{HEADER}\n{{"kind": "footer"}}\n',
}


@pytest.mark.parametrize("content", NO_RECORDS.values(), ids=NO_RECORDS)
def test_what_is_no_record_is_told_in_four_parts(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.jsonl").write_text(content, encoding="ascii")
    with pytest.raises(Problem) as caught:
        read(tmp_path)
    assert caught.value.code == "broken-record"
    assert all((caught.value.message, caught.value.cause, caught.value.hint))
    assert caught.value.exit_code is not ExitCode.CONFORMS


def test_where_no_record_is_at_all_is_told_in_four_parts(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b'{"kind": "header", "run": "\xe9"}')
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "latin.jsonl"):
        with pytest.raises(Problem) as caught:
            read(place)
        assert caught.value.code == "no-record"
        assert all((caught.value.message, caught.value.cause, caught.value.hint))
