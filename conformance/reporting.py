"""What pytest users see at the end: the reports beside the record, the verdicts in the terminal, and our exit code."""

from collections.abc import Generator

import pytest

from conformance import record
from conformance.conductor import Conductor
from conformance.writers import write_all
from conformance.writers.terminal import summary


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reporter(config), "conformance-reporter")


class Reporter:
    """Reads the record when pytest is done with it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.text = ""

    # Innermost: after the record is finished, before the terminal reporter prints its summary.
    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, None, None]:
        yield
        conductor = self.config.pluginmanager.get_plugin("conformance-conductor")
        if isinstance(conductor, Conductor) and conductor.recorder:
            run = record.read(conductor.folder)
            write_all(run, conductor.folder)
            self.text = summary(run, conductor.folder / "run.jsonl")
            session.exitstatus = run.exit_code()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.text:
            terminalreporter.section("conformance")
            terminalreporter.write_line(self.text)
