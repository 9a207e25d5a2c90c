"""The terminal: exact lines, and nothing in them that a terminal would obey."""

import unicodedata

from conformance.record import Run
from conformance.writers.row import STANDINGS
from conformance.writers.terminal import failure_lines, summary
from conformance.writers.view import TOLD, view

from .runs import for_every_run, recorded

FAILURE = """\
FAIL  OPEASY-SCHED-6  MUST
  promise   A scheduled operation that is processing cannot be deleted; the answer is 400 and it goes on.
  source    Delete Scheduled Operation, lines 5739-5740, 5779-5780, 197-199
  expected  status 400
  got       status 204
  asked     DELETE /v1/scheduledoperations/2f9a4c1e   (exchange 4 of reports/r/run.jsonl)
  again     conformance run opeasy OPEASY-SCHED-6 --seed 1234"""
INCONCLUSIVE = """\
INCONCLUSIVE  OPEASY-SCHED-7  MUST
  promise   A scheduled operation that is completed can be deleted; the answer is 204 and it is gone.
  source    Delete Scheduled Operation, lines 5737-5740, 5776
  because   no answer within 30 s
  asked     DELETE /v1/scheduledoperations/51d07b3c   (exchange 5 of run.jsonl)
  again     conformance run opeasy OPEASY-SCHED-7 --seed 1234"""


def _lines(name: str, standing: str, *record: str) -> str:
    return "\n".join(failure_lines(view(recorded(name)).standing(standing)[0], *record))


def test_a_failure_is_printed_exactly_so() -> None:
    assert _lines("one_fail", "fail", "reports/r/run.jsonl") == FAILURE


def test_an_inconclusive_one_says_why() -> None:
    assert _lines("inconclusive", "inconclusive") == INCONCLUSIVE


def test_heads_tell_the_kinds_of_mismatch_apart() -> None:
    assert _lines("disputed_and_warned", "disputed").startswith("DISPUTED  OPEASY-CREATE-13  MUST, implied\n")
    assert _lines("disputed_and_warned", "warned").startswith("WARN  OPEASY-CREATE-12  SHOULD\n")
    assert _lines("harness_error", "error").startswith("ERROR  OPEASY-SCHED-7  MUST\n")


@for_every_run
def test_each_mismatch_is_told_and_no_line_claims_a_pass(run: Run) -> None:
    lines = summary(run).split("\n")
    heads = [f"{row.head}  {row.id}  {row.demand}" for name in TOLD for row in view(run).standing(name)]
    assert [line for line in lines if line.startswith(tuple(f"{head}  " for head in STANDINGS.values()))] == heads
    assert [line.split()[0] for line in lines if line.upper().startswith("PASS")] == ["pass"]


@for_every_run
def test_the_last_line_is_the_exit_code_and_its_meaning(run: Run) -> None:
    code = run.exit_code()
    assert summary(run).rstrip("\n").split("\n")[-1].startswith(f"exit code {code:d}: {code.meaning}")


@for_every_run
def test_it_holds_no_control_character(run: Run) -> None:
    found = {each for each in summary(run) if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")}
    assert found <= {"\n"}


def test_at_most_ten_notes_are_shown() -> None:
    run = recorded("all_pass")
    run.answers[0]["notes"] = [f"note {number}" for number in range(14)]
    assert "notes (15)\n" in summary(run)
    assert "  note 9\n  and 5 more\n" in summary(run)


def test_a_command_is_never_cut() -> None:
    run = recorded("one_fail")
    run.answers[3] |= {"again": "x" * 2000, "got": "y" * 2000}
    assert f"again     {'x' * 2000}\n" in summary(run)
    assert f"got       {'y' * 500}… [2000 characters in all]\n" in summary(run)


def test_leftovers_are_told() -> None:
    assert "left behind (2)\n  operation 2f9a4c1e\n  scheduledOperation 51d07b3c\n" in summary(recorded("leftovers"))
