"""Enabling File Upload on Supported Endpoints; Fields Used in Error Responses."""

import json
from collections.abc import Iterator
from typing import Any

from conformance.bodies import WrongBody, wrong_bodies
from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.create_operation import NOT_JSON
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, items_of, listed, subject_of
from conformance.suites.opeasy.outcomes import outcome, sifted


@verifies_in_each_family("OPEASY-CREATE-18")
def test_tasks_of_another_type_yield_no_accepted_tasks(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(1)
    for odd in (tasks, "tasks", {opeasy.family: tasks[0]}, {opeasy.family: {"0": tasks[0]}}, {opeasy.family: "tasks"}):
        created = opeasy.create([], content=json.dumps({"tasks": odd}).encode())
        if created.status >= 300:
            expect(created).refused(400)
            continue
        given(created).json("id")
        expect(listed(opeasy, opeasy.family.tasks, opeasy.known(created, []))).shows([], opeasy.family)
    given(opeasy.operation(tasks).created).status(201).shows(1, *opeasy.family.size)


@verifies("OPEASY-CREATE-22")
def test_a_json_body_of_another_form_creates_no_operation_with_tasks(opeasy: OpEasy) -> None:
    tasks, plain = opeasy.tasks.failing(1), opeasy.create(opeasy.tasks.failing(1), as_json=True)
    opeasy.adopt(plain)
    given(plain).status(201).shows(1, *opeasy.family.size)
    known, chance = opeasy.session.catalogue.openapi, opeasy.session.random("wrong operations")
    whole = {"enterpriseId": opeasy.enterprise, "tasks": {str(opeasy.family): tasks}}
    for each in wrong_bodies(known, "createOperation", whole, chance):
        created = opeasy.call("createOperation", json=each.body)
        opeasy.adopt(created)
        expect(created).that(400 <= created.status < 500 or _empty(opeasy, created, each),
                             f"a refusal of {each.told}", f"status {created.status}")


def _empty(opeasy: OpEasy, created: Exchange, wrong: WrongBody) -> bool:
    """Whether tasks of another type were taken for none at all."""
    if wrong.place[:1] != ("tasks",) or created.status != 201:
        return False
    return not items_of(listed(opeasy, opeasy.family.tasks, opeasy.operations[-1]))


@verifies("OPEASY-CREATE-19")
def test_a_command_that_is_no_string_or_a_content_that_is_no_object_fails(opeasy: OpEasy) -> None:
    right, wrong = opeasy.users.add(), list(_mistyped(opeasy))
    # If the odd tasks add users nevertheless, these are deleted at the end.
    deletes = [opeasy.users.delete(subject_of(task)) for task in (right, *(opeasy.users.add(each) for each, _ in wrong))]
    created = opeasy.create([right, *(task for _, task in wrong), *deletes])
    expect(created).status(201)
    results, refused = sifted(opeasy, opeasy.known(created, [right, *deletes], [task for _, task in wrong]))
    given(results).that(*outcome(results, right, "SUCCESS"))
    odd = [each for each in items_of(results)
           if each.get("command") != "DeleteUser" and subject_of(each) != subject_of(right)]
    failed = [each for each in odd if each.get("status") == "FAILED"]
    expect(results).that(len(refused) + len(failed) == len(wrong), f"each of {len(wrong)} odd tasks to fail",
                         f"{len(refused)} that fail validation, {len(odd)} processed, {len(failed)} of these FAILED")


def _mistyped(opeasy: OpEasy) -> Iterator[tuple[str, Any]]:
    """Tasks that would add a user if a value of the wrong type were taken for what stands in it."""
    for command in (5, True, None, ["AddUser"], {"name": "AddUser"}):
        task = opeasy.users.add()
        yield subject_of(task), {**task, "command": command}
    for wrap in (str, lambda content: [content], lambda content: None, lambda content: 5, json.dumps):
        task = opeasy.users.add()
        yield subject_of(task), {**task, "content": wrap(task["content"])}


@verifies("OPEASY-APPEND-8")
def test_an_appended_file_without_the_extension_json_is_refused(opeasy: OpEasy) -> None:
    operation, tasks, before = _appended_to(opeasy)
    for filename in ("tasks.txt", "tasks"):
        _refused(opeasy, operation, opeasy.append(operation, tasks, filename=filename), before)


@verifies("OPEASY-APPEND-9")
def test_an_append_without_the_file_is_refused(opeasy: OpEasy) -> None:
    operation, tasks, before = _appended_to(opeasy)
    file = ("tasks.json", json.dumps({"tasks": {opeasy.family: tasks}}).encode(), "application/json")
    for parts in ({"enterpriseId": (None, opeasy.enterprise)}, {"attachment": file}):
        _refused(opeasy, operation, opeasy.of_operation("appendTasks", operation, files=parts), before)


def _appended_to(opeasy: OpEasy) -> tuple[Operation, list[Task], Any]:
    """An operation to which tasks were appended, these tasks, and what it shows now."""
    operation, tasks = opeasy.operation(), opeasy.tasks.failing(1)
    given(opeasy.append(operation, tasks)).status(200)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the appended tasks", has_subjects(tasks), opeasy.family)
    return operation, tasks, given(opeasy.of_operation("getOperation", operation)).json("tasks")


def _refused(opeasy: OpEasy, operation: Operation, exchange: Exchange, before: Any) -> None:
    expect(exchange).refused(400)
    expect(opeasy.of_operation("getOperation", operation)).status(200).shows(before, "tasks")


@verifies("OPEASY-SCHED-11")
def test_a_request_to_schedule_that_names_no_operation_is_refused(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    known, chance = opeasy.session.catalogue.openapi, opeasy.session.random("wrong schedules")
    whole = {"operation": {"id": operation.id}}
    wrong = [each.body for each in wrong_bodies(known, "scheduleOperation", whole, chance)]
    for body in (*wrong, {"id": operation.id}):
        exchange = opeasy.call("scheduleOperation", json=body)
        opeasy.adopt(exchange)
        expect(exchange).refused(400)
    expect(opeasy.append(operation, opeasy.tasks.failing(1))).status(200)
    given(opeasy.schedule(operation)).status(202)


# ---------------------------------------------------------------- the answers


@verifies_in_each_family("OPEASY-ERROR-6")
def test_the_content_length_is_the_length_of_the_body(opeasy: OpEasy) -> None:
    for exchange in _answers(opeasy):
        given(exchange).that(bool(exchange.body), "an answer with a body", "none")
        if exchange.header("Content-Encoding") not in (None, "identity"):
            raise Inconclusive(f"the length is that of a compressed body - {exchange.asked}")
        length = exchange.header("Content-Length")
        expect(exchange).that(length == str(len(exchange.body)), f"Content-Length {len(exchange.body)}", length or "none")
        expect(exchange).json()  # which breaks off where the length was too short


def _answers(opeasy: OpEasy) -> Iterator[Exchange]:
    """Answers with a body of each endpoint that has one, webhooks aside, and one refusal."""
    family, operation = opeasy.family, opeasy.operation(wrong=[opeasy.tasks.unknown("Ändere größtenteils")])
    yield from (opeasy.authenticate(), operation.created, opeasy.append(operation, opeasy.tasks.failing(1)))
    errors = opeasy.of_operation(family.errors, operation)
    yield from (errors, *(opeasy.of_operation(name, operation) for name in ("getOperation", family.tasks)))
    yield opeasy.of_operation(family.error, operation, str(given(errors).json(family, 0, "id")))
    scheduled = opeasy.scheduled(opeasy.operation())
    yield from (scheduled.exchange, opeasy.of_scheduled("getScheduledOperationStatus", scheduled))
    opeasy.complete(scheduled)
    yield from (opeasy.of_scheduled(name, scheduled) for name in
                ("getScheduledOperationStatus", "getResults", family.results))
    yield opeasy.of_operation("getOperation", MADE_UP)


@verifies("OPEASY-ERROR-7")
def test_a_refusal_with_an_unlisted_status_has_an_error_body(opeasy: OpEasy) -> None:
    shapes, operation = opeasy.session.client.shapes.operations, opeasy.operation()
    given(opeasy.append(operation, opeasy.tasks.failing(1))).status(200)
    refusals = [each for each in _odd_requests(opeasy, operation)
                if 400 <= each.status < 500 and each.status not in shapes[each.operation].responses]
    if not refusals:
        raise Inconclusive("nothing was refused with a status that its endpoint does not list")
    for exchange in refusals:
        expect(exchange).shows(str(exchange.status), "errorCode").holds("a message", _text, "message")
        expect(exchange).that(_error_body(exchange.json()), "one of the two error bodies", f"{exchange.body[:200]!r}")


def _odd_requests(opeasy: OpEasy, operation: Operation) -> Iterator[Exchange]:
    """Requests that most targets refuse with 400, which their endpoints do not list."""
    tasks = opeasy.tasks.failing(1)
    yield opeasy.append(operation, tasks, content=NOT_JSON[0])
    yield opeasy.append(operation, tasks, filename="tasks.txt")
    yield opeasy.of_operation("appendTasks", operation, files={"enterpriseId": (None, opeasy.enterprise)})
    for params in ({"pageSize": -1}, {"pageNumber": -1}, {"pageSize": "many"}):
        for name in (opeasy.family.tasks, opeasy.family.errors):
            yield opeasy.of_operation(name, operation, params=params)
    opeasy.scheduled(operation)
    yield opeasy.append(operation, tasks)


def _error_body(body: dict[str, Any]) -> bool:
    general, validation = body.get("generalError"), body.get("validationError")
    if isinstance(validation, dict) and general is None:
        return _text(validation.get("message")) and _text(validation.get("fieldName"))
    return isinstance(general, dict) and validation is None and _text(general.get("message"))


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
