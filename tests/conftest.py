"""Runs of a suite under pytest, as its users start them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from judged import Judge, Judged

from conformance.checks import checks
from conformance.receiver import Callback, Receiver
from conformance.reference.faults import faults
from conformance.target import Receiving

pytest_plugins = ["pytester"]
SUITE = "conformance.suites.opeasy"

# Imported before any run: pytester forgets what a run imports, and some modules cannot be imported twice.
checks("opeasy")
faults("opeasy")


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


@pytest.fixture
def taken() -> list[Callback]:
    return []


@pytest.fixture
def receiving(taken: list[Callback]) -> Iterator[Receiver]:
    with Receiver(Receiving(), taken.append) as opened:
        yield opened
