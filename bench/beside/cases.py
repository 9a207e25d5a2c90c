"""One request for each documented answer of each operation: the examples that Specmatic and Dredd are given."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from beside.plain import METHODS, plain
from beside.world import FAMILIES, KEY, MISSING, OTHER, OWN, World, sent_tasks, tasks_of

# Nobody can say beforehand when an operation is being processed, so what is answered then has no example.
WITHOUT = {("getScheduledOperationStatus", 202), ("deleteScheduledOperation", 400)}
NEEDED = {"getScheduledOperationStatus": "scheduled done", "deleteScheduledOperation": "scheduled done and to delete",
          "deleteOperation": "to delete", "appendTasks": "to append to"}


@dataclass(frozen=True)
class Case:
    """A request, and the status that documents promise for it."""

    operation: str
    status: int
    method: str
    template: str
    path: str
    headers: dict[str, str]
    body: Any = None
    query: dict[str, int] = field(default_factory=dict)


def document_of(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The plain copy of a document, without the answers that have no example."""
    document = plain(whole)
    for item in document["paths"].values():
        for method in METHODS:
            for operation, status in WITHOUT:
                if item.get(method, {}).get("operationId") == operation:
                    item[method]["responses"].pop(str(status), None)
    return document


def cases(document: Mapping[str, Any], world: World) -> Iterator[Case]:
    """One for each answer in a plain document."""
    for template, item in document["paths"].items():
        for method in METHODS:
            for status in map(int, item[method]["responses"] if method in item else ()):
                operation = item[method]["operationId"]
                yield _case(operation, status, method.upper(), template, world)


def _case(operation: str, status: int, method: str, template: str, world: World) -> Case:
    path = re.sub(r"\{([^}]*)}", lambda found: _id(found[1].replace("_", "-"), operation, status, world), template)
    body = _body(operation, status, world) if method in ("POST", "PATCH") else None
    headers = {"Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if operation != "createAuthSession":
        headers["Authorization"] = "no-such-token" if status == 401 else world.token
    return Case(operation, status, method, template, path, headers, body)


def _id(name: str, operation: str, status: int, world: World) -> str:
    """The id that stands in a path for this case."""
    if name == "validation-error-id":
        family = next(family for family in FAMILIES if operation.endswith(f"{family}ValidationError"))
        number = 1 if operation.startswith("delete") else 0
        return MISSING if status == 404 else world.error(family, number)
    if status == 404:
        return MISSING
    if status == 400:  # of deleteOperation: it is scheduled
        return world.id("done")
    usual = {"webhook-id": "webhook", "operation-id": "main", "scheduled-operation-id": "scheduled done"}[name]
    if operation == "deleteWebhook":
        usual = "webhook to delete"
    return world.id(NEEDED.get(operation, usual))


def _body(operation: str, status: int, world: World) -> Any:
    enterprise = {403: OTHER, 404: "no-such-enterprise"}.get(status, OWN)
    if operation == "createAuthSession":
        session = {"apiKey": "wrong" if status == 401 else KEY, "enterpriseId": OWN}
        return {"authSession": {} if status == 400 else session}
    if operation == "registerWebhook":
        url = "http://127.0.0.1:9/not-secure" if status == 400 else "https://127.0.0.1:9/another"
        return {"enterpriseId": enterprise, "url": url, "events": ["scheduledOperation.statusChanged"]}
    if operation == "createOperation":
        return {"enterpriseId": enterprise, "tasks": sent_tasks("created@example.com")}
    if operation == "appendTasks":
        return {"tasks": tasks_of("appended@example.com")}
    name = "done" if status == 400 else "to schedule"
    return {"operation": {"id": MISSING if status == 404 else world.id(name)}}
