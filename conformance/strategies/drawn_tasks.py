"""Strategies for tasks: valid ones, ones that are wrong in one field, and operations full of both.

The documented limits decide what is valid (lines 330-345, 5789-7654); whether a user or a group exists, only a target knows.
"""

import difflib
import functools
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from conformance.oracle import oracle
from conformance.places import at, place_of, put
from conformance.strategies.breaking import NUANCES, nuances, ways
from conformance.strategies.commands import API, Command, World, commands, unknown_commands
from conformance.strategies.family import Task

COMMAND, CONTENT = "command", "content"


def is_valid(family: str, task: Any) -> bool:
    """Whether a task of a family keeps all documented limits."""
    return oracle(API, f"{family}Task").fits(task)


def valid_tasks(*, family: str | None = None, command: str | None = None, domain: str = "example.com",
                group: str | None = None, most: int = 4) -> st.SearchStrategy[Task]:
    """Tasks that keep all limits, with up to ``most`` fields that could be left out.

    Of all families and commands unless one is given: ``valid_tasks(family="Users")``, ``valid_tasks(command="AddUser")``.
    User ids are at ``domain``; ``group`` is named in every task that can name one. Shrinks to the fewest fields.
    """
    chosen = commands(family, command)
    return st.sampled_from(chosen).flatmap(lambda each: _tasks(each, World(domain, group), most))


def tasks_wrong_in(field: str, *, limit: str | None = None, family: str | None = None, command: str | None = None,
                   domain: str = "example.com", group: str | None = None) -> st.SearchStrategy[Task]:
    """Tasks that are wrong in one field and in nothing else, such as ``tasks_wrong_in("user.lastName")``.

    A field is called as in the tables of the document, in families other than Users with the family in front:
    ``CallCenterAgent.callCenterInfo.items.skillLevel``. ``command`` and ``content`` are fields as well. ``limit`` chooses
    the keyword that is broken, such as ``maxLength`` or ``required``, or a nuance of it: ``blanks``, ``case``, ``digits``,
    ``null``. Each task is vouched for by two validators. Raises ValueError for what does not exist.
    """
    world, chosen = World(domain, group), commands(family, command)
    if field in (COMMAND, CONTENT):
        return st.sampled_from(chosen).flatmap(lambda each: _wrong_frame(each, field, world))
    cases = [(each, broken) for each in chosen for broken in _limits(each, field) if limit in (None, broken)]
    if not cases:
        raise ValueError(_unknown(field, limit, chosen))
    plain = [case for case in cases if limit or case[1] not in NUANCES]
    return st.sampled_from(plain).flatmap(lambda case: _wrong(case[0], field, case[1], world))


def operations(*, families: Sequence[str] | None = None, mostly_valid: bool = True, enterprise: str | None = None,
               least: int = 1, most: int = 20, domain: str = "example.com",
               group: str | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Files of tasks: ``{"tasks": {"Users": [...], ...}}``, with ``least`` to ``most`` tasks in all (lines 1084-1238).

    About one task in ten is wrong, or every other one if not ``mostly_valid``; ``is_valid`` tells them apart. With
    ``enterprise`` it is the body of a request that creates an operation. Shrinks to few tasks, all of them valid.
    """
    known = list(dict.fromkeys(each.family for family in families or (None,) for each in commands(family)))
    world, shares = World(domain, group), [True] * (9 if mostly_valid else 1) + [False]
    whole = {"enterpriseId": enterprise} if enterprise else {}
    kinds = st.tuples(st.sampled_from(known), st.sampled_from(shares))
    drawn = kinds.flatmap(lambda kind: st.tuples(st.just(kind[0]), _of_kind(*kind, world)))
    return st.lists(drawn, min_size=least, max_size=most).map(lambda tasks: {**whole, "tasks": _by_family(known, tasks)})


def _by_family(known: Sequence[str], tasks: Sequence[tuple[str, Task]]) -> dict[str, list[Task]]:
    sorted_out = {family: [task for name, task in tasks if name == family] for family in known}
    return {family: found for family, found in sorted_out.items() if found}


@st.composite
def _tasks(draw: st.DrawFn, command: Command, world: World, most: int) -> Task:
    task: Task = {COMMAND: command.name, CONTENT: {}}
    for field in command.fields.values():
        if command.is_needed(field) or world.group is not None and field.path[-1] == "groupId":
            task, _ = command.put(task, field, draw(command.values(field, world)))
    optional = [field for field in command.fields.values() if command.is_optional(field)]
    # Each field is drawn with its value, so that both go together when an example shrinks; the last of two values counts.
    one = st.sampled_from(optional).flatmap(lambda field: st.tuples(st.just(field), command.values(field, world)))
    for field, value in draw(st.lists(one, max_size=most)) if optional else ():
        task, _ = command.put(task, field, value)
    return task


@st.composite
def _wrong(draw: st.DrawFn, command: Command, name: str, limit: str, world: World) -> Task:
    field, task = command.fields[name], draw(_tasks(command, world, 1))
    if limit == "required":
        *parents, last = place_of(field.path)
        del at(task, parents)[last]
        command.oracle.vouch(task, tuple(parents), limit)
        return task
    value = draw(st.one_of(ways(field.schema, limit, world.domain)))
    wrong, place = put(task, field.path, value)
    command.oracle.vouch(wrong, place, NUANCES.get(limit, limit))
    return wrong  # type: ignore[no-any-return]


@st.composite
def _wrong_frame(draw: st.DrawFn, command: Command, field: str, world: World) -> Task:
    task = draw(_tasks(command, world, 0))
    if field == COMMAND:
        value = draw(st.one_of(unknown_commands(command.family), st.sampled_from([7, None, [command.name]])))
    else:
        value = draw(st.sampled_from(["text", 7, None, [task[CONTENT]]]))
    missing = draw(st.booleans())
    wrong = {name: each for name, each in task.items() if name != field} if missing else {**task, field: value}
    oracle(API, f"{command.family}Task").vouch(wrong, (), "oneOf")
    return wrong


@functools.cache
def _of_kind(family: str, right: bool, world: World) -> st.SearchStrategy[Task]:
    if right:
        return valid_tasks(family=family, domain=world.domain, group=world.group)
    cases = [(each, name, limit) for each in commands(family) for name in each.fields for limit in _limits(each, name)
             if limit not in NUANCES]
    return st.one_of(st.sampled_from(cases).flatmap(lambda case: _wrong(*case, world)),
                     st.sampled_from(commands(family)).flatmap(lambda each: _wrong_frame(each, COMMAND, world)))


def _limits(command: Command, name: str) -> list[str]:
    field = command.fields.get(name)
    return [*field.limits, *nuances(field.schema)] if field else []


def _unknown(field: str, limit: str | None, chosen: Sequence[Command]) -> str:
    known = list(dict.fromkeys(name for each in chosen for name in each.fields))
    if field in known:
        limits = dict.fromkeys(each for command in chosen for each in _limits(command, field))
        return f"{field} has no {limit}; it has {', '.join(limits)}"
    near = difflib.get_close_matches(field, known, 3, 0.5)
    return f"there is no field {field} in these commands" + (f"; did you mean {' or '.join(near)}?" if near else "")
