"""The kinds of complaints that are read out of the reports of each tool."""

import json
from pathlib import Path
from typing import Any

import pytest
from beside import dredd, ours, schemathesis_cli, specmatic
from beside.tool import Unreadable

SCHEMATHESIS = """<testsuites><testsuite>
<testcase name="GET /v1/things"/>
<testcase name="POST /v1/things"><failure type="failure" message="ST103, ST202">1. Test Case ID: abc

- ST202 Schema-valid request rejected

    Expected: 2xx

- ST103 Undocumented status code

    Received: 418
    Documented: 200

2. Test Case ID: def

- ST103 Undocumented status code

    Received: 418
</failure></testcase>
<testcase name="run"><error type="error" message="no network"/></testcase>
</testsuite></testsuites>"""

SPECMATIC = """<testsuite>
<testcase name="fine"/>
<testcase name="one"><failure message="shorter">API: GET /v1/things/(id:string) -&gt; 200

  &gt;&gt; RESPONSE.BODY.things[3].name

      R1001: Type mismatch

      Specification expected string

  &gt;&gt; RESPONSE.BODY.things[4].name

      R1001: Type mismatch
</failure></testcase>
<testcase name="two"><failure message="shorter">API: GET /v1/things/(id:string) -&gt; 404

  &gt;&gt; RESPONSE.STATUS

      R0002: HTTP status mismatch

      Specification expected status 404 but response contained status 200
</failure></testcase>
<testcase name="three"><error message="broken off"/></testcase>
</testsuite>"""

DREDD: list[dict[str, Any]] = [
    {"key": "GET /v1/things 200", "status": "pass", "errors": [], "fields": []},
    {"key": "GET /v1/things 200", "status": "skip", "errors": [], "fields": []},
    {"key": "GET /v1/things/{id} 200", "status": "fail", "errors": ["error: long"],
     "fields": ["body: At '/things/12/name' Missing required property: name",
                "body: At '/things/13/name' Missing required property: name"]},
    {"key": "DELETE /v1/things/{id} 204", "status": "fail", "errors": ["error: timed out"], "fields": []},
    {"key": "PATCH /v1/things/{id} 200", "status": "fail", "errors": [], "fields": []},
]

RECORD = [{"kind": "header"}, {"kind": "exchange"}, {"kind": "exchange", "received": True},
          {"kind": "answer", "check": "a.py::test_a", "requirement": "X-1", "verdict": "pass"},
          {"kind": "exchange"}, {"kind": "answer", "check": "a.py::test_b", "requirement": "X-2", "verdict": "fail"},
          {"kind": "exchange"}, {"kind": "answer", "check": "a.py::test_b", "requirement": "X-2", "verdict": "fail"},
          {"kind": "answer", "check": "a.py::test_c", "requirement": "X-3", "verdict": "inconclusive"}]
TEXTS = [json.dumps(line) for line in RECORD]


def test_schemathesis_complains_of_an_operation_a_check_and_a_status() -> None:
    assert schemathesis_cli.read(SCHEMATHESIS) == {
        "POST /v1/things | ST202", "POST /v1/things | ST103 418", "run | no network"}


def test_specmatic_complains_of_a_scenario_a_place_and_a_rule() -> None:
    assert specmatic.read(SPECMATIC) == {
        "GET /v1/things/(id:string) 200 | RESPONSE.BODY.things[N].name R1001",
        "GET /v1/things/(id:string) 404 | RESPONSE.STATUS R0002", "GET /v1/things/(id:string) 404 | got 200", "run | failed"}


def test_dredd_complains_of_a_transaction_and_a_message_without_ids() -> None:
    assert dredd.read(DREDD) == {
        "GET /v1/things/{id} 200 | body: At '/things/N/name' Missing required property: name",
        "DELETE /v1/things/{id} 204 | error: timed out", "PATCH /v1/things/{id} 200 | failed"}
    assert dredd.kind("status 200 of 0123456789abcdef0") == "status 200 of ID"


def test_a_record_complains_of_a_check_and_a_requirement() -> None:
    assert ours.read([*TEXTS, '{"kind": "answer", "verd']) == {"a.py::test_b | X-2"}


def test_requests_are_counted_up_to_the_first_accusation() -> None:
    assert ours.until_found(TEXTS) == 2
    assert ours.until_found(TEXTS[:4]) == 0


def test_a_record_is_followed_while_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    followed = ours.Following(file)
    assert not followed.accuses()
    file.write_text("\n".join(TEXTS[:5]) + "\n" + TEXTS[5][:20], encoding="utf-8")
    assert not followed.accuses()
    file.write_text("\n".join(TEXTS), encoding="utf-8")
    assert followed.accuses()
    assert followed.accuses()


@pytest.mark.parametrize("tool", [schemathesis_cli.Schemathesis(), ours.Ours(stop=True)])
def test_no_report_is_no_praise(tool: Any, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        tool.complaints(tmp_path, "")
