"""The walk, on toys: it finds what one thing does to another, tells it shortly, and does nothing impossible."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from conformance.expect import Inconclusive, Mismatch
from conformance.shrinking import REPLAYS
from conformance.story import Step, replayed
from conformance.walk import walk

SEEDS = range(20)
LIVE = 3


@dataclass
class Doors:
    """What is walked over: doors that are locked and unlocked, and taken away in the end. This one is honest."""

    locked: dict[int, bool] = field(default_factory=dict)

    def make(self, door: int) -> None:
        self.locked[door] = False

    def turn(self, door: int, locked: bool) -> None:
        self.locked[door] = locked

    def drop(self, door: int) -> None:
        del self.locked[door]


class Careless(Doors):
    """Unlocks every other door when an unlocked one is taken away."""

    def drop(self, door: int) -> None:
        if not self.locked.pop(door):
            self.locked = dict.fromkeys(self.locked, False)


class Plain:
    """A walker whose steps are all the same but for thing and action."""

    of_all = frozenset[str]()

    def drawn(self, thing: int, action: str, chance: random.Random) -> Mapping[str, Any]:
        return {}

    def simpler(self, step: Step) -> Iterable[Mapping[str, Any]]:
        return ()


class Walker(Plain):
    """Knows what must be true of each door, and sees it by ``look``. All walkers of a test share what is ``known``."""

    ends = frozenset({"drop"})

    def __init__(self, doors: Doors, known: "Known") -> None:
        known.starts += 1
        self.doors, self.known, self.replays = doors, known, known.starts > 1
        self.model: dict[int, bool] = {}
        self.changed: dict[int, str] = {}

    def choices(self) -> Sequence[tuple[int, str, str]]:
        if len(self.model) < LIVE:
            return [(len(self.changed) + 1, "", "make")]
        return [(door, f"{locked} after {self.changed[door]}", action) for door, locked in self.model.items()
                for action in ("look", "unlock" if locked else "lock", "drop")]

    def possible(self, step: Step) -> bool:
        if step.action == "make":
            return step.thing not in self.model
        return step.thing in self.model and step.action not in ("lock" if self.model[step.thing] else "unlock", "make")

    def tell(self, step: Step) -> str:
        return f"{step.action} {step.thing}" if self.possible(step) else ""

    def act(self, step: Step) -> str:
        assert self.possible(step)
        if not self.replays:
            assert (step.thing, step.action) in [(door, action) for door, _, action in self.choices()]
            self.known.done.append(step)
        getattr(self, f"_{step.action}")(step.thing)
        if step.action != "look":
            self.changed[step.thing] = step.action
        return "done"

    def _make(self, door: int) -> None:
        self.doors.make(door)
        self.model[door] = False

    def _look(self, door: int) -> None:
        if self.doors.locked[door] != self.model[door]:
            raise Mismatch(f"door {door} locked: {self.model[door]}", "otherwise")

    def _lock(self, door: int) -> None:
        self.doors.turn(door, True)
        self.model[door] = True

    def _unlock(self, door: int) -> None:
        self.doors.turn(door, False)
        self.model[door] = False

    def _drop(self, door: int) -> None:
        self.doors.drop(door)
        del self.model[door]


@dataclass
class Known:
    """What a walk did."""

    done: list[Step] = field(default_factory=list)
    starts: int = 0
    mismatch: Mismatch | None = None


def steps(mismatch: Mismatch) -> list[dict[str, Any]]:
    assert mismatch.story
    found: list[dict[str, Any]] = mismatch.story["steps"]
    return found


def told(mismatch: Mismatch) -> list[str]:
    return [step["told"] for step in steps(mismatch)]


def walked(kind: type[Doors], seed: int, steps: int = 400) -> Known:
    known = Known()
    try:
        walk(lambda: Walker(kind(), known), steps, random.Random(seed))
    except Mismatch as mismatch:
        known.mismatch = mismatch
    return known


@pytest.mark.parametrize("seed", SEEDS)
def test_an_interplay_is_found_and_told_as_its_shortest_story(seed: int) -> None:
    known = walked(Careless, seed, 1000)
    assert known.mismatch
    *lines, last = told(known.mismatch)
    # One door is locked, another one that is not is taken away; the mismatch is seen by looking at the first.
    assert sorted(line.split()[0] for line in lines) == ["drop", "lock", "make", "make"]
    locked = known.mismatch.expected.split()[1]
    assert lines.index(f"lock {locked} -> done") < [line.split()[0] for line in lines].index("drop")
    assert last == f"look {locked} -> expected door {locked} locked: True, got otherwise"
    assert {step["thing"] for step in steps(known.mismatch)} == {1, 2}
    assert known.starts <= 1 + REPLAYS


def test_the_same_seed_walks_the_same_way_and_another_one_another() -> None:
    ways = [walked(Doors, seed).done for seed in (*SEEDS, *SEEDS)]
    assert ways[:len(SEEDS)] == ways[len(SEEDS):]
    assert len({tuple(way) for way in ways}) == len(SEEDS)
    assert str(walked(Careless, 1).mismatch) == str(walked(Careless, 1).mismatch)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_honest_are_not_accused_and_everything_is_done_about_as_often(seed: int) -> None:
    known = walked(Doors, seed)
    assert known.mismatch is None
    assert known.starts == 1
    assert len(known.done) == 400
    often = Counter(step.action for step in known.done)
    assert often.keys() == {"make", "look", "lock", "unlock", "drop"}
    assert max(often.values()) <= 4 * min(often.values())


def test_things_live_long_enough_to_have_a_history() -> None:
    ways = [[step.action for step in walked(Doors, seed).done] for seed in SEEDS]
    firsts = [way.index("drop") for way in ways]
    assert sorted(firsts)[len(SEEDS) // 2] > LIVE + 3


# ---------------------------------------------------------------------- stories told step by step

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
