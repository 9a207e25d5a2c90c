"""The six verdicts, how they combine, and what a run may claim.

Laws, kept by tests/test_verdict.py:

* combining keeps the worst; combining nothing is ``NOT_RUN``, because silence is never success;
* only a failed requirement that the document states and demands accuses; ``implied`` is disputed, ``SHOULD`` is a warning;
* a run that asked nothing, or whose record has no footer, conforms to nothing.

The words are those of ISO/IEC 9646.
"""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


class Verdict(enum.IntEnum):
    """From the mildest to the worst."""

    NOT_APPLICABLE = 0
    PASS = 1
    NOT_RUN = 2
    INCONCLUSIVE = 3
    ERROR = 4
    FAIL = 5

    @property
    def word(self) -> str:
        """The verdict as it is written in records and reports, such as ``not_run``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Verdict":
        """The verdict that a record calls ``word``; raises KeyError for any other word."""
        return cls[word.upper()]


def combined(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts; ``NOT_RUN`` for none."""
    return max(verdicts, default=Verdict.NOT_RUN)


class ExitCode(enum.IntEnum):
    """What the shell is told."""

    CONFORMS = 0
    DOES_NOT = 1
    NOBODY_CAN_SAY = 2
    HARNESS_ERROR = 3
    USAGE = 64

    @property
    def meaning(self) -> str:
        """The code in words, as printed at the end of a run."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.CONFORMS: "the target keeps every promise that was asked about",
    ExitCode.DOES_NOT: "the target breaks at least one promise",
    ExitCode.NOBODY_CAN_SAY: "nobody can say: something that was asked for has no clear answer",
    ExitCode.HARNESS_ERROR: "the harness itself failed; nothing is said about the target",
    ExitCode.USAGE: "the command could not be understood",
}


@dataclass(frozen=True)
class Outcome:
    """One requirement at the end of a run.

    ``planned`` is false for what lay outside the plan: deselected, or in need of something that the run did not bring.
    """

    requirement: str
    verdict: Verdict
    level: str = "MUST"
    basis: str = "stated"
    planned: bool = True

    @property
    def disputed(self) -> bool:
        """A mismatch on something that the document only implies."""
        return self.verdict is Verdict.FAIL and self.basis == "implied"

    @property
    def warned(self) -> bool:
        """A mismatch on something that the document recommends."""
        return self.verdict is Verdict.FAIL and self.level != "MUST" and not self.disputed

    def accuses(self, strict: bool = False) -> bool:
        """Whether this outcome alone means that the target does not conform."""
        return self.planned and self.verdict is Verdict.FAIL and (strict or not (self.disputed or self.warned))


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many requirements have each verdict, the worst first, zeros included."""
    seen = Counter(outcome.verdict for outcome in outcomes)
    return {verdict.word: seen[verdict] for verdict in sorted(Verdict, reverse=True)}


def exit_code(outcomes: Iterable[Outcome], *, finished: bool, strict: bool = False) -> ExitCode:
    """What the plan of a run amounts to.

    ``finished`` says whether the record has its footer; without it the best that can be said is nothing.
    """
    planned = [outcome for outcome in outcomes if outcome.planned]
    seen = {outcome.verdict for outcome in planned}
    if any(outcome.accuses(strict) for outcome in planned):
        return ExitCode.DOES_NOT
    if Verdict.ERROR in seen:
        return ExitCode.HARNESS_ERROR
    # A run of nothing but disputed mismatches has shown no promise that is kept.
    if not finished or Verdict.PASS not in seen or not seen.isdisjoint({Verdict.NOT_RUN, Verdict.INCONCLUSIVE}):
        return ExitCode.NOBODY_CAN_SAY
    return ExitCode.CONFORMS
