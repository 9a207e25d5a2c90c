"""Rows: each is wrong in one thing only, by two opinions, and every limit of every field is asked."""

import copy
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.openapi import Field, bundled, fields
from conformance.oracle import oracle
from conformance.places import at, put
from conformance.rows import Row, pairs
from conformance.strategies.breaking import NUANCES
from conformance.strategies.tasks import Names, UserTasks

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]
FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")
TASKS = [reference["$ref"].rsplit("/", 1)[1] for family in FAMILIES for reference in SCHEMAS[f"{family}Task"]["oneOf"]]
DOMAIN = "example.com"
BESIDES = {name: f"OPEASY-X-{name}" for name in ("characters", *NUANCES)}
# What a task holds at least, by the beginning of its component. Two call centers: the second one has to stay as it is.
CONTENTS: dict[str, dict[str, Any]] = {
    "CallCenterAgent": {"agentId": "a", "callCenterInfo": [{"callCenterId": "b"}, {"callCenterId": "c"}]},
    "CallRecording": {"userId": "a", "callRecording": {}},
    "CallForwarding": {"userId": "a", "callforwarding": {}},
    "PhoneNumbers": {"phoneNumbers": {"groupId": "a", "phoneNumbers": "1"}},
    **{f"{verb}DeviceTask": {"device": {"name": "a"}} for verb in ("Add", "Modify", "Delete")},
    "Sync": {},
}


def users(seed: int = 1) -> UserTasks:
    return UserTasks(Names(DOMAIN, "group-1", "prefix", random.Random(seed)))


def base(task: str) -> dict[str, Any]:
    """A valid payload of a task, given by the name of its component."""
    command = SCHEMAS[task]["properties"]["command"]["const"]
    content = next((each for start, each in CONTENTS.items() if task.startswith(start)), None)
    return users().of(command) if content is None else {"command": command, "content": copy.deepcopy(content)}


@cache
def rows(task: str) -> list[Row]:
    """All rows of a task, each made from the same base."""
    return list(pairs(OPENAPI, task, oracle("opeasy", task), "OPEASY", lambda: base(task), random.Random(task), DOMAIN, BESIDES))


def plain(task: str) -> list[Row]:
    """Those about the limits themselves."""
    return [row for row in rows(task) if row.requirement not in BESIDES.values()]


def limits(task: str) -> dict[str, Field]:
    return {f"OPEASY-FIELD-{field.name}-{limit}": field for field in fields(OPENAPI, SCHEMAS[task])
            for limit in field.limits}


# ---------------------------------------------------------------------- one change of a payload

names = st.sampled_from("abc")
nodes = st.recursive(st.integers(), lambda inner: st.dictionaries(names, inner, min_size=1, max_size=3), max_leaves=8)
payloads = st.dictionaries(names, nodes, min_size=1)


@st.composite
def places(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A payload and a path in it; the last step may be new, and may be the items of a list."""
    payload = draw(payloads)
    node, path = payload, list[str]()
    while True:
        name = draw(names)
        path.append(name)
        if not isinstance(node.get(name), dict) or draw(st.booleans()):
            return payload, path + draw(st.sampled_from([[], ["[]"]]))
        node = node[name]


def _at(payload: Any, place: Sequence[str | int]) -> Any:
    for step in place:
        payload = payload[step]
    return payload


@given(places(), st.text(max_size=3))
def test_a_value_is_put_at_its_place_and_nothing_else_changes(
        said: tuple[dict[str, Any], list[str]], value: str) -> None:
    payload, path = said
    before = copy.deepcopy(payload)
    changed, place = put(payload, path, value)
    assert payload == before
    assert _at(changed, place) == value
    assert [0 if step == "[]" else step for step in path] == list(place)
    *parents, last = path[:-1] if path[-1] == "[]" else path
    for node in (before, changed):
        _at(node, parents).pop(last, None)
    assert changed == before


def test_what_is_missing_on_the_way_is_made_and_the_neighbours_of_an_item_stay() -> None:
    assert put({}, ("a", "b", "[]", "c"), 1) == ({"a": {"b": [{"c": 1}]}}, ("a", "b", 0, "c"))
    payload = {"a": [{"b": 1, "c": 2}, {"b": 3}], "d": 4}
    assert put(payload, ("a", "[]", "c"), 5)[0] == {"a": [{"b": 1, "c": 5}, {"b": 3}], "d": 4}
    assert put(payload, ("a", "[]", "e", "[]"), 6)[0] == {"a": [{"b": 1, "c": 2, "e": [6]}, {"b": 3}], "d": 4}
    assert put(payload, ("a", "[]"), 7)[0] == {"a": [7], "d": 4}


def test_the_second_item_is_like_the_first_where_there_is_none() -> None:
    payload = {"a": [{"b": 1}]}
    assert put(payload, ("a", "[]", "c"), 2, item=1) == ({"a": [{"b": 1}, {"b": 1, "c": 2}]}, ("a", 1, "c"))
    two = {"a": [{"b": 1}, {"b": 3}, {"b": 4}]}
    assert put(two, ("a", "[]", "b"), 5, item=1)[0] == {"a": [{"b": 1}, {"b": 5}, {"b": 4}]}
    assert put({}, ("a", "[]"), 7, item=1)[0] == {"a": ["text", 7]}


# ---------------------------------------------------------------------- the rows of each task

@pytest.mark.parametrize("task", TASKS)
def test_both_validators_vouch_for_every_row(task: str) -> None:
    schema = bundled(OPENAPI, SCHEMAS[task])
    fast, known = jsonschema_rs.Draft202012Validator(schema), oracle("opeasy", task)
    for row in rows(task):
        assert fast.is_valid(row.payload) == row.valid == (not known.broken(row.payload)), row


@pytest.mark.parametrize("task", TASKS)
def test_a_wrong_row_breaks_one_keyword_in_one_place(task: str) -> None:
    known = oracle("opeasy", task)
    for row in rows(task):
        if row.valid:
            continue
        place, keyword = row.place[:-1] if row.keyword == "required" else row.place, row.keyword
        # What is no text is none of the documented values either.
        besides = {(place, "enum")} if keyword == "type" else set()
        assert known.broken(row.payload) - besides == {(place, keyword)}, row
        assert row.requirement == f"OPEASY-FIELD-{name_at(task, row)}-{keyword}" or row.requirement in BESIDES.values()


def name_at(task: str, row: Row) -> str:
    """The field that a row is about."""
    path = tuple("[]" if isinstance(step, int) else step for step in row.place)
    return next(field.name for field in limits(task).values() if field.path == path)


@pytest.mark.parametrize("task", TASKS)
def test_a_row_and_its_twin_differ_from_the_base_in_the_field_alone(task: str) -> None:
    for row in rows(task):
        if 1 not in row.place:  # a second item may be one more
            assert _without(row.payload, row.place) == _without(base(task), row.place), row


def _without(payload: Any, place: Sequence[str | int]) -> Any:
    """A payload without what stands at a place, and without the empty rest of what was made for it."""
    if not place or not payload:
        return None
    step, *rest = place
    if isinstance(step, int):
        left = [_without(payload[0], rest), *payload[1:]] if rest else []
        return left if any(left) else None
    below = _without(payload.get(step), rest)
    return {name: each for name, each in {**payload, step: below}.items() if name != step or each} or None


def unkept(field: Field) -> bool:
    """Whether nothing is known to be accepted in a field."""
    return field.schema.get("x-reference", "domain") != "domain" or field.schema["type"] == "object"


@pytest.mark.parametrize("task", TASKS)
def test_every_limit_is_broken_and_kept_where_anything_is_known_to_keep_it(task: str) -> None:
    kept, broken = ({row.requirement for row in plain(task) if row.valid is valid} for valid in (True, False))
    assert broken == set(limits(task)) <= set(load("opeasy").requirements)
    assert set(limits(task)) - kept == {name for name, field in limits(task).items()
                                        if unkept(field) and not name.endswith("-required")}
    assert bool(kept) is bool(limits(task))


@pytest.mark.parametrize("task", TASKS)
def test_lengths_are_asked_one_past_the_limit_and_at_it(task: str) -> None:
    for row in plain(task):
        field = limits(task)[row.requirement]
        if row.requirement.endswith("-maxLength"):
            length, most = len(at(row.payload, row.place)), field.schema["maxLength"]
            # How long each part of an address may be is not said.
            assert length == most + (not row.valid) or row.valid and "@" in field.schema.get("pattern", ""), row


@pytest.mark.parametrize("task", TASKS)
def test_numbers_are_asked_one_past_the_limit_and_at_it(task: str) -> None:
    for row in plain(task):
        field, limit = limits(task)[row.requirement], row.keyword
        if limit in ("minimum", "maximum"):
            past = {"minimum": -1, "maximum": 1}[limit] * (not row.valid)
            assert at(row.payload, row.place) == field.schema[limit] + past, row


@pytest.mark.parametrize("task", TASKS)
def test_plain_texts_are_asked_in_characters_of_several_bytes_where_anything_is_known_to_be_accepted(task: str) -> None:
    due = {field.path for field in fields(OPENAPI, SCHEMAS[task]) if not unkept(field) and "maxLength" in field.schema
           and not {"pattern", "x-alphabet"} & set(field.schema)}
    asked = [row for row in rows(task) if row.requirement == BESIDES["characters"]]
    assert {row.place for row in asked} == due
    for row in asked:
        value, most = at(row.payload, row.place), limits(task)[f"OPEASY-FIELD-{name_at(task, row)}-maxLength"].schema["maxLength"]
        assert row.valid
        assert len(value) == most < len(value.encode("utf-8"))
        assert row.likewise is not None
        assert len(at(row.likewise, row.place)) == 2
    assert len({max(at(row.payload, row.place)) > "\uffff" for row in asked}) == 2 or not asked


@pytest.mark.parametrize("task", TASKS)
def test_every_field_is_asked_for_null_and_every_item_also_behind_another_one(task: str) -> None:
    found = {field.path: field for field in limits(task).values()}
    nulls = {row.place for row in rows(task) if row.requirement == BESIDES["null"]}
    assert len(nulls) == sum("type" not in field.schema.get("x-level", {}) for field in found.values())
    second = {name_at(task, row) for row in rows(task) if 1 in row.place}
    assert second == {field.name for path, field in found.items() if "[]" in path and field.schema["type"] != "object"}


def test_the_same_chance_makes_the_same_rows_and_another_one_others() -> None:
    def made(seed: int) -> list[Row]:
        return list(pairs(OPENAPI, "AddUserTask", oracle("opeasy", "AddUserTask"), "OPEASY", users().add,
                          random.Random(seed), DOMAIN))

    assert made(1) == made(1) != made(2)
