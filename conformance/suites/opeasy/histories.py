"""What several clients did to one operation at the same moment, and the lifecycle table as the model that must explain it."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch
from conformance.linearizability import Call, Explanation, Model, explained
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled
from conformance.suites.opeasy.items import are_objects, listed, subject_of
from conformance.suites.opeasy.lifecycle import TABLE
from conformance.together import together

PASSED_ON = (429, 502, 503, 504)  # somebody else answered: nobody knows what became of the request


@dataclass(frozen=True)
class Life:
    """An operation at some moment: its state in the table, what its tasks are about, in order, and what its errors are about.
    ``again`` says whether this target lets a scheduled operation be scheduled once more, about which the document is silent."""

    state: str
    tasks: tuple[str, ...] = ()
    wrong: frozenset[str] = frozenset()
    again: bool = False

    def __str__(self) -> str:
        return f"{self.state}, {len(self.tasks)} tasks" + (f", {len(self.wrong)} errors" if self.wrong else "")


@dataclass(frozen=True)
class Act:
    """An action of the table with what it brings: the subjects of valid tasks, and of those that are or make errors."""

    action: str
    send: Callable[[], Exchange]
    tasks: tuple[str, ...] = ()
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Said:
    """An act and its answer, as far as it says something about the operation; None is what it does not say."""

    act: Act
    status: int = 0
    size: int | None = None
    errors: int | None = None
    subjects: tuple[str, ...] | None = None
    word: str | None = None


class Acts:
    """What can be done to one operation, by whomever."""

    def __init__(self, opeasy: OpEasy, operation: Operation) -> None:
        self.opeasy, self.operation = opeasy, operation
        found = listed(opeasy, opeasy.family.errors, operation).json()[opeasy.family] if operation.wrong else []
        self.errors = {subject_of(each): str(each.get("id")) for each in found}

    def append(self, count: int = 2, wrong: int = 0) -> Act:
        """Append valid tasks, and others that fail validation."""
        tasks, others = self.opeasy.tasks.failing(count), [self.opeasy.tasks.unknown() for _ in range(wrong)]
        return Act("appendInvalidTasks" if wrong else "appendTasks",
                   lambda: self.opeasy.append(self.operation, [*tasks, *others]),
                   tuple(map(subject_of, tasks)), frozenset(map(subject_of, others)))

    def resolve(self, number: int = 0) -> Act:
        """Delete a validation error."""
        subject, name = list(self.errors.items())[number]
        return Act("deleteValidationError", wrong=frozenset([subject]), send=lambda: self.opeasy.of_operation(
            self.opeasy.family.error_deletion, self.operation, name))

    def schedule(self) -> Act:
        return Act("scheduleOperation", lambda: self.opeasy.schedule(self.operation))

    def ask(self, action: str) -> Act:
        """Any action of the table that brings nothing, about the operation."""
        name = TABLE.actions[action].format(family=self.opeasy.family)
        return Act(action, lambda: self.opeasy.of_operation(name, self.operation))

    def ask_scheduled(self, action: str, scheduled: Scheduled) -> Act:
        """The same about its scheduled operation."""
        name = TABLE.actions[action].format(family=self.opeasy.family)
        return Act(action, lambda: self.opeasy.of_scheduled(name, scheduled))


class History:
    """What clients did to one operation that was in some life before, and were answered."""

    def __init__(self, acts: Acts, start: Life) -> None:
        self.acts, self._start = acts, start
        self._calls: list[Call] = []
        self.done: list[tuple[Act, Exchange]] = []

    def at_once(self, *clients: Sequence[Act]) -> None:
        """Let several clients begin at the same moment, each doing one thing after another."""
        _ = self.acts.opeasy.token
        sent = together(self.acts.opeasy.session.client, *([act.send for act in acts] for acts in clients))
        for acts, exchanges in zip(clients, sent, strict=True):
            if len(acts) != len(exchanges):
                raise Inconclusive("a client could not send what it was to send")
            for act, exchange in zip(acts, exchanges, strict=True):
                self._note(act, exchange)

    def then(self, act: Act) -> Exchange:
        """Let one client do something while nobody else does."""
        exchange = act.send()
        self._note(act, exchange)
        return exchange

    def judge(self) -> None:
        """Raises Mismatch with the story if no order of the requests explains the answers."""
        found = explained(self._calls, model(self._start))
        if not isinstance(found, Explanation):
            number = self._calls.index(next(call for call in self._calls if call.begun == found.last.begun))
            raise Mismatch("answers that some order of the requests explains",
                           f"none\n{found.story(model(self._start))}", self.done[number][1])

    def _note(self, act: Act, exchange: Exchange) -> None:
        lost = not exchange.ended or exchange.status in PASSED_ON
        said = _said(self.acts.opeasy, act, exchange)
        self.done.append((act, exchange))
        self._calls.append(Call(exchange.by or "later", act.action, exchange.begun, math.inf if lost else exchange.ended,
                                said, "" if lost else _told(said)))


def _said(opeasy: OpEasy, act: Act, exchange: Exchange) -> Said:
    said = Said(act, exchange.status)
    if not 200 <= exchange.status < 300:
        return said
    if act.action in ("getOperation", "appendTasks", "appendInvalidTasks"):
        size, shown = value_at(exchange, *opeasy.family.size), value_at(exchange, "tasks", opeasy.family)
        errors = value_at(exchange, *opeasy.family.summary, "size")
        return replace(said, size=size, errors=errors if errors is not None else 0 if isinstance(shown, dict) else None)
    if act.action in ("getTasks", "getValidationErrors", "getTaskResults"):
        items = value_at(exchange, opeasy.family)
        return replace(said, subjects=tuple(map(subject_of, items)) if are_objects(items) else None)
    if act.action == "getScheduledOperationStatus":
        return replace(said, word=value_at(exchange, "scheduledOperation", "status"))
    return said


# ---------------------------------------------------------------------- the model

def model(start: Life) -> Model:
    """The lifecycle table, for an operation that is in this life at first."""
    return Model((start,), _step, lambda life, call: _told(_due(life, call.said.act)[0]))


def _step(life: Life, call: Call) -> Iterator[Life]:
    """What may follow if the answer is one of this life, or of one to which time alone may have led."""
    for state in (life.state, *TABLE.time.get(life.state, ())):
        due, after = _due(replace(life, state=state), call.said.act)
        if not call.answered or _fits(call.said, due):
            yield after


def _due(life: Life, act: Act) -> tuple[Said, Life]:
    """What an act is to be answered in some life, and what follows; status 0 stands for a refusal of any kind."""
    cell, after = TABLE.cell(life.state, act.action), life
    status = 202 if cell.silent and life.again and act.action == "scheduleOperation" else cell.status
    if act.action == "deleteValidationError" and life.state == "invalid":
        status, left = (204, life.wrong - act.wrong) if act.wrong <= life.wrong else (404, life.wrong)
        after = replace(life, wrong=left, state="invalid" if left else "open")
    elif 200 <= status < 300 and not cell.silent:
        after = replace(life, state=cell.following[0], tasks=life.tasks + act.tasks, wrong=life.wrong | act.wrong)
    return _shown(act, status, after), after


def _shown(act: Act, status: int, life: Life) -> Said:
    said = Said(act, status)
    if not 200 <= status < 300:
        return said
    match act.action:
        case "getOperation" | "appendTasks" | "appendInvalidTasks":
            return replace(said, size=len(life.tasks), errors=len(life.wrong))
        case "getTasks" | "getTaskResults":
            return replace(said, subjects=life.tasks)
        case "getValidationErrors":
            return replace(said, subjects=tuple(sorted(life.wrong)))
        case "getScheduledOperationStatus":
            return replace(said, word=life.state)
    return said


def _fits(said: Said, due: Said) -> bool:
    if not 200 <= due.status < 300:  # how a refusal is told is asked where nobody disturbs
        return 400 <= said.status < 500
    ordered: Callable[[Any], list[str]] = list if said.act.action == "getTasks" else sorted
    return said.status == due.status and said.size in (None, due.size) and said.errors in (None, due.errors) and \
        said.word in (None, due.word) and (said.subjects is None or ordered(said.subjects) == ordered(due.subjects))


def _told(said: Said) -> str:
    """An answer in words."""
    shown = [str(said.status or "a refusal"), f"{said.size} tasks" if said.size is not None else "",
             f"{said.errors} errors" if said.errors else "", said.word or "",
             f"about {', '.join(each.partition('@')[0] for each in said.subjects)}" if said.subjects else ""]
    return ", ".join(filter(None, shown))
