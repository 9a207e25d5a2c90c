"""An administrator who visits a reference server of OpEasy, and what she brings along."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from conformance.reference.faults.opeasy.letting_in import LetsOthersIn
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.state import Webhook

LOOP = asyncio.new_event_loop()


class Driven(httpx.BaseTransport):
    """Drives an ASGI application by hand: without an event loop, so that one that waits for anything is found out.

    A lie that lets others in waits, and gets a loop.
    """

    def __init__(self, app: Any, waits: bool) -> None:
        self.app, self.waits = app, waits

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent: list[dict[str, Any]] = []
        body = request.read()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        path, _, query = request.url.raw_path.partition(b"?")
        scope = {"type": "http", "http_version": "1.1", "method": request.method, "scheme": "http", "root_path": "",
                 "path": unquote(path.decode()), "raw_path": path, "query_string": query,
                 "headers": [(name.lower(), value) for name, value in request.headers.raw]}
        if self.waits:
            LOOP.run_until_complete(self.app(scope, receive, send))
        else:
            with pytest.raises(StopIteration):
                self.app(scope, receive, send).send(None)
        content = b"".join(message.get("body", b"") for message in sent[1:])
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], stream=httpx.ByteStream(content))


class Notes:
    """A courier who only takes notes: the id of the webhook, and what it would be sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.forgotten: list[str] = []

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        self.sent.append((webhook.id, event.get("event", {})))

    def forget(self, webhook: Webhook) -> None:
        self.forgotten.append(webhook.id)


class Visitor:
    """An administrator at a server, with a clock to turn and a transcript of what was answered."""

    def __init__(self, kind: type[OpEasy] = OpEasy, **settings: Any) -> None:
        self.time = 1_700_000_000.0
        self.server = kind(lambda: self.time, Settings(**settings))
        self.enterprise = ""
        self.notes: Any = Notes()
        self.server.courier = self.notes
        self.http = httpx.Client(transport=Driven(self.server.app, issubclass(kind, LetsOthersIn)), base_url="http://server")
        self.transcript: list[tuple[str, int, str, str, str]] = []

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        answer = self.http.request(method, path, **request)
        location, length = (answer.headers.get(name, "") for name in ("location", "content-length"))
        self.transcript.append((f"{method} {path}", answer.status_code, location, length, answer.text))
        return answer

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.ask("GET", path, params=query or None)

    def authenticate(self, key: Any, enterprise: Any) -> httpx.Response:
        return self.ask("POST", "/v1/authsessions", json={"authSession": {"apiKey": key, "enterpriseId": enterprise}})

    def login(self, letter: str = "a") -> httpx.Response:
        self.enterprise = f"enterprise-{letter}"
        answer = self.authenticate(f"key-of-{self.enterprise}", self.enterprise)
        self.http.headers["Authorization"] = answer.json()["authSession"]["token"]
        return answer

    def create(self, *tasks: Any, name: str = "tasks.json", enterprise: str | None = "enterprise-a") -> httpx.Response:
        return self.upload("POST", "/v1/operations", json.dumps({"tasks": {"Users": tasks}}), name, enterprise)

    def append(self, operation: str, *tasks: Any) -> httpx.Response:
        return self.upload("PATCH", operation, json.dumps({"tasks": {"Users": tasks}}))

    def mixed(self, **families: Any) -> str:
        """An operation with tasks of several families."""
        document = json.dumps({"tasks": families})
        made = self.upload("POST", "/v1/operations", document, enterprise=self.enterprise)
        return f"/v1/operations/{made.json().get('id', 'none')}"

    def results(self, **families: Any) -> list[str]:
        """What became of tasks of several families, in the order of the families: codes, or SUCCESS."""
        scheduled = self.scheduled(self.mixed(**families))
        self.time += 60
        lists = (self.get(f"{scheduled}/results/{family.lower()}").json().get(family, ()) for family in families)
        return [result.get("errorCode", result["status"]) for results in lists for result in results]

    def register(self, url: str = "https://127.0.0.1:9000/webhook", **fields: Any) -> httpx.Response:
        body = {"enterpriseId": self.enterprise, "url": url, "events": [EVENT], **fields}
        return self.ask("POST", "/v1/webhooks", json=body)

    def upload(self, method: str, path: str, content: str | bytes, name: str = "tasks.json",
               enterprise: str | None = None) -> httpx.Response:
        form = {"enterpriseId": enterprise} if enterprise else {}
        return self.ask(method, path, data=form, files={"file": (name, content, "application/json")})

    def operation(self, *tasks: Any) -> str:
        return f"/v1/operations/{self.create(*tasks).json().get('id', 'none')}"

    def schedule(self, operation: str) -> httpx.Response:
        return self.ask("POST", "/v1/scheduledoperations", json={"operation": {"id": operation.rpartition("/")[2]}})

    def scheduled(self, operation: str) -> str:
        scheduled = self.schedule(operation).json().get("scheduledOperation", {})
        return f"/v1/scheduledoperations/{scheduled.get('id', 'none')}"

    def completed(self, *tasks: Any) -> str:
        scheduled = self.scheduled(self.operation(*tasks))
        self.time += 60
        return scheduled

    def outcomes(self, *tasks: Any) -> list[str]:
        results = self.get(f"{self.completed(*tasks)}/results/users").json()["Users"]
        return [result.get("errorCode", result["status"]) for result in results]

    def error_ids(self, operation: str) -> list[str]:
        return [each["id"] for each in self.get(f"{operation}/users/validationerrors").json().get("Users", ())]


EVENT = "scheduledOperation.statusChanged"


def task(command: str = "AddUser", user: str = "john.doe", **fields: Any) -> dict[str, Any]:
    return {"command": command, "content": {"user": {"userId": f"{user}@example.com"} | fields}}


WRONG = task(user="jane.roe", lastName="x" * 31)
# A value that the back end knows, and one that it does not.
NAMED: dict[str, tuple[Any, Any]] = {
    "department": ("department-1", "unknown"), "phoneNumber": ("+12145550100", "+99912345"),
    "servicePacks": (["service-pack-2"], ["service-pack-1", "unknown"]), "callPickupGroup": ("call-pickup-group", "unknown"),
    "huntGroup": ("hunt-group", "unknown"), "teamsVoiceRoute": ("US East", "us east"), "teamsPbxLocation": ("PBX HQ", ""),
    "networkClassOfService": ("network-class-of-service", "unknown"), "language": ("English (US)", "unknown"),
    "timeZone": ("UTC", "unknown"), "emailAddress": ("john.doe@EXAMPLE.com", "john.doe@elsewhere.com"),
    "alias1": ("john.doe@example.com", "john.doe@elsewhere.com"), "alias2": ("john.doe@example.com", "john.doe@example.org"),
    "alias3": ("john.doe@example.com", "john.doe@elsewhere.com"),
}
