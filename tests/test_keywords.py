"""The inventory: each keyword of each request of openapi.yaml is broken by a request of ours, or it is said why not."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from conformance.bodies import request_schema, wrong_bodies
from conformance.catalogue import load
from conformance.openapi import METHODS, resolved
from conformance.oracle import oracle
from conformance.rows import pairs
from conformance.strategies import samples, valid_tasks
from conformance.strategies.commands import Command, commands

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]
KEYWORDS = ("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems",
            "uniqueItems", "additionalProperties", "minProperties", "maxProperties", "format", "not", "dependentRequired")
Instance = tuple[tuple[str, ...], str]
EVENT = "scheduledOperation.statusChanged"
BODIES = {
    "createAuthSession": {"authSession": {"apiKey": "a", "enterpriseId": "b"}},
    "registerWebhook": {"enterpriseId": "e", "url": "https://host/path", "events": [EVENT]},
    "createOperation": {"enterpriseId": "e", "tasks": {family: [] for family in SCHEMAS["Tasks"]["properties"]}},
    "appendTasks": {"tasks": {family: [] for family in SCHEMAS["Tasks"]["properties"]}},
    "scheduleOperation": {"operation": {"id": "1"}},
}
# Asked of every family by checks of their own: OPEASY-CREATE-15, -16, -19 and OPEASY-USERS-16.
FRAME = {((), "type"), (("command",), "type"), (("command",), "const"), (("command",), "required"), (("content",), "type"),
         (("content",), "required")}
# OPEASY-R-NUMBERS-NESTING: the same name may hold the object or, without it, the numbers.
NESTED = {(("content", "phoneNumbers"), "type"), (("content", "phoneNumbers"), "required")}


def instances(schema: Any, path: tuple[str, ...] = ()) -> Iterator[Instance]:
    """Each keyword below a schema that restricts something, with the path to what it restricts."""
    schema = resolved(OPENAPI, schema)
    yield from ((path, word) for word in KEYWORDS if word in schema)
    yield from (((*path, name), "required") for name in schema.get("required", ()))
    for part in schema.get("allOf", ()):
        yield from instances(part, path)
    for name, member in schema.get("properties", {}).items():
        yield from instances(member, (*path, name))
    if "items" in schema and "x-invalid-items" not in schema:
        yield from instances(schema["items"], (*path, "[]"))


def named(place: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple("[]" if isinstance(step, int) else step for step in place)


@pytest.mark.parametrize("command", commands(), ids=lambda each: each.component)
def test_every_keyword_of_every_command_is_broken_by_a_row(command: Command) -> None:
    (base,) = samples(valid_tasks(family=command.family, command=command.name), 1, 1)
    rows = pairs(OPENAPI, command.component, oracle("opeasy", command.component), "OPEASY", lambda: copy.deepcopy(base),
                 random.Random(1), "example.com")
    asked = {(named(row.place), row.keyword) for row in rows if not row.valid}
    besides = FRAME | (NESTED if command.family == "PhoneNumbers" else set())
    assert set(instances(SCHEMAS[command.component])) - asked == besides & set(instances(SCHEMAS[command.component]))


@pytest.mark.parametrize("operation", BODIES)
def test_every_keyword_of_every_json_body_is_broken(operation: str) -> None:
    found = wrong_bodies(OPENAPI, operation, BODIES[operation], random.Random(1))
    assert {(named(each.place), each.keyword) for each in found} == set(instances(request_schema(OPENAPI, operation)))


def test_there_is_no_json_body_besides() -> None:
    bodies = {said["operationId"] for item in OPENAPI["paths"].values() for method, said in item.items() if method in METHODS
              and "application/json" in resolved(OPENAPI, said.get("requestBody", {})).get("content", {})}
    assert bodies == set(BODIES)


def test_the_keywords_outside_of_json_bodies_are_those_that_checks_ask_about_one_by_one() -> None:
    """Forms by OPEASY-CREATE-13, -14, APPEND-9, UPLOAD-3, -4; pages by OPEASY-TEXT-8; an empty id is another path."""
    forms = {name: set(instances(SCHEMAS[name])) for name in ("CreateOperationForm", "AppendTasksForm")}
    assert forms == {
        "CreateOperationForm": {((), "type"), (("enterpriseId",), "required"), (("enterpriseId",), "type"),
                                (("file",), "required"), (("file",), "type"), (("file",), "format")},
        "AppendTasksForm": {((), "type"), (("file",), "required"), (("file",), "type"), (("file",), "format")}}
    parameters = {name: {word for word in KEYWORDS if word in said["schema"]}
                  for name, said in OPENAPI["components"]["parameters"].items()}
    assert {name for name, words in parameters.items() if words == {"type", "minLength"}} == {
        "operation-id", "webhook-id", "validation-error-id", "scheduled-operation-id"}
    assert {name for name, words in parameters.items() if words == {"type", "minimum"}} == {"pageSize", "pageNumber"}
    assert len(parameters) == 6
