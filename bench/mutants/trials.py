"""One trial for each mutant: the checks that can see it, the likeliest first, until one accuses."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bench.mutants.making import Mutant
from bench.mutants.process import API, TRIAL_SECONDS, Work, alarm, fresh_server, judged, outcomes
from bench.mutants.reach import Reach
from conformance.clock import VirtualClock
from conformance.serving import target_of, variant

DEAD = ("accused", "does not start", "never ends")
NOT_YET = "not yet"  # neither dead nor asked about by all checks


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

    def all(self, mutants: Sequence[Mutant], workers: int, most: int) -> Iterator[tuple[Mutant, Outcome]]:
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
        def rank(check: str) -> tuple[float, ...]:
            kills = (self.kills[mutant.function, check], self.kills[mutant.file, check], self.kills["", check])
            return (*(-each for each in kills[:2]), self.reach.checks[check] / (1 + kills[2]))
        return sorted(self.reach.of(mutant), key=rank)

    def _task(self, mutant: Mutant, most: int) -> Callable[[], dict[str, Any]]:
        return lambda: asdict(_trial(self.work, mutant, self.order(mutant), most))


def _trial(work: Work, mutant: Mutant, names: list[str], most: int) -> Outcome:
    if not names:
        return Outcome("not reached")
    begun = time.perf_counter()
    start = alarm(TRIAL_SECONDS)
    start()
    fresh_server(mutant)
    try:
        target_of(API, variant(API)(), "", VirtualClock())
    except Exception as why:
        return Outcome("does not start", message=f"{type(why).__name__}: {why}")
    outcome = _asked(work, names, start, begun + most)
    return replace(outcome, seconds=round(time.perf_counter() - begun, 2))


def _asked(work: Work, names: list[str], start: Callable[[], None], end: float) -> Outcome:
    silent, asked = 0, 0
    for answer in judged(work, names, start):
        asked = names.index(answer["check"]) + 1
        if answer["verdict"] == "fail":
            return Outcome("accused", answer["check"], f"{answer['requirement']}: {answer['message']}"[:200], silent, asked)
        if time.perf_counter() > end:
            return Outcome(NOT_YET, silent=silent, asked=asked)
        silent += answer["verdict"] in ("inconclusive", "error")
    return Outcome("survived", silent=silent, asked=len(names))
