"""A walk over several live things at once, guided by novelty: next comes what was done least often to a thing in its state
after the last change to it, counted once by itself and once more in the company of other things in their states.

Measured on a server with seeded faults, such a walk finds in some dozens of requests what random requests do not find in
thousands. One that ends in a mismatch is shrunk by leaving out things, then halves of its steps, and is told as a story.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from conformance.expect import Inconclusive, Mismatch

REPLAYS = 40
RARITY = 1  # visits that an ending action counts in advance
Choice = tuple[int, str, str]  # number of a thing, its state and the last change to it, action


@dataclass(frozen=True)
class Step:
    """One action on the thing with this number; ``seed`` decides its data."""

    thing: int
    action: str
    seed: int


class Walker(Protocol):
    """Acts, and knows what must come of it. ``ends`` are the actions after which a thing is gone: they come last, so that
    things live long enough to have a history."""

    ends: frozenset[str]

    def choices(self) -> Sequence[Choice]:
        """What could be done next."""

    def act(self, step: Step) -> str | None:
        """Do it, and tell it in a line; None if it is impossible now. Raises Mismatch if something else comes of it."""


class Novelty:
    """What was done how often, and what is rarest now."""

    def __init__(self, ends: frozenset[str], chance: random.Random) -> None:
        self._ends, self._chance = ends, chance
        self._visits: Counter[tuple[str, ...]] = Counter()

    def next(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices; it is counted."""
        states = {thing: state for thing, state, _ in choices}
        chosen = min(choices, key=lambda each: (self._seen(each, states), self._chance.random()))
        self._visits.update(_kinds(chosen, states))
        return chosen

    def _seen(self, choice: Choice, states: Mapping[int, str]) -> int:
        return sum(self._visits[kind] for kind in _kinds(choice, states)) + (choice[2] in self._ends) * RARITY


def _kinds(choice: Choice, states: Mapping[int, str]) -> list[tuple[str, ...]]:
    """What a choice counts as: for itself, and in the company of all other things in their states."""
    thing, state, action = choice
    company = "+".join(sorted({each for other, each in states.items() if other != thing}))
    return [(state, action), (company, state, action)]


def walk(start: Callable[[], Walker], steps: int, chance: random.Random) -> None:
    """Walk; raises Mismatch with the shortest story that was found if an answer is not what it must be, and Inconclusive if
    nothing can be done at all."""
    walker, trace, story = start(), list[Step](), list[str]()
    novelty = Novelty(walker.ends, chance)
    while len(trace) < steps and (choices := walker.choices()):
        thing, _, action = novelty.next(choices)
        trace.append(Step(thing, action, chance.getrandbits(32)))
        try:
            story += _told(walker.act(trace[-1]))
        except Mismatch as mismatch:
            raise _shortest(start, trace, _after(story, mismatch)) from None
    if not trace:
        raise Inconclusive("there is nothing that could be done")


def _shortest(start: Callable[[], Walker], trace: Sequence[Step], mismatch: Mismatch) -> Mismatch:
    """The mismatch of the shortest trace that was found by leaving out things, then steps, halves of them before single ones."""
    replays = 0
    for unit in (lambda step: step.thing, id):
        part = len(_units(trace, unit)) + 1
        while part > 1:
            part, begin = part // 2, 0
            while begin < len(units := _units(trace, unit)) and replays < REPLAYS:
                replays += 1
                left_out = units[begin:begin + part]
                shorter = [*(step for step in trace[:-1] if unit(step) not in left_out), trace[-1]]
                if found := _replayed(start, shorter):
                    trace, mismatch = shorter, found
                else:
                    begin += part
    return mismatch


def _units(trace: Sequence[Step], unit: Callable[[Step], int]) -> list[int]:
    """What can be left out of a trace: all but its last step."""
    return list(dict.fromkeys(map(unit, trace[:-1])))


def _replayed(start: Callable[[], Walker], trace: Sequence[Step]) -> Mismatch | None:
    story = list[str]()
    try:
        walker = start()
        for step in trace:
            story += _told(walker.act(step))
    except Mismatch as mismatch:
        return _after(story, mismatch)
    except Exception:  # whatever goes wrong now, the mismatch was seen
        return None
    return None


def _told(line: str | None) -> list[str]:
    return [line] if line else []


def _after(story: Sequence[str], mismatch: Mismatch) -> Mismatch:
    told = "\n".join(f"  {number}. {line}" for number, line in enumerate(story, 1))
    return Mismatch(mismatch.expected, f"{mismatch.got}, after\n{told}" if told else mismatch.got, mismatch.exchange)
