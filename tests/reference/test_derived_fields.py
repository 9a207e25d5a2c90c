"""Derived lies about fields: a limit is ignored, moved, or kept for some values only."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from visit import CATALOGUE, FAMILIES, FAULTS, faults

from conformance.openapi import Field, fields, resolved
from conformance.places import put

# What a task holds at least, by family; AddDevice and its like have a device instead of the user.
CONTENTS: dict[str, dict[str, Any]] = {
    "Users": {"user": {"userId": "somebody@example.com"}},
    "CallCenterAgent": {"agentId": "somebody@example.com", "callCenterInfo": [{"callCenterId": "a"}]},
    "CallRecording": {"userId": "somebody@example.com", "callRecording": {}},
    "CallForwarding": {"userId": "somebody@example.com", "callforwarding": {}},
    "PhoneNumbers": {"phoneNumbers": {"groupId": "a", "phoneNumbers": "1"}},
}


def places() -> Iterator[tuple[str, str, Field]]:
    """Each field with a family and a command that uses it."""
    for family in FAMILIES:
        for branch in CATALOGUE.openapi["components"]["schemas"][f"{family}Task"]["oneOf"]:
            command = resolved(CATALOGUE.openapi, branch)["properties"]["command"]["const"]
            yield from ((family, command, field) for field in fields(CATALOGUE.openapi, branch))


PLACES = {(field.name, limit): (family, command, field) for family, command, field in places() for limit in field.limits}


def violating(field: Field, limit: str) -> Any:
    """A value that breaks this limit only; one of another type may break enum too."""
    if limit in ("minimum", "maximum"):
        return field.schema[limit] + {"minimum": -1, "maximum": 1}[limit]
    length = field.schema.get("maxLength", 0) + 1
    values = [7, "x"] if limit == "type" else ["other", "1" * length, "a" * length + "@example.com", "a b", ["x"] * 4]
    allowed = {"type", "enum"} if limit == "type" else {limit}
    validator = jsonschema.Draft202012Validator({**field.schema, "items": {}})
    broken = {json.dumps(value): {error.validator for error in validator.iter_errors(value)} for value in values}
    return next(json.loads(value) for value, limits in broken.items() if limit in limits and limits <= allowed)


def wrong_task(name: str) -> tuple[str, dict[str, Any]]:
    """The family of a task, and the task, which breaks one limit of one field."""
    field_name, limit = name.removeprefix("Ignores_").rsplit("_", 1)
    family, command, field = PLACES[field_name, limit]
    content = {"device": {"name": "a"}} if command.endswith("Device") and command != "AddUserDevice" else CONTENTS[family]
    task = {"command": command, "content": content}
    if limit != "required":
        return family, put(task, field.path, violating(field, limit))[0]
    *parents, last = field.path
    task = copy.deepcopy(task)
    place: Any = task
    for step in parents:
        place = place[0 if step == "[]" else step]
    del place[last]
    return family, task


WRONG_TASKS = {name: wrong_task(name) for name in faults("Ignores_")}


@pytest.mark.parametrize("name", WRONG_TASKS)
def test_a_field_fault_accepts_what_breaks_its_limit_and_nothing_else(name: str) -> None:
    server = FAULTS[name]()
    accepted = {other for other, (family, task) in WRONG_TASKS.items() if not server.task_messages(family, task)}
    assert accepted == {name}
