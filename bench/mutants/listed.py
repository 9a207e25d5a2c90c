"""Survivors that are listed: why no check can tell them from the honest server."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LIST = Path(__file__).parent / "equivalent.yaml"


@dataclass
class Entry:
    """Changes of one line of one function, and why they change nothing that a client can hold against the document.

    A change that a line allows in several places stands for all of them, with `` [2]`` behind it for the second one only.
    """

    file: str
    function: str
    line: str
    changes: list[str]
    why: str
    matched: set[str] = field(default_factory=set)

    def covers(self, mutant: Any) -> bool:
        """Whether it speaks of a mutant; it remembers of which changes it did."""
        if (mutant.file, mutant.function, mutant.line) != (self.file, self.function, self.line):
            return False
        found = {mutant.change, f"{mutant.change} [{mutant.nth}]"} & set(self.changes)
        self.matched |= found
        return bool(found)

    @property
    def stale(self) -> list[str]:
        """The changes that no mutant makes any more."""
        return [change for change in self.changes if change not in self.matched]


def entries(path: Path = LIST) -> list[Entry]:
    """The list: reason by reason, then file by file, function by function and line by line."""
    reasons = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return [Entry(file, function, line, changes, reason["why"]) for reason in reasons
            for file, functions in reason["mutants"].items()
            for function, lines in functions.items() for line, changes in lines.items()]


def why(mutant: Any, listed: Iterable[Entry]) -> str:
    """Why a mutant need not die; empty if it is not listed."""
    return next((entry.why for entry in listed if entry.covers(mutant)), "")
