"""Process of Operations.

A walk over several operations at once. Its model is the lifecycle table, together with the tasks and errors that each
operation must hold; it predicts the status and the numbers of every answer.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Mismatch, expect
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES
from conformance.suites.opeasy.lifecycle import TABLE, act
from conformance.walk import Step, walk

STEPS = 600
LIVE = 3
AFTER_DEATH = 3  # questions about an operation that is gone; more would only crowd out the living
WAIT = "wait"
CREATE = "createOperation"
_WAITS = (0.05, 0.3, 1.0, 5.0)


_SUCCEED = ("Users", "CallRecording", "CallForwarding")  # the others have agents and numbers that operations would fight over


def _tasks(opeasy: OpEasy, fails: bool, count: int) -> list[Task]:
    return opeasy.tasks.failing(count) if fails else opeasy.succeeding(2 * count)


@verifies("OPEASY-LIFE-1")
def test_operations_live_side_by_side(opeasy: OpEasy) -> None:
    chance = opeasy.session.random("walk")
    steps = STEPS if opeasy.target.clock.virtual else STEPS // 2
    walk(lambda: OpEasyWalker(opeasy), steps, chance)


@dataclass
class Living:
    """One operation of the walk and what must be true of it. ``states`` are all in which it may be, as far as was seen."""

    opeasy: OpEasy  # at work in the family of its tasks
    operation: Operation
    fails: bool
    states: set[str] = field(default_factory=lambda: {TABLE.start})
    asked_after_death: int = 0
    waited: bool = False
    changed: str = CREATE

    @property
    def history(self) -> str:
        """Where it may be and what was last done to it."""
        return f"{'/'.join(sorted(self.states))} after {self.changed}"

    @property
    def passed(self) -> set[str]:
        """The states in which it may be by now, if time has gone on."""
        if not self.waited:
            return self.states
        end = COMPLETE[1] if self.fails else COMPLETE[0]
        later = {after for state in self.states for after in TABLE.time.get(state, ())}
        return self.states | {state for state in later if state not in COMPLETE or state == end}


class OpEasyWalker:
    """Acts on operations and predicts the answers. After each change the operations beside it are looked at, too."""

    ends = frozenset({"deleteOperation"})
    _reads = frozenset(name for name in TABLE.actions if name.startswith("get"))

    def __init__(self, opeasy: OpEasy) -> None:
        self._opeasy = opeasy
        self._living: dict[int, Living] = {}

    def choices(self) -> Sequence[tuple[int, str, str]]:
        live = [(number, living) for number, living in self._living.items() if living.states != {"deleted"}]
        if len(live) < LIVE:
            return [(len(self._living), "", CREATE)]
        found = [(number, living.history, action) for number, living in self._living.items()
                 if living.asked_after_death < AFTER_DEATH for action in TABLE.actions if self._said(living, action)]
        return found + [(number, living.history, WAIT) for number, living in live if living.states & set(TABLE.time)]

    def act(self, step: Step) -> str | None:
        chance = random.Random(step.seed)
        if step.action == CREATE:
            return self._create(step.thing, chance)
        living = self._living.get(step.thing)
        if living is None or step.action != WAIT and not self._said(living, step.action):
            return None
        if step.action == WAIT:
            seconds = chance.choice(_WAITS)
            self._opeasy.target.clock.sleep(seconds if self._opeasy.target.clock.virtual else min(seconds, 0.3))
            for each in self._living.values():
                each.waited = True
            return f"wait {seconds} s"
        return self._ask(step.thing, living, step.action, chance)

    def _said(self, living: Living, action: str) -> bool:
        return not any(TABLE.cell(state, action).silent for state in living.passed)

    def _create(self, number: int, chance: random.Random) -> str:
        opeasy = self._opeasy.in_family(chance.choice(FAMILIES))
        fails = opeasy.family not in _SUCCEED or chance.random() < 0.5
        tasks, wrong = _tasks(opeasy, fails, chance.choice((1, 2, 3))), opeasy.tasks.wrong(chance.choice((0, 0, 1, 2)))
        living = self._living[number] = Living(opeasy, opeasy.operation(tasks, wrong), fails)
        living.states = {"invalid" if wrong else "open"}
        self._holds(living, living.operation.created)
        return f"operation {number}: created with {len(tasks)} valid and {len(wrong)} invalid tasks of {opeasy.family}"

    def _ask(self, number: int, living: Living, action: str, chance: random.Random) -> str:
        living.asked_after_death += living.states == {"deleted"}
        told = f"operation {number} ({' or '.join(sorted(living.states))}): {action}"
        if action in ("appendTasks", "appendInvalidTasks"):
            exchange = self._append(living, action, chance)
        else:
            exchange = act(living.opeasy, living.operation, action)
        self._moves(living, action, exchange)
        if exchange.status < 300:
            self._effects(living, action, exchange)
            if action not in self._reads:
                living.changed = action
                self._look_beside(living)
        return f"{told} -> {exchange.status}"

    def _look_beside(self, changed: Living) -> None:
        for living in self._living.values():
            if living is not changed and living.states != {"deleted"}:
                self._holds(living, self._opeasy.of_operation("getOperation", living.operation))

    def _append(self, living: Living, action: str, chance: random.Random) -> Exchange:
        count = chance.choice((1, 2, 49, 50)) if action == "appendTasks" else chance.choice((0, 1))
        tasks = _tasks(living.opeasy, living.fails, count)
        wrong = living.opeasy.tasks.wrong(chance.choice((1, 2, 3))) if action == "appendInvalidTasks" else []
        exchange = living.opeasy.append(living.operation, [*tasks, *wrong])
        if exchange.status < 300:
            living.operation.tasks += tasks
            living.operation.wrong += wrong
        return exchange

    def _moves(self, living: Living, action: str, exchange: Exchange) -> None:
        """Keep the states that explain the status of the answer; none left is a mismatch."""
        cells = [TABLE.cell(state, action) for state in living.passed]
        fitting = [cell for cell in cells if exchange.status == cell.status or not cell.status and 400 <= exchange.status < 500]
        if not fitting:
            wanted = " or ".join(sorted({f"{cell.status or '4xx'} ({cell.requirement})" for cell in cells}))
            raise Mismatch(f"{action} in {' or '.join(sorted(living.passed))} to answer {wanted}", f"{exchange.status}", exchange)
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
