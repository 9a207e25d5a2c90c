"""The target as a client of OpEasy sees it.

Methods named after operations send one request and return the exchange; they judge nothing. Methods named after nouns
(``operation``, ``scheduled_operation``) arrange something, and are inconclusive where that is out of reach.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.ledger import Entry
from conformance.session import Session
from conformance.strategies.tasks import Task, UserTasks

FAMILY = "Users"
COMPLETE = ("completed", "completedWithErrors")


@dataclass
class Operation:
    """An operation that exists on the target, with the tasks that were sent: ``tasks`` are valid, ``wrong`` are not."""

    id: str
    tasks: list[Task]
    wrong: list[Task]
    entry: Entry
    created: Exchange
    scheduled: "Scheduled | None" = None


@dataclass
class Scheduled:
    """A scheduled operation, and the statuses that were seen of it so far, in order."""

    id: str
    operation: Operation
    exchange: Exchange
    seen: list[str] = field(default_factory=list)


class OpEasy:
    """An administrator of one enterprise."""

    def __init__(self, session: Session, credentials: Mapping[str, str] | None = None) -> None:
        self.session, self.target, self._client = session, session.target, session.client
        self.credentials = credentials or session.target.credentials
        self.operations: list[Operation] = []
        self._token: tuple[str | None] | None = None
        world, prefix = self.target.world, self.target.guards.get("userIdPrefix", "conformance")
        self.users = UserTasks(str(world.get("domain", "example.com")), str(world.get("groupId", "")), prefix,
                               session.random(f"users {len(session.ledger.left())}"), world.get("newUser", {}))

    # ------------------------------------------------------------------ authentication

    def authenticate(self, body: Any = None) -> Exchange:
        """POST /v1/authsessions with the credentials of this administrator, or with any other body."""
        exchange = self._client.call("createAuthSession", json=body if body is not None else {"authSession": {
            "apiKey": self.credentials.get("apiKey"), "enterpriseId": self.enterprise}})
        if token := _at(exchange, "authSession", "token"):
            self._client.redactor.learn(str(token))
        return exchange

    @property
    def enterprise(self) -> str:
        """The enterprise of this administrator."""
        return str(self.credentials.get("enterpriseId"))

    @property
    def token(self) -> str:
        """A valid token, renewed in time; inconclusive if none is to be had."""
        now, known = self.target.clock.now(), self.session.memory.get(("token", self.enterprise))
        if not known or now - known[1] > 3000:
            known = (self.new_token(), now)
            self.session.memory["token", self.enterprise] = known
        return str(known[0])

    def new_token(self) -> str:
        """A token that was issued just now."""
        exchange = self.authenticate()
        token = _at(exchange, "authSession", "token")
        if not isinstance(token, str) or not token or exchange.status >= 300:
            raise Inconclusive(f"no token is to be had: {exchange.asked} answered {exchange.status}")
        return token

    def admitted_by(self, token: str | None) -> "OpEasy":
        """The same administrator with another token, or with none."""
        other = copy.copy(self)
        other._token = (token,)
        return other

    def other(self) -> "OpEasy":
        """An administrator of the second tenant's enterprise."""
        assert self.target.second_tenant, "only checks that need a second tenant ask for it"
        return OpEasy(self.session, self.target.second_tenant)

    # ------------------------------------------------------------------ operations, one request each

    def create(self, tasks: Any, *, as_json: bool = False, filename: str = "tasks.json", enterprise: str | None = None,
               content: bytes | None = None, form: Mapping[str, str] | None = None) -> Exchange:
        """Create New Operation with a file of tasks, or with ``as_json`` in the body; what it makes is in the ledger."""
        entry = self.session.ledger.intend("operation")
        enterprise = self.enterprise if enterprise is None else enterprise
        if as_json:
            exchange = self.call("createOperation", json={"enterpriseId": enterprise, "tasks": {FAMILY: tasks}})
        else:
            exchange = self.call("createOperation", data={"enterpriseId": enterprise} if form is None else dict(form),
                                 files={"file": _file(tasks, filename, content)})
        self._noted(entry, exchange, tasks)
        return exchange

    def append(self, operation: Operation, tasks: Any, *, as_json: bool = False, filename: str = "tasks.json",
               content: bytes | None = None) -> Exchange:
        """Append tasks to Existing Operation."""
        if as_json:
            return self.of_operation("appendTasks", operation, json={"tasks": {FAMILY: tasks}})
        return self.of_operation("appendTasks", operation, files={"file": _file(tasks, filename, content)})

    def schedule(self, operation: Operation) -> Exchange:
        """Schedule Operation for Processing; users that it may add are in the ledger before."""
        for task in operation.tasks:
            if task["command"] == "AddUser":
                name = task["content"]["user"]["userId"]
                self.session.ledger.made(self.session.ledger.intend("user", operation.id), name)
        return self.call("scheduleOperation", json={"operation": {"id": operation.id}})

    def of_operation(self, name: str, operation: Operation | str, error: str = "", **request: Any) -> Exchange:
        """Ask an operation of the API about an operation, or about one of its validation errors."""
        at = {"operation-id": operation if isinstance(operation, str) else operation.id, "validation-error-id": error}
        return self.call(name, at, **request)

    def of_scheduled(self, name: str, scheduled: Scheduled | str, **request: Any) -> Exchange:
        """Ask an operation of the API about a scheduled operation."""
        return self.call(name, {"scheduled-operation-id": scheduled if isinstance(scheduled, str) else scheduled.id}, **request)

    def call(self, name: str, at: Mapping[str, str] | None = None, **request: Any) -> Exchange:
        """Ask any operation of the API with the token of this administrator."""
        token = self._token[0] if self._token else self.token
        return self._client.call(name, at, token=token, **request)

    def follow(self, link: str, before: Exchange, operation: str = "") -> Exchange:
        """Follow a link of an answer. A link that lacks /v1 is relative to the base of the API (OPEASY-R-HREF)."""
        if link.startswith("/") and not link.startswith("/v1/"):
            link = f"/v1{link}"
        return self._client.follow(link, token=self.token, operation=operation, before=before)

    # ------------------------------------------------------------------ arranged

    def operation(self, tasks: Sequence[Task] = (), wrong: Sequence[Task] = (), valid: int = 2) -> Operation:
        """An operation that was just created, with ``valid`` tasks of our own if none are given."""
        tasks = list(tasks) or self.users.failing(valid)
        exchange = self.create([*tasks, *wrong])
        name = _at(exchange, "id")
        if exchange.status >= 300 or not isinstance(name, str):
            raise Inconclusive(f"an operation could not be created: {exchange.asked} answered {exchange.status}")
        return self.known(exchange, tasks, wrong)

    def known(self, exchange: Exchange, tasks: Sequence[Task], wrong: Sequence[Task] = ()) -> Operation:
        """The operation that an answer to ``create`` tells about."""
        name = str(_at(exchange, "id"))
        entry = self.session.ledger.find("operation", name) or self.session.ledger.intend("operation")
        operation = Operation(name, list(tasks), list(wrong), entry, exchange)
        self.operations.append(operation)
        return operation

    def adopt(self, exchange: Exchange) -> None:
        """Whatever an answer made is ours to take away."""
        if exchange.operation == "createOperation" and exchange.status < 300 and isinstance(_at(exchange, "id"), str):
            self.known(exchange, [])
        name, operation = _at(exchange, "scheduledOperation", "id"), _at(exchange, "scheduledOperation", "operation", "id")
        if exchange.operation == "scheduleOperation" and exchange.status < 300 and isinstance(name, str):
            for known in (known for known in self.operations if known.id == operation):
                known.scheduled = Scheduled(name, known, exchange)

    def scheduled(self, operation: Operation) -> Scheduled:
        """The operation, scheduled just now."""
        exchange = self.schedule(operation)
        name = _at(exchange, "scheduledOperation", "id")
        if exchange.status >= 300 or not isinstance(name, str):
            raise Inconclusive(f"an operation could not be scheduled: {exchange.asked} answered {exchange.status}")
        operation.scheduled = Scheduled(name, operation, exchange)
        return operation.scheduled

    def scheduled_operation(self, state: str = "completed", tasks: Sequence[Task] = ()) -> Scheduled:
        """A scheduled operation that was seen in a state; larger operations are tried when the state is missed."""
        for size in (4, 40, 400):
            made = self.users.failing(size) if state == "completedWithErrors" else self.users.succeeding(size)
            scheduled = self.scheduled(self.operation(tasks or made))
            if self.await_state(scheduled, state):
                return scheduled
        raise Inconclusive(f"no scheduled operation was ever seen {state}")

    def status(self, scheduled: Scheduled) -> str:
        """The status word that the target shows now; inconclusive if it shows none."""
        exchange = self.of_scheduled("getScheduledOperationStatus", scheduled)
        word = _at(exchange, "scheduledOperation", "status")
        if exchange.status >= 300 or not isinstance(word, str):
            raise Inconclusive(f"the status is out of reach: {exchange.asked} answered {exchange.status}")
        scheduled.seen.append(word)
        return word

    def await_state(self, scheduled: Scheduled, state: str) -> bool:
        """Poll until a state is seen, or has been missed; inconclusive after limits.completionTimeout."""
        clock, limits = self.target.clock, self.target.limits
        deadline, pause = clock.now() + limits.completionTimeout, min(0.01, limits.pollInterval)
        order = ("pending", "processing", *COMPLETE)
        while (word := self.status(scheduled)) != state:
            if word in COMPLETE or word in order and order.index(word) > order.index(state):
                return False
            if clock.now() > deadline:
                raise Inconclusive(f"still {word} after {limits.completionTimeout} s (limits.completionTimeout)")
            clock.sleep(pause)
            pause = min(pause * 2, limits.pollInterval)
        return True

    def complete(self, scheduled: Scheduled) -> str:
        """Wait until it is complete; how it ended."""
        for state in COMPLETE:
            if self.await_state(scheduled, state):
                break
        return scheduled.seen[-1]

    def pages(self, name: str, at: Mapping[str, str], size: int = 50) -> list[Any]:
        """All items of a paged list; inconclusive if a page does not come."""
        items: list[Any] = []
        for number in range(1000):
            exchange = self.call(name, at, params={"pageSize": size, "pageNumber": number})
            page = _at(exchange, FAMILY)
            if exchange.status != 200 or not isinstance(page, list):
                raise Inconclusive(f"a page is out of reach: {exchange.asked} answered {exchange.status}")
            items += page
            if len(page) < size:
                return items
        raise Inconclusive(f"{name} shows no last page")

    def size(self, operation: Operation, *path: str) -> Any:
        """The size of the family Users that the target shows for an operation now, or another value below the family."""
        exchange = self.of_operation("getOperation", operation)
        return _at(exchange, "tasks", FAMILY, *(path or ("size",)))

    # ------------------------------------------------------------------ taken away

    def forget(self, operation: Operation) -> None:
        """An operation that a check deleted itself needs no clean-up."""
        self.session.ledger.gone(operation.entry)
        self.operations.remove(operation)

    def clean_up(self) -> None:
        """Take away what was made through this client; what cannot be stays in the ledger and is reported."""
        for operation in self.operations:
            try:
                self._remove(operation)
            except Inconclusive:
                continue
        self.operations.clear()
        self._remove_users()

    def _remove(self, operation: Operation) -> None:
        if operation.scheduled and self.of_scheduled("getScheduledOperationStatus", operation.scheduled).status < 300:
            if self.complete(operation.scheduled) == "completed":
                self._forget_users(operation)
            self.of_scheduled("deleteScheduledOperation", operation.scheduled)
        if self.of_operation("deleteOperation", operation).status in (204, 404):
            self.session.ledger.gone(operation.entry)

    def _forget_users(self, operation: Operation) -> None:
        deleted = {task["content"]["user"]["userId"] for task in operation.tasks if task["command"] == "DeleteUser"}
        for entry in self.session.ledger.left():
            if entry.kind == "user" and entry.id in deleted:
                self.session.ledger.gone(entry)

    def _remove_users(self) -> None:
        left = [entry for entry in self.session.ledger.left() if entry.kind == "user"]
        if not left:
            return
        try:
            operation = self.operation([self.users.delete(entry.id) for entry in left])
            self.complete(self.scheduled(operation))
            self._remove(operation)
        except Inconclusive:
            return
        for entry in left:
            self.session.ledger.gone(entry)

    def _noted(self, entry: Entry, exchange: Exchange, tasks: Any) -> None:
        name = _at(exchange, "id")
        if exchange.status >= 300:
            self.session.ledger.gone(entry)
        elif isinstance(name, str):
            self.session.ledger.made(entry, name)


def _file(tasks: Any, filename: str, content: bytes | None) -> tuple[str, bytes, str]:
    body = json.dumps({"tasks": {FAMILY: tasks}}).encode() if content is None else content
    return filename, body, "application/json"


def _at(exchange: Exchange, *path: str) -> Any:
    """The value at a place of a JSON body, or None."""
    try:
        value = exchange.json()
        for step in path:
            value = value[step]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return value
