"""This harness, Schemathesis, Specmatic and Dredd on the same server and the same faults: ``python bench/beside.py``.

A fault counts as found by a tool whose run shows a kind of complaint that neither of its two runs on the honest server shows;
all that it says about the honest server is a false accusation. CPU seconds compare better than those on the wall.
"""

import argparse
import atexit
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from beside.dredd import Dredd
from beside.install import Npm, cache
from beside.measure import STOP
from beside.mutants import written
from beside.ours import Ours
from beside.schemathesis_cli import Schemathesis
from beside.server import kinds
from beside.specmatic import Specmatic
from beside.table import printed, scores
from beside.tool import Missing, Tool
from beside.trials import Result, jobs, results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="beside", description="this harness beside other tools")
    parser.add_argument("--tools", default="ours,schemathesis,specmatic,dredd", help="which, with commas between them")
    parser.add_argument("--faults", type=int, default=12, help="faults, a third each by hand, derived and subtle [12]")
    parser.add_argument("--all", action="store_true", help="every fault; takes days")
    parser.add_argument("--only", nargs="*", default=[], help="these faults, by name")
    parser.add_argument("--mutants", type=int, default=0, help="mechanical mutants beside the faults [0]")
    parser.add_argument("--seed", type=int, default=1, help="seed of the choice of faults [1]")
    parser.add_argument("--complete", action="store_true", help="do not stop this harness at its first find")
    parser.add_argument("--jobs", type=int, default=1, help="runs at the same time [1]; more disturb seconds on the wall")
    parser.add_argument("--seconds", type=float, default=900, help="most for one run [900]")
    parser.add_argument("--json", type=Path, help="where to keep all results, as they come")
    return parser.parse_args()


def chosen(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """The variants of the server, with their kinds, in an order in which each beginning is a fair sample too."""
    known, chance = kinds(), random.Random(asked.seed)
    if asked.only:
        return [(kind, name) for kind, faults in known.items() for name in faults if name in asked.only]
    columns = [[(kind, name) for name in chance.sample(sorted(faults), len(faults))] for kind, faults in known.items()]
    turns = [column[turn] for turn in range(max(map(len, columns))) for column in columns if turn < len(column)]
    return turns[:len(turns) if asked.all else asked.faults] + mutants(asked)


def mutants(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """As many mutants as were asked for, if they can be made."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="beside-mutants-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return [("mutant", name) for name in written(asked.mutants, asked.seed, folder)] if asked.mutants else []
    except Missing as reason:
        sys.exit(str(reason))


def installed(names: Sequence[str], complete: bool) -> list[Tool]:
    """The tools that can be had."""
    npm = Npm(cache())
    known: dict[str, Tool] = {"ours": Ours(stop=not complete), "schemathesis": Schemathesis(), "specmatic": Specmatic(npm),
                              "dredd": Dredd(npm)}
    had = []
    for name in names:
        if name not in known:
            sys.exit(f"no tool is called {name}; the known ones are: {', '.join(known)}")
        try:
            print(f"{known[name].name} {known[name].install()}", flush=True)
            had.append(known[name])
        except Missing as reason:
            print(f"{known[name].name} is left out: {reason}", flush=True)
    return had


def told(result: Result, number: int, whole: int, begun: float) -> None:
    """Progress, one line a run."""
    what = f"{len(result.complaints)} kinds of complaints, {result.requests} requests, {result.cpu:.0f} s of CPU"
    said = result.trouble or what
    print(f"[{number}/{whole} {time.monotonic() - begun:5.0f} s] {result.job.tool:13} {result.job.variant or 'honest':45} {said}",
          flush=True)


def main() -> None:
    asked, begun, done = arguments(), time.monotonic(), []
    tools = installed(asked.tools.split(","), asked.complete)
    rounds = jobs(tools, chosen(asked))
    whole = sum(map(len, rounds))
    try:
        for todo in rounds:
            for result in results(tools, todo, asked.jobs, asked.seconds):
                done.append(result)
                told(result, len(done), whole, begun)
                if asked.json:
                    asked.json.write_text(json.dumps([each.plain() for each in done], indent=1), encoding="utf-8")
    except KeyboardInterrupt:
        STOP.set()
        print("interrupted; this is what there is:")
    if done:
        done.sort(key=lambda result: [tool.name for tool in tools].index(result.job.tool))
        print("\n" + printed(scores(done)))


if __name__ == "__main__":
    main()
