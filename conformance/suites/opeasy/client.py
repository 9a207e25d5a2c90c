"""The target as the checks of OpEasy see it.

Methods named after operations send one request and judge nothing. Methods named after nouns (``operation``,
``scheduled_operation``) arrange something, and are inconclusive where that is out of reach.
"""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotRun
from conformance.ledger import Entry
from conformance.places import at
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.administrator import Operation, Scheduled, value_at
from conformance.suites.opeasy.families import SUCCESS_NEEDS, USERS
from conformance.suites.opeasy.patience import COMPLETE, Patient

__all__ = ["COMPLETE", "MADE_UP", "OpEasy", "Operation", "Scheduled"]

MADE_UP = "f" * 32  # an id that nothing has
_DELETES = {"DeleteUser": "user", "DeleteUserAndDevices": "user", "DeleteDevice": "device"}


class OpEasy(Patient):
    """An administrator who arranges what a check needs, and takes it away again."""

    # ------------------------------------------------------------------ arranged

    def operation(self, tasks: Sequence[Task] = (), wrong: Sequence[Task] = (), valid: int = 2,
                  besides: Mapping[str, Sequence[Task]] | None = None) -> Operation:
        """An operation that was just created, with ``valid`` tasks of our own if none are given."""
        tasks = list(tasks) or self.tasks.failing(valid)
        exchange = self.create({**(besides or {}), self.family: [*tasks, *wrong]})
        name = value_at(exchange, "id")
        if exchange.status >= 300 or not isinstance(name, str):
            raise Inconclusive(f"an operation could not be created: {exchange.asked} answered {exchange.status}")
        operation = self.known(exchange, tasks, wrong)
        operation.besides = besides or {}
        return operation

    def succeeding(self, count: int) -> list[Task]:
        """``count`` tasks of this family (an even number) that succeed in this order and leave nothing behind."""
        if self.family == USERS:
            return self.users.succeeding(count)
        whom = [self.world("phoneNumberRange")] if self.family == "PhoneNumbers" else [self.standing_user()]
        whom += [self.world("callCenterId")] if self.family == "CallCenterAgent" else []
        made: list[Task] = self.tasks.succeeding(count, *whom)  # type: ignore[attr-defined]
        return made

    def standing_user(self) -> str:
        """A user who is there for all checks of a session, and is taken away at its end."""
        known = self.session.memory.get(("standing user", self.enterprise))
        if known is None:
            users = self.in_family(USERS)
            known = self.session.memory["standing user", self.enterprise] = users.users.user_id()
            operation = users.operation([users.users.add(known)])
            if users.complete(users.scheduled(operation)) != "completed":
                raise Inconclusive("a user could not be added")
        return str(known)

    def world(self, name: str) -> str:
        """A name that exists on the target; raises NotRun if the target file leaves it out."""
        if why := self.target.lacks(f"world.{name}"):
            raise NotRun(why)
        return str(self.target.world[name])

    def known(self, exchange: Exchange, tasks: Sequence[Task], wrong: Sequence[Task] = ()) -> Operation:
        """The operation that an answer to ``create`` tells about."""
        name = str(value_at(exchange, "id"))
        entry = self.session.ledger.find("operation", name) or self.session.ledger.intend("operation", self.enterprise)
        operation = Operation(name, list(tasks), list(wrong), entry, exchange)
        self.operations.append(operation)
        return operation

    def adopt(self, exchange: Exchange) -> None:
        """Whatever an answer made is ours to take away."""
        if exchange.operation == "registerWebhook" and exchange.status < 300:
            self._noted(self.session.ledger.intend("webhook", self.enterprise), exchange, value_at(exchange, "webhook", "id"))
        if exchange.operation == "createOperation" and exchange.status < 300 and isinstance(value_at(exchange, "id"), str):
            self.known(exchange, [])
        operation = value_at(exchange, "scheduledOperation", "operation", "id")
        for known in (known for known in self.operations if known.id == operation):
            _schedules(exchange, known)

    def schedule(self, operation: Operation) -> Exchange:
        exchange = super().schedule(operation)
        _schedules(exchange, operation)
        return exchange

    def scheduled(self, operation: Operation) -> Scheduled:
        """The operation, scheduled just now."""
        exchange = self.schedule(operation)
        if not operation.scheduled or operation.scheduled.exchange is not exchange:
            raise Inconclusive(f"an operation could not be scheduled: {exchange.asked} answered {exchange.status}")
        return operation.scheduled

    def scheduled_operation(self, state: str = "completed", tasks: Sequence[Task] = ()) -> Scheduled:
        """A scheduled operation that was seen in a state; larger operations are tried when the state is missed."""
        for size in (4, 40, 400):
            scheduled = self.scheduled(self.operation(tasks) if tasks else self._ending_as(state, size))
            if self.await_state(scheduled, state):
                return scheduled
        raise Inconclusive(f"no scheduled operation was ever seen {state}")

    def _ending_as(self, state: str, size: int) -> Operation:
        """An operation that will end as completed if that is the state, and with errors otherwise."""
        if state != "completed":
            return self.operation(self.tasks.failing(size))
        # Numbers belong to nobody: another worker may be moving them.
        if self.family == "PhoneNumbers" or any(self.target.lacks(need) for need in SUCCESS_NEEDS.get(self.family, ())):
            return self.operation(valid=0, besides={USERS: self.users.succeeding(size)})
        return self.operation(self.succeeding(size))

    def pages(self, name: str, at: Mapping[str, str], size: int = 50) -> list[Any]:
        """All items of a paged list; inconclusive if a page does not come."""
        items: list[Any] = []
        before: Any = None
        for number in range(1000):
            exchange = self.call(name, at, params={"pageSize": size, "pageNumber": number})
            page = value_at(exchange, self.family)
            if exchange.status != 200 or not isinstance(page, list):
                raise Inconclusive(f"a page is out of reach: {exchange.asked} answered {exchange.status}")
            if page and page == before:
                raise Inconclusive(f"page {number} shows what the page before it shows: {exchange.asked}")
            before, items = page, items + page
            if len(page) < size:
                return items
        raise Inconclusive(f"{name} shows no last page")

    def size(self, operation: Operation, *path: str) -> Any:
        """The size of this family that the target shows for an operation now, or another value below the family."""
        exchange = self.of_operation("getOperation", operation)
        return value_at(exchange, "tasks", self.family, *(path or ("size",)))

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
        with contextlib.suppress(Inconclusive):
            self.remove_webhooks()
        self._remove_from_back_end(keep=str(self.session.memory.get(("standing user", self.enterprise))))

    def _remove(self, operation: Operation) -> None:
        if operation.scheduled and self._ended(operation.scheduled):
            if operation.scheduled.seen[-1] == "completed":
                self._forget_deleted(operation)
            self.of_scheduled("deleteScheduledOperation", operation.scheduled)
        if self.of_operation("deleteOperation", operation).status in (204, 404):
            self.session.ledger.gone(operation.entry)  # also where it was never known under its id

    def _ended(self, scheduled: Scheduled) -> bool:
        """Whether it was seen complete, now or before; False if it is gone."""
        if not {*scheduled.seen} & {*COMPLETE}:
            if self.of_scheduled("getScheduledOperationStatus", scheduled).status >= 300:
                return False
            self.complete(scheduled)
        return True

    def _forget_deleted(self, operation: Operation) -> None:
        for task in operation.all_tasks:
            kind = _DELETES.get(task["command"], "")
            name = at(task, ("content", kind, "userId" if kind == "user" else "name"))  # a task that is wrong may have none
            if kind and (entry := self.session.ledger.find(kind, str(name))):
                self.session.ledger.gone(entry)

    def _remove_from_back_end(self, keep: str = "") -> None:
        """Delete the users and devices that were added, in one operation."""
        users = self.in_family(USERS)
        left = [entry for kind in ("user", "device") for entry in self._left(kind) if entry.id != keep]
        if not left:
            return
        tasks = [users.users.delete(entry.id) if entry.kind == "user" else users.users.device("DeleteDevice", entry.id)
                 for entry in left]
        try:
            operation = users.operation(tasks)
            users.complete(users.scheduled(operation))
            users._remove(operation)
        except Inconclusive:
            return
        for entry in left:
            self.session.ledger.gone(entry)

    def _left(self, kind: str) -> list[Entry]:
        """What the ledger still holds of this enterprise, as far as its id is known."""
        return [entry for entry in self.session.ledger.left()
                if entry.kind == kind and entry.id and entry.detail in ("", self.enterprise)]

    def take_away(self) -> None:
        """Take away all that the ledger holds of this enterprise, whoever made it: what was scheduled first, users last."""
        for entry in self._left("scheduled operation"):
            if self.of_scheduled("getScheduledOperationStatus", entry.id).status < 300:
                self.settle(entry.id)
            self.of_scheduled("deleteScheduledOperation", entry.id)
        self.remove_webhooks()
        for entry in self._left("operation"):
            self.of_operation("deleteOperation", entry.id)
        self._remove_from_back_end()

    def end(self) -> None:
        """Take away what all checks shared."""
        if self.session.memory.pop(("standing user", self.enterprise), None):
            self._remove_from_back_end()

    def settle(self, name: str) -> None:
        """Wait until a scheduled operation is complete of which only the id is known."""
        clock, deadline = self.target.clock, self.target.clock.now() + self.target.limits.completionTimeout
        while self.of_scheduled("getScheduledOperationStatus", name).status == 202 and clock.now() < deadline:
            clock.sleep(self.target.limits.pollInterval)


def _schedules(exchange: Exchange, operation: Operation) -> None:
    name = value_at(exchange, "scheduledOperation", "id")
    if exchange.operation == "scheduleOperation" and exchange.status < 300 and isinstance(name, str):
        operation.scheduled = Scheduled(name, operation, exchange)
