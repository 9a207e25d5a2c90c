"""A run of a suite that has ended."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from conformance.record import Run, read

Judge = Callable[..., "Judged"]
PART = ("-k", "authentication.py")


@dataclass
class Judged:
    """A run that has ended: pytest's exit code, the folder of the run, and what the terminal showed."""

    code: int
    folder: Path
    text: str
    outcomes: dict[str, int]

    @cached_property
    def run(self) -> Run:
        return read(self.folder)

    def planned(self) -> dict[str, str]:
        """The verdict of each planned requirement."""
        return {each.requirement: each.verdict.word for each in self.run.outcomes() if each.planned}

    def verdicts(self) -> dict[str, str]:
        """The verdict of each check that ended."""
        return {name: line["verdict"] for name, line in self.run.checks.items()}
