"""Makers of tasks for a run: the tasks are what they are called, and nobody is named twice."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.oracle import oracle
from conformance.places import Place
from conformance.strategies.tasks import (
    AgentTasks,
    Names,
    NumberTasks,
    Task,
    UserTasks,
    forwarding_tasks,
    recording_tasks,
)

SCHEMAS = load("opeasy").openapi["components"]["schemas"]
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

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
