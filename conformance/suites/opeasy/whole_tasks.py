"""Fields used in the Commands of each Family.

Tasks with every field that their command knows, tasks with something else in the place of an object, and what is no list of
tasks, in each way of sending them.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, expect, given, uses
from conformance.openapi import Field, fields, resolved
from conformance.places import at, put
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, USERS, Family
from conformance.suites.opeasy.items import without_secrets

_OPENAPI: Mapping[str, Any] = load("opeasy").openapi
_SCHEMAS: Mapping[str, Any] = _OPENAPI["components"]["schemas"]
SIZE = 200
Carrier = Callable[[OpEasy, Any], Exchange]


@verifies_in_each("family", FAMILIES, "OPEASY-WHOLE-1")
def test_a_task_with_all_of_its_fields_is_shown_complete(opeasy: OpEasy, family: str) -> None:
    opeasy = opeasy.in_family(Family(family))
    for carry in _carriers(opeasy):
        tasks = [_filled(opeasy, name, full) for name in _commands(opeasy.family) for full in (False, True)]
        exchange = carry(opeasy, {opeasy.family: tasks})
        expect(exchange).status(200, 201)
        shown = _shown(opeasy, opeasy.known(exchange, []))
        expect(exchange).that(_told(shown) == _told(tasks), f"each of {len(tasks)} tasks to be listed as it was sent",
                              f"{len(shown)} tasks, such as {next(iter(_told(shown) - _told(tasks)), 'none')[:200]}")


@verifies_in_each("family", FAMILIES, "OPEASY-WHOLE-2")
def test_a_task_with_something_else_in_the_place_of_an_object_is_not_carried_out(opeasy: OpEasy, family: str) -> None:
    opeasy = opeasy.in_family(Family(family))
    plain = [_plain(opeasy, name) for name in _commands(opeasy.family)]
    odd = [task for name in _commands(opeasy.family) for task in _odd(_plain(opeasy, name), name)]
    operation = opeasy.operation(plain, odd)
    given(operation.created).status(201)
    accepted = _told(opeasy.pages(opeasy.family.tasks, {"operation-id": operation.id}, size=SIZE))
    given(operation.created).that(not _told(plain) - accepted, "all plain tasks to be accepted", "fewer")
    if surplus := accepted - _told(plain):
        other = surplus - _told(odd)
        got = next(iter(other), "")[:200]
        expect(operation.created).that(not other, "what is accepted to be listed as it was sent", got)
        _judge_later(opeasy, odd)


@verifies_in_each("family", FAMILIES, "OPEASY-WHOLE-3")
def test_what_is_no_list_of_tasks_brings_none_however_it_is_sent(opeasy: OpEasy, family: str) -> None:
    opeasy = opeasy.in_family(Family(family))
    for carry in _carriers(opeasy):
        task, unknown = opeasy.tasks.plain(), opeasy.tasks.unknown()
        for odd in ([task], "tasks", {opeasy.family: task}, {opeasy.family: "tasks"}):
            exchange = carry(opeasy, odd)
            if exchange.status < 300:
                expect(exchange).that(_shown(opeasy, opeasy.known(exchange, [])) == [], "no tasks", "some")
            else:
                expect(exchange).refused(400)
        if carry is _created:
            expect(_created(opeasy, {}, [opeasy.enterprise])).refused(400)
            expect(_created(opeasy, {}, body=[])).refused(400)
        arrived = carry(opeasy, {opeasy.family: [task, unknown]})
        shown = _told(_shown(opeasy, opeasy.known(arrived, [])))
        given(arrived).that(shown == _told([task, unknown]), "the same task in a list, and an unknown one", "others")


# ---------------------------------------------------------------------- how tasks are sent and shown

def _carriers(opeasy: OpEasy) -> Iterator[Carrier]:
    """The ways of sending what stands under ``tasks``; each leaves an operation of its own."""
    yield lambda opeasy, tasks: opeasy.create([], content=json.dumps({"tasks": tasks}).encode())
    yield lambda opeasy, tasks: opeasy.append(_without(opeasy), [], content=json.dumps({"tasks": tasks}).encode())
    if opeasy.target.offers("jsonBody"):
        yield _created
        yield lambda opeasy, tasks: opeasy.of_operation("appendTasks", _without(opeasy), json={"tasks": tasks})


def _created(opeasy: OpEasy, tasks: Any, enterprise: Any = None, body: Any = None) -> Exchange:
    whole = {"enterpriseId": enterprise or opeasy.enterprise, "tasks": tasks}
    exchange = opeasy.call("createOperation", json=whole if body is None else body)
    opeasy.adopt(exchange)
    return exchange


def _without(opeasy: OpEasy) -> Operation:
    """An operation without tasks of this family."""
    return opeasy.in_family(next(each for each in FAMILIES if each != opeasy.family)).operation()


def _shown(opeasy: OpEasy, operation: Operation) -> list[Any]:
    """All tasks of this family that an operation shows, those that failed validation behind the others."""
    place = {"operation-id": operation.id}
    errors = opeasy.pages(opeasy.family.errors, place, size=SIZE)
    return [*opeasy.pages(opeasy.family.tasks, place, size=SIZE),
            *(each.get("task") if isinstance(each, dict) else each for each in errors)]


def _told(tasks: Sequence[Any]) -> Counter[str]:
    return Counter(json.dumps(without_secrets(task), sort_keys=True) for task in tasks)


def _judge_later(opeasy: OpEasy, odd: Sequence[Task]) -> None:
    """Tasks may also be looked at in the back end (OPEASY-R-VALIDATION-STAGE): then they are FAILED."""
    family, operation = opeasy.family, opeasy.operation(odd)
    for error in opeasy.pages(family.errors, {"operation-id": operation.id}, size=SIZE):
        given(opeasy.of_operation(family.error_deletion, operation, str(error.get("id")))).status(204)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    results = opeasy.pages(family.results, {"scheduled-operation-id": scheduled.id}, size=SIZE)
    if carried_out := [result for result in results if result.get("status") != "FAILED"]:
        raise Mismatch("a task without one of its objects to fail", f"{json.dumps(carried_out[0])[:200]}", operation.created)
    if not results:
        raise Inconclusive("nothing of what was accepted was processed")
    uses("OPEASY-R-VALIDATION-STAGE", "b", "objects are looked at when a task is processed")


# ---------------------------------------------------------------------- what is sent

def _commands(family: Family) -> list[str]:
    """The components of the commands of a family."""
    return [ref["$ref"].rsplit("/", 1)[1] for ref in _SCHEMAS[f"{family}Task"]["oneOf"]]


def _plain(opeasy: OpEasy, component: str) -> Task:
    maker: Any = opeasy.tasks
    made: Task = maker.of(component.removesuffix("Task").removeprefix("" if opeasy.family == USERS else opeasy.family))
    return made


def _filled(opeasy: OpEasy, component: str, full: bool) -> Task:
    """A task with every field that its command knows, each text as long as it may be if ``full``."""
    task = _plain(opeasy, component)
    for field in fields(_OPENAPI, _SCHEMAS[component]):
        there = at(task, field.path)
        if there is None and resolved(_OPENAPI, field.schema.get("items", {})).get("type") != "object":
            task, _ = put(task, field.path, _value(field, full, opeasy.names.domain))
        elif full and "maxLength" in field.schema:
            task, _ = put(task, field.path, f"{there}{'é' * (field.schema['maxLength'] - len(str(there)))}")
    return task


def _value(field: Field, full: bool, domain: str) -> Any:
    schema = field.schema
    match schema.get("type"):
        case "boolean":
            return full
        case "integer":
            return schema.get("maximum", 9999) if full else schema.get("minimum", 1)
        case "array":
            return ["text"] * (schema.get("maxItems", 2) if full else 1)
    return schema["enum"][-1 if full else 0] if "enum" in schema else _text(schema, full, domain)


def _text(schema: Mapping[str, Any], full: bool, domain: str) -> str:
    """A text that keeps its limits; where letters of two bytes are as good as others, it has such."""
    length = schema.get("maxLength", 12) if full else 6
    if "@" in schema.get("pattern", ""):
        return f"{'a' * max(6, length - len(domain) - 1)}@{domain}"
    return ("1" if "pattern" in schema or "x-alphabet" in schema else "é") * length


def _odd(task: Task, component: str) -> Iterator[Task]:
    """Copies of a task, each with a text or a list in the place of an object, or without one that must be there."""
    for path, required in _objects(_SCHEMAS[component]):
        there = at(task, path)
        yield from (put(task, path, odd)[0] for odd in ("text", [there or {}]) if path[-1] != "[]" or odd == "text")
        if required and there is not None:
            yield _lacking(task, path)


def _objects(schema: Any, path: tuple[str, ...] = (), required: bool = False) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each place of an object below a schema, and whether something must be there."""
    parts = [resolved(_OPENAPI, part) for part in (schema, *resolved(_OPENAPI, schema).get("allOf", ()))]
    if path and any(part.get("type") == "object" for part in parts):
        yield path, required
    needed = {name for part in parts for name in part.get("required", ())}
    for part in parts:
        for name, below in part.get("properties", {}).items():
            yield from _objects(below, (*path, name), name in needed)
        if "items" in part:
            yield from _objects(part["items"], (*path, "[]"))


def _lacking(task: Task, path: Sequence[str]) -> Task:
    name, *rest = path
    if rest:
        return {**task, name: _lacking(task[name], rest)}
    return {key: value for key, value in task.items() if key != name}
