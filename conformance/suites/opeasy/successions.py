"""Operations and Scheduled Operations.

Each action of the lifecycle table right after each other one: what an action does depends on the state alone.
"""

from collections.abc import Iterator, Sequence

from conformance.checks import verifies_each
from conformance.exchange import Exchange
from conformance.expect import Mismatch
from conformance.suites.opeasy.client import MADE_UP, OpEasy
from conformance.suites.opeasy.lifecycle import REACHED, TABLE, act, state_of

_OF_ERRORS = ("getValidationError", "deleteValidationError")


@verifies_each("state", {state: ["OPEASY-LIFE-4"] for state in TABLE.states})
def test_every_action_after_every_other(opeasy: OpEasy, state: str) -> None:
    staying = _staying(state)
    course = Course(opeasy, state, errors=2 * len(staying) + 2)
    for action in each_after_each(staying):
        course.do(action)
    course.look()
    for action in _leaving(state):
        for before, after in _beside(_harmless(staying, action), _known(state, action)):
            course = Course(opeasy, state, errors=1 if action == "deleteValidationError" else 2)
            for each in (before, action, after):
                course.do(each)
            course.look()


def each_after_each(actions: Sequence[str]) -> Iterator[str]:
    """The shortest order in which each action comes right after each other one, and after itself."""
    for number, action in enumerate(actions):
        yield action
        for other in actions[number + 1:]:
            yield from (action, other)
    yield actions[0]


def _beside(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All of both, beside each other; the shorter one begins anew."""
    return ((one[number % len(one)], other[number % len(other)]) for number in range(max(len(one), len(other))))


def _harmless(staying: Sequence[str], action: str) -> list[str]:
    """What leaves the only validation error as the only one, where that is to be deleted."""
    return [each for each in staying if action != "deleteValidationError" or each not in (action, "appendInvalidTasks")]


def _staying(state: str) -> list[str]:
    return [cell.action for cell in TABLE.cells(state) if state in cell.following and not cell.silent]


def _leaving(state: str) -> list[str]:
    return [cell.action for cell in TABLE.cells(state) if cell.following != (state,) and not cell.silent]


def _known(state: str, action: str) -> list[str]:
    """What can be asked right after an action: the id of an error that it made is only known from the list."""
    after = TABLE.cell(state, action).following[0]
    return [cell.action for cell in TABLE.cells(after) if not cell.silent
            and not (after == "invalid" and cell.action in _OF_ERRORS)]


class Course:
    """An operation in a state of the table, what was done to it, and the states in which it may be by now."""

    def __init__(self, opeasy: OpEasy, state: str, errors: int) -> None:
        self._opeasy, self._errors = opeasy, list[str]()
        if state == "invalid":
            self._operation = opeasy.operation(wrong=opeasy.tasks.wrong(errors))
            at = {"operation-id": self._operation.id}
            self._errors = [str(error.get("id")) for error in opeasy.pages(opeasy.family.errors, at, size=200)]
        else:
            self._operation = REACHED[state](opeasy)
        self.states = {state}
        self._story: list[str] = []
        self._over = False

    def do(self, action: str) -> None:
        """Do it; raises Mismatch if the answer is not that of a state in which the operation may be. The course is over where
        time has led to something that the table is silent about."""
        if self._over:
            return
        exchange = self._asked(action)
        self._story.append(f"{action} -> {exchange.status}")
        cells = [TABLE.cell(state, action) for state in self._by_now()]
        fitting = [cell for cell in cells if cell.silent or exchange.status == cell.status
                   or not cell.status and 400 <= exchange.status < 500]
        if not fitting:
            wanted = " or ".join(sorted({f"{cell.status or '4xx'} ({cell.requirement})" for cell in cells}))
            raise Mismatch(f"{action} in {' or '.join(sorted(self.states))} to answer {wanted}",
                           f"{exchange.status}, after {', '.join(self._story[-4:])}", exchange)
        self._over = exchange.status < 300 and any(cell.silent for cell in fitting)
        self.states = {state for cell in fitting for state in cell.following}
        if action == "deleteValidationError" and exchange.status == 204:
            self._errors = self._errors[1:]
            self.states = {"invalid" if self._errors else "open"}

    def look(self) -> None:
        """Look at the operation: it must be in a state in which it may be, or where time has led from there."""
        if self._over:
            return
        found = state_of(self._opeasy, self._operation)
        allowed = {later for state in self.states for later in (state, *TABLE.time.get(state, ()))}
        if found not in allowed:
            raise Mismatch(f"an operation that is {' or '.join(sorted(allowed))} after {', '.join(self._story[-4:])}", found,
                           self._opeasy.session.client.log[-1])

    def _asked(self, action: str) -> Exchange:
        if action not in _OF_ERRORS:
            return act(self._opeasy, self._operation, action)
        # The list of errors is not read in between: that would be another action.
        name = TABLE.actions[action].format(family=self._opeasy.family)
        error = self._errors[0] if self._errors and self.states == {"invalid"} else MADE_UP
        return self._opeasy.of_operation(name, self._operation, error)

    def _by_now(self) -> set[str]:
        virtual = self._opeasy.target.clock.virtual
        return self.states | (set() if virtual else {later for state in self.states for later in TABLE.time.get(state, ())})
