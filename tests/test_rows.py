"""Rows: each is wrong in one thing only, by two opinions, and the wrong ones of a batch are found in few questions."""

import copy
import math
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.expect import Inconclusive
from conformance.openapi import Field, bundled, fields
from conformance.oracle import Disowned, Oracle, oracle
from conformance.rows import Row, bisected, pairs, put
from conformance.strategies.tasks import Names, UserTasks

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]
FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")
TASKS = [reference["$ref"].rsplit("/", 1)[1] for family in FAMILIES for reference in SCHEMAS[f"{family}Task"]["oneOf"]]
DOMAIN = "example.com"
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
    return list(pairs(OPENAPI, task, oracle("opeasy", task), "OPEASY", lambda: base(task), random.Random(task), DOMAIN))


def limits(task: str) -> dict[str, Field]:
    return {f"OPEASY-FIELD-{field.name}-{limit}": field for field in fields(OPENAPI, SCHEMAS[task])
            for limit in field.limits}


def _index(path: Sequence[str]) -> list[str | int]:
    return [0 if step == "[]" else step for step in path]


# ---------------------------------------------------------------------- batches

def _rows(count: int) -> list[Row]:
    return [Row("OPEASY-X-1", {"number": number}, True, "") for number in range(count)]


@given(st.integers(0, 400), st.sets(st.integers(0, 399), max_size=8))
def test_exactly_the_wrong_rows_are_found_in_few_questions(count: int, numbers: set[int]) -> None:
    batch, asked = _rows(count), list[int]()
    wrong = [row for row in batch if row.payload["number"] in numbers]

    def right(part: Sequence[Row]) -> bool:
        asked.append(len(part))
        return not any(row in wrong for row in part)

    assert bisected(batch, right) == wrong
    assert 0 not in asked
    assert len(asked) <= 1 + 2 * len(wrong) * math.ceil(math.log2(max(count, 1)))


def test_a_batch_that_is_wrong_only_as_a_whole_is_not_taken_for_right() -> None:
    with pytest.raises(Inconclusive, match="8 rows"):
        bisected(_rows(8), lambda part: len(part) < 8)


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
    assert _index(path) == list(place)
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
        field, limit = limits(task)[row.requirement], row.requirement.rsplit("-", 1)[1]
        place = tuple(_index(field.path))
        # What is no text is none of the documented values either.
        besides = {(place, "enum")} if limit == "type" and "enum" in field.schema else set()
        assert known.broken(row.payload) - besides == {(place[:-1] if limit == "required" else place, limit)}, row


@pytest.mark.parametrize("task", TASKS)
def test_a_row_and_its_twin_differ_from_the_base_in_the_field_alone(task: str) -> None:
    for row in rows(task):
        path = limits(task)[row.requirement].path
        assert _without(row.payload, path) == _without(base(task), path), row


def _without(payload: Any, path: Sequence[str]) -> Any:
    """A payload without what stands at a path, and without the empty rest of what was made for it."""
    if not path or not payload:
        return None
    step, *rest = path
    if step == "[]":
        left = [_without(payload[0], rest), *payload[1:]] if rest else []
        return left if any(left) else None
    below = _without(payload.get(step), rest)
    return {name: each for name, each in {**payload, step: below}.items() if name != step or each} or None


@pytest.mark.parametrize("task", TASKS)
def test_every_limit_is_broken_and_kept_where_anything_is_known_to_keep_it(task: str) -> None:
    kept, broken = ({row.requirement for row in rows(task) if row.valid is valid} for valid in (True, False))
    assert broken == set(limits(task)) <= set(load("opeasy").requirements)
    assert set(limits(task)) - kept == {
        name for name, field in limits(task).items() if field.schema.get("x-reference", "domain") != "domain"
        and not name.endswith("-required")}
    assert bool(kept) is bool(limits(task))


@pytest.mark.parametrize("task", TASKS)
def test_lengths_are_asked_one_past_the_limit_and_at_it(task: str) -> None:
    for row in rows(task):
        field = limits(task)[row.requirement]
        if row.requirement.endswith("-maxLength"):
            length, most = len(_at(row.payload, _index(field.path))), field.schema["maxLength"]
            # How long each part of an address may be is not said.
            assert length == most + (not row.valid) or row.valid and "@" in field.schema.get("pattern", ""), row


@pytest.mark.parametrize("task", TASKS)
def test_numbers_are_asked_one_past_the_limit_and_at_it(task: str) -> None:
    for row in rows(task):
        field, limit = limits(task)[row.requirement], row.requirement.rsplit("-", 1)[1]
        if limit in ("minimum", "maximum"):
            past = {"minimum": -1, "maximum": 1}[limit] * (not row.valid)
            assert _at(row.payload, _index(field.path)) == field.schema[limit] + past, row


def test_the_same_chance_makes_the_same_rows_and_another_one_others() -> None:
    def made(seed: int) -> list[Row]:
        return list(pairs(OPENAPI, "AddUserTask", oracle("opeasy", "AddUserTask"), "OPEASY", users().add,
                          random.Random(seed), DOMAIN))

    assert made(1) == made(1) != made(2)


# ---------------------------------------------------------------------- the oracle

def test_the_oracle_disowns_what_is_not_wrong_in_exactly_that() -> None:
    known, task = oracle("opeasy", "ModifyUserTask"), users().modify(lastName="x")
    place = ("content", "user", "lastName")
    long, _ = put(task, place, "x" * 31)
    both, _ = put(long, ("content", "user", "extension"), "12ab")
    known.clear(task)
    known.vouch(long, place, "maxLength")
    for payload, keyword, where in ((task, "maxLength", place), (long, "type", place), (long, "maxLength", place[:-1]),
                                    (both, "maxLength", place)):
        with pytest.raises(Disowned):
            known.vouch(payload, where, keyword)
    with pytest.raises(Disowned):
        known.clear(long)


def test_the_oracle_disowns_what_its_validators_do_not_agree_on(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"maxLength": lambda *_: None})
    known = Oracle("opeasy", "ModifyUserTask")
    monkeypatch.setattr(known, "_second", blind(bundled(OPENAPI, SCHEMAS["ModifyUserTask"])))
    known.clear(users().modify())
    with pytest.raises(Disowned, match="jsonschema-rs finds"):
        known.broken(users().modify(lastName="x" * 31))


def test_a_last_newline_is_part_of_the_value_for_both_validators() -> None:
    task, place = users().modify(extension="12"), ("content", "user", "extension")
    oracle("opeasy", "ModifyUserTask").vouch(put(task, place, "12\n")[0], place, "pattern")
