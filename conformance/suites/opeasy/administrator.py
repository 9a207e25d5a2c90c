"""One request for each operation of OpEasy, as an administrator of one enterprise sends it. Nothing is judged here."""

import contextlib
import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from conformance.client import Unsent
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, uses
from conformance.ledger import Entry
from conformance.session import Session
from conformance.strategies.tasks import FamilyTasks, Task, UserTasks
from conformance.suites.opeasy.families import USERS, Family
from conformance.suites.opeasy.makers import WorldNames, added_by, maker


@dataclass
class Operation:
    """An operation that exists on the target, with the tasks of one family that were sent: ``tasks`` are valid, ``wrong`` are
    not. ``besides`` are the valid tasks of other families."""

    id: str
    tasks: list[Task]
    wrong: list[Task]
    entry: Entry
    created: Exchange
    scheduled: "Scheduled | None" = None
    besides: Mapping[str, Sequence[Task]] = field(default_factory=dict)

    @property
    def all_tasks(self) -> list[Task]:
        """The valid tasks of all families."""
        return [*self.tasks, *(task for tasks in self.besides.values() for task in tasks)]


@dataclass
class Scheduled:
    """A scheduled operation, and the statuses that were seen of it so far, in order."""

    id: str
    operation: Operation
    exchange: Exchange
    seen: list[str] = field(default_factory=list)


class Administrator:
    """An administrator of one enterprise, at work in one family of tasks; ``tasks`` makes those, ``users`` those on users."""

    def __init__(self, session: Session, credentials: Mapping[str, str] | None = None, family: Family = USERS) -> None:
        self.session, self.target, self._client = session, session.target, session.client
        self.credentials = credentials or session.target.credentials
        self.operations: list[Operation] = []
        self._token: tuple[str | None] | None = None
        world, prefix = self.target.world, self.target.guards.get("userIdPrefix", "conformance")
        # No two checks name the same users, not even in two workers at once; the same seed names the same ones again.
        number = self.session.memory[session.check] = self.session.memory.get(session.check, 0) + 1
        self.names = WorldNames(str(world.get("domain", "")), str(world.get("groupId", "")), prefix,
                                session.random(f"users {session.check} {number}"))
        self.users = UserTasks(self.names, world.get("newUser", {}))
        self.family, self.tasks = family, self.maker(family)

    def maker(self, family: Family) -> FamilyTasks:
        """What makes the tasks of a family."""
        return self.users if family == USERS else maker(family, self.names)

    def in_family(self, family: Family) -> Self:
        """The same administrator at work in another family."""
        other = copy.copy(self)
        other.family, other.tasks = family, self.maker(family)
        return other

    # ------------------------------------------------------------------ authentication

    def authenticate(self, body: Any = None) -> Exchange:
        """POST /v1/authsessions with the credentials of this administrator, or with any other body."""
        exchange = self._client.call("createAuthSession", json=body if body is not None else {"authSession": {
            "apiKey": self.credentials.get("apiKey"), "enterpriseId": self.enterprise}})
        if token := value_at(exchange, "authSession", "token"):
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
        token = value_at(exchange, "authSession", "token")
        if not isinstance(token, str) or not token or exchange.status >= 300:
            raise Inconclusive(f"no token is to be had: {exchange.asked} answered {exchange.status}")
        return token

    def admitted_by(self, token: str | None) -> Self:
        """The same administrator with another token, or with none."""
        other = copy.copy(self)
        other._token = (token,)
        return other

    def other(self) -> Self:
        """An administrator of the second tenant's enterprise."""
        assert self.target.second_tenant, "only checks that need a second tenant ask for it"
        return type(self)(self.session, self.target.second_tenant, self.family)

    # ------------------------------------------------------------------ operations, one request each

    def create(self, tasks: Any, *, as_json: bool = False, filename: str = "tasks.json", enterprise: str | None = None,
               content: bytes | None = None, form: Mapping[str, str] | None = None) -> Exchange:
        """Create New Operation with a file of tasks, or with ``as_json`` in the body; what it makes is in the ledger."""
        with self._intended("operation") as entry:
            exchange = self._created(tasks, as_json, filename, enterprise, content, form)
        self._noted(entry, exchange, value_at(exchange, "id"))
        return exchange

    def _created(self, tasks: Any, as_json: bool, filename: str, enterprise: str | None, content: bytes | None,
                 form: Mapping[str, str] | None) -> Exchange:
        enterprise = self.enterprise if enterprise is None else enterprise
        if as_json:
            return self.call("createOperation", json={"enterpriseId": enterprise, "tasks": self._by_family(tasks)})
        return self.call("createOperation", data={"enterpriseId": enterprise} if form is None else dict(form),
                         files={"file": self._file(tasks, filename, content)})

    def append(self, operation: Operation, tasks: Any, *, as_json: bool = False, filename: str = "tasks.json",
               content: bytes | None = None) -> Exchange:
        """Append tasks to Existing Operation."""
        if as_json:
            return self.of_operation("appendTasks", operation, json={"tasks": self._by_family(tasks)})
        return self.of_operation("appendTasks", operation, files={"file": self._file(tasks, filename, content)})

    def _by_family(self, tasks: Any) -> Any:
        """Tasks of this family, or of several families by name, as they stand under ``tasks`` in JSON."""
        return tasks if isinstance(tasks, Mapping) else {self.family: tasks}

    def _file(self, tasks: Any, filename: str, content: bytes | None) -> tuple[str, bytes, str]:
        body = json.dumps({"tasks": self._by_family(tasks)}).encode() if content is None else content
        return filename, body, "application/json"

    def schedule(self, operation: Operation) -> Exchange:
        """Schedule Operation for Processing; what its tasks may add is in the ledger before, and so is what it makes."""
        ledger = self.session.ledger
        for kind, name in (added for task in operation.all_tasks for added in added_by(task)):
            ledger.made(ledger.intend(kind, self.enterprise), name)
        with self._intended("scheduled operation") as entry:
            exchange = self.call("scheduleOperation", json={"operation": {"id": operation.id}})
        self._noted(entry, exchange, value_at(exchange, "scheduledOperation", "id"))
        return exchange

    def of_operation(self, name: str, operation: Operation | str, error: str = "", **request: Any) -> Exchange:
        """Ask an operation of the API about an operation, or about one of its validation errors."""
        known = operation if isinstance(operation, str) else operation.id
        exchange = self.call(name, {"operation-id": known, "validation-error-id": error}, **request)
        self._struck(name == "deleteOperation" and exchange.status in (204, 404), "operation", known)
        return exchange

    def of_scheduled(self, name: str, scheduled: Scheduled | str, **request: Any) -> Exchange:
        """Ask an operation of the API about a scheduled operation."""
        known = scheduled if isinstance(scheduled, str) else scheduled.id
        exchange = self.call(name, {"scheduled-operation-id": known}, **request)
        gone = {"deleteScheduledOperation": (204, 404), "getScheduledOperationStatus": (404,)}.get(name, ())
        self._struck(exchange.status in gone, "scheduled operation", known)
        return exchange

    def call(self, name: str, at: Mapping[str, str] | None = None, **request: Any) -> Exchange:
        """Ask any operation of the API with the token of this administrator."""
        token = self._token[0] if self._token else self.token
        return self._client.call(name, at, credential=token, **request)

    def follow(self, link: str, before: Exchange, operation: str = "") -> Exchange:
        """Follow a link of an answer. A link that lacks /v1 is relative to the base of the API (OPEASY-R-HREF)."""
        if link.startswith("/") and not link.startswith("/v1/"):
            uses("OPEASY-R-HREF", "b", link)
            link = f"/v1{link}"
        elif not link.startswith("/"):
            uses("OPEASY-R-HREF", "c", link)
        if "/callForwarding" in link:
            uses("OPEASY-R-HREF", "d", link)
        return self._client.follow(link, credential=self.token, operation=operation, before=before)

    @contextlib.contextmanager
    def _intended(self, kind: str) -> Iterator[Entry]:
        """Write down what is about to be made; what could not even be asked for was not made."""
        if not self._token:
            _ = self.token
        entry = self.session.ledger.intend(kind, self.enterprise)
        try:
            yield entry
        except Unsent:
            self.session.ledger.gone(entry)
            raise

    def _noted(self, entry: Entry, exchange: Exchange, name: Any) -> None:
        """What a creation made is in the ledger under its id; what was refused is not there."""
        if exchange.status >= 300:
            self.session.ledger.gone(entry)
        elif isinstance(name, str):
            self.session.ledger.made(entry, name)

    def _struck(self, gone: bool, kind: str, name: str) -> None:
        entry = self.session.ledger.find(kind, name) if gone else None
        if entry and entry.detail == self.enterprise:  # to another enterprise what exists looks gone
            self.session.ledger.gone(entry)


def value_at(exchange: Exchange, *path: str) -> Any:
    """The value at a place of a JSON body, or None."""
    try:
        value = exchange.json()
        for step in path:
            value = value[step]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return value
