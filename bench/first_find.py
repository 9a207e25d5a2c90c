"""How soon a fault is found: the checks in the order of a normal run, against one fault after another, up to the first find.

Run it with ``python bench/first_find.py``: the faults written by hand, and the subtle ones. ``--derived N`` adds a sample of
the derived ones, ``--every N`` tries only every n-th fault, ``--as-written`` asks in the order of the files; with ``MOST=N`` in
the environment it gives up after so many requests. A find is an answer that accuses, also where the promise is only implied; it
is made with the request whose answer it speaks of.
"""

import argparse
import itertools
import math
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from detection import API, TRIALS

from conformance.checks import checks, id_of
from conformance.conductor import hear, lines_of
from conformance.derived import CREDENTIALS
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.session import Options, opened
from conformance.sweep import Finding, Sweep, Trial, swept

WORST = 20
MOST = int(os.environ.get("MOST", 1_000_000))
SUBTLE = {trial.fault for trial in TRIALS}


@dataclass
class Find(Finding):
    """The first find: which check made it, and after how many requests; ``asked`` counts those of all checks up to its end."""

    check: str = ""
    after: int = 0


class FirstFind(Sweep):
    """Asks all checks, one after another, until one finds something."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for trial in self._trials:
            self._finding = find = Find(trial)
            with opened(self._api, Options(fault=trial.fault, seed=trial.seed, in_process=True)) as tried:
                for item in session.items:
                    hear(item, tried)
                    if find.check or find.requests > MOST:
                        break
            self.findings.append(find)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        find, lines = self._finding, lines_of(report)
        assert isinstance(find, Find)
        broken = [line["story"]["found"]["requests"] if "story" in line else line["exchange"]
                  for line in lines if line["kind"] == "answer" and line["verdict"] == "fail"]
        if broken:
            find.check, find.after = id_of(report.nodeid), find.requests + (min(filter(None, broken), default=0))
        find.requests += sum(line["kind"] == "exchange" and not line.get("received") for line in lines)


class AsWritten(FirstFind):
    """The same in the order in which the checks are written."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {name: number for number, name in enumerate(checks(self._api))}
        items.sort(key=lambda item: order[id_of(item.nodeid)])


def trials(derived: int, every: int) -> dict[str, list[Trial]]:
    """The faults by kind."""
    known = derived_faults(API)
    sample = random.Random(0).sample(sorted(known), min(derived, len(known)))
    by_hand = [name for name in faults(API) if name not in SUBTLE]
    return {kind: [Trial(fault=name) for name in names][::every]
            for kind, names in (("by hand", by_hand), ("subtle", sorted(SUBTLE)), ("derived", sample)) if names}


def least() -> int:
    """After how many requests half of the derived faults can be found at best: each documented answer takes one of its own.

    All faults about fields might show in a single operation; one request more is for the token.
    """
    answers = Counter(_answer(fault.violated[0]) for fault in derived_faults(API).values())
    found = itertools.accumulate(count for _, count in answers.most_common())
    return 1 + next(number for number, known in enumerate(found, 1) if 2 * known >= answers.total())


def _answer(requirement: str) -> tuple[str, ...]:
    """The answer that must be seen: operation, status and whether it is a file, or how a refusal comes about."""
    _, kind, *rest = requirement.split("-")
    if kind != "SHAPE":
        return ("fields",)
    return (kind, *rest[:2], *(word for word in rest[2:] if word in ("download", *CREDENTIALS)))


def told(kind: str, finds: Iterable[Find]) -> None:
    """The figures of one kind of fault, and the worst."""
    ranked = sorted(finds, key=lambda find: find.after if find.check else math.inf)
    ended = sorted(find.requests if find.check else math.inf for find in ranked)
    print(f"\n{kind}: {sum(bool(find.check) for find in ranked)} of {len(ranked)} found")
    shown = [find.after if find.check else math.inf for find in ranked]
    for name, numbers in (("request", shown), ("end of the check", ended)):
        print(f"  requests to the {name:17} median {statistics.median_low(numbers):6}   "
              f"90 % {numbers[len(numbers) * 9 // 10]:6}   worst {numbers[-1]:6}")
    for find in ranked[:-WORST - 1:-1]:
        print(f"  {find.after if find.check else 'never':>6}  {find.trial.fault:<44} {find.check}")


def main() -> None:
    """Try and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--derived", type=int, default=0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--as-written", action="store_true")
    given, begun = parser.parse_args(), time.perf_counter()
    for kind, tried in trials(given.derived, given.every).items():
        told(kind, swept(API, tried, 2, AsWritten if given.as_written else FirstFind))  # type: ignore[arg-type]
    if given.derived:
        print(f"  the least that any order of requests could do for half of all derived faults: {least()}")
    print(f"\n{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
