"""The command: ``python -m bench.mutants [--sample N] [--seed S] [--only TEXT] [--afresh]``."""

import argparse
import itertools
import math
import random
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.mutants.kept import Kept, everything
from bench.mutants.listed import entries, why
from bench.mutants.making import Mutant, mutants
from bench.mutants.process import Work, with_checks
from bench.mutants.reach import reach
from bench.mutants.told import Progress, summary
from bench.mutants.trials import TRIAL_SECONDS, Trials

LEAST = 0.95
ROUNDS = (1, 5, TRIAL_SECONDS)  # most die at once; who does not is asked for longer, later


def main() -> int:
    """Try the mutants and print what became of them; 1 if fewer than 95 of 100 died, or the list is out of date."""
    asked = arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.afresh:
        (asked.folder / "outcomes.jsonl").unlink(missing_ok=True)
    made = mutants()
    kept = Kept(asked.folder / "outcomes.jsonl", everything())
    chosen = choose(made, asked)
    waiting = [mutant for mutant in chosen if not kept.decided(mutant)]
    print(f"{len(made)} mutants, {len(chosen)} chosen, {len(waiting)} to be tried", flush=True)
    listed = entries()
    reasons = {mutant.key: why(mutant, listed) for mutant in made}
    known = set() if asked.listed else {key for key, reason in reasons.items() if reason}
    if waiting:
        with_checks(lambda work: try_all(work, asked, chosen, waiting, kept, known), asked.check_seed)
    found = {**kept.before, **kept.found}
    tried = [mutant for mutant in chosen if mutant.key in found]
    print(f"{len(chosen) - len(tried)} mutants were not tried" if len(tried) < len(chosen) else "all were tried")
    return summary(tried, found, reasons, listed, LEAST)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description="mutants of the honest server before the suites")
    parser.add_argument("--sample", type=int, default=0, help="try only so many, chosen by chance")
    parser.add_argument("--seed", type=int, default=1, help="seed of that chance")
    parser.add_argument("--only", default="", help="try only those whose file, function or line contains this")
    parser.add_argument("--minutes", type=float, default=0, help="stop then; what was not tried is left for the next run")
    parser.add_argument("--check-seed", type=int, default=0, help="seed of the checks")
    parser.add_argument("--listed", action="store_true", help="ask all checks about those that are listed as equivalent, too")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--afresh", action="store_true", help="forget the outcomes of earlier runs")
    parser.add_argument("--folder", type=Path, default=Path("reports/mutants"), help="where outcomes are kept")
    return parser.parse_args()


def choose(made: list[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    """All, or those that were asked for."""
    chosen = [mutant for mutant in made if asked.only in mutant.key]
    return random.Random(asked.seed).sample(chosen, asked.sample) if 0 < asked.sample < len(chosen) else chosen


def try_all(work: Work, asked: argparse.Namespace, chosen: list[Mutant], waiting: list[Mutant], kept: Kept,
            known: set[str]) -> None:
    """Try those that wait: what lived before, then the others in any order, so that an interrupted run leaves a sample.

    What is ``known`` to be equivalent gets the first round only.
    """
    trials = Trials(work, reach(work, asked.folder / "reach.json", kept.everything))
    for mutant in chosen:
        if mutant.key in kept.found:
            trials.remember(mutant, kept.found[mutant.key])
    random.Random(asked.seed).shuffle(waiting)
    waiting.sort(key=lambda mutant: mutant.key not in kept.before)
    begun, share = time.monotonic(), 0.0
    for most in ROUNDS:
        share += (1 - share) / 2
        end = begun + 60 * share * asked.minutes if asked.minutes else math.inf
        progress = Progress(len(waiting), time.monotonic(), most)
        for mutant, outcome in trials.all(until(end, waiting), asked.workers, most):
            kept.add(mutant, outcome)
            progress.tell(outcome)
        waiting = [mutant for mutant in waiting
                   if not kept.decided(mutant) and mutant.key in kept.found and mutant.key not in known]


def until(end: float, mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """Those whose turn comes before the end."""
    return itertools.takewhile(lambda _: time.monotonic() < end, mutants)


if __name__ == "__main__":
    sys.exit(main())
