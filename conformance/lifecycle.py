"""The lifecycle table of an API: one table, and what is absent from it is forbidden.

Laws, checked when a table is read:

* every state and action that is named exists; every cell names a requirement;
* a (state, action) without a cell is either silent, or refused under a requirement given for the action;
* nothing leaves the last state, and every other state can be reached from the start.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.problems import Problem
from conformance.verdict import ExitCode


@dataclass(frozen=True)
class Cell:
    """What an action does in a state. ``status`` 0 means any refusal; ``silent`` is the reading of a cell about which the
    document says nothing, and such a cell has no requirement."""

    state: str
    action: str
    status: int
    following: tuple[str, ...]
    requirement: str = ""
    silent: str = ""

    @property
    def moves(self) -> bool:
        """Whether the action may change the state."""
        return self.following != (self.state,)


@dataclass(frozen=True)
class Lifecycle:
    """A table that obeys the laws."""

    states: tuple[str, ...]
    start: str
    time: Mapping[str, tuple[str, ...]]
    actions: Mapping[str, str]
    table: Mapping[tuple[str, str], Cell]

    def cell(self, state: str, action: str) -> Cell:
        """What ``action`` does in ``state``."""
        return self.table[state, action]

    def cells(self, state: str) -> Iterator[Cell]:
        """All cells of a state, those that do not move first."""
        row = [self.table[state, action] for action in self.actions]
        return iter(sorted(row, key=lambda cell: cell.moves or bool(cell.silent)))

    def requirements(self, state: str, actions: Collection[str] = ()) -> list[str]:
        """The requirements that the cells of a state answer to, each once; those of some actions if any are given."""
        return list(dict.fromkeys(cell.requirement for cell in self.cells(state)
                                  if cell.requirement and (not actions or cell.action in actions)))

    def may_follow(self, before: str, after: str) -> bool:
        """Whether time alone can lead from one state to the other."""
        return after == before or after in self.time.get(before, ())


def lifecycle(said: Mapping[str, Any]) -> Lifecycle:
    """The table that a ``lifecycle.yaml`` holds; raises Problem ``broken-lifecycle``."""
    states, actions = tuple(said["states"]), said["actions"]
    table = {(state, action): _cell(said, state, action) for state in states for action in actions}
    found = Lifecycle(states, said["start"], {state: tuple(after) for state, after in said["time"].items()}, actions, table)
    for law in _broken_laws(found, said):
        raise Problem("broken-lifecycle", "the lifecycle table breaks a law", law, "see the top of conformance/lifecycle.py",
                      ExitCode.HARNESS_ERROR)
    return found


def _cell(said: Mapping[str, Any], state: str, action: str) -> Cell:
    entry = said["cells"].get(state, {}).get(action)
    if entry:
        status, following, requirement = entry
        return Cell(state, action, status, tuple([following] if isinstance(following, str) else following), requirement)
    if silent := said["silent"].get(state, {}).get(action):
        status, reading = silent
        return Cell(state, action, status, (state,), silent=reading)
    return Cell(state, action, 0, (state,), said["refusals"].get(action, ""))


def _broken_laws(found: Lifecycle, said: Mapping[str, Any]) -> Iterator[str]:
    named = {found.start, *said["cells"], *said["time"], *said["silent"],
             *(state for after in found.time.values() for state in after),
             *(state for cell in found.table.values() for state in cell.following)}
    yield from (f"there is no state {state}" for state in sorted(named - set(found.states)))
    acted = {*said["refusals"], *(action for row in [*said["cells"].values(), *said["silent"].values()] for action in row)}
    yield from (f"there is no action {action}" for action in sorted(acted - set(found.actions)))
    yield from (f"{cell.action} in {cell.state} has no requirement" for cell in found.table.values()
                if not (cell.requirement or cell.silent))
    yield from (f"{action} in {state} is silent and is not" for state, row in said["silent"].items() for action in row
                if action in said["cells"].get(state, {}))
    yield from (f"{state} is out of reach" for state in sorted(set(found.states) - _reachable(found)))
    last = found.states[-1]
    if any(cell.moves for cell in found.cells(last)) or found.time.get(last):
        yield f"something leaves {last}"


def _reachable(found: Lifecycle) -> set[str]:
    reached, frontier = {found.start}, [found.start]
    while frontier:
        state = frontier.pop()
        after = {*found.time.get(state, ()), *(each for cell in found.cells(state) for each in cell.following)}
        frontier += after - reached
        reached |= after
    return reached
