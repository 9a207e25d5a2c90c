"""The library of strategies: everything is reached, wrongness is where it was asked for, and examples are readable."""

import functools
from collections import Counter
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from conformance import strategies
from conformance.catalogue import load
from conformance.openapi import bundled
from conformance.places import at
from conformance.strategies import (
    is_valid,
    operations,
    samples,
    tasks_wrong_in,
    valid_tasks,
)
from conformance.strategies.commands import commands
from conformance.strategies.drawn_tasks import _limits

OPENAPI = load("opeasy").openapi
FAMILIES = tuple(dict.fromkeys(each.family for each in commands()))
quick = settings(max_examples=2000, database=None, phases=[Phase.generate, Phase.shrink],
                 suppress_health_check=[HealthCheck.too_slow])
# With every health check: a strategy that filters too much fails these tests.
many = settings(max_examples=150, database=None, deadline=None)
USER = {"userId": "000000@example.com"}


def first(strategy: st.SearchStrategy[Any], condition: Any = lambda _: True) -> Any:
    return find(strategy, condition, settings=quick)


@functools.cache
def second(family: str) -> Any:
    """The other validator of the tasks of a family."""
    return jsonschema.Draft202012Validator(bundled(OPENAPI, OPENAPI["components"]["schemas"][f"{family}Task"]))


@functools.cache
def drawn(family: str) -> tuple[dict[str, Any], ...]:
    """Many valid tasks of a family."""
    return tuple(samples(valid_tasks(family=family), 4000 if family == "Users" else 300, 7))


# ---------------------------------------------------------------------- what is valid, and what is wrong

@many
@given(st.sampled_from(FAMILIES).flatmap(lambda family: st.tuples(st.just(family), valid_tasks(family=family))))
def test_a_valid_task_keeps_all_limits_by_two_validators(said: tuple[str, Any]) -> None:
    family, task = said
    assert is_valid(family, task)
    assert second(family).is_valid(task)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_field_of_each_command_can_be_wrong_in_each_limit_alone(family: str) -> None:
    for command in commands(family):
        for name in command.fields:
            for limit in _limits(command, name):
                strategy = tasks_wrong_in(name, limit=limit, command=command.name, family=family)
                (task,) = samples(strategy, 1, 1)
                ((place, _), *more) = command.oracle.broken(task)
                assert {where for where, _ in more} <= {place}
                assert place == tuple(0 if step == "[]" else step for step in command.fields[name].path)[:len(place)]
                assert not is_valid(family, task)


@many
@given(st.sampled_from(["command", "content"]).flatmap(tasks_wrong_in))
def test_a_task_can_be_wrong_in_its_frame(task: Any) -> None:
    assert not any(is_valid(family, task) for family in FAMILIES)
    assert not any(second(family).is_valid(task) for family in FAMILIES)


def test_what_does_not_exist_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(ValueError, match=r"did you mean user\.lastName"):
        tasks_wrong_in("user.lastname")
    with pytest.raises(ValueError, match="has no maximum; it has type, maxLength"):
        tasks_wrong_in("user.lastName", limit="maximum")
    with pytest.raises(ValueError, match="there is no command RenameUser of any family; there are Users AddUser"):
        valid_tasks(command="RenameUser")
    with pytest.raises(ValueError, match="no command at all of Robots"):
        operations(families=["Robots"])


def test_options_are_kept() -> None:
    for task in samples(valid_tasks(command="AddUser", domain="a.b", group="g", most=2), 60, 1):
        assert task["content"]["groupId"] == "g"
        assert task["content"]["user"]["userId"].endswith("@a.b")
        assert len(task["content"]) + len(task["content"]["user"]) <= 3 + 2
    for operation in samples(operations(families=["Users"], enterprise="e", least=3, most=5), 30, 1):
        assert operation["enterpriseId"] == "e"
        assert set(operation["tasks"]) == {"Users"}
        assert 3 <= len(operation["tasks"]["Users"]) <= 5


# ---------------------------------------------------------------------- distributions

@pytest.mark.parametrize("family", FAMILIES)
def test_every_command_and_every_field_is_reached(family: str) -> None:
    reached = Counter(task["command"] for task in drawn(family))
    assert set(reached) == {each.name for each in commands(family)}
    assert all(count >= len(drawn(family)) / len(reached) / 10 for name, count in reached.items() if not name.startswith("Sync"))
    optional = {field.path for each in commands(family) for field in each.fields.values() if each.is_optional(field)}
    counts = Counter(path for path in optional for task in drawn(family) if at(task, path) is not None)
    assert {path for path in optional if not counts[path]} == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_tasks_do_not_repeat_each_other(family: str) -> None:
    tasks = [task for task in drawn(family) if not task["command"].startswith("Sync")]
    # Hypothesis likes to repeat a value within a task, and to vary an earlier task; what varies may leave no trace.
    same = Counter(map(str, tasks))
    assert len(same) > 0.75 * len(tasks)
    assert max(same.values()) <= 0.05 * len(tasks)
    ids = Counter(user["userId"] for task in tasks if (user := task["content"].get("user")))
    assert len(ids) >= 0.3 * ids.total()
    assert max(ids.values(), default=0) <= 0.25 * ids.total()


@pytest.mark.parametrize(("mostly_valid", "least", "most"), [(True, 0.8, 0.98), (False, 0.35, 0.75)])
def test_as_many_tasks_are_valid_as_was_said(mostly_valid: bool, least: float, most: float) -> None:
    files = samples(operations(mostly_valid=mostly_valid), 80, 3)
    told = [is_valid(family, task) for file in files for family, tasks in file["tasks"].items() for task in tasks]
    assert least <= sum(told) / len(told) <= most
    assert {family for file in files for family in file["tasks"]} == set(FAMILIES)
    assert max(sum(map(len, file["tasks"].values())) for file in files) > 10


def test_lengths_are_wrong_by_one() -> None:
    lengths = Counter(len(task["content"]["user"]["lastName"]) for task in
                      samples(tasks_wrong_in("user.lastName", limit="maxLength"), 100, 1))
    assert set(lengths) == {31}


def test_no_strategy_rejects_many_draws() -> None:
    wrong = [tasks_wrong_in("user.voicemailAccount", limit="enum"), tasks_wrong_in("command"), tasks_wrong_in("user.lastName")]
    for strategy in (valid_tasks(), operations(most=5), *wrong):
        calls = Counter[str]()

        @st.composite
        def counted(draw: st.DrawFn, strategy: Any = strategy, calls: Counter[str] = calls) -> Any:
            calls["begun"] += 1
            return draw(strategy)

        calls["given"] = len(samples(counted(), 200, 5))
        assert calls["given"] == 200
        # Hypothesis itself gives up some of its variations of earlier draws.
        assert calls["begun"] <= 1.25 * calls["given"], strategy


# ---------------------------------------------------------------------- minimal examples

@pytest.mark.parametrize(("strategy", "minimal"), [
    (valid_tasks(command="AddUser"), {"command": "AddUser", "content": {"user": USER}}),
    (valid_tasks(command="AddUserDevice"), {"command": "AddUserDevice", "content": {"user": USER, "device": {"name": "0"}}}),
    (valid_tasks(family="PhoneNumbers", command="Modify"),
     {"command": "Modify", "content": {"phoneNumbers": {"phoneNumbers": "+999000000000"}}}),
    (valid_tasks(family="CallCenterAgent", command="Remove"),
     {"command": "Remove", "content": {"agentId": "000000@example.com", "callCenterInfo": [{"callCenterId": "0"}]}}),
    (valid_tasks(family="CallRecording"),
     {"command": "Modify", "content": {"userId": "000000@example.com", "callRecording": {}}}),
    (tasks_wrong_in("user.lastName", limit="maxLength", command="AddUser"),
     {"command": "AddUser", "content": {"user": {**USER, "lastName": "0" * 31}}}),
    (tasks_wrong_in("user.userId", limit="required", command="DeleteUser"), {"command": "DeleteUser", "content": {"user": {}}}),
    (tasks_wrong_in("CallCenterAgent.callCenterInfo.items.skillLevel", limit="maximum", command="Assign"),
     {"command": "Assign", "content": {"agentId": "000000@example.com",
                                       "callCenterInfo": [{"callCenterId": "0", "skillLevel": 21}]}})])
def test_examples_shrink_to_what_a_person_would_write(strategy: Any, minimal: Any) -> None:
    assert first(strategy) == minimal


def test_an_operation_shrinks_to_the_one_task_that_matters() -> None:
    found = first(operations(families=["PhoneNumbers"]),
                  lambda file: any(not is_valid("PhoneNumbers", task) for task in file["tasks"]["PhoneNumbers"]))
    assert len(found["tasks"]["PhoneNumbers"]) == 1
    assert len(str(found)) < 160


def test_a_task_shrinks_to_the_one_field_that_matters() -> None:
    found = first(valid_tasks(command="ModifyUser"), lambda task: "title" in task["content"]["user"])
    assert found == {"command": "ModifyUser", "content": {"user": {**USER, "title": "0"}}}


def test_all_that_is_promised_can_be_imported_and_is_explained() -> None:
    assert sorted(strategies.__all__) == strategies.__all__
    for name in strategies.__all__:
        assert getattr(strategies, name).__doc__, name
