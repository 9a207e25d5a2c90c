"""With ``-n``: what several workers must not do at once is asked by one of them.

A port that the target file names can be listened on by one worker only, and what of ``world`` one check changes is not to be
changed back by another: the suite says in ``changed`` what that is, all else in ``world`` is only named.
"""

from collections.abc import Container, Iterable, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from conformance import target as targets
from conformance.catalogue import load
from conformance.checks import checks, id_of, suite
from conformance.problems import Problem
from conformance.target import Target


class TakingTurns(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each check to whoever is free, but all of some checks to one worker, one after another."""

    def __init__(self, config: pytest.Config, log: Any, together: Container[str]) -> None:
        super().__init__(config, log)
        self._together = together

    def _split_scope(self, nodeid: str) -> str:
        return "together" if id_of(nodeid) in self._together else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TakingTurns | None:
    """A scheduler of ours where ``--dist`` is left alone and some checks must take turns; else that of xdist."""
    file = config.getoption("--target")
    try:
        target = targets.load(file) if file and config.getoption("dist") == "load" else None
    except Problem:
        return None  # told by those who open the session
    together = taking_turns(target) if target else set()
    return TakingTurns(config, log, together) if together else None


def taking_turns(target: Target) -> set[str]:
    """The ids of the checks that one worker must ask."""
    port = needing_receiver(target.api) if target.receiver and target.receiver.port else set()
    return port.union(*(changing(target.api, need) for need in changed_by(target.api) if not target.lacks(need)))


def changed_by(api: str) -> Sequence[str]:
    """What the checks of an API may change of what the target file names, as needs."""
    found: Sequence[str] = getattr(suite(api), "changed", ())
    return found


def needing_receiver(api: str) -> set[str]:
    """The ids of all checks of an API that ask about something that needs a receiver."""
    known = load(api)
    return {each.id for each in checks(api).values()
            if any("receiver" in known.requirement(name).needs for name in each.requirements)}


def changing(api: str, need: str) -> set[str]:
    """The ids of all checks that may change what a need names: those that need it or a part of it, and their namesakes among
    all twins."""
    def wanted(needs: Iterable[str]) -> bool:
        return any(each == need or each.startswith(f"{need}.") for each in needs)

    known, found = load(api), checks(api).values()
    twins = {each.twin for each in found if wanted(each.needs)}
    return {each.id for each in found if (each.twin and each.twin in twins) or wanted(each.needs)
            or any(wanted(known.requirement(name).needs) for name in each.requirements)}
