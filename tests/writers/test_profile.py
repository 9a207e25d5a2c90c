"""The profile of a target: every report shows the tolerated alternatives that it uses, and no other note passes for one."""

import json

import pytest

from conformance.expect import Answers, current, uses
from conformance.record import Run, Use
from conformance.writers import html, markdown, report_json
from conformance.writers.terminal import summary
from conformance.writers.text import plain
from conformance.writers.view import view

from . import readings
from .runs import for_every_run, recorded

PROFILE = [Use("OPEASY-R-HREF", "c", 1, ("OPEASY-SCHED-7",)),
           Use("OPEASY-R-REFUSAL", "b", 3, ("OPEASY-CREATE-12", "OPEASY-CREATE-13"))]


def test_the_recorded_profile_is_read() -> None:
    assert recorded("profile").profile() == list(view(recorded("profile")).profile) == PROFILE


@pytest.mark.parametrize("told", ["", "status 415", "it said: <b>\n, alternative c: \u2028"])
def test_what_a_check_says_of_an_alternative_is_what_the_record_reads(told: str) -> None:
    token = current.set(answers := Answers(("OPEASY-SCHED-7",)))
    uses("OPEASY-R-HREF", "b", told)
    current.reset(token)
    assert answers.notes == ["uses reading OPEASY-R-HREF, alternative b" + (f": {told}" if told else "")]
    run = recorded("all_pass")
    run.answers[-1]["notes"] = json.loads(json.dumps(answers.notes))
    assert run.profile() == [Use("OPEASY-R-HREF", "b", 1, ("OPEASY-SCHED-7",))]


def test_without_a_check_that_runs_nothing_is_noted() -> None:
    uses("OPEASY-R-HREF", "b")


@pytest.mark.parametrize("note", [
    "uses alternative b", "uses reading OPEASY-R-HREF", "uses reading OPEASY-R-HREF, alternative B: x",
    "uses reading OPEASY-R-HREF, alternative b x", "Uses reading OPEASY-R-HREF, alternative b",
    " uses reading A-R-B, alternative b", "uses reading <b>-R-HREF, alternative b: x", "uses reading , alternative b: x"])
def test_another_note_is_no_use(note: str) -> None:
    run = recorded("all_pass")
    run.answers[0]["notes"] = [note]
    assert run.profile() == []


def test_a_run_that_uses_nothing_has_no_profile_to_show() -> None:
    run = recorded("all_pass")
    assert "rofile" not in summary(run) + markdown.write(run) + html.write(run)
    assert json.loads(report_json.write(run))["profile"] == []


@for_every_run
def test_each_use_is_counted_once_in_every_report(run: Run) -> None:
    notes = [note for answer in run.answers for note in map(str, answer.get("notes") or ())]
    noted = sum(note.startswith("uses reading OPEASY-R-") and not note.endswith("alternative bc") for note in notes)
    profile = run.profile()
    assert sum(use.times for use in profile) == noted
    assert len({str(use) for use in profile}) == len(profile)
    rows = [[use.reading, use.alternative, str(use.times), ", ".join(use.requirements)] for use in profile]
    assert [[entry["reading"], entry["alternative"], str(entry["times"]), ", ".join(entry["requirements"])]
            for entry in json.loads(report_json.write(run))["profile"]] == rows
    table = readings.Page(html.write(run)).root.all("table", class_="profile")
    assert [[cell.text for cell in row.all("td")] for each in table for row in each.all("tr")[1:]] == \
        [[plain(cell) for cell in row] for row in rows]
    assert [row[:3] for row in readings.tables(markdown.write(run))[-1][1:]] == [row[:3] for row in rows] or not rows
    assert [line for line in summary(run).split("\n") if line.startswith("profile: ")] == (
        [f"profile: uses {len(rows)} tolerated alternative{'s' if len(rows) > 1 else ''}: {', '.join(map(str, profile))}"]
        if rows else [])


def test_a_long_list_of_requirements_is_cut_in_the_short_report_only() -> None:
    run = recorded("profile")
    for number in range(9):
        run.answers.append(run.answers[-1] | {"requirement": f"OPEASY-MANY-{number}"})
    assert "OPEASY-MANY-3 and 5 more |" in markdown.write(run)
    assert "OPEASY-MANY-8" in html.write(run)
