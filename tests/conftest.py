"""Runs of a suite under pytest, as its users start them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from conformance.checks import checks
from conformance.record import Run, read
from conformance.reference.faults import faults

pytest_plugins = ["pytester"]
SUITE = "conformance.suites.opeasy"
Judge = Callable[..., "Judged"]

# Imported before any run: pytester forgets what a run imports, and some modules cannot be imported twice.
checks("opeasy")
faults("opeasy")


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


@pytest.fixture
def judge(pytester: pytest.Pytester) -> Judge:
    """Run the suite of OpEasy in process, in a folder of the caller's, with these words more on the command line."""
    def judged(*words: str, folder: str = "run", plugins: Sequence[Any] = ()) -> Judged:
        result = pytester.runpytest_inprocess(
            "--pyargs", SUITE, "--conformance-in-process", "--conformance-folder", folder, *words, plugins=plugins,
            no_reraise_ctrlc=True)
        text = "\n".join([*result.outlines, *result.errlines])
        ended = re.findall(r"(\d+) (passed|failed|skipped|errors?|deselected)", (result.outlines or [""])[-1])
        outcomes = {word.removesuffix("s"): int(number) for number, word in ended}
        return Judged(int(result.ret), pytester.path / folder, text, outcomes)

    return judged
