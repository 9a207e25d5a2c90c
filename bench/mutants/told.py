"""What is printed: a line now and then, and the score with the survivors at the end."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.mutants.listed import Entry
from bench.mutants.making import Mutant
from bench.mutants.trials import TOLERATED, Outcome

EVERY = 100


@dataclass
class Progress:
    """Counts trials and tells how long the rest will take."""

    total: int
    begun: float
    most: int
    done: int = 0
    dead: int = 0

    def tell(self, outcome: Outcome) -> None:
        """Count one more."""
        self.done += 1
        self.dead += outcome.dead
        if self.done % EVERY == 0 or self.done == self.total:
            left = (time.monotonic() - self.begun) / self.done * (self.total - self.done)
            print(f"{self.done} of {self.total} tried for at most {self.most} s, {self.dead} dead, "
                  f"{self.done - self.dead} alive, {left / 60:.1f} min left", flush=True)


def summary(chosen: Sequence[Mutant], found: Mapping[str, Outcome], reasons: Mapping[str, str],
            listed: Sequence[Entry], least: float) -> int:
    """Print survivors and score; the exit code."""
    dead = [mutant for mutant in chosen if found[mutant.key].dead]
    alive = [mutant for mutant in chosen if not found[mutant.key].dead]
    told = [mutant for mutant in alive if found[mutant.key].how == TOLERATED]
    known = [mutant for mutant in alive if mutant not in told and reasons[mutant.key]]
    left = [mutant for mutant in alive if mutant not in told and not reasons[mutant.key]]
    for mutant in left:
        _survivor(mutant, found[mutant.key])
    _out_of_date(dead, reasons, listed)
    ways = Counter(found[mutant.key].how for mutant in chosen)
    print(", ".join(f"{count} {how}" for how, count in ways.most_common()))
    judged = len(dead) + len(left)
    print(f"{len(dead)} of {len(chosen)} mutants dead ({_percent(len(dead), len(chosen))}); of the survivors {len(told)} do what "
          f"is tolerated and told, {len(known)} are listed as equivalent, {len(left)} are neither")
    print(f"score, without those that are tolerated or equivalent: {_percent(len(dead), judged)}")
    print("seconds of trials: " f"{sum(found[mutant.key].seconds for mutant in chosen):.0f}")
    return int(len(dead) < least * judged or any(entry.stale for entry in listed))


def _survivor(mutant: Mutant, outcome: Outcome) -> None:
    open_ = f", {outcome.silent} answers neither yes nor no" if outcome.silent else ""
    print(f"{outcome.how}  {mutant.file}  {mutant.function or '(module)'}  [{mutant.nth}]{open_}\n"
          f"    {mutant.line}\n    {mutant.change}")


def _out_of_date(dead: Sequence[Mutant], reasons: Mapping[str, str], listed: Sequence[Entry]) -> None:
    for entry in listed:
        for change in entry.stale:
            print(f"the list is out of date: no such mutant  {entry.file}  {entry.function}  {entry.line}  {change}")
    for mutant in dead:
        if reasons[mutant.key]:
            print(f"listed as equivalent, yet dead: {mutant.file}  {mutant.function}  {mutant.line}  {mutant.change}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
