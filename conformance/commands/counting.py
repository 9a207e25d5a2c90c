"""The numbers of ``conformance list API --count``: what is promised, and what asks about it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from conformance.catalogue import Catalogue
from conformance.checks import Check, checks
from conformance.lifecycle import lifecycle

CELLS = "lifecycle"  # the module of a suite whose checks ask the cells of lifecycle.yaml
NAMES = ("kind", "level", "basis")
TESTED = {True: "tested", False: "not tested"}


def facts(known: Catalogue) -> dict[str, Any]:
    """All numbers; each requirement and each check is counted once in each list."""
    every = list(known.requirements.values())
    rows = Counter((each.kind, each.level, each.basis, each.tested) for each in every)
    groups = sorted({row[:3] for row in rows})
    totals = {name: dict(sorted(Counter(getattr(each, name) for each in every).items())) for name in NAMES}
    return {"api": known.api, "title": known.openapi["info"]["title"],
            "requirements": [{"kind": kind, "level": level, "basis": basis,
                              **{word: rows[kind, level, basis, tested] for tested, word in TESTED.items()}}
                             for kind, level, basis in groups],
            "totals": totals | {word: sum(each.tested is tested for each in every) for tested, word in TESTED.items()},
            "checks": list(_checks(known)), "all": len(every)}


def _checks(known: Catalogue) -> Iterator[dict[str, Any]]:
    found: dict[str, list[Check]] = {}
    for check in checks(known.api).values():
        found.setdefault(_kind(known, check), []).append(check)
    for kind, group in sorted(found.items()):
        asked = {name for check in group for name in check.requirements}
        cells = {"cells": len(lifecycle(known.lifecycle).table)} if kind == "cell" else {}
        yield {"kind": kind, "checks": len(group), "requirements": len(asked), **cells}


def _kind(known: Catalogue, check: Check) -> str:
    """``cell`` for the checks of the lifecycle table; else the kind of requirement that it asks about."""
    if check.id.partition("::")[0].rpartition("/")[2] == f"{CELLS}.py":
        return "cell"
    kinds = {known.requirement(name).kind for name in check.requirements}
    return kinds.pop() if len(kinds) == 1 else "check"


def tables(numbers: dict[str, Any]) -> Iterator[Table]:
    """The numbers for a person."""
    rows, totals = numbers["requirements"], numbers["totals"]
    table = _table("requirements", (*NAMES, *TESTED.values(), "all"), len(NAMES))
    for kind in totals["kind"]:
        mine = [row for row in rows if row["kind"] == kind]
        for row in mine:
            table.add_row(*(row[name] for name in NAMES), *_cells([row]))
        table.add_row(kind, "all", "all", *_cells(mine), end_section=True)
    for name in NAMES[1:]:
        for value in totals[name]:
            words = (value if column == name else "all" for column in NAMES)
            table.add_row(*words, *_cells([row for row in rows if row[name] == value]))
        table.add_section()
    table.add_row("all", "all", "all", *_cells(rows))
    yield table
    yield _checks_table(numbers["checks"])


def _cells(rows: list[dict[str, Any]]) -> list[str]:
    numbers = [sum(row[word] for row in rows) for word in TESTED.values()]
    return [*map(str, numbers), str(sum(numbers))]


def _checks_table(rows: list[dict[str, Any]]) -> Table:
    table = _table("checks", ("kind", "checks", "requirements", "cells"), 1)
    for row in rows:
        table.add_row(row["kind"], str(row["checks"]), str(row["requirements"]), str(row.get("cells", "")))
    table.add_section()
    table.add_row("all", str(sum(row["checks"] for row in rows)), "", "")
    return table


def _table(title: str, columns: tuple[str, ...], words: int) -> Table:
    """A table without rows; the columns after the words hold numbers."""
    return Table(*columns[:words], *(Column(name, justify="right") for name in columns[words:]),
                 title=title, title_justify="left", box=SIMPLE_HEAD)
