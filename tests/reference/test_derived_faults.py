"""Every derived fault tells the lie that it announces, the harness sees it, and nothing else changes."""

import contextlib
import copy
import functools
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from conformance.catalogue import load
from conformance.clock import VirtualClock
from conformance.derived import CREDENTIALS
from conformance.exchange import Exchange
from conformance.openapi import FILE, Field, fields, resolved
from conformance.reference import server_class
from conformance.reference.faults.derived import derived_faults
from conformance.rows import put
from conformance.shape import shapes

CATALOGUE = load("opeasy")
OPERATIONS = shapes("opeasy").operations
SECURED = [operation for operation in OPERATIONS.values() if operation.secured]
FAULTS = derived_faults("opeasy")
KEY, OTHER_KEY = "key-of-enterprise-a", "key-of-enterprise-b"


def user_task(command: str = "AddUser", **user: Any) -> dict[str, Any]:
    return {"command": command, "content": {"user": {"userId": "somebody@example.com", **user}}}


FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")
SOMEBODY, NOBODY = "somebody@example.com", "unknown@example.com"
# A task that succeeds, one that fails and one that is wrong, by family.
TASKS: dict[str, list[dict[str, Any]]] = {
    "Users": [user_task(), user_task("SuspendUser", userId=NOBODY), user_task(lastName="x" * 31)],
    "CallCenterAgent": [{"command": "Assign", "content": {"agentId": agent, "callCenterInfo": [
        {"callCenterId": "call-center-1@example.com", "skillLevel": level}]}}
        for agent, level in ((SOMEBODY, 1), (NOBODY, 1), (SOMEBODY, 21))],
    "CallRecording": [{"command": "Modify", "content": {"userId": user, "callRecording": {"recordCall": mode}}}
                      for user, mode in ((SOMEBODY, "Never"), (NOBODY, "Never"), (SOMEBODY, "NoSuchMode"))],
    "CallForwarding": [{"command": "Modify", "content": {"userId": user, "callforwarding": {"callFwdNoAnswerRings": rings}}}
                       for user, rings in ((SOMEBODY, 2), (NOBODY, 2), (SOMEBODY, 21))],
    "PhoneNumbers": [{"command": command, "content": {"phoneNumbers": {"groupId": "group-1", "phoneNumbers": number}}}
                     for command, number in (("Assign", "+12145550100"), ("Assign", "+99900000000"), ("Give", "1"))],
}


class Visit:
    """Requests to one server. Ids come out of its memory, so that a lying answer leads nobody astray."""

    def __init__(self, kind: type[Any], family: str = "Users") -> None:
        self.clock, self.family = VirtualClock(), family
        self.server: Any = kind(self.clock.now)
        self.exchanges: list[Exchange] = []

    def ids(self, unknown: str = "") -> dict[str, str]:
        errors = [error.id for each in self.server.operations.values() for error in each.errors[self.family]]
        known = {"operation-id": self.server.operations, "scheduled-operation-id": self.server.scheduled_operations,
                 "validation-error-id": errors, "webhook-id": self.server.webhooks}
        return {name: unknown or next(reversed(list(ids)), "none") for name, ids in known.items()}

    def ask(self, operation: str, body: Any = None, *, unknown: str = "", token: str | None = None,
            query: str = "", header: str = "accept", accept: str = "*/*") -> Exchange:
        path = OPERATIONS[operation].path
        for name, value in self.ids(unknown).items():
            path = path.replace("{" + name + "}", value)
        headers = {"authorization": next(iter(self.server.sessions), "") if token is None else token, header: accept}
        found = Exchange(len(self.exchanges), operation, OPERATIONS[operation].method, path, headers,
                         b"" if body is None else json.dumps(body).encode())
        self.exchanges.append(found)
        drive(self.server.app, found, query)
        return found


def drive(app: Any, asked: Exchange, query: str) -> None:
    """Ask an app that never waits: no loop, no client, and so quick enough to ask each fault everything."""
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": asked.request_body}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            asked.status = message["status"]
            asked.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        asked.body += message.get("body", b"")

    headers = {**asked.request_headers, "content-type": "application/json"}
    scope = {"type": "http", "method": asked.method, "path": asked.url, "query_string": query.encode(),
             "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}
    with contextlib.suppress(StopIteration):
        app(scope, receive, send).send(None)


def login(visit: Visit) -> None:
    visit.ask("createAuthSession", {"authSession": {"apiKey": KEY, "enterpriseId": "enterprise-a"}})
    visit.ask("createAuthSession", {"authSession": {"apiKey": OTHER_KEY, "enterpriseId": "enterprise-a"}})
    visit.ask("createAuthSession", {"authSession": {"apiKey": KEY}})


def listed(visit: Visit, name: str) -> None:
    """A list of the family, as a page and as a file."""
    for accept in ("application/json", FILE):
        visit.ask(name.format(visit.family), accept=accept)


def collect(visit: Visit) -> None:
    tasks = {"Users": TASKS["Users"][:1], visit.family: TASKS[visit.family]}
    visit.ask("createOperation", {"enterpriseId": "enterprise-a", "tasks": tasks})
    visit.ask("createOperation", {"enterpriseId": "enterprise-b"})
    visit.ask("createOperation", {"enterpriseId": "nobody"})
    visit.ask("appendTasks", {"tasks": {}})
    visit.ask("getOperation")
    for name in ("get{}Tasks", "get{}ValidationErrors"):
        listed(visit, name)
    visit.ask(f"get{visit.family}ValidationError")
    visit.ask("scheduleOperation", {"operation": {"id": visit.ids()["operation-id"]}})
    visit.ask("scheduleOperation", {"operation": {}})
    visit.ask(f"delete{visit.family}ValidationError")


def process(visit: Visit) -> None:
    visit.ask("scheduleOperation", {"operation": {"id": visit.ids()["operation-id"]}})
    for name in ("getScheduledOperationStatus", "getResults", "deleteScheduledOperation", "deleteOperation"):
        visit.ask(name)
    visit.clock.sleep(60)
    for name in ("getScheduledOperationStatus", "getResults"):
        visit.ask(name)
    listed(visit, "get{}Results")
    visit.ask("deleteScheduledOperation")
    visit.ask("deleteOperation")


def register(visit: Visit) -> None:
    body = {"url": "https://127.0.0.1:9/webhook", "events": ["scheduledOperation.statusChanged"]}
    for enterprise in ("enterprise-a", "enterprise-b", "nobody"):
        visit.ask("registerWebhook", {**body, "enterpriseId": enterprise})
    for name in ("registerWebhook", "getWebhooks", "getWebhook", "deleteWebhook"):
        visit.ask(name)


def refusals(visit: Visit) -> None:
    for operation in SECURED:
        body = {"operation": {"id": "none"}} if operation.id == "scheduleOperation" else None
        if operation.id != "createOperation":
            visit.ask(operation.id, {"tasks": {}} if operation.id == "appendTasks" else body, unknown="none")
        visit.ask(operation.id, token="")


def visited(kind: type[Any], family: str) -> Visit:
    visit = Visit(kind, family)
    for part in (login, collect, process, register, refusals):
        part(visit)
    return visit


@functools.cache
def honest(family: str) -> list[Exchange]:
    return visited(server_class("opeasy"), family).exchanges


def family_of(name: str) -> str:
    """The family that a fault is about; Users if it is about none."""
    return next((family for family in FAMILIES if family in name.split("_")[1]), "Users")


def altered(fault: type[Any]) -> list[tuple[Exchange, Exchange]]:
    """The answers that a fault changes, each before and after."""
    before = honest(family_of(fault.__name__))
    after = visited(fault, family_of(fault.__name__)).exchanges
    assert [exchange.asked for exchange in after] == [exchange.asked for exchange in before]
    return [(then, now) for then, now in zip(before, after, strict=True) if then != now]


def is_file(exchange: Exchange) -> bool:
    return exchange.asked_header("accept") == FILE


def faults(*beginnings: str) -> list[str]:
    return [name for name in FAULTS if name.startswith(beginnings)]


SHAPE_FAULTS = [name for name in FAULTS if not name.startswith(("Admits", "Crashes", "Ignores"))]


def test_the_visit_sees_every_documented_answer() -> None:
    documented = {(operation.id, status) for operation in OPERATIONS.values() for status in operation.responses}
    exchanges = [exchange for family in FAMILIES for exchange in honest(family)]
    assert documented - {(exchange.operation, exchange.status) for exchange in exchanges} == set()
    files = {(exchange.operation, exchange.status) for exchange in exchanges if is_file(exchange)}
    assert files == {(name, status) for name, status in documented if OPERATIONS[name].responses[status].file}
    assert not [found for exchange in exchanges for found in shapes("opeasy").violations(exchange)]


def test_every_derived_requirement_has_a_fault() -> None:
    derived = {name for name, requirement in CATALOGUE.requirements.items() if requirement.kind != "check"}
    assert {name for fault in FAULTS.values() for name in fault.violated} == derived


def test_each_fault_violates_one_requirement_and_says_how() -> None:
    for name, fault in FAULTS.items():
        assert (fault.__name__, len(fault.violated)) == (name, 1)
        assert issubclass(fault, server_class("opeasy"))
        assert str(fault.__doc__).endswith(".")
    assert len({fault.__doc__ for fault in FAULTS.values()}) == len(FAULTS)


@pytest.mark.parametrize("name", SHAPE_FAULTS)
def test_a_shape_fault_changes_the_answers_of_its_status_and_the_oracle_sees_it(name: str) -> None:
    what, operation, status = name.split("_")
    changes = altered(FAULTS[name])
    assert changes
    assert {(before.operation, before.status) for before, _ in changes} == {(operation, int(status))}
    about_file = "download" in FAULTS[name].violated[0]
    assert all(is_file(before) == about_file for before, _ in changes if OPERATIONS[operation].responses[int(status)].file)
    if what.startswith("Answers") and what != "AnswersHtml":
        assert {now.status for _, now in changes} == {int(what.removeprefix("Answers"))}
    elif what == "RefusesFile":
        assert {now.status for _, now in changes} == {406}
    else:
        seen = {found for _, now in changes for found, _ in shapes("opeasy").violations(now)}
        assert seen == set(FAULTS[name].violated)
    assert all(int(now.header("content-length") or 0) == len(now.body) for _, now in changes)


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("operation", SECURED, ids=lambda operation: operation.id)
def test_an_access_fault_admits_one_kind_of_token_to_one_operation(operation: Any, kind: str) -> None:
    visit = Visit(FAULTS[f"Admits{kind.title()}Token_{operation.id}"])
    login(visit)
    visit.clock.sleep(3600)
    tokens = {"missing": "", "invalid": "made-up", "expired": next(iter(visit.server.sessions))}
    admitted = {(other.id, name) for other in SECURED for name, token in tokens.items()
                if visit.ask(other.id, {}, token=token).status != 401}
    assert admitted == {(operation.id, kind)}


UNUSUAL: tuple[dict[str, Any], ...] = (
    {"unknown": "Ä;"}, {"query": "pageSize=109407773"}, {"header": "g&n"}, {"body": {"ë": 1, "tasks": {}}})


@pytest.mark.parametrize("name", faults("Crashes"))
def test_a_crash_waits_for_an_unusual_request(name: str) -> None:
    assert not altered(FAULTS[name])
    visit = visited(FAULTS[name], family_of(name))
    for request in UNUSUAL if "{" in OPERATIONS[name.split("_")[1]].path else UNUSUAL[1:]:
        crashed = {operation for operation in OPERATIONS if visit.ask(operation, **request).status == 500}
        assert crashed == {name.split("_")[1]}
    if name != "Crashes_createAuthSession":
        assert visit.ask(name.split("_")[1], token="", **UNUSUAL[1]).status == 401


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


WRONG_TASKS = {name: wrong_task(name) for name in faults("Ignores")}


@pytest.mark.parametrize("name", WRONG_TASKS)
def test_a_field_fault_accepts_what_breaks_its_limit_and_nothing_else(name: str) -> None:
    server = FAULTS[name]()
    accepted = {other for other, (family, task) in WRONG_TASKS.items() if not server.task_messages(family, task)}
    assert accepted == {name}
