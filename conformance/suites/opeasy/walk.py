"""Process of Operations.

A walk over several operations at once. Its model is the lifecycle table, together with the tasks and errors that each
operation must hold; it predicts the status and the numbers of every answer.
"""

import contextlib
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.checks import first, last, verifies
from conformance.exchange import Exchange
from conformance.expect import Mismatch, expect
from conformance.session import Session
from conformance.story import Choice, Step
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import FAMILIES, USERS, Family
from conformance.suites.opeasy.lifecycle import TABLE, act
from conformance.suites.opeasy.living import CREATE, PHRASES, Living, counted, either
from conformance.walk import walk

STEPS = 600
LIVE = 3
AFTER_DEATH = 3  # questions about an operation that is gone; more would only crowd out the living
WAIT = "wait"
_WAITS = (0.05, 0.3, 1.0, 5.0)


_SUCCEED = ("Users", "CallRecording", "CallForwarding")  # the others have agents and numbers that operations would fight over


def _tasks(opeasy: OpEasy, fails: bool, count: int) -> list[Task]:
    return opeasy.tasks.failing(count) if fails else opeasy.succeeding(2 * count)


@first
@verifies("OPEASY-LIFE-1")
def test_operations_live_side_by_side_for_a_while(opeasy: OpEasy) -> None:
    walk(lambda: OpEasyWalker(opeasy), STEPS // 10, opeasy.session.random("short walk"))


@last
@verifies("OPEASY-LIFE-1")
def test_operations_live_side_by_side(opeasy: OpEasy) -> None:
    chance = opeasy.session.random("walk")
    steps = STEPS if opeasy.target.clock.virtual else STEPS // 2
    walk(lambda: OpEasyWalker(opeasy), steps, chance)


@contextlib.contextmanager
def walker(session: Session) -> Iterator["OpEasyWalker"]:
    """One who repeats a story, and takes away what it made."""
    opeasy = OpEasy(session)
    try:
        yield OpEasyWalker(opeasy)
    finally:
        opeasy.clean_up()


class OpEasyWalker:
    """Acts on operations and predicts the answers. After each change the operations beside it are looked at, too."""

    ends, of_all = frozenset({"deleteOperation"}), frozenset({WAIT})
    _reads = frozenset(name for name in TABLE.actions if name.startswith("get"))

    def __init__(self, opeasy: OpEasy) -> None:
        self._opeasy = opeasy
        self._living: dict[int, Living] = {}

    def choices(self) -> Sequence[Choice]:
        live = [(number, living) for number, living in self._living.items() if living.states != {"deleted"}]
        if len(live) < LIVE:
            return [(len(self._living) + 1, "", CREATE)]
        found = [(number, living.history, action) for number, living in self._living.items()
                 if living.asked_after_death < AFTER_DEATH for action in TABLE.actions if self._said(living, action)]
        return found + [(number, living.history, WAIT) for number, living in live if living.states & set(TABLE.time)]

    def drawn(self, thing: int, action: str, chance: random.Random) -> Mapping[str, Any]:
        match action:
            case "createOperation":
                family = chance.choice(FAMILIES)
                fails = family not in _SUCCEED or chance.random() < 0.5
                return {"family": str(family), "fails": fails, "tasks": chance.choice((1, 2, 3)),
                        "invalid": chance.choice((0, 0, 1, 2))}
            case "appendTasks":
                return {"tasks": chance.choice((1, 2, 49, 50))}
            case "appendInvalidTasks":
                return {"tasks": chance.choice((0, 1)), "invalid": chance.choice((1, 2, 3))}
            case "wait":
                return {"seconds": chance.choice(_WAITS)}
        return {}

    def simpler(self, step: Step) -> Iterator[Mapping[str, Any]]:
        """One task of each kind at most, and of users, if that will do."""
        few = {**step.data, **{kind: 1 for kind in ("tasks", "invalid") if step.data.get(kind, 0) > 1}}
        if step.action == CREATE and few["family"] != USERS:
            yield {**few, "family": str(USERS)}
        if few != step.data:
            yield few

    def tell(self, step: Step) -> str:
        if step.action == WAIT:
            return f"{step.data['seconds']} s go by"
        living, thing = self._living.get(step.thing), f"operation {step.thing}"
        if step.action == CREATE:
            end = "fail" if step.data["fails"] else "succeed"
            return "" if living else f"{thing} is created with {counted(step.data)} of {step.data['family']} that would {end}"
        if living is None or not self._said(living, step.action):
            return ""
        added = f"{counted(step.data)} are appended" if step.data else PHRASES[step.action]
        return f"{thing}, {either(living.states)}: {added}"

    def act(self, step: Step) -> str:
        if step.action == WAIT:
            return self._wait(step.data["seconds"])
        if step.action == CREATE:
            exchange, before = self._create(step.thing, **step.data), set[str]()
        else:
            before = self._living[step.thing].states
            exchange = self._ask(self._living[step.thing], step.action, step.data)
        now = self._living[step.thing].states
        return f"{exchange.status}" + (f", now {either(now)}" if now != before else "")

    def _said(self, living: Living, action: str) -> bool:
        return not any(TABLE.cell(state, action).silent for state in living.passed)

    def _wait(self, seconds: float) -> str:
        clock = self._opeasy.target.clock
        clock.sleep(seconds if clock.virtual else min(seconds, 0.3))
        for each in self._living.values():
            each.waited = True
        return "nothing is asked"

    def _create(self, number: int, family: str, fails: bool, tasks: int, invalid: int) -> Exchange:
        opeasy = self._opeasy.in_family(Family(family))
        operation = opeasy.operation(_tasks(opeasy, fails, tasks), opeasy.tasks.wrong(invalid))
        living = self._living[number] = Living(number, opeasy, operation, fails)
        living.states = {"invalid" if invalid else "open"}
        self._holds(living, operation.created)
        return operation.created

    def _ask(self, living: Living, action: str, data: Mapping[str, Any]) -> Exchange:
        living.asked_after_death += living.states == {"deleted"}
        exchange = self._append(living, **data) if data else act(living.opeasy, living.operation, action)
        self._moves(living, action, exchange)
        if exchange.status < 300:
            self._effects(living, action, exchange)
            if action not in self._reads:
                living.changed = action
                self._look_beside(living)
        return exchange

    def _look_beside(self, changed: Living) -> None:
        for living in self._living.values():
            if living is not changed and living.states != {"deleted"}:
                exchange = self._opeasy.of_operation("getOperation", living.operation)
                try:
                    self._holds(living, exchange)
                except Mismatch as mismatch:
                    raise Mismatch(f"operation {living.number} beside it unchanged, with {mismatch.expected}",
                                   mismatch.got, exchange) from None

    def _append(self, living: Living, tasks: int, invalid: int = 0) -> Exchange:
        valid, wrong = _tasks(living.opeasy, living.fails, tasks), living.opeasy.tasks.wrong(invalid)
        exchange = living.opeasy.append(living.operation, [*valid, *wrong])
        if exchange.status < 300:
            living.operation.tasks += valid
            living.operation.wrong += wrong
        return exchange

    def _moves(self, living: Living, action: str, exchange: Exchange) -> None:
        """Keep the states that explain the status of the answer; none left is a mismatch."""
        cells = [TABLE.cell(state, action) for state in living.passed]
        fitting = [cell for cell in cells if exchange.status == cell.status or not cell.status and 400 <= exchange.status < 500]
        if not fitting:
            wanted = " or ".join(sorted({f"{cell.status or '4xx'} ({cell.requirement})" for cell in cells}))
            raise Mismatch(f"{action} in {either(living.passed)} to answer {wanted}", f"{exchange.status}", exchange)
        living.states = {state for cell in fitting for state in cell.following}
        # On the clock on the wall time always goes on.
        living.waited = not self._opeasy.target.clock.virtual

    def _effects(self, living: Living, action: str, exchange: Exchange) -> None:
        operation = living.operation
        match action:
            case "getOperation" | "appendTasks" | "appendInvalidTasks":
                self._holds(living, exchange)
            case "getTasks":
                expect(exchange).shows(len(operation.tasks), "totalItems")
            case "getValidationErrors":
                expect(exchange).shows(len(operation.wrong), "totalItems")
            case "deleteValidationError":
                operation.wrong = operation.wrong[1:]
                living.states = {"invalid" if operation.wrong else "open"}
            case "getScheduledOperationStatus":
                word = expect(exchange).json("scheduledOperation", "status")
                expect(exchange).that(word in living.states, " or ".join(sorted(living.states)), str(word))
                living.states = {word}
            case "getResults":
                self._results(living, exchange)
            case "getTaskResults":
                expect(exchange).shows(len(operation.tasks), "totalItems")

    def _holds(self, living: Living, exchange: Exchange) -> None:
        """The sizes in the body of an operation are those of its tasks and errors."""
        operation, family = living.operation, living.opeasy.family
        expect(exchange).shows(operation.id, "id").shows(len(operation.tasks), *family.size)
        summary = expect(exchange).json("tasks", family).get("validationErrors", {"size": 0})
        expect(exchange).that(summary.get("size") == len(operation.wrong), f"{len(operation.wrong)} validation errors",
                              f"{summary.get('size')}")
        others = {name: shown["size"] for name, shown in exchange.json()["tasks"].items() if name != family and shown.get("size")}
        expect(exchange).that(not others, f"tasks of {family} alone", f"{others}")

    def _results(self, living: Living, exchange: Exchange) -> None:
        size, family = len(living.operation.tasks), living.opeasy.family
        failed = size if living.fails else 0
        expect(exchange).shows(size, "results", family, "size").shows(failed, "results", family, "failed")
        expect(exchange).shows(size - failed, "results", family, "successful")
