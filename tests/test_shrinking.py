"""Stories, told step by step: made short by leaving out what they do not need, and told whole where they need all."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from walkers import Known, Plain, steps, told

from conformance.expect import Inconclusive, Mismatch
from conformance.shrinking import REPLAYS
from conformance.story import Step, replayed
from conformance.walk import walk


class Script(Plain):
    """Fails at ``look`` if all of ``needed`` was done before; ``trouble`` is raised by every start but the first."""

    ends = frozenset[str]()

    def __init__(self, needed: Sequence[str], known: Known, trouble: Exception | None = None) -> None:
        known.starts += 1
        if trouble and known.starts > 1:
            raise trouble
        self.needed, self.done = needed, list[str]()

    def choices(self) -> Sequence[tuple[int, str, str]]:
        return [(0, f"{len(self.done)}", self.needed[len(self.done)] if len(self.done) < len(self.needed) else "look")]

    def tell(self, step: Step) -> str:
        return step.action

    def act(self, step: Step) -> str:
        if step.action == "look" and set(self.done) >= set(self.needed):
            raise Mismatch("this", "that")
        self.done.append(step.action)
        return "done"


def story_of(kind: type[Script], needed: Sequence[str], trouble: Exception | None = None) -> Mismatch:
    known = Known()
    with pytest.raises(Mismatch) as caught:
        walk(lambda: kind(needed, known, trouble), 50, random.Random(1))
    assert known.starts <= 1 + REPLAYS
    return caught.value


@pytest.mark.parametrize("length", [0, 1, 2, 3, 7])
def test_a_story_of_which_nothing_can_be_left_out_is_told_whole(length: int) -> None:
    needed = [f"step{number}" for number in range(length)]
    mismatch = story_of(Script, needed)
    assert told(mismatch) == [*(f"{name} -> done" for name in needed), "look -> expected this, got that"]
    assert mismatch.story
    assert mismatch.story["found"] == {"steps": length + 1, "requests": 0}
    assert mismatch.story["replays"] <= REPLAYS


class Counting(Script):
    """Each step does something a number of times; once is enough."""

    def drawn(self, thing: int, action: str, chance: random.Random) -> Mapping[str, Any]:
        return {"times": chance.choice((1, 20, 300))}

    def simpler(self, step: Step) -> Iterable[Mapping[str, Any]]:
        return [{"times": 1}] if step.data["times"] > 1 else []


def test_what_the_steps_say_is_made_simpler_too() -> None:
    mismatch = story_of(Counting, [f"step{number}" for number in range(4)])
    assert [step["data"] for step in steps(mismatch)] == [{"times": 1}] * 5


class Impossible(Script):
    """Cannot do again what it did already."""

    def tell(self, step: Step) -> str:
        return "" if step.action in self.done else step.action


def test_steps_that_are_impossible_are_no_part_of_a_story() -> None:
    def start() -> Impossible:
        return Impossible(["one", "two"], Known())

    found = replayed(start, [Step(7, name) for name in ("one", "one", "two", "one", "look", "never")])
    assert found
    assert [(step.thing, step.action) for step in found.steps] == [(1, "one"), (1, "two"), (1, "look")]
    assert replayed(start, [Step(0, "one"), Step(0, "look")]) is None


@pytest.mark.parametrize("trouble", [Inconclusive("no answer"), KeyError("a mistake of ours"), TimeoutError()],
                         ids=repr)
def test_what_goes_wrong_while_a_story_is_shortened_does_not_take_it_back(trouble: Exception) -> None:
    lines = told(story_of(Script, ["one", "two"], trouble))
    assert lines == ["one -> done", "two -> done", "look -> expected this, got that"]


@pytest.mark.parametrize("trouble", [Inconclusive("no answer"), KeyError("a mistake of ours")], ids=repr)
def test_what_is_no_mismatch_ends_the_walk_as_it_is(trouble: Exception) -> None:
    known = Known(starts=1)
    with pytest.raises(type(trouble)):
        walk(lambda: Script((), known, trouble), 50, random.Random(1))


def test_a_walk_ends_where_nothing_can_be_done_and_says_so_where_nothing_ever_could() -> None:
    class Short(Script):
        def choices(self) -> Sequence[tuple[int, str, str]]:
            return super().choices() if len(self.done) < len(self.needed) else []

    walk(lambda: Short(["one"], Known()), 50, random.Random(1))
    with pytest.raises(Inconclusive, match="nothing"):
        walk(lambda: Short([], Known()), 50, random.Random(1))
