"""The checker of histories: what some order explains is accepted, what none explains is rejected and told."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.linearizability import Call, Explanation, Model, Window, each_explained, explained

NEVER = math.inf
# A shelf: put answers how many things are there now, take answers whether there was one, look answers how many there are.
PUT, TAKE, LOOK = "put", "take", "look"


def due(state: int, action: str) -> tuple[int, int]:
    """The answer of a shelf with so many things, and how many there are then."""
    if action == PUT:
        return state + 1, state + 1
    if action == TAKE:
        return int(state > 0), max(0, state - 1)
    return state, state


def step(state: int, call: Call) -> Iterator[int]:
    answer, after = due(state, call.action)
    if not call.answered or call.said == answer:
        yield after


SHELF = Model((0,), step, due=lambda state, call: str(due(state, call.action)[0]), shown=lambda state: f"{state} things")


def call(client: str, action: str, begun: float, ended: float, said: int | None = None) -> Call:
    return Call(client, action, begun, ended, said, str(said))


def accepted(*calls: Call) -> bool:
    return isinstance(explained(calls, SHELF), Explanation)


# ---------------------------------------------------------------------- histories by hand

def test_one_after_another_the_order_is_the_only_one() -> None:
    assert accepted(call("A", PUT, 1, 2, 1), call("B", LOOK, 3, 4, 1), call("A", TAKE, 5, 6, 1), call("B", LOOK, 7, 8, 0))
    assert not accepted(call("A", PUT, 1, 2, 1), call("B", LOOK, 3, 4, 0))


def test_at_the_same_moment_either_order_will_do() -> None:
    for first, second in ((1, 2), (2, 1)):
        assert accepted(call("A", PUT, 1, 3, first), call("B", PUT, 2, 4, second))


def test_a_lost_update_is_rejected() -> None:
    assert not accepted(call("A", PUT, 1, 3, 1), call("B", PUT, 2, 4, 1))


def test_two_cannot_take_the_same_thing() -> None:
    assert accepted(call("A", PUT, 1, 2, 1), call("A", TAKE, 3, 5, 1), call("B", TAKE, 4, 6, 0))
    assert not accepted(call("A", PUT, 1, 2, 1), call("A", TAKE, 3, 5, 1), call("B", TAKE, 4, 6, 1))


def test_what_was_seen_once_is_not_unseen() -> None:
    assert accepted(call("A", PUT, 1, 9, 1), call("B", LOOK, 2, 3, 0), call("B", LOOK, 4, 5, 1))
    assert not accepted(call("A", PUT, 1, 9, 1), call("B", LOOK, 2, 3, 1), call("B", LOOK, 4, 5, 0))


@pytest.mark.parametrize("seen", [0, 1])
def test_without_an_answer_a_request_may_have_been_carried_out_or_not(seen: int) -> None:
    assert accepted(call("A", PUT, 1, NEVER), call("B", LOOK, 2, 3, seen), call("B", LOOK, 4, 5, 1))
    assert not accepted(call("A", PUT, 1, NEVER), call("B", LOOK, 2, 3, 1), call("B", LOOK, 4, 5, 0))
    assert not accepted(call("A", PUT, 1, NEVER), call("B", LOOK, 2, 3, 2))


def test_no_request_takes_effect_before_it_was_sent() -> None:
    assert not accepted(call("B", LOOK, 1, 2, 1), call("A", PUT, 3, NEVER))


def test_it_may_begin_in_several_states() -> None:
    either = replace(SHELF, starts=(0, 3))
    assert isinstance(explained([call("A", LOOK, 1, 2, 3), call("A", PUT, 3, 4, 4)], either), Explanation)
    assert isinstance(explained([call("A", LOOK, 1, 2, 3), call("A", PUT, 3, 4, 1)], either), Window)


def test_the_order_is_told() -> None:
    put, look = call("A", PUT, 1, 3, 1), call("B", LOOK, 2, 4, 0)
    found = explained([put, look], SHELF)
    assert isinstance(found, Explanation)
    assert found.order == (look, put)


def test_each_thing_is_judged_by_itself() -> None:
    calls = [replace(call("A", PUT, 1, 3, 1), thing="x"), replace(call("B", PUT, 2, 4, 1), thing="y"),
             replace(call("B", LOOK, 5, 6, 0), thing="y")]
    found = each_explained(calls, lambda thing: SHELF)
    assert isinstance(found["x"], Explanation)
    assert isinstance(found["y"], Window)


# ---------------------------------------------------------------------- what is told of the others

def window(*calls: Call) -> Window:
    found = explained(calls, SHELF)
    assert isinstance(found, Window)
    return found


def test_the_window_leaves_out_what_came_before_and_after() -> None:
    before = [call("A", PUT, 2 * number, 2 * number + 1, number) for number in range(1, 20)]
    one, two = call("A", TAKE, 100, 102, 1), call("B", PUT, 101, 103, 7)
    found = window(*before, one, two, call("C", LOOK, 104, 105, 19))
    assert (found.starts, found.calls, found.last) == ((19,), (one, two), two)


def test_the_window_ends_with_the_first_answer_that_fits_nothing() -> None:
    found = window(call("A", PUT, 1, 8, 1), call("B", LOOK, 2, 3, 5), call("C", LOOK, 4, 9, 0))
    assert found.last.client == "B"
    assert [each.client for each in found.calls] == ["A", "B"]
    assert not found.calls[0].answered  # at that moment it had none


def test_the_window_keeps_what_never_was_answered() -> None:
    lost = call("A", PUT, 1, NEVER)
    found = window(lost, call("B", LOOK, 2, 3, 0), call("B", LOOK, 4, 5, 2))
    assert found.calls[0] is lost
    assert found.last.said == 2


def test_the_story_shows_who_overlapped_and_why_each_order_fails() -> None:
    story = window(call("A", PUT, 1, 3, 1), call("B", PUT, 2, 4, 1)).story(SHELF)
    assert story.splitlines() == [
        "at first: 0 things",
        "  A: put |---|    1",
        "  B: put   |---|  1",
        "no order explains this up to the answer of B to put:",
        "  after A: put (1 things) B: put would be answered with 2",
        "  after B: put (1 things) A: put would be answered with 2"]


def test_the_story_ends_somewhere() -> None:
    calls = [call(str(number), PUT, number, 100 + number, 9) for number in range(8)]
    assert len(window(*calls).story(SHELF).splitlines()) < 30


# ---------------------------------------------------------------------- histories by lot

@st.composite
def histories(draw: st.DrawFn) -> list[Call]:
    """What a shelf answers that carries out one request after another, each somewhere between its beginning and its end."""
    size = draw(st.integers(1, 6))
    state, calls, free = 0, list[Call](), dict.fromkeys("ABC", 0)
    for moment in range(40, 40 + 10 * size, 10):
        client, action = draw(st.sampled_from("ABC")), draw(st.sampled_from((PUT, TAKE, LOOK)))
        if free[client] > moment - 1:
            continue
        begun = draw(st.integers(max(free[client], moment - 34) // 2, moment // 2 - 1)) * 2 + 1  # odd, and all ends are even
        lost = draw(st.integers(0, 5)) == 0
        free[client] = begun + 40
        if lost and draw(st.booleans()):  # it was never carried out
            calls.append(call(client, action, begun, NEVER))
            continue
        answer, state = due(state, action)
        ended = moment + 2 * draw(st.integers(1, 17))
        free[client] = begun + 40 if lost else ended
        calls.append(call(client, action, begun, NEVER if lost else ended, None if lost else answer))
    return calls


def by_brute_force(calls: Sequence[Call]) -> bool:
    """Whether any order at all explains the answers: all permutations, with and without what was not answered."""
    answered, lost = [each for each in calls if each.answered], [each for each in calls if not each.answered]
    for count in range(len(lost) + 1):
        for chosen in combinations(lost, count):
            if any(_fits(order) for order in permutations([*answered, *chosen])):
                return True
    return False


def _fits(order: Sequence[Call]) -> bool:
    state = 0
    for number, each in enumerate(order):
        if any(later.ended < each.begun for later in order[number + 1:]):
            return False
        answer, state = due(state, each.action)
        if each.answered and each.said != answer:
            return False
    return True


@given(histories())
@settings(max_examples=200, deadline=None)
def test_what_happened_one_after_another_is_always_accepted(calls: list[Call]) -> None:
    found = explained(calls, SHELF)
    assert isinstance(found, Explanation)
    assert {each for each in calls if each.answered} <= set(found.order) <= set(calls)
    assert _fits(found.order)


@given(histories(), st.data())
@settings(max_examples=300, deadline=None)
def test_a_corrupted_history_is_judged_as_by_brute_force(calls: list[Call], data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 2))):
        if spots := [number for number, each in enumerate(calls) if each.answered]:
            number = data.draw(st.sampled_from(spots))
            calls[number] = replace(calls[number], said=data.draw(st.integers(0, 3)))
    found = explained(calls, SHELF)
    assert isinstance(found, Explanation) == by_brute_force(calls)
    if isinstance(found, Window):
        assert found.story(SHELF)
        assert found.last.client in {each.client for each in found.calls if each.answered}
