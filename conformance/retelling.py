"""Lets a pytest file repeat the story that a run told: on the reference server that the run asked, or on that of --target."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from conformance.expect import Inconclusive
from conformance.session import Options, Session, opened
from conformance.story import Step, Walker


@contextlib.contextmanager
def retold(request: pytest.FixtureRequest, api: str, walker: Callable[[Session], AbstractContextManager[Walker]], *,
           fault: str = "", seed: int = 0) -> Iterator[Callable[..., str]]:
    """``step(thing, action, **data)``: does one step and tells what came of it. Raises Mismatch, an AssertionError, if that is
    not what must come of it, and Inconclusive if the step is impossible."""
    target = request.config.getoption("--target", default=None)
    options = Options(target, "" if target else fault, seed, in_process=not target)
    with opened(api, options, _ledger(request.path) if target else None) as session:
        try:
            with walker(session) as acting:
                def step(thing: int, action: str, **data: Any) -> str:
                    asked = Step(thing, action, data)
                    if told := acting.tell(asked):
                        return f"{told} -> {acting.act(asked)}"
                    raise Inconclusive(f"{action} of {thing} is impossible now")

                yield step
        finally:
            session.end()


def _ledger(test: Path) -> Path | None:
    """What is made on a target is noted beside the record of the run that told the story, if that is where the test is."""
    folder = test.parent.parent
    return folder / f"ledger-{test.stem}.jsonl" if (folder / "run.jsonl").is_file() else None
