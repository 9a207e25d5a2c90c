"""Makes the things that tools without memory ask about; their ids come from here.

Whatever a faulty server refuses to make has the id ``missing``.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")
OWN, OTHER = "enterprise-a", "enterprise-b"
KEY = "key-of-enterprise-a"
MISSING = "missing"
INVALID: dict[str, Any] = {"command": "Unknown", "content": {}}
COMPLETION_SECONDS = 5.0


def tasks_of(user: str) -> dict[str, list[dict[str, Any]]]:
    """Valid tasks on one user, for each family."""
    call_center = [{"callCenterId": "call-center-1@example.com"}]
    numbers = {"groupId": "group-1", "phoneNumbers": "312-448-1107"}
    return {
        "Users": [{"command": "AddUser", "content": {"user": {"userId": user, "groupId": "group-1", "lastName": "Klein"}}}],
        "CallCenterAgent": [{"command": "Assign", "content": {"agentId": user, "callCenterInfo": call_center}}],
        "CallRecording": [{"command": "Modify", "content": {"userId": user, "callRecording": {"recordCall": "Never"}}}],
        "CallForwarding": [{"command": "Modify", "content": {"userId": user, "callforwarding": {"callFwdBusyActive": False}}}],
        "PhoneNumbers": [{"command": "Assign", "content": {"phoneNumbers": numbers}}],
    }


def sent_tasks(user: str) -> dict[str, list[dict[str, Any]]]:
    """Tasks of which one of each family is valid, and two are not."""
    return {family: [*tasks, INVALID, INVALID] for family, tasks in tasks_of(user).items()}


@dataclass
class World:
    """What has been made, by the names that ``cases`` uses."""

    token: str = MISSING
    ids: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)  # of the operation "main", by family

    def id(self, name: str) -> str:
        return self.ids.get(name, MISSING)

    def error(self, family: str, number: int) -> str:
        known = self.errors.get(family, [])
        return known[number] if number < len(known) else MISSING


class Maker:
    """Asks a server for what a world holds."""

    def __init__(self, url: str) -> None:
        self.client, self.world = httpx.Client(base_url=url, timeout=10), World()

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The body of the answer; nothing where there is none."""
        try:
            answer = self.client.request(method, path, json=body, headers={"Authorization": self.world.token})
            return answer.json()
        except (httpx.HTTPError, ValueError):
            return None

    def make(self, name: str, method: str, path: str, body: Any, *place: str) -> str:
        """Make one thing, and keep the id that stands at a place of the answer."""
        found = at(self.ask(method, path, body), *place)
        self.world.ids[name] = found if isinstance(found, str) and found else MISSING
        return self.world.ids[name]


def at(body: Any, *place: str) -> Any:
    """What stands at a place of a body."""
    for name in place:
        body = body.get(name) if isinstance(body, dict) else None
    return body


def made_at(url: str) -> World:
    """Make everything."""
    maker = Maker(url)
    world = maker.world
    session = {"authSession": {"apiKey": KEY, "enterpriseId": OWN}}
    world.token = str(at(maker.ask("POST", "/v1/authsessions", session), "authSession", "token") or MISSING)
    for name in ("webhook", "webhook to delete"):
        body = {"enterpriseId": OWN, "url": "https://127.0.0.1:9/callbacks", "events": ["scheduledOperation.statusChanged"]}
        maker.make(name, "POST", "/v1/webhooks", body, "webhook", "id")
    for name in ("main", "to append to", "to delete", "to schedule", "done", "done and to delete"):
        tasks = sent_tasks(f"bench.{name.replace(' ', '.')}@example.com")
        if name != "main":
            tasks = {family: entries[:1] for family, entries in tasks.items()}
        maker.make(name, "POST", "/v1/operations", {"enterpriseId": OWN, "tasks": tasks}, "id")
    _errors(maker)
    _scheduled(maker)
    maker.client.close()
    return world


def _errors(maker: Maker) -> None:
    for family in FAMILIES:
        body = maker.ask("GET", f"/v1/operations/{maker.world.id('main')}/{family.lower()}/validationerrors")
        entries = at(body, family)
        entries = entries if isinstance(entries, list) else []
        maker.world.errors[family] = [str(at(entry, "id")) for entry in entries if at(entry, "id")]


def _scheduled(maker: Maker) -> None:
    for name in ("done", "done and to delete"):
        body = {"operation": {"id": maker.world.id(name)}}
        found = maker.make(f"scheduled {name}", "POST", "/v1/scheduledoperations", body, "scheduledOperation", "id")
        until = time.monotonic() + COMPLETION_SECONDS
        while time.monotonic() < until:
            status = at(maker.ask("GET", f"/v1/scheduledoperations/{found}/status"), "scheduledOperation", "status")
            if status not in ("pending", "processing"):
                break
            time.sleep(0.05)
