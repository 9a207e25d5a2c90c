"""Values within limits, at them and past them; samples that a seed repeats; tasks that are what they are called."""

import random
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.openapi import Field, fields
from conformance.oracle import oracle
from conformance.strategies.sampling import samples
from conformance.strategies.tasks import UserTasks
from conformance.strategies.values import at_limit, valid, ways, wrong

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]
FIELDS: dict[str, Field] = {field.name: field for name in SCHEMAS if name.endswith("Task")
                            for field in fields(OPENAPI, SCHEMAS[name])}
LIMITS = [(name, limit) for name, field in sorted(FIELDS.items()) for limit in field.limits if limit != "required"]
PLAIN = {"type", "enum", "pattern", "maxLength", "minLength", "maxItems", "minimum", "maximum"}
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
quick = settings(max_examples=2000, database=None, phases=[Phase.generate, Phase.shrink],
                 suppress_health_check=list(HealthCheck))


def broken(name: str, value: Any) -> set[str]:
    """The keywords of a field that a value breaks, by a validator that is told of ``$`` before a last newline."""
    schema = {key: each for key, each in FIELDS[name].schema.items() if key in PLAIN}
    if "pattern" in schema:
        schema["pattern"] = schema["pattern"].removesuffix("$") + r"\Z"
    return {str(error.validator) for error in jsonschema.Draft202012Validator(schema).iter_errors(value)}


# ---------------------------------------------------------------------- values

@few
@given(st.data(), st.sampled_from(sorted(FIELDS)))
def test_a_valid_value_keeps_every_limit(data: st.DataObject, name: str) -> None:
    assert broken(name, data.draw(valid(FIELDS[name].schema))) == set()


def test_a_value_at_a_limit_keeps_it_and_a_wrong_one_breaks_nothing_else() -> None:
    for name, limit in LIMITS:
        schema = FIELDS[name].schema
        for value in samples(at_limit(schema, limit), 8, 1):
            assert broken(name, value) == set(), (name, limit, value)
        for way in ways(schema, limit, "example.com"):
            for value in samples(way, 8, 1):
                # What is no text is none of the documented values either.
                assert broken(name, value) - ({"enum"} if limit == "type" else set()) == {limit}, (name, limit, value)


def test_texts_that_match_no_pattern_are_wrong_in_every_known_way() -> None:
    digits = samples(wrong({"type": "string", "pattern": "^[0-9]+$"}, "pattern"), 60, 3)
    assert any(not value[0].isalnum() and value[1:].isdigit() for value in digits)
    assert any(value.endswith("\n") and value[:-1].isdigit() for value in digits)
    assert any(value.isascii() and value.isalnum() for value in digits)
    addresses = samples(wrong({"type": "string", "pattern": r"^[^@\s]{6,}@[^@\s]+$"}, "pattern"), 100, 3)
    lengths = {value.index("@") for value in addresses if "@" in value[:-1]}
    assert max(lengths) == 5 > min(lengths)
    assert any("@" not in value for value in addresses)
    assert any(value.endswith("@") for value in addresses)


def test_another_spelling_of_a_documented_value_is_not_asked_as_a_wrong_one() -> None:
    drawn = samples(wrong({"enum": ["aaa", "ABC"]}, "enum"), 100, 3)
    assert len({value.lower() for value in drawn}) > 20
    assert {value.lower() for value in drawn}.isdisjoint({"aaa", "abc"})


def test_valid_values_vary_in_length_and_enumerations_are_used_up() -> None:
    lengths = {len(value) for value in samples(valid({"type": "string", "maxLength": 30}), 100, 1)}
    assert min(lengths) == 1
    assert len(lengths) >= 6
    assert set(samples(valid({"enum": ["a", "b", "c"]}), 60, 1)) == {"a", "b", "c"}
    assert set(samples(valid({"type": "boolean"}), 30, 1)) == {True, False}
    assert {len(value) for value in samples(valid({"type": "array", "maxItems": 2}), 60, 1)} == {0, 1, 2}
    numbers = samples(valid({"type": "integer", "minimum": 3, "maximum": 5}), 60, 1)
    assert set(numbers) == {3, 4, 5}


@pytest.mark.parametrize(("limit", "past"), [("minimum", 2), ("maximum", 6)])
def test_numbers_are_asked_one_past_their_limit(limit: str, past: int) -> None:
    drawn = samples(wrong({"type": "integer", "minimum": 3, "maximum": 5}, limit), 60, 1)
    assert past in drawn
    assert all(value < 3 if limit == "minimum" else value > 5 for value in drawn)


def test_a_limit_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError, match="multipleOf"):
        wrong({"type": "integer", "multipleOf": 2}, "multipleOf")


@pytest.mark.parametrize(("strategy", "shortest"), [
    (valid({"type": "string", "maxLength": 30}), 1), (valid({"type": "string", "pattern": "^[0-9]+$"}), 1),
    (valid({"type": "string", "pattern": r"^[^@\s]{6,}@[^@\s]+$"}, "a.b"), 10),
    (valid({"type": "array", "maxItems": 4}), 0),
    (wrong({"type": "string", "maxLength": 30}, "maxLength"), 31),
    (wrong({"type": "string", "enum": ["a"]}, "enum"), 3)])
def test_examples_shrink_to_the_shortest_and_plainest(strategy: st.SearchStrategy[Any], shortest: int) -> None:
    found = find(strategy, lambda _: True, settings=quick)
    assert len(found) == shortest
    assert len(set(str(found).partition("@")[0])) <= 2  # one character, again and again


# ---------------------------------------------------------------------- samples

@few
@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_a_seed_repeats_its_samples(seed: int, count: int) -> None:
    strategy = valid({"type": "string", "maxLength": 30})
    drawn = samples(strategy, count, seed)
    assert drawn == samples(strategy, count, seed)
    assert 1 <= len(drawn) <= count


def test_other_seeds_draw_other_samples() -> None:
    drawn = {tuple(samples(valid({"type": "string", "maxLength": 30}), 5, seed)) for seed in range(20)}
    assert len(drawn) == 20


def test_a_strategy_that_has_little_to_offer_gives_what_it_has() -> None:
    assert samples(st.just("one"), 10, 1) == ["one"]
    assert sorted(samples(st.booleans(), 10, 1)) == [False, True]


def test_a_strategy_that_has_nothing_to_offer_is_no_empty_list() -> None:
    with pytest.raises(Exception, match=r"(?i)unsatisfiable|unable to satisfy"):
        samples(st.integers().filter(lambda _: False), 3, 1)


def test_an_error_in_a_strategy_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        samples(st.just(0).map(lambda zero: 1 // zero), 3, 1)


# ---------------------------------------------------------------------- tasks

def tasks(seed: int = 1) -> UserTasks:
    return UserTasks("example.com", "group-1", "prefix", random.Random(seed))


def ids(made: list[dict[str, Any]]) -> list[str]:
    return [task["content"]["user"]["userId"] for task in made]


@few
@given(st.integers(1, 20))
def test_succeeding_tasks_add_each_user_before_they_delete_it(half: int) -> None:
    made = tasks().succeeding(2 * half)
    assert [task["command"] for task in made] == ["AddUser"] * half + ["DeleteUser"] * half
    assert ids(made[:half]) == ids(made[half:])
    assert len(set(ids(made))) == half


@pytest.mark.parametrize("command", ["AddUser", "ModifyUser", "DeleteUser", "SuspendUser", "RestoreUser"])
def test_a_task_of_each_command_is_valid(command: str) -> None:
    task = tasks().of(command)
    assert task["command"] == command
    oracle("opeasy", f"{command}Task").clear(task)


@pytest.mark.parametrize("seed", range(4))
def test_wrong_tasks_are_wrong_in_one_place_each_and_in_turn(seed: int) -> None:
    made = tasks(seed).wrong(8)
    assert [task["command"] for task in made[:4]] == [task["command"] for task in made[4:]]
    places = {tuple(oracle("opeasy", "ModifyUserTask").broken(task)) for task in made}
    assert all(len(place) == 1 for place in places)
    assert {keyword for ((_, keyword),) in places} == {"const", "maxLength", "pattern", "enum"}


def test_nobody_is_named_twice_and_everybody_by_the_prefix() -> None:
    made = tasks()
    named = [made.user_id() for _ in range(200)] + ids([*made.failing(3), *made.succeeding(4)[:2], *made.wrong(4)])
    assert len(set(named)) == len(named)
    assert all(name.startswith("prefix-") and name.endswith("@example.com") for name in named)
    assert set(named).isdisjoint(tasks(2).user_id() for _ in range(200))


def test_a_task_has_the_defaults_of_its_target_unless_it_says_otherwise() -> None:
    made = UserTasks("example.com", "group-1", "prefix", random.Random(1), {"firstName": "a", "lastName": "b"})
    user = made.add(lastName="c")["content"]["user"]
    assert (user["firstName"], user["lastName"]) == ("a", "c")
    assert "firstName" not in made.modify()["content"]["user"]
