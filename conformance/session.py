"""One API, one target, one process: what the checks of a run share, and what becomes of each check."""

import contextlib
import functools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.catalogue import Catalogue, load
from conformance.checks import Check, checks, suite
from conformance.client import Client
from conformance.exchange import Exchange
from conformance.exercise.exercise import Exercise
from conformance.expect import Answer, Answers, Inconclusive, NotApplicable, NotRun, current, note
from conformance.ledger import Ledger
from conformance.plan import lacks, plan, reason
from conformance.problems import Problem
from conformance.receiver import Receiver
from conformance.serving import addressed
from conformance.shape import shapes
from conformance.target import Target
from conformance.verdict import Verdict


@dataclass(frozen=True)
class Options:
    """What a run was asked for."""

    target: Path | None = None
    fault: str = ""
    seed: int = 0
    slow: bool = False
    strict: bool = False
    in_process: bool = False
    null: str = ""
    selectors: tuple[str, ...] = ()


@dataclass
class Session:
    """Everything that a check can reach, and the lines that it leaves in the record."""

    catalogue: Catalogue
    target: Target
    options: Options
    client: Client
    ledger: Ledger
    checks: dict[str, Check] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict)
    check: str = ""  # the id of the one that is running
    recorded: bool = True
    closing: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def random(self, name: str) -> random.Random:
        """A source of chance for one purpose; the same seed and name give the same numbers."""
        return random.Random(f"{self.options.seed}:{name}")

    def plan(self, collected: set[str]) -> dict[str, Any]:
        """The plan of the run, see ``conformance.plan``."""
        return plan(self.catalogue, self.checks, self.target, self.options.selectors, self.options.slow, collected)

    def lacks(self, check: Check) -> str:
        """What a check needs for itself and the target does not have; empty if nothing."""
        return lacks(check, self.target, self.options.slow)

    def admit(self, check: Check) -> None:
        """Raise NotRun or NotApplicable if none of its requirements can be asked of this target."""
        refusals = [refusal for name in check.requirements if (refusal := self.refusal(name))]
        if len(refusals) < len(check.requirements):
            return
        for capability in dict.fromkeys(self.catalogue.requirement(name).capability for name in check.requirements):
            if not self.target.offers(capability) and (found := self.probed(capability)):
                note(found)
        raise next((each for each in refusals if isinstance(each, NotApplicable)), refusals[0])

    def refusal(self, requirement: str) -> NotRun | NotApplicable | None:
        """Why a requirement is not asked of this target; None if it is."""
        known = self.catalogue.requirement(requirement)
        if why := reason(known, self.target, self.options.slow):
            return NotRun(why)
        if not self.target.offers(known.capability):
            return NotApplicable(f"the target does not declare the capability {known.capability}")
        return None

    def asked(self, requirement: str) -> bool:
        """Whether a requirement can be asked of this target at all."""
        return self.refusal(requirement) is None

    def probed(self, capability: str) -> str:
        """What gives away that the target offers what it does not declare, as a probe of the suite sees it; asked once."""
        key = ("probe", capability)
        if key not in self.memory:
            probe = getattr(self._suite, "probes", {}).get(capability)
            token = current.set(Answers())  # what is seen in passing accuses nobody of what was never declared
            try:
                self.memory[key] = probe(self) if probe else ""
            except Inconclusive:
                self.memory[key] = ""
            finally:
                current.reset(token)
        return str(self.memory[key])

    @functools.cached_property
    def receiver(self) -> Receiver:
        """Where callbacks of the target arrive, from the first time that a check asks for it; raises NotRun if that cannot be."""
        if not self.target.receiver:
            raise NotRun(self.target.lacks("receiver"))
        try:
            return self.closing.enter_context(Receiver(self.target.receiver, self.client.received))
        except Problem as problem:
            raise NotRun(f"{problem.message}: {problem.cause}; {problem.hint}") from None

    def again(self, requirement: str) -> str:
        """The command that repeats a verdict."""
        words = ["conformance run", self.catalogue.api, requirement, f"--seed {self.options.seed}"]
        words += [f"--target {self.options.target}"] if self.options.target else []
        words += [f"--fault {self.options.fault}"] if self.options.fault else []
        words += ["--slow"] if self.options.slow else []
        return " ".join(words)

    def preflight(self) -> None:
        """Knock once; raises Problem if the target is out of reach or is not the API at all."""
        self._suite.preflight(self)
        self.client.log.clear()

    @functools.cached_property
    def exercise(self) -> Exercise:
        """What the checks exercise of the specification."""
        return Exercise(self.catalogue, getattr(self._suite, "sightings", None))

    def end(self) -> None:
        """Take away what the checks of the session shared; what cannot be taken stays in the ledger."""
        if self.memory:
            self._suite.end(self)

    @property
    def _suite(self) -> Any:
        return suite(self.catalogue.api)


@dataclass
class Hearing:
    """One check while it runs. ``step`` opens a step of a report around each question."""

    session: Session
    check: Check
    step: Callable[[str], contextlib.AbstractContextManager[Any]] = contextlib.nullcontext
    answers: Answers = field(default_factory=Answers)
    problem: BaseException | None = None
    closed: bool = False
    _told: dict[int, dict[str, Any]] = field(default_factory=dict)

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Make this the current check, with an empty log."""
        declared = tuple(name for name in self.check.requirements if self.session.asked(name))
        self.answers = Answers(declared or self.check.requirements, step=self.step)
        self.session.client.log.clear()
        self.session.check = self.check.id
        self._begun = time.perf_counter()
        token = current.set(self.answers)
        try:
            yield
        finally:
            current.reset(token)

    def close(self, problem: BaseException | None) -> Answer | None:
        """End the check, once; the worst answer that is no pass, if any."""
        if not self.closed:
            self.closed, self.problem = True, problem
            self.answers.close(problem)
            self._not_apply()
            self._own_up()
        worst = max(self.answers.given, key=lambda answer: answer.verdict, default=None)
        return worst if worst and worst.message else None

    def leave_out(self, why: str) -> None:
        """End the check without an answer about anything: others ask about its requirements."""
        self.closed, self.problem = True, NotRun(why)

    def _not_apply(self) -> None:
        """What does not apply is said so, also where the check had other things to ask."""
        for name in set(self.check.requirements) - {answer.requirement for answer in self.answers.given}:
            if isinstance(refusal := self.session.refusal(name), NotApplicable):
                self.answers.give(name, refusal)

    def _own_up(self) -> None:
        """An answer about what is no requirement would be lost; it is a mistake of the check."""
        for answer in self.answers.given:
            if answer.requirement not in self.session.catalogue.requirements:
                answer.message = f"the check asks about {answer.requirement}, which is no requirement"
                answer.requirement, answer.verdict = self.check.requirements[0], Verdict.ERROR

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the record: exchanges and what was exercised for the first time, where there is a record, answers, and the
        check itself."""
        redactor, log = self.session.client.redactor, self.session.client.log if self.session.recorded else []
        left_out = Answer("", Verdict.NOT_RUN, str(self.problem or ""))
        worst = max(self.answers.given, key=lambda each: each.verdict, default=left_out)
        return [*({"check": self.check.id, **self.told(exchange)} for exchange in log),
                *(self._line(answer) for answer in self.answers.given), *self._exercised(log),
                {"kind": "check", "check": self.check.id, "verdict": worst.verdict.word, "message": redactor.text(worst.message),
                 "seconds": round(time.perf_counter() - self._begun, 6)}]

    def _exercised(self, log: Sequence[Exchange]) -> Iterator[dict[str, Any]]:
        if found := self.session.exercise.take(log):
            yield {"kind": "exercised", "check": self.check.id, "points": found}

    def told(self, exchange: Exchange) -> dict[str, Any]:
        """The line of an exchange of this check; what it says of a long body is made once for all readers."""
        if exchange.number not in self._told:
            self._told[exchange.number] = exchange.line(self.session.client.redactor)
        return self._told[exchange.number]

    def _line(self, answer: Answer) -> dict[str, Any]:
        found = {"message": answer.message, "expected": answer.expected, "got": answer.got, "notes": answer.notes,
                 "asked": answer.exchange.asked if answer.exchange else "", **({"story": answer.story} if answer.story else {})}
        return {"kind": "answer", "check": self.check.id, "requirement": answer.requirement, "verdict": answer.verdict.word,
                **self.session.client.redactor.json(found), "exchange": answer.exchange.number if answer.exchange else 0,
                "again": self.session.again(answer.requirement)}


@contextlib.contextmanager
def opened(api: str, options: Options, ledger: Path | None = None, recorded: bool = True) -> Iterator[Session]:
    """A session on the target that the options name, or on a reference server; closed at the end."""
    catalogue = load(api)
    catalogue.selected(options.selectors)
    with addressed(api, options.target, options.fault, options.null, options.in_process) as (target, transport):
        client = Client(target, shapes(api), transport)
        session = Session(catalogue, target, options, client, Ledger(ledger, target.limits.maxObjects), checks(api),
                          recorded=recorded)
        try:
            yield session
        finally:
            session.closing.close()
            client.close()
