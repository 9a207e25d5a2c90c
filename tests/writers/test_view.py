"""The laws of the view, and what each recorded run amounts to."""

import pytest

from conformance.record import Run
from conformance.verdict import Verdict
from conformance.writers.view import view

from .runs import NAMES, for_every_run, recorded

# name: exit code, what kept it from an answer, how the requirements stand
AMOUNTS = {
    "all_pass": (0, [], {"pass": 5}),
    "one_fail": (1, [], {"fail": 1, "pass": 4}),
    "disputed_and_warned": (0, [], {"disputed": 1, "warned": 1, "pass": 3}),
    "strict": (1, [], {"fail": 2, "pass": 3}),
    "inconclusive": (2, [], {"inconclusive": 1, "pass": 4}),
    "harness_error": (3, [], {"error": 1, "pass": 4}),
    "not_applicable": (0, [], {"pass": 3, "not_applicable": 2}),
    "deselected": (0, [], {"fail_outside_plan": 1, "not_run": 3, "pass": 1}),
    "cut_short": (2, ["cut-short", "not-run"], {"not_run": 1, "pass": 4}),
    "cut_in_a_line": (2, ["cut-short", "not-run"], {"not_run": 1, "pass": 4}),
    "footer_lies": (2, ["lines-missing"], {"pass": 5}),
    "empty": (2, ["nothing-asked"], {}),
    "problem": (2, ["unreachable", "not-run"], {"not_run": 5}),
    "left_out": (0, [], {"pass": 5}),
    "leftovers": (0, [], {"pass": 5}),
    "profile": (0, [], {"pass": 5}),
    "hostile": (1, ["a|`<b>", "not-run"], {"fail": 1, "disputed": 1, "warned": 1, "error": 1, "not_run": 1}),
}


def test_every_recorded_run_is_known() -> None:
    assert sorted(AMOUNTS) == NAMES


@pytest.mark.parametrize("name", AMOUNTS)
def test_a_recorded_run_amounts_to(name: str) -> None:
    shown = view(recorded(name))
    assert (shown.code, [gap.code for gap in shown.gaps], shown.standings) == AMOUNTS[name]


@for_every_run
def test_there_is_one_row_for_each_requirement_with_the_verdict_of_the_record(run: Run) -> None:
    rows = view(run).rows
    assert [(row.id, row.verdict) for row in rows] == [(each.requirement, each.verdict) for each in run.outcomes()]
    assert all(row.answer.get("verdict", row.verdict.word) == row.verdict.word for row in rows)
    assert all(bool(row.reason) == (row.verdict in (Verdict.NOT_RUN, Verdict.NOT_APPLICABLE)) for row in rows)


@for_every_run
def test_each_exit_code_but_0_has_a_reason_that_is_shown(run: Run) -> None:
    shown = view(run)
    gating = [row for row in shown.rows if row.outcome.planned and row.standing in ("fail", "error", "inconclusive")]
    assert bool(shown.code) == bool(gating or shown.gaps)


@for_every_run
def test_only_what_the_plan_demands_and_the_document_states_accuses(run: Run) -> None:
    assert all((row.standing == "fail") == row.outcome.accuses(run.strict) for row in view(run).rows)


def test_a_run_to_which_nothing_applies_has_found_out_nothing() -> None:
    run = recorded("all_pass")
    run.answers = [answer | {"verdict": "not_applicable"} for answer in run.answers]
    shown = view(run)
    assert (shown.code, [gap.code for gap in shown.gaps]) == (2, ["nothing-kept"])


def test_a_run_of_disputed_mismatches_alone_has_shown_nothing_kept() -> None:
    run = recorded("disputed_and_warned")
    run.header["requirements"] = run.header["requirements"][1:3]
    shown = view(run)
    assert (shown.code, [gap.code for gap in shown.gaps]) == (2, ["nothing-kept"])


def test_a_part_of_the_promises_is_not_called_conforming_without_saying_so() -> None:
    assert view(recorded("deselected")).headline == "Conforms in what was asked"
    assert view(recorded("all_pass")).headline == "Conforms"


def test_mismatches_that_do_not_count_are_mentioned_beside_the_exit_code() -> None:
    meaning = view(recorded("disputed_and_warned")).meaning
    assert meaning.endswith("mismatches not counted: 1 disputed, 1 only recommended")


def test_an_answer_about_an_unlisted_requirement_becomes_a_note() -> None:
    run = recorded("all_pass")
    run.answers[0]["requirement"] = "OPEASY-GONE-1"
    assert "pass for OPEASY-GONE-1, which this run does not list" in view(run).notes


def test_a_silent_check_is_the_reason_of_a_requirement_that_was_not_run() -> None:
    assert {row.reason for row in view(recorded("cut_short")).standing("not_run")} == {"its check did not end"}


def test_a_pass_of_one_check_is_no_evidence_for_a_requirement_whose_other_check_is_silent() -> None:
    run = recorded("all_pass")
    run.header["requirements"][0]["checks"].append("suites/opeasy/another.py::test_b")
    row = view(run).rows[0]
    assert (row.verdict, row.answer, row.reason) == (Verdict.NOT_RUN, {}, "its check did not end")
