"""Why a run says less than it was asked to say: each reason for an exit code other than 0 that is no row's own."""

from collections.abc import Iterator, Sequence

from conformance.problems import Problem
from conformance.record import Run
from conformance.verdict import Outcome, Verdict
from conformance.writers.text import counted

_AGAIN = "run it again, and keep its output if that happens twice"


def gaps(run: Run, outcomes: Sequence[Outcome]) -> Iterator[Problem]:
    """Everything that kept the run from an answer, what stopped it first."""
    for line in run.problems:
        code, message, cause, hint = (str(line.get(name) or "") for name in ("code", "message", "cause", "hint"))
        yield Problem(code, message, cause, hint)
    yield from _unfinished(run)
    planned = [outcome for outcome in outcomes if outcome.planned]
    if not planned:
        yield Problem("nothing-asked", "the run asked nothing",
                      "its plan holds no requirement", "`conformance list` shows what can be asked")
    missed = sum(outcome.verdict is Verdict.NOT_RUN for outcome in planned)
    if missed:
        yield Problem("not-run", f"{counted(missed, 'requirement')} of the plan had no answer",
                      "silence is never success", "the reasons stand beside the requirements")
    elif planned and not any(outcome.verdict is Verdict.PASS or outcome.accuses(run.strict) for outcome in planned):
        yield Problem("nothing-kept", "no promise was seen to be kept", "no question had an answer that counts",
                      "the reasons stand beside the requirements")


def _unfinished(run: Run) -> Iterator[Problem]:
    if run.footer is None:
        yield Problem("cut-short", "the run was cut short", "its record has no footer", _AGAIN)
    elif not run.finished:
        said = f"{counted(run.footer['exchanges'], 'exchange')} and {counted(run.footer['checks'], 'check')}"
        held = f"{counted(len(run.exchanges), 'exchange')} and {counted(len(run.checks), 'check')}"
        yield Problem("lines-missing", "the record is not complete",
                      f"its footer speaks of {said}, it holds {held}", _AGAIN)
