"""How a check asks, and the only ways in which it can end.

* ``Mismatch`` - the target answered and the answer breaks the promise. Nothing else can say ``fail``.
* ``Inconclusive`` - no clear answer: a timeout, a lost connection, a precondition out of reach.
* ``NotApplicable``, ``NotRun`` - the target does not offer it; the run did not bring what it needs.
* any other exception is an error of the harness.

A check that asks about several requirements puts each into ``with asks(id):``; one bad answer does not silence the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from conformance.exchange import Exchange
from conformance.redaction import cut
from conformance.verdict import Verdict, combined


class Mismatch(AssertionError):
    """The answer breaks the promise: what was expected, what came, and in which exchange. Where many steps led there,
    ``story`` holds them as plain JSON."""

    story: dict[str, Any] | None = None

    def __init__(self, expected: str, got: str, exchange: Exchange | None = None) -> None:
        super().__init__(f"expected {expected}, got {got}" + (f" - {exchange.asked}" if exchange else ""))
        self.expected, self.got, self.exchange = expected, got, exchange


class Inconclusive(Exception):
    """Nobody can say, and why."""


class NotApplicable(Exception):
    """The target declares that it does not offer this."""


class NotRun(Exception):
    """The run did not bring what this needs."""


@dataclass
class Answer:
    """What one check found out about one requirement."""

    requirement: str
    verdict: Verdict
    message: str = ""
    expected: str = ""
    got: str = ""
    exchange: Exchange | None = None
    notes: list[str] = field(default_factory=list)
    story: dict[str, Any] | None = None


@dataclass
class Answers:
    """The answers of the check that is running; ``declared`` are the requirements that it promised to ask about."""

    declared: tuple[str, ...] = ()
    given: list[Answer] = field(default_factory=list)
    seen: dict[str, Answer] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    step: Callable[[str], AbstractContextManager[Any]] = nullcontext

    def give(self, requirement: str, problem: BaseException | None = None) -> None:
        """Note an answer: the verdict of ``problem``, or pass for none."""
        self.given.append(_answer(requirement, problem, list(self.notes)))
        self.notes.clear()

    def observe(self, violations: Iterable[tuple[str, Mismatch]]) -> None:
        """Note promises that were seen broken in passing, each once. What is seen in passing can accuse, never pass."""
        for requirement, mismatch in violations:
            self.seen.setdefault(requirement, _answer(requirement, mismatch, []))

    def close(self, problem: BaseException | None) -> Verdict:
        """End the check: whatever was declared and not answered gets the verdict of how the check ended.

        A check that answered some requirements one by one and ended well has *not run* the ones that it left out. One that
        ended otherwise than by a mismatch might have asked again about those that it answered, so all of them get its verdict.
        """
        answered = {answer.requirement for answer in self.given}
        left = [requirement for requirement in self.declared if requirement not in answered]
        if problem is None and answered:
            problem = NotRun("the check ended without asking about it")
        elif isinstance(problem, Mismatch) and not left:
            left, problem = list(self.declared), AssertionError(f"a mismatch outside of every question: {problem}")
        elif problem is not None and not isinstance(problem, Mismatch):
            left = list(self.declared)
        for requirement in left:
            self.give(requirement, problem)
        if self.given:
            self.given[-1].notes += self.notes
        self.given += self.seen.values()
        return combined(answer.verdict for answer in self.given)


def _answer(requirement: str, problem: BaseException | None, notes: list[str]) -> Answer:
    answer = Answer(requirement, verdict_of(problem), str(problem or ""), notes=notes)
    if isinstance(problem, Mismatch):
        answer.expected, answer.got, answer.exchange = problem.expected, problem.got, problem.exchange
        answer.story = problem.story
    elif answer.verdict is Verdict.ERROR:
        answer.message = f"{type(problem).__name__}: {problem}"
    return answer


_VERDICTS: tuple[tuple[type[BaseException], Verdict], ...] = (
    (Mismatch, Verdict.FAIL), (Inconclusive, Verdict.INCONCLUSIVE),
    (NotApplicable, Verdict.NOT_APPLICABLE), (NotRun, Verdict.NOT_RUN))


def verdict_of(problem: BaseException | None) -> Verdict:
    """The verdict that an exception stands for; ``PASS`` for none, ``ERROR`` for one that is not of this module."""
    if problem is None:
        return Verdict.PASS
    return next((verdict for kind, verdict in _VERDICTS if isinstance(problem, kind)), Verdict.ERROR)


current: ContextVar[Answers] = ContextVar("current")


@contextmanager
def asks(requirement: str) -> Iterator[None]:
    """Ask about one requirement; the answer is noted, and the check goes on whatever it is."""
    try:
        with current.get().step(requirement):
            yield
    except Exception as problem:
        current.get().give(requirement, problem)
    else:
        current.get().give(requirement)


def note(text: str) -> None:
    """Add a remark to the next answer, such as the tolerated alternative that the target uses."""
    if answers := current.get(None):
        answers.notes.append(text)


def uses(reading: str, alternative: str, told: str = "") -> None:
    """Note that the target uses a tolerated alternative of a reading, by its letter; the record makes a profile of these."""
    note(f"uses reading {reading}, alternative {alternative}" + (f": {told}" if told else ""))


class Expectation:
    """A chain of statements about one exchange; the first that does not hold raises Mismatch."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def status(self, *statuses: int) -> "Expectation":
        """The answer has one of these statuses."""
        return self.that(self.exchange.status in statuses, f"status {' or '.join(map(str, statuses))}",
                         f"status {self.exchange.status}")

    def refused(self, *first: int) -> "Expectation":
        """The answer is a refusal: one of ``first``, or with a note any other status from 400 to 499."""
        status = self.exchange.status
        self.that(400 <= status < 500, f"a refusal{f' with {first[0]}' if first else ''}", f"status {status}")
        if first and status not in first:
            note(f"refuses with {status} instead of {first[0]}: {self.exchange.asked}")
        return self

    def json(self, *path: str | int) -> Any:
        """The value at a place of the JSON body; a missing one is a mismatch."""
        try:
            value = self.exchange.json()
        except (ValueError, RecursionError):
            raise Mismatch("a JSON body", cut(repr(self.exchange.told[:200]), 60), self.exchange) from None
        for depth, step in enumerate(path):
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                place = ".".join(map(str, path[:depth + 1]))
                raise Mismatch(f"a body with {place}", "a body without it", self.exchange) from None
        return value

    def shows(self, value: object, *path: str | int) -> "Expectation":
        """The JSON body has this very value at a place."""
        got = self.json(*path)
        same = got == value and isinstance(got, bool) == isinstance(value, bool)  # in Python True == 1
        return self.that(same, f"{'.'.join(map(str, path))} = {value!r}", f"{got!r}")

    def lacks(self, *path: str | int) -> "Expectation":
        """The JSON body has nothing at a place whose parent it has."""
        parent = self.json(*path[:-1])
        return self.that(not isinstance(parent, dict) or path[-1] not in parent,
                         f"no {'.'.join(map(str, path))}", f"a body with {path[-1]}")

    def holds(self, expected: str, test: Callable[[Any], bool], *path: str | int) -> "Expectation":
        """A statement in words, tested on the value at a place of the JSON body."""
        got = self.json(*path)
        return self.that(test(got), expected, cut(repr(got), 200))

    def that(self, holds: bool, expected: str, got: str) -> "Expectation":
        """Any statement about the exchange."""
        if not holds:
            raise Mismatch(expected, got, self.exchange)
        return self


def expect(exchange: Exchange) -> Expectation:
    """Begin a chain of expectations about an exchange."""
    return Expectation(exchange)


class Given(Expectation):
    """Statements that a check only builds on: the first that does not hold is Inconclusive and accuses nobody."""

    def json(self, *path: str | int) -> Any:
        """The value at a place of the JSON body."""
        try:
            return super().json(*path)
        except Mismatch as problem:
            raise Inconclusive(f"out of reach: {problem}") from None

    def that(self, holds: bool, expected: str, got: str) -> Expectation:
        """Any statement about the exchange."""
        if not holds:
            raise Inconclusive(f"out of reach: expected {expected}, got {got} - {self.exchange.asked}")
        return self


def given(exchange: Exchange) -> Given:
    """Begin a chain of statements that must hold before a check can ask its question."""
    return Given(exchange)
