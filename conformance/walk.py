"""A walk over several live things at once, guided by novelty: next comes what was done least often to a thing in its state
after the last change to it, and among those what was done least often in the company of things in such states.

``FINDINGS`` of the project: such a walk finds in some dozens of requests what random requests do not find in thousands. A
walk that ends in a mismatch is shrunk by leaving out halves of its steps, and then told as a story.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from conformance.expect import Inconclusive, Mismatch

REPLAYS = 40
RARITY = 1  # visits that an ending action counts in advance


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

    def choices(self) -> Sequence[tuple[int, str, str]]:
        """What could be done next: number of a thing, its state and the last change to it, action."""

    def act(self, step: Step) -> str | None:
        """Do it, and tell it in a line; None if it is impossible now. Raises Mismatch if something else comes of it."""


def walk(start: Callable[[], Walker], steps: int, chance: random.Random) -> None:
    """Walk; raises Mismatch with the shortest story that was found if an answer is not what it must be, and Inconclusive if
    nothing can be done at all."""
    walker, trace, story = start(), list[Step](), list[str]()
    visits: Counter[tuple[str, str]] = Counter()
    while len(trace) < steps and (choices := walker.choices()):
        states = {thing: state for thing, state, _ in choices}
        thing, state, action = min(choices, key=lambda each: (
            visits[each[1], each[2]] + (each[2] in walker.ends) * RARITY,
            visits[_beside(each[0], states), each[2]], chance.random()))
        visits.update([(state, action), (_beside(thing, states), action)])
        trace.append(Step(thing, action, chance.getrandbits(32)))
        try:
            story += _told(walker.act(trace[-1]))
        except Mismatch as mismatch:
            raise _shortest(start, trace, _after(story, mismatch)) from None
    if not trace:
        raise Inconclusive("there is nothing that could be done")


def _beside(thing: int, states: Mapping[int, str]) -> str:
    """The company in which something is done: the states of all other things."""
    return "beside " + "+".join(sorted({state for other, state in states.items() if other != thing}))


def _shortest(start: Callable[[], Walker], trace: list[Step], mismatch: Mismatch) -> Mismatch:
    """The mismatch of the shortest trace found by leaving out parts, ever smaller ones, with its story."""
    replays, part = 0, max(1, len(trace) // 2)
    while replays < REPLAYS:
        shorter = None
        for begin in range(0, len(trace) - 1, part):
            replays += 1
            candidate = trace[:begin] + trace[begin + part:]
            if found := _replayed(start, candidate):
                shorter, mismatch = candidate, found
                break
            if replays >= REPLAYS:
                break
        if shorter is not None:
            trace = shorter
        elif part == 1:
            break
        part = max(1, min(part // 2 if shorter is None else part, len(trace) // 2))
    return mismatch


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
