"""With ``-n``: a port that the target file names can be listened on by one worker only, so one asks all that needs it."""

from collections.abc import Container
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from conformance import target as targets
from conformance.catalogue import load
from conformance.checks import checks, id_of
from conformance.problems import Problem


class OneReceiver(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each check to whoever is free, but all of some checks to one worker, one after another."""

    def __init__(self, config: pytest.Config, log: Any, together: Container[str]) -> None:
        super().__init__(config, log)
        self._together = together

    def _split_scope(self, nodeid: str) -> str:
        return "receiver" if id_of(nodeid) in self._together else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneReceiver | None:
    """A scheduler of ours where ``--dist`` is left alone and the receiver has a port of its own; else that of xdist."""
    file = config.getoption("--target")
    try:
        target = targets.load(file) if file and config.getoption("dist") == "load" else None
    except Problem:
        return None  # told by those who open the session
    if not (target and target.receiver and target.receiver.port):
        return None
    return OneReceiver(config, log, needing_receiver(target.api))


def needing_receiver(api: str) -> set[str]:
    """The ids of all checks of an API that ask about something that needs a receiver."""
    known = load(api)
    return {each.id for each in checks(api).values()
            if any("receiver" in known.requirement(name).needs for name in each.requirements)}
