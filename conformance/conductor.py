"""Leads a pytest session: one conformance session a process, one record a run.

The controller writes the record; with pytest-xdist the workers send the lines of each check along with its report.
"""

import contextlib
import datetime
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from conformance.allure_story import labels, step, tell
from conformance.checks import Check, id_of
from conformance.exercise.exercise import counted
from conformance.expect import Inconclusive, Mismatch, NotApplicable, NotRun
from conformance.header import header
from conformance.plan import order
from conformance.problems import Problem
from conformance.record import Recorder
from conformance.session import Hearing, Options, Session, opened
from conformance.verdict import Verdict

HEARING = pytest.StashKey[Hearing]()


def hear(item: pytest.Item, session: Session) -> None:
    """Run the check of an item once more, on another session; its lines come with its report."""
    item.stash[HEARING] = Hearing(session, item.stash[HEARING].check)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def lines_of(report: pytest.TestReport) -> list[dict[str, Any]]:
    """The lines of the record that come with the last report of a check; none with any other report."""
    lines: list[dict[str, Any]] | str = getattr(report, "conformance", [])
    return json.loads(lines) if isinstance(lines, str) else lines


def check_of(item: pytest.Item) -> Check:
    """The check behind an item of a suite."""
    return item.stash[HEARING].check


class Conductor:
    """The plugin object of one pytest process. ``records`` is false where somebody else takes the lines of the checks."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.session: Session | None = None
        self.recorder: Recorder | None = None
        self.records = True
        self.problem: Problem | None = None
        self._closing = contextlib.ExitStack()
        self._begun = datetime.datetime.now(datetime.UTC)
        self._left: list[dict[str, str]] = []
        given: dict[str, str] = getattr(config, "workerinput", {})
        self.worker = given.get("workerid", "")
        # Where this run keeps its files; workers keep theirs where the controller does.
        self.folder = Path(given.get("folder") or config.getoption("--conformance-folder")
                           or f"reports/pytest-{self._begun:%Y%m%d-%H%M%S}")

    def options(self) -> Options:
        """The options of this run as pytest knows them."""
        def get(name: str) -> Any:
            return self.config.getoption(f"--conformance-{name}")

        return Options(self.config.getoption("--target"), get("fault"), get("seed"), get("slow"), get("strict"),
                       get("in-process"), selectors=tuple(get("requirement")))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        mine = {id_of(item.nodeid): item for item in items if id_of(item.nodeid)}
        if mine:
            self._prepare(mine)
            unique = [item for item in items if not id_of(item.nodeid) or mine.get(id_of(item.nodeid)) is item]
            items[:] = self._selected(unique)
        yield

    def _prepare(self, items: dict[str, pytest.Item]) -> None:
        apis = {name.split("/")[0].replace("_", "-") for name in items}
        if len(apis) > 1:
            raise pytest.UsageError(f"one API a run, please: {', '.join(sorted(apis))}")
        self.open(apis.pop())
        assert self.session
        for name, item in items.items():
            item.stash[HEARING] = Hearing(self.session, self.session.checks[name], step)
            # A caller who turns warnings into errors means those of their own code.
            item.add_marker(pytest.mark.filterwarnings("default"))
            for mark in labels(self.session, item.stash[HEARING]):
                item.add_marker(mark)

    def open(self, api: str) -> None:
        """Open the session of an API, once in this process."""
        if self.session:
            return
        ledger = self.folder / f"ledger{self.worker}.jsonl" if self.records else None
        if ledger:
            ledger.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.session = self._closing.enter_context(opened(api, self.options(), ledger, self.records))
        except Problem as problem:
            raise pytest.UsageError(str(problem)) from None

    def _selected(self, items: list[pytest.Item]) -> list[pytest.Item]:
        assert self.session
        chosen = self.session.catalogue.selected(self.session.options.selectors)
        kept = [item for item in items if HEARING not in item.stash
                or not chosen.isdisjoint(item.stash[HEARING].check.requirements)]
        if len(kept) < len(items):
            self.config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        places = {name: place for place, name in enumerate(order(self.session.checks.values()))}
        return sorted(kept, key=lambda item: places.get(id_of(item.nodeid), -1))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self.records and not self.worker and self.session and not self.config.getoption("collectonly", False):
            self._begin({id_of(item.nodeid) for item in session.items})

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        names = {id_of(each) for each in ids} - {""}
        if names and not self.recorder:
            self.open(next(iter(names)).split("/")[0].replace("_", "-"))
            self._begin(names)
            if self._refused():
                workers: Any = self.config.pluginmanager.get_plugin("dsession")
                workers.shouldstop = "the target cannot be judged"

    def _begin(self, collected: set[str]) -> None:
        assert self.session
        self.recorder = Recorder(self.folder / "run.jsonl", header(self.session, self.folder.name, self._begun, collected))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        idle = self.worker or not self.session or self.config.getoption("collectonly", False)
        return None if idle else self._refused() or None

    def _refused(self) -> bool:
        """Whether the target is out of reach, or no such API at all; then no check is worth asking."""
        assert self.session
        try:
            if not self.session.target.reference:
                self.session.preflight()
        except Problem as problem:
            self.problem = problem
        return self.problem is not None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        if HEARING not in item.stash:
            return (yield)
        item.stash[HEARING] = hearing = Hearing(item.stash[HEARING].session, item.stash[HEARING].check, step)
        with hearing.open():
            return (yield)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if HEARING in item.stash:
            hearing = item.stash[HEARING]
            if lacking := hearing.session.lacks(hearing.check):
                hearing.leave_out(lacking)
                pytest.skip(lacking)
            try:
                hearing.session.admit(hearing.check)
            except (NotRun, NotApplicable) as why:
                hearing.close(why)
                pytest.skip(str(why))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        if HEARING not in pyfuncitem.stash:
            return (yield)
        hearing, problem = pyfuncitem.stash[HEARING], None
        try:
            yield
        except Exception as reason:
            problem = reason
        _verdict(hearing, problem)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if HEARING in item.stash:
            hearing = item.stash[HEARING]
            if call.excinfo and not hearing.closed:
                hearing.close(call.excinfo.value)
            if call.when == "teardown":
                # Workers cannot send lone surrogates or very large numbers as they are, and targets are asked about both.
                report.conformance = json.dumps(hearing.lines(), default=str) if self.worker else hearing.lines()
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.recorder:
            self.recorder.check(lines_of(report))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["folder"] = str(self.folder)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._left += getattr(node, "workeroutput", {}).get("leftovers", [])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.session:
            self.session.end()
        left = [{"kind": entry.kind, "id": entry.id, "detail": entry.detail} for entry in self.session.ledger.left()] \
            if self.session else []
        if self.worker:
            self.config.workeroutput["leftovers"] = left  # type: ignore[attr-defined]
        elif self.recorder and self.session:
            self._end(self.session, [*self._left, *left], interrupted=exitstatus in (2, 3) and not self.problem)
        self._closing.close()

    def _end(self, session: Session, left: list[dict[str, str]], interrupted: bool) -> None:
        assert self.recorder
        now = datetime.datetime.now(datetime.UTC)
        if self.problem:
            self.recorder.write({"kind": "problem", "code": self.problem.code, "message": self.problem.message,
                                 "cause": self.problem.cause, "hint": self.problem.hint})
        if not interrupted:
            self.recorder.finish(finished=now.isoformat(), seconds=(now - self._begun).total_seconds(), leftovers=left,
                                 exercised=counted(session.catalogue.api, self.recorder.exercised))


def _verdict(hearing: Hearing, problem: BaseException | None) -> None:
    """End a check and tell pytest and Allure: failed, broken, skipped, or nothing."""
    worst = hearing.close(problem)
    tell(hearing, worst.verdict if worst else Verdict.PASS)
    if worst is None:
        return
    text = hearing.session.client.redactor.text(f"{worst.requirement}: {worst.message}")
    match worst.verdict:
        case Verdict.FAIL:
            raise Mismatch(worst.expected, f"{worst.got} ({text})", worst.exchange) from None
        case Verdict.NOT_RUN | Verdict.NOT_APPLICABLE:
            pytest.skip(text)
        case _:
            raise Inconclusive(text) from problem
