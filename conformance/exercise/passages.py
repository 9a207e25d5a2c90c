"""Which transitions of a lifecycle table a run exercised, and which pairs of consecutive ones, as far as that is certain.

Time changes states between two requests, so one request alone does not tell the state in which it was answered. All that is
seen of a thing does: what came before allows some states, what came after rules out others. Only what is left with a single
state counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from conformance.exercise.keywords import Point
from conformance.lifecycle import Cell, Lifecycle

TRANSITIONS, PAIRS = "transitions", "pairs of transitions"
Move = tuple[str, str]  # the states before and after


@dataclass(frozen=True)
class Sighting:
    """An action on a thing as it was answered. ``shows`` are the states that the answer allows, all of them if empty; without
    an action the thing was made, and the table says nothing about how."""

    thing: str
    action: str
    status: int
    shows: frozenset[str] = frozenset()


class Passages:
    """What can be exercised of a table, and what sightings did."""

    def __init__(self, table: Lifecycle) -> None:
        self._table = table

    def inventory(self) -> Iterator[Point]:
        """Every cell, refusals among them, and every cell that can be the next one after it. Pairs leave out what the
        table is silent about, and what only time brings about between the two: no client decides about that."""
        for cell in self._table.table.values():
            yield TRANSITIONS, _name(cell)
        for first in self._table.table.values():
            yield from ((PAIRS, f"{_name(first)}, {_name(second)}") for state in self._followers(first)
                        for second in self._table.cells(state) if not second.silent)

    def exercised(self, sightings: Iterable[Sighting]) -> Iterator[Point]:
        """What the sightings of a check exercise, those of each thing in their order."""
        things: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            things.setdefault(sighting.thing, []).append(sighting)
        for each in things.values():
            yield from self._lived(each)

    def _lived(self, sightings: Sequence[Sighting]) -> Iterator[Point]:
        """What one thing exercised while what was seen of it makes sense."""
        cells = [self._certain(sighting.action, moves) for sighting, moves in self._explained(sightings)]
        yield from ((TRANSITIONS, _name(cell)) for cell in cells if cell)
        yield from ((PAIRS, f"{_name(first)}, {_name(second)}") for first, second in pairwise(cells)
                    if first and second)

    def _explained(self, sightings: Sequence[Sighting]) -> list[tuple[Sighting, set[Move]]]:
        """Each sighting with the moves that explain it and all others; none for one that is no action of the table."""
        found: list[tuple[Sighting, set[Move]]] = []
        now: set[str] = set()
        for sighting in sightings:
            moves = {("", state) for state in sighting.shows} if not sighting.action else \
                set(self._moves(sighting, {later for state in now for later in self._later(state)}))
            found.append((sighting, moves))
            if not moves and sighting.status < 300 or self._is_silent(sighting, moves):
                break
            now = {after for _, after in moves} or now
        self._look_back(found)
        return found

    def _moves(self, sighting: Sighting, states: Iterable[str]) -> Iterator[Move]:
        for state in states:
            cell = self._table.cell(state, sighting.action)
            if cell.silent and sighting.status < 300:
                yield state, state
            elif sighting.status == cell.status or not cell.status and 400 <= sighting.status < 500:
                later = {each for after in cell.following for each in (self._later(after) if sighting.shows else (after,))}
                yield from ((state, after) for after in later if not sighting.shows or after in sighting.shows)

    def _look_back(self, found: list[tuple[Sighting, set[Move]]]) -> None:
        """Take out the moves after which nothing that was seen later could have come."""
        needed: set[str] = set()
        for number, (sighting, moves) in reversed(list(enumerate(found))):
            if needed and moves:
                moves = {(before, after) for before, after in moves if needed & {*self._later(after)}}
                found[number] = sighting, moves
            needed = {before for before, _ in moves} or needed

    def _is_silent(self, sighting: Sighting, moves: set[Move]) -> bool:
        """Whether nobody says what comes of it: the table is silent, and the action was not refused."""
        return bool(sighting.action) and sighting.status < 300 and \
            any(self._table.cell(before, sighting.action).silent for before, _ in moves)

    def _certain(self, action: str, moves: set[Move]) -> Cell | None:
        states = {before for before, _ in moves}
        return self._table.cell(states.pop(), action) if action and len(states) == 1 else None

    def _followers(self, cell: Cell) -> Sequence[str]:
        return () if cell.silent else cell.following

    def _later(self, state: str) -> tuple[str, ...]:
        """The states in which a thing may be that was in this one, if time has gone on."""
        times: Mapping[str, tuple[str, ...]] = self._table.time
        return state, *times.get(state, ())


def _name(cell: Cell) -> str:
    return f"{cell.state} {cell.action}"
