"""What is shown while a run is under way: a line that moves on a terminal, a line now and then elsewhere."""

from typing import IO, Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from conformance.conductor import lines_of
from conformance.verdict import Verdict


class Progress:
    """A pytest plugin that counts the checks as they end, and keeps what broke before any could run."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = Console(file=stream, stderr=True)
        self._bar = Bar(TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                        TextColumn("{task.description}"), console=self._console, transient=True)
        self._task = self._bar.add_task("", total=None)
        self._counts: dict[str, int] = {}
        self._done = self._total = 0
        self.broken = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken = f"{report.nodeid}: {report.longreprtext}"

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._start(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._start(len(ids))

    def _start(self, total: int) -> None:
        if total and not self._total:
            self._total = total
            self._bar.update(self._task, total=total)
            if self._console.is_terminal:
                self._bar.start()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for line in lines_of(report):
            if line["kind"] == "check":
                self._ended(line)

    def _ended(self, line: dict[str, Any]) -> None:
        self._counts[line["verdict"]] = self._counts.get(line["verdict"], 0) + 1
        self._done += 1
        told = ", ".join(f"{self._counts[each.word]} {each.word}" for each in sorted(Verdict, reverse=True)
                         if each.word in self._counts)
        self._bar.update(self._task, completed=self._done, description=told)
        if not self._console.is_terminal and (self._done % 25 == 0 or self._done == self._total):
            self._console.print(f"asked {self._done} of {self._total} checks: {told}", highlight=False, soft_wrap=True)

    def pytest_sessionfinish(self) -> None:
        self._bar.stop()

    def pytest_internalerror(self, excrepr: object) -> bool:
        self.broken = self.broken or str(excrepr)
        return True  # told by the command, in four parts
