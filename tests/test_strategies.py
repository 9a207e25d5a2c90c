"""Values within limits, at them and past them; samples that a seed repeats; tasks that are what they are called."""

import random
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.openapi import Field, fields
from conformance.oracle import oracle
from conformance.places import Place
from conformance.strategies.breaking import ways, wrong
from conformance.strategies.sampling import samples
from conformance.strategies.tasks import (
    AgentTasks,
    Names,
    NumberTasks,
    Task,
    UserTasks,
    forwarding_tasks,
    recording_tasks,
)
from conformance.strategies.values import at_limit, valid

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

# The makers of each family, and what must be there so that tasks can succeed.
MAKERS: dict[str, Callable[[Names], Any]] = {
    "Users": UserTasks, "CallCenterAgent": AgentTasks, "CallRecording": recording_tasks,
    "CallForwarding": forwarding_tasks, "PhoneNumbers": NumberTasks}
THERE: dict[str, tuple[str, ...]] = {
    "Users": (), "CallCenterAgent": ("agent-1@example.com", "call-center-1"), "CallRecording": ("user-1@example.com",),
    "CallForwarding": ("user-1@example.com",), "PhoneNumbers": ("+12145550100 - +12145550109",)}
COMMANDS = {family: [each["$ref"].rsplit("/", 1)[1].removesuffix("Task").removeprefix(family)
                     for each in SCHEMAS[f"{family}Task"]["oneOf"]] for family in MAKERS}
each_family = pytest.mark.parametrize("family", MAKERS)


def names(seed: int = 1) -> Names:
    return Names("example.com", "group-1", "prefix", random.Random(seed))


def component(family: str, task: Task) -> str:
    """The schema of a task by its command, which must be one of its family."""
    return f"{family.removeprefix('Users')}{task['command']}Task"


def wrong_in(family: str, task: Task) -> set[tuple[Place, str]]:
    """What a task breaks: a rule of its command, or that its command is one of the family."""
    known = task["command"] in COMMANDS[family]
    return oracle("opeasy", component(family, task) if known else f"{family}Task").broken(task)


def about(task: Task) -> str:
    """Whom or what a task names: the user, the agent or the number."""
    content = task["content"]
    named = content.get("user") or content.get("phoneNumbers") or content
    return str(next(named[name] for name in ("userId", "agentId", "phoneNumbers") if name in named))


@each_family
def test_a_task_of_each_command_is_valid(family: str) -> None:
    for command in COMMANDS[family]:
        task = MAKERS[family](names()).of(command)
        assert task["command"] == command
        oracle("opeasy", component(family, task)).clear(task)


@each_family
def test_tasks_that_fail_in_the_back_end_are_valid(family: str) -> None:
    made = MAKERS[family](names()).failing(7)
    assert len(made) == 7
    for task in made:
        oracle("opeasy", component(family, task)).clear(task)


@each_family
@pytest.mark.parametrize("count", [2, 8])
def test_tasks_that_succeed_are_valid_and_about_what_is_there(family: str, count: int) -> None:
    made = MAKERS[family](names()).succeeding(count, *THERE[family])
    assert len(made) == count
    for task in made:
        oracle("opeasy", component(family, task)).clear(task)
        assert about(task) in THERE[family] or family == "Users"


@each_family
@pytest.mark.parametrize("seed", range(4))
def test_wrong_tasks_are_wrong_in_one_thing_each_and_in_turn(family: str, seed: int) -> None:
    maker = MAKERS[family](names(seed))
    kinds = 1 + len(maker.ways())
    made = [wrong_in(family, task) for task in maker.wrong(2 * kinds)]
    assert made[:kinds] == made[kinds:]
    assert all(len(faults) == 1 for faults in made)
    assert len(set(map(frozenset, made))) == kinds
    assert {((), "oneOf")} in made


@each_family
def test_an_unknown_command_is_all_that_is_wrong(family: str) -> None:
    task = MAKERS[family](names()).unknown()
    assert wrong_in(family, task) == {((), "oneOf")}
    assert any(oracle("opeasy", f"{family}Task").broken({**task, "command": command}) == set() for command in COMMANDS[family])


def test_users_are_wrong_in_every_way_that_the_document_knows() -> None:
    keywords = [keyword for task in UserTasks(names()).wrong(4) for _, keyword in wrong_in("Users", task)]
    assert sorted(keywords) == ["enum", "maxLength", "oneOf", "pattern"]


@each_family
def test_nobody_is_named_twice(family: str) -> None:
    maker = MAKERS[family](names())
    named = [about(task) for task in [*maker.failing(50), *maker.wrong(50)]]
    assert len(set(named)) == len(named)
    assert set(named).isdisjoint(about(task) for task in MAKERS[family](names(2)).failing(50))


def test_makers_that_share_their_names_do_not_meet() -> None:
    shared = names()
    named = [about(task) for make in MAKERS.values() for task in make(shared).failing(20)]
    assert len(set(named)) == len(named)


def test_everybody_is_named_by_the_prefix_and_no_number_can_be_anyones() -> None:
    made = names()
    ids, numbers = ([make() for _ in range(200)] for make in (made.user_id, made.phone_number))
    assert len(set(ids)) == len(set(numbers)) == 200
    assert all(name.startswith("prefix-") and name.endswith("@example.com") for name in ids)
    assert all(re.fullmatch(r"\+999\d{9,12}", number) for number in numbers)


@few
@given(st.integers(1, 20))
def test_users_are_added_before_they_are_deleted(half: int) -> None:
    made = UserTasks(names()).succeeding(2 * half)
    assert [task["command"] for task in made] == ["AddUser"] * half + ["DeleteUser"] * half
    assert [about(task) for task in made[:half]] == [about(task) for task in made[half:]]
    assert len({about(task) for task in made}) == half


@pytest.mark.parametrize(("family", "done", "undone"), [
    ("CallCenterAgent", "Assign", "Remove"), ("PhoneNumbers", "Assign", "Unassign")])
def test_what_is_assigned_is_taken_back(family: str, done: str, undone: str) -> None:
    made = MAKERS[family](names()).succeeding(6, *THERE[family])
    assert [task["command"] for task in made] == [done, undone] * 3


def test_a_task_has_the_defaults_of_its_target_unless_it_says_otherwise() -> None:
    made = UserTasks(names(), {"firstName": "a", "lastName": "b"})
    user = made.add(lastName="c")["content"]["user"]
    assert (user["firstName"], user["lastName"]) == ("a", "c")
    assert "firstName" not in made.modify()["content"]["user"]
