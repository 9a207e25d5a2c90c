"""A story: steps on live things, told line by line, of which the last ends in a mismatch; and the walker that can act it."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from conformance.expect import Mismatch

Choice = tuple[int, str, str]  # number of a thing, its state and the last change to it, action


@dataclass(frozen=True)
class Step:
    """One action on the thing with this number, 0 if it concerns all. ``data`` is plain JSON: what else decides what is done."""

    thing: int
    action: str
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


class Walker(Protocol):
    """Acts, and knows what must come of it. ``ends`` are the actions after which a thing is gone: they come last, so that
    things live long enough to have a history. ``of_all`` are the actions that concern all things, such as to wait. The things
    are numbered from 1."""

    ends: frozenset[str]
    of_all: frozenset[str]

    def choices(self) -> Sequence[Choice]:
        """What could be done next."""

    def drawn(self, thing: int, action: str, chance: random.Random) -> Mapping[str, Any]:
        """The data of a step, as chance has it."""

    def simpler(self, step: Step) -> Iterable[Mapping[str, Any]]:
        """Data that would make a step easier to follow, the simplest first."""

    def tell(self, step: Step) -> str:
        """What a step does, and to what, in a few words; empty if it is impossible now."""

    def act(self, step: Step) -> str:
        """Do it; what came of it, in a few words. Raises Mismatch if something else comes of it."""


@dataclass(frozen=True)
class Story:
    """Steps of which the last ended in a mismatch, and a line for each."""

    steps: tuple[Step, ...]
    lines: tuple[str, ...]
    mismatch: Mismatch

    def told(self, first: "Story", replays: int) -> Mismatch:
        """The mismatch with its story as plain JSON: what was ``found`` at first, and how often it was tried again to make it
        shorter."""
        steps = [{"thing": step.thing, "action": step.action, "data": dict(step.data), "told": line}
                 for step, line in zip(self.steps, self.lines, strict=True)]
        seen = first.mismatch.exchange
        found = {"steps": len(first.steps), "requests": seen.number if seen else 0}
        self.mismatch.story = {"found": found, "replays": replays, "steps": steps}
        return self.mismatch


def replayed(start: Callable[[], Walker], steps: Iterable[Step]) -> Story | None:
    """The story that steps make on a walker of their own, without those that are impossible; None if all goes well."""
    done, lines = list[Step](), list[str]()
    try:
        walker = start()
        for step in renumbered(steps):
            if line := walker.tell(step):
                done.append(step)
                lines.append(line)
                lines[-1] += f" -> {walker.act(step)}"
    except Mismatch as mismatch:
        return ended(done, lines, mismatch)
    except Exception:  # whatever goes wrong now, the mismatch was seen
        return None
    return None


def ended(steps: Sequence[Step], lines: Sequence[str], mismatch: Mismatch) -> Story:
    """The story of steps whose last one, of which nothing is told yet, ended in a mismatch."""
    return Story(tuple(steps), (*lines[:-1], f"{lines[-1]} -> expected {mismatch.expected}, got {mismatch.got}"), mismatch)


def renumbered(steps: Iterable[Step]) -> list[Step]:
    """The same steps on things that are numbered as they come, from 1."""
    numbers = {0: 0}
    return [replace(step, thing=numbers.setdefault(step.thing, len(numbers))) for step in steps]
