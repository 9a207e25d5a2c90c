"""One requirement as every report shows it: what was promised, what became of it, and the evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.promise import Source
from conformance.verdict import Outcome, Verdict
from conformance.writers.stories import FOLDER, file_of, steps_of

# A verdict as the exit code sees it: a mismatch accuses, is disputed, warns, or lies outside the plan. The worst first.
STANDINGS = {
    "fail": "FAIL", "disputed": "DISPUTED", "warned": "WARN", "fail_outside_plan": "FAIL (outside the plan)",
    "error": "ERROR", "inconclusive": "INCONCLUSIVE", "not_run": "NOT RUN", "pass": "PASS",
    "not_applicable": "NOT APPLICABLE"}


class Fact(NamedTuple):
    """One line of evidence; ``remark`` is ours and stands beside the value. A story has ``lines`` instead of a value."""

    label: str
    value: str
    remark: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A requirement of the header with its outcome and the worst answer about it.

    ``answer`` and ``exchange`` are the lines of the record, empty if none of them has this verdict; ``reason`` says why
    nothing was found out, and is empty if something was.
    """

    entry: Mapping[str, Any]
    outcome: Outcome
    standing: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    exchange: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    seconds: float = 0.0

    @property
    def id(self) -> str:
        return self.outcome.requirement

    @property
    def verdict(self) -> Verdict:
        return self.outcome.verdict

    @property
    def text(self) -> str:
        return str(self.entry["text"])

    @property
    def section(self) -> str:
        return str(self.entry["section"]) or "Without a section"

    @property
    def source(self) -> str:
        return str(Source(self.section, self.entry["lines"]))

    @property
    def head(self) -> str:
        """The word that a reader sees first, such as ``DISPUTED``."""
        return STANDINGS[self.standing]

    @property
    def demand(self) -> str:
        """How strongly it is demanded, such as ``MUST`` or ``MUST, implied``."""
        return self.outcome.level + (", implied" if self.outcome.basis == "implied" else "")

    @property
    def gist(self) -> str:
        """What was found out, in one sentence: expected and got, or what the answer or the reason says."""
        given = self.said("expected"), self.said("got")
        return "expected {}, got {}".format(*given) if any(given) else self.said("message") or self.reason

    @property
    def notes(self) -> list[str]:
        """The remarks of the worst answer."""
        return [str(note) for note in self.answer.get("notes") or ()]

    def said(self, name: str) -> str:
        """A text of the worst answer, such as ``got``; empty if there is none."""
        return str(self.answer.get(name) or "")

    def evidence(self, record: str) -> Iterator[Fact]:
        """From the source to the command that asks again; ``record`` is where the exchanges are."""
        yield Fact("source", self.source)
        if not self.said("expected") and not self.said("got"):
            yield Fact("because", self.gist)
        yield from (Fact(name, self.said(name)) for name in ("expected", "got") if self.said(name))
        number = self.answer.get("exchange")
        if self.said("asked"):
            yield Fact("asked", self.said("asked"), f"exchange {number} of {record}" if number else "")
        if self.said("again"):
            yield Fact("again", self.said("again"))
        if steps := steps_of(self.answer):
            yield Fact("story", "", lines=tuple(str(step["told"]) for step in steps))
            yield Fact("as test", f"pytest {record.removesuffix('run.jsonl')}{FOLDER}/{file_of(self.answer)}")


def standing(outcome: Outcome, strict: bool) -> str:
    """The key of STANDINGS for an outcome."""
    if outcome.verdict is not Verdict.FAIL:
        return outcome.verdict.word
    if outcome.accuses(strict):
        return "fail"
    return "disputed" if outcome.disputed else "warned" if outcome.warned else "fail_outside_plan"
