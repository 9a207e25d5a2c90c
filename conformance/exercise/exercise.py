"""What a run exercised, collected check by check, and counted against all that there is."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.catalogue import Catalogue, load
from conformance.exchange import Exchange
from conformance.exercise.keywords import BYTES, MET, PASSED, REACHED, VIOLATED, Point
from conformance.exercise.passages import PAIRS, TRANSITIONS, Passages, Sighting
from conformance.exercise.requests import MEDIA, OPERATIONS, STATUSES, Requests
from conformance.lifecycle import lifecycle

KINDS = (OPERATIONS, STATUSES, MEDIA, MET, VIOLATED, REACHED, PASSED, BYTES, TRANSITIONS, PAIRS)
Sight = Callable[[Sequence[Exchange], Callable[[Exchange], bool]], Iterable[Sighting]]
Points = dict[str, list[str]]  # names by kind


@dataclass(frozen=True)
class Tally:
    """How much of a kind was exercised, and what was not: with a reason, and without."""

    kind: str
    exercised: Sequence[str]
    excused: Mapping[str, str]
    left: Sequence[str]
    stale: Mapping[str, str]

    @property
    def all(self) -> int:
        """How much there is of the kind."""
        return len(self.exercised) + len(self.excused) + len(self.left)


class Exercise:
    """Collects what the checks of a process exercise; each point is told once, by the first check that came to it."""

    def __init__(self, catalogue: Catalogue, sight: Sight | None = None) -> None:
        self._requests, self._sight = Requests(catalogue.openapi), sight
        self._passages = Passages(lifecycle(catalogue.lifecycle)) if catalogue.lifecycle and sight else None
        self._left = {point for points in inventory(catalogue.api).items() for point in _pairs(*points)}

    def take(self, exchanges: Sequence[Exchange]) -> Points:
        """What the exchanges of a check exercise for the first time."""
        points = [point for exchange in exchanges for point in self._requests.exercised(exchange)]
        if self._passages and self._sight:
            points += self._passages.exercised(self._sight(exchanges, self._requests.breaks))
        found: Points = {}
        for kind, name in dict.fromkeys(point for point in points if point in self._left):
            self._left.remove((kind, name))
            found.setdefault(kind, []).append(name)
        return found


def _pairs(kind: str, names: Iterable[str]) -> Iterator[Point]:
    return ((kind, name) for name in names)


@functools.cache
def inventory(api: str) -> Mapping[str, Sequence[str]]:
    """The names of all that can be exercised of an API, by kind; nothing of one that has no endpoints."""
    catalogue = load(api)
    points = [*Requests(catalogue.openapi).inventory()]
    points += Passages(lifecycle(catalogue.lifecycle)).inventory() if catalogue.lifecycle else ()
    names = {kind: [name for each, name in points if each == kind] for kind in KINDS}
    return {kind: found for kind, found in names.items() if found}


def tallies(catalogue: Catalogue, exercised: Mapping[str, Iterable[str]]) -> list[Tally]:
    """What was exercised against what there is."""
    return [_tally(catalogue, kind, names, set(exercised.get(kind, ()))) for kind, names in inventory(catalogue.api).items()]


def counted(api: str, exercised: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """What was exercised, in numbers, as it stands in a record."""
    return [{"kind": each.kind, "exercised": len(each.exercised), "all": each.all, "excused": len(each.excused),
             "left": len(each.left)} for each in tallies(load(api), exercised)]


def _tally(catalogue: Catalogue, kind: str, names: Sequence[str], exercised: set[str]) -> Tally:
    excuses = {name: why for name in names if (why := _excuse(catalogue, kind, name))}
    return Tally(kind, [name for name in names if name in exercised],
                 {name: why for name, why in excuses.items() if name not in exercised},
                 [name for name in names if name not in exercised and name not in excuses],
                 {name: why for name, why in excuses.items() if name in exercised})


def _excuse(catalogue: Catalogue, kind: str, name: str) -> str:
    """Why a complete run does not exercise it; empty if there is no reason."""
    return next((str(entry["why"]) for entry in catalogue.unexercised if kind in entry["kinds"]
                 and any(_matches(pattern, name) for pattern in entry["names"])), "")


@functools.cache
def _matches(pattern: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name) is not None
