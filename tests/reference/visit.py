"""A visit to a server with a derived fault: each documented answer is had once, in each family."""

import contextlib
import functools
import json
from typing import Any

from conformance.catalogue import load
from conformance.clock import VirtualClock
from conformance.exchange import Exchange
from conformance.openapi import FILE
from conformance.reference import server_class
from conformance.reference.faults.derived import derived_faults
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
