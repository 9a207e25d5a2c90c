"""Which lines of the honest server each check reaches, and how long it takes: the others need not be asked about a mutant."""

import json
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage

from bench.mutants.making import SERVER, Mutant
from bench.mutants.process import API, Work, fresh_server, in_child, judged
from conformance.serving import variant

START = "start"  # what happens once, before any check


@dataclass(frozen=True)
class Reach:
    """``checks`` are the seconds of each check, ``lines`` the checks that reach each line of each file.

    ``notes`` are the tolerated alternatives that the honest server is seen to use.
    """

    checks: dict[str, float]
    lines: dict[str, dict[int, set[str]]]
    notes: set[str]

    def of(self, mutant: Mutant) -> set[str]:
        """The checks that can see a mutant."""
        if mutant.lines is None:
            return set(self.checks)
        first, last = mutant.lines
        reached = self.lines.get(mutant.file, {})
        found = {check for line in range(first, last + 1) for check in reached.get(line, ())}
        return set(self.checks) if found == {START} else found - {START}


def reach(work: Work, file: Path, digest: str) -> Reach:
    """What is kept in the file, if it is still about these checks and this server; otherwise measured anew."""
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if kept.get("digest") != digest:
        print("measuring which lines of the server each check reaches ...", flush=True)
        kept = {"digest": digest, **in_child(lambda: _measure(work))}
        file.write_text(json.dumps(kept), encoding="utf-8")
    lines = {name: {int(line): set(checks) for line, checks in found.items()} for name, found in kept["lines"].items()}
    return Reach(kept["checks"], lines, set(kept["notes"]))


def _measure(work: Work) -> dict[str, Any]:
    """Each check has a server of its own, so that nothing hides behind what an earlier one made."""
    tracer = coverage.Coverage(data_file=None, include=[f"{SERVER}/*"], config_file=False)
    tracer.start()
    seconds: dict[str, float] = {}
    failed: list[str] = []
    notes: set[str] = set()
    fresh_server()
    tracer.switch_context(START)
    variant(API)()
    for name in work.items:
        tracer.switch_context(name)
        begun = time.perf_counter()
        answers = list(judged(work, [name]))
        failed += [name for answer in answers if answer["verdict"] == "fail"]
        notes.update(*map(noted, answers))
        seconds[name] = round(time.perf_counter() - begun, 4)
    tracer.stop()
    assert not failed, f"the honest server is accused by {failed}"
    return {"checks": seconds, "notes": sorted(notes), "lines": _lines(tracer.get_data())}


def noted(answer: dict[str, Any]) -> set[str]:
    """The remarks of an answer, without what differs from one request to the next."""
    return {note.partition(": ")[0] for note in answer["notes"]}


def _lines(data: coverage.CoverageData) -> dict[str, dict[int, list[str]]]:
    found: dict[str, dict[int, list[str]]] = defaultdict(dict)
    for path in data.measured_files():
        for line, contexts in data.contexts_by_lineno(path).items():
            found[str(Path(path).relative_to(SERVER))][line] = [name for name in contexts if name]
    return found
