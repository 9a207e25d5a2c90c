"""``conformance exercised``: what a run exercised of the specification of its API, and what it did not."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from conformance import catalogue, record
from conformance.commands.output import FORMAT, as_json, drawn, give
from conformance.exercise.exercise import Tally, tallies
from conformance.problems import Problem
from conformance.record import Run

COLUMNS = ("exercised", "of", "not, with a reason", "not")


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--missing", is_flag=True, help="Name all that was not exercised, with the reasons that there are.")
@FORMAT
def exercised(run: Path, missing: bool, form: str) -> int:
    """Show what RUN, the folder of a run or its run.jsonl, exercised; exit code 1 if a complete run missed something."""
    found = record.read(run)
    known = _catalogue(found)
    counted = tallies(known, found.exercised)
    if not counted:
        raise Problem("nothing-to-exercise", f"{known.api} has neither operations nor a lifecycle", "it describes objects only",
                      f"`conformance report {run} --to markdown` tells which promises were asked about")
    give(as_json(_facts(found, counted)) if form == "json" else _text(counted, missing))
    return int(complete(found) and any(each.left for each in counted))


def complete(run: Run) -> bool:
    """Whether a run was asked for everything, and came to its end."""
    return run.finished and not run.header["selectors"] and all(entry["planned"] for entry in run.header["checks"])


def _catalogue(run: Run) -> catalogue.Catalogue:
    known = catalogue.load(run.header["api"])
    name = next((name for name in ("openapi.yaml", "lifecycle.yaml")
                 if run.header["digests"].get(name) != known.digests().get(name)), "")
    if name:
        raise Problem("spec-differs", f"the run was about another {name}", "what can be exercised has changed since",
                      "run it again")
    return known


def _text(counted: Sequence[Tally], missing: bool) -> str:
    return "\n".join([drawn(_table(counted)), *(_missing(counted) if missing else ())])


def _table(counted: Sequence[Tally]) -> Table:
    table = Table("kind", *(Column(name, justify="right") for name in COLUMNS), box=SIMPLE_HEAD)
    for each in counted:
        table.add_row(each.kind, *map(str, (len(each.exercised), each.all, len(each.excused), len(each.left))))
    return table


def _missing(counted: Sequence[Tally]) -> Iterator[str]:
    for each in counted:
        yield from (f"{each.kind}: {name}" for name in each.left)
        reasons: dict[str, list[str]] = {}
        for name, why in each.excused.items():
            reasons.setdefault(why, []).append(name)
        for why, names in reasons.items():
            yield f"{each.kind}, with a reason: {why}"
            yield from (f"  {name}" for name in names)


def _facts(run: Run, counted: Sequence[Tally]) -> dict[str, Any]:
    return {"run": run.header["run"], "api": run.header["api"], "complete": complete(run),
            "kinds": [{"kind": each.kind, "all": each.all, "exercised": list(each.exercised), "excused": dict(each.excused),
                       "left": list(each.left)} for each in counted]}
