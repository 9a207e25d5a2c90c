"""JUnit: what a CI server must make of a run."""

import re
from xml.etree.ElementTree import Element

import pytest

from conformance.record import Run
from conformance.writers import junit

from .readings import junit as parsed
from .readings import properties
from .runs import for_every_run, recorded

ENDINGS = ("failure", "error", "skipped")
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _ending(case: Element) -> str:
    found = [part.tag for part in case if part.tag in ENDINGS]
    assert len(found) <= 1
    return found[0] if found else ""


@for_every_run
def test_it_is_red_exactly_if_the_exit_code_is_not_0(run: Run) -> None:
    root = parsed(junit.write(run))
    assert (root.attrib["failures"], root.attrib["errors"]) != ("0", "0") or not run.exit_code()
    assert bool(run.exit_code()) == any(_ending(case) in ("failure", "error") for case in root.iter("testcase"))
    assert any(outcome.accuses(run.strict) for outcome in run.outcomes()) == (root.attrib["failures"] != "0")


@for_every_run
def test_only_a_pass_reads_as_a_pass(run: Run) -> None:
    for case in parsed(junit.write(run)).iter("testcase"):
        assert bool(_ending(case)) == (properties(case).get("verdict") != "pass")


@for_every_run
def test_the_counts_of_suites_are_those_of_their_cases(run: Run) -> None:
    root = parsed(junit.write(run))
    for suite in (root, *root.iter("testsuite")):
        endings = [_ending(case) for case in suite.iter("testcase")]
        assert int(suite.attrib["tests"]) == len(endings)
        assert [int(suite.attrib[name]) for name in ("failures", "errors", "skipped")] == [
            endings.count(tag) for tag in ENDINGS]


@for_every_run
def test_every_character_is_legal_in_xml(run: Run) -> None:
    assert not ILLEGAL.search(junit.write(run))


@pytest.mark.parametrize("name, requirement, tag, message", [
    ("one_fail", "OPEASY-SCHED-6", "failure", "expected status 400, got status 204"),
    ("disputed_and_warned", "OPEASY-CREATE-12", "skipped", "warned: expected status 400, got status 201"),
    ("disputed_and_warned", "OPEASY-CREATE-13", "skipped", "disputed: expected status 400, got status 201"),
    ("strict", "OPEASY-CREATE-13", "failure", "expected status 400, got status 201"),
    ("inconclusive", "OPEASY-SCHED-7", "error", "no answer within 30 s"),
    ("harness_error", "OPEASY-SCHED-7", "error", "KeyError: 'location'"),
    ("deselected", "OPEASY-AUTH-2", "skipped", "not_run: not selected"),
    ("deselected", "OPEASY-SCHED-6", "skipped", "fail_outside_plan: expected status 400, got status 204"),
    ("not_applicable", "OPEASY-CREATE-12", "skipped",
     "not_applicable: the target does not declare the capability jsonBody"),
])
def test_a_requirement_ends_as(name: str, requirement: str, tag: str, message: str) -> None:
    cases = {properties(case)["requirement"]: case for case in parsed(junit.write(recorded(name))).iter("testcase")}
    ending = cases[requirement].find(tag)
    assert ending is not None
    assert ending.attrib["message"] == message


def test_an_error_outside_the_plan_does_not_make_it_red() -> None:
    run = recorded("deselected")
    run.answers[0]["verdict"] = "error"
    assert parsed(junit.write(run)).attrib["errors"] == "0"


def test_the_seconds_of_a_check_are_shared_among_its_requirements() -> None:
    run = recorded("all_pass")
    for entry in run.header["requirements"]:
        entry["checks"] = [run.header["checks"][0]["id"]]
    seconds = [float(case.attrib["time"]) for case in parsed(junit.write(run)).iter("testcase")]
    assert seconds[:5] == [0.004] * 5


@pytest.mark.parametrize("name", ["empty", "cut_short", "cut_in_a_line", "footer_lies", "problem"])
def test_what_no_requirement_accounts_for_is_an_error_of_the_suite_run(name: str) -> None:
    suite = parsed(junit.write(recorded(name))).find("testsuite[@name='run']")
    assert suite is not None
    assert suite.attrib["errors"] == suite.attrib["tests"] != "0"


def test_a_failure_brings_its_evidence() -> None:
    text = parsed(junit.write(recorded("one_fail"))).findtext(".//failure") or ""
    assert text.splitlines()[0] == "FAIL  OPEASY-SCHED-6  MUST"
    assert "conformance run opeasy OPEASY-SCHED-6 --seed 1234" in text


def test_cases_stand_in_the_suite_of_their_section() -> None:
    suites = parsed(junit.write(recorded("all_pass"))).findall("testsuite")
    assert {suite.attrib["name"]: {case.attrib["classname"] for case in suite.findall("testcase")}
            for suite in suites} == {
        "Authenticate with API": {"opeasy.authenticate-with-api"},
        "Create New Operation": {"opeasy.create-new-operation"},
        "Delete Scheduled Operation": {"opeasy.delete-scheduled-operation"}}
