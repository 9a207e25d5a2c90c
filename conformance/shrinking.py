"""The shortest story that a capped number of replays finds.

Things are left out first, beginning with all but the one that the story ends with, then steps, halves of them before single
ones, and at last the data of the steps are made simpler. Leaving out single steps alone degrades where several things live.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from conformance.expect import Mismatch
from conformance.story import Step, Story, Walker, renumbered, replayed

REPLAYS = 60


class Shrinking:
    """One story that is being shrunk. Any mismatch will do: each of them accuses."""

    def __init__(self, start: Callable[[], Walker], simpler: Callable[[Step], Iterable[Mapping[str, Any]]],
                 story: Story) -> None:
        self._start, self._simpler = start, simpler
        self._first = self._story = story
        self._replays = 0
        self._known: set[tuple[Step, ...]] = set()  # what was tried already

    def shortest(self) -> Mismatch:
        """The mismatch with the shortest story that was found."""
        last = self._story.steps[-1]
        self._known.add(tuple(renumbered(self._story.steps)))
        self._tried(step for step in self._story.steps if step.thing in (0, last.thing))
        self._leave_out(lambda step: step.thing)
        while self._leave_out(id) or self._simplify():
            pass  # what could not be left out before may be now
        return self._story.told(self._first, self._replays)

    def _tried(self, steps: Iterable[Step]) -> bool:
        """Whether these steps end in a mismatch, too; then they, as far as they were needed, are the story."""
        steps = tuple(renumbered(steps))
        if self._replays >= REPLAYS or steps in self._known:
            return False
        self._replays += 1
        self._known.add(steps)
        story = replayed(self._start, steps)
        self._story = story or self._story
        return story is not None

    def _leave_out(self, unit: Callable[[Step], int]) -> bool:
        """Whether any units could be left out, that of the last step excepted; halves of them are tried before single ones."""
        before = self._story
        part = len(self._units(unit)) + 1
        while part > 1:
            part, begin = part // 2, 0
            while begin < len(units := self._units(unit)):
                left_out = units[begin:begin + part]
                *others, last = self._story.steps
                if not self._tried([*(step for step in others if unit(step) not in left_out), last]):
                    begin += part
        return self._story is not before

    def _units(self, unit: Callable[[Step], int]) -> list[int]:
        return list(dict.fromkeys(map(unit, self._story.steps[:-1])))

    def _simplify(self) -> bool:
        """Whether any step could be made simpler."""
        before, number = self._story, 0
        while number < len(self._story.steps):
            steps = list(self._story.steps)
            any(self._tried([*steps[:number], replace(steps[number], data=data), *steps[number + 1:]])
                for data in self._simpler(steps[number]))
            number += 1
        return self._story is not before
