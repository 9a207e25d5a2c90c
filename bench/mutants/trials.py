"""One trial for each mutant: the checks that can see it, the likeliest first, until one accuses."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from bench.mutants.making import Mutant
from bench.mutants.process import API, TRIAL_SECONDS, Work, alarm, fresh_server, judged, outcomes
from bench.mutants.reach import Reach, noted
from conformance.clock import VirtualClock
from conformance.serving import target_of, variant

COMMON = {"opeas", "test", "self", "retur", "none"}
DEAD = ("accused", "does not start", "never ends")
TOLERATED = "tolerated"  # accused of nothing, but the reports tell that it does something in another way
NOT_YET = "not yet"  # neither dead nor asked about by all checks


def words(name: str) -> set[str]:
    """The words in a name, by how they begin: a check of the same words is likely to be about the same."""
    return {word.lower()[:5] for word in re.findall("[A-Z]?[a-z]{3,}|[A-Z]{4,}", name)} - COMMON


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant; ``check`` accused it with ``message``, and ``silent`` answers were neither yes nor no."""

    how: str
    check: str = ""
    message: str = ""
    silent: int = 0
    asked: int = 0
    seconds: float = 0.0

    @property
    def dead(self) -> bool:
        return self.how in DEAD


class Trials:
    """Trials of many mutants. What killed the earlier ones of a function is asked first about the next."""

    def __init__(self, work: Work, reach: Reach) -> None:
        self.work, self.reach = work, reach
        self.kills: Counter[tuple[str, str]] = Counter()

    def all(self, mutants: Iterable[Mutant], workers: int, most: int) -> Iterator[tuple[Mutant, Outcome]]:
        """The outcomes as they come; each trial gives up after ``most`` seconds."""
        tasks = ((mutant, self._task(mutant, most)) for mutant in mutants)
        for mutant, found in outcomes(tasks, workers):
            outcome = Outcome(**found) if found else Outcome("never ends", seconds=TRIAL_SECONDS)
            self.remember(mutant, outcome)
            yield mutant, outcome

    def remember(self, mutant: Mutant, outcome: Outcome) -> None:
        """Learn from a trial which checks are worth asking first."""
        if outcome.check:
            self.kills.update([(mutant.function, outcome.check), (mutant.file, outcome.check), ("", outcome.check)])

    def order(self, mutant: Mutant) -> list[str]:
        """The checks that can see the mutant: those that killed most of its kind first, then the quick ones."""
        about = words(f"{mutant.file} {mutant.function} {mutant.line} {mutant.change}")

        def rank(check: str) -> tuple[float, ...]:
            here, near, all_ = (self.kills[place, check] for place in (mutant.function, mutant.file, ""))
            return -min(here, 3) - min(near, 2) / 2 - len(about & words(check)), self.reach.checks[check] / (1 + all_)
        return sorted(self.reach.of(mutant), key=rank)

    def _task(self, mutant: Mutant, most: int) -> Callable[[], dict[str, Any]]:
        return lambda: asdict(_trial(self.work, mutant, self.order(mutant), self.reach.notes, most))


def _trial(work: Work, mutant: Mutant, names: list[str], known: set[str], most: int) -> Outcome:
    if not names:
        return Outcome("not reached")
    begun = time.process_time()
    start = alarm()
    start()
    fresh_server(mutant)
    try:
        target_of(API, variant(API)(), "", VirtualClock())
    except Exception as why:
        return Outcome("does not start", message=f"{type(why).__name__}: {why}")
    outcome = _asked(work, names, known, start, begun + most)
    return replace(outcome, seconds=round(time.process_time() - begun, 2))


def _asked(work: Work, names: list[str], known: set[str], start: Callable[[], None], end: float) -> Outcome:
    silent, asked, notes = 0, 0, set[str]()
    for answer in judged(work, names, start):
        asked = names.index(answer["check"]) + 1
        if answer["verdict"] == "fail":
            return Outcome("accused", answer["check"], f"{answer['requirement']}: {answer['message']}"[:200], silent, asked)
        if time.process_time() > end:
            return Outcome(NOT_YET, silent=silent, asked=asked)
        notes |= noted(answer) - known
        silent += answer["verdict"] in ("inconclusive", "error")
    how = TOLERATED if notes else "survived"
    return Outcome(how, message="; ".join(sorted(notes))[:200], silent=silent, asked=len(names))
