"""What a run amounts to, made once from its record; every writer shows this and computes nothing of its own.

Laws, kept by tests/writers/test_view.py:

* there is one row for each requirement of the header, and its verdict is that of the record;
* the exit code is other than 0 exactly if a row gates the run or there is a gap.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from conformance.problems import Problem
from conformance.record import Run, Use
from conformance.verdict import ExitCode, Outcome, Verdict, counts
from conformance.writers.gaps import gaps
from conformance.writers.row import STANDINGS, Row, standing

K = TypeVar("K")
V = TypeVar("V")
HEADLINES = {ExitCode.CONFORMS: "Conforms", ExitCode.DOES_NOT: "Does not conform",
             ExitCode.NOBODY_CAN_SAY: "Nobody can say", ExitCode.HARNESS_ERROR: "Harness error"}
TOLD = {  # the standings whose evidence is shown in full
    "fail": "Broken promises", "disputed": "Disputed", "warned": "Warnings",
    "fail_outside_plan": "Broken outside the plan", "error": "Errors of the harness", "inconclusive": "Inconclusive"}
EXERCISED = ("kind", "exercised", "not, with a reason", "not")
ASIDE = {"disputed": "disputed", "warned": "only recommended", "fail_outside_plan": "outside the plan"}


@dataclass(frozen=True)
class View:
    """A run, as the writers show it. The three counts are by verdict word, the worst first, zeros included."""

    run: Run
    rows: Sequence[Row]
    code: ExitCode
    gaps: Sequence[Problem]
    notes: Mapping[str, int]
    profile: Sequence[Use]
    requirements: Mapping[str, int]
    planned: Mapping[str, int]
    checks: Mapping[str, int]
    left_out: Mapping[str, Sequence[str]]

    @property
    def headline(self) -> str:
        """The exit code as a heading; it does not claim more than was asked."""
        partial = self.code is ExitCode.CONFORMS and (sum(self.planned.values()) < len(self.rows) or bool(self.left_out))
        return HEADLINES[self.code] + (" in what was asked" if partial else "")

    @property
    def meaning(self) -> str:
        """The exit code in a sentence, with the mismatches that do not count."""
        aside = [f"{self.standings[name]} {words}" for name, words in ASIDE.items() if name in self.standings]
        return f"{self.code.meaning}; mismatches not counted: {', '.join(aside)}" if aside else self.code.meaning

    @property
    def standings(self) -> dict[str, int]:
        """How many requirements stand how, the worst first, zeros left out."""
        seen = Counter(row.standing for row in self.rows)
        return {name: seen[name] for name in STANDINGS if seen[name]}

    @property
    def target(self) -> str:
        """Who was asked, such as ``opeasy reference server with the fault ForgetsLocation``."""
        target = self.run.header["target"]
        fault = f" with the fault {target['fault']}" if target.get("fault") else ""
        return f"{target['name']}{' (reference server)' if target.get('reference') else ''}{fault}"

    @property
    def asked(self) -> str:
        """How much of all that could be asked the run was to ask."""
        return f"{sum(self.planned.values())} of {len(self.rows)} requirements planned"

    @property
    def leftovers(self) -> list[str]:
        """What the run created and could not remove, such as ``operation 2f9a``."""
        found = (self.run.footer or {}).get("leftovers") or []
        return [f"{item.get('kind', 'object')} {item.get('id', '')}" for item in found]

    @property
    def exercised(self) -> list[Mapping[str, Any]]:
        """What the run exercised of the specification, in numbers by kind; nothing if it was cut short."""
        return list((self.run.footer or {}).get("exercised") or [])

    def exercise(self) -> list[tuple[str, str, int, int]]:
        """The same as rows of a table under EXERCISED."""
        return [(each["kind"], f"{each['exercised']} of {each['all']}", each["excused"], each["left"]) for each in self.exercised]

    def standing(self, name: str) -> list[Row]:
        """All rows that stand like this."""
        return [row for row in self.rows if row.standing == name]

    def sections(self) -> dict[str, list[Row]]:
        """The rows by section of the document, in the order of the header."""
        return _grouped((row.section, row) for row in self.rows)

    def unanswered(self) -> dict[tuple[str, str], list[Row]]:
        """What was not run and what does not apply, by standing and reason."""
        return _grouped(((row.standing, row.reason), row) for name in ("not_run", "not_applicable")
                        for row in self.standing(name))


def view(run: Run) -> View:
    """The view of a run."""
    outcomes = run.outcomes()
    planned = counts(outcome for outcome in outcomes if outcome.planned)
    return View(run, list(_rows(run, outcomes)), run.exit_code(), list(gaps(run, outcomes)), _notes(run),
                run.profile(), counts(outcomes), planned, run.check_counts(), run.left_out())


def _rows(run: Run, outcomes: Iterable[Outcome]) -> Iterator[Row]:
    worst, shares = _worst(run.answers), _shares(run)
    spoken = {(answer["requirement"], answer["check"]) for answer in run.answers}
    for entry, outcome in zip(run.header["requirements"], outcomes, strict=True):
        answer = worst.get((outcome.requirement, outcome.verdict.word), {})
        silent = [check for check in entry["checks"] if (outcome.requirement, check) not in spoken]
        exchange = run.exchanges.get(answer.get("exchange") or 0, {})
        yield Row(entry, outcome, standing(outcome, run.strict), answer, exchange,
                  _reason(run, entry, outcome, answer, silent), sum(shares.get(name, 0.0) for name in entry["checks"]))


def _worst(answers: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The first answer with each verdict about each requirement. That of its own verdict is a row's worst."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for answer in answers:
        found.setdefault((answer["requirement"], answer["verdict"]), answer)
    return found


def _shares(run: Run) -> dict[str, float]:
    """The seconds of each check, divided by the requirements that it asks about, so that their sum is the whole."""
    asked = Counter(check for entry in run.header["requirements"] for check in entry["checks"])
    return {name: run.checks[name].get("seconds", 0.0) / asked[name] for name in asked if name in run.checks}


def _reason(run: Run, entry: Mapping[str, Any], outcome: Outcome, answer: Mapping[str, Any],
            silent: Iterable[str]) -> str:
    """Why nothing was found out; for a verdict that says something, nothing."""
    if outcome.verdict not in (Verdict.NOT_RUN, Verdict.NOT_APPLICABLE):
        return ""
    said = answer.get("message") or entry.get("reason") or ("" if entry["planned"] else "outside the plan")
    return str(said or next((_silence(run, check) for check in silent), "no check asks about it"))


def _silence(run: Run, check: str) -> str:
    if check not in run.checks:
        planned = next((entry["planned"] for entry in run.header["checks"] if entry["id"] == check), True)
        return "its check did not end" if planned else "a check of it was deselected"
    return str(run.checks[check].get("message") or "its check ended without asking about it")


def _notes(run: Run) -> dict[str, int]:
    """Every distinct note and how often it was made, in the order of the record."""
    known = {entry["id"] for entry in run.header["requirements"]}
    notes = Counter(str(note) for answer in run.answers for note in answer.get("notes") or ())
    notes.update(f"{answer['verdict']} for {answer['requirement']}, which this run does not list"
                 for answer in run.answers if answer["requirement"] not in known)
    return dict(notes)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
