"""The suites under pytest where something breaks: a mistake of ours accuses nobody, and an end before the end is none."""

from typing import Any

import pytest
from judged import PART, Judge

from conformance.suites.opeasy import authentication
from conformance.suites.opeasy.client import OpEasy


def _crash(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError("a mistake of ours")


def test_a_check_that_crashes_is_an_error_of_the_harness(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "_refused", _crash)
    judged = judge(*PART)
    assert set(judged.verdicts().values()) == {"pass", "error"}
    assert judged.planned()["OPEASY-AUTH-2"] == "error"
    assert "ZeroDivisionError: a mistake of ours" in judged.text
    assert judged.code == 3


def test_an_accusation_outweighs_a_crash(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "_refused", _crash)
    judged = judge(*PART, "--conformance-fault", "KeepsExpiredTokens")
    assert (judged.planned()["OPEASY-AUTH-2"], judged.planned()["OPEASY-AUTH-7"]) == ("error", "fail")
    assert judged.code == 1


def test_a_plain_assertion_of_a_check_accuses_nobody(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def asserts(*_: Any) -> None:
        assert 1 == 2, "a mistake of ours"

    monkeypatch.setattr(authentication, "_refused", asserts)
    judged = judge(*PART)
    assert "fail" not in judged.planned().values()
    assert judged.code == 3


@pytest.mark.parametrize("ending", [pytest.skip, pytest.fail, pytest.xfail])
def test_an_ending_of_pytest_is_no_verdict(judge: Judge, monkeypatch: pytest.MonkeyPatch, ending: Any) -> None:
    monkeypatch.setattr(authentication, "_refused", lambda *_: ending("a mistake of ours"))
    judged = judge(*PART)
    assert judged.planned()["OPEASY-AUTH-2"] == "error"
    assert judged.code == 3


def test_a_fixture_that_crashes_is_an_error_of_every_requirement(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpEasy, "__init__", _crash)
    judged = judge(*PART)
    assert set(judged.planned().values()) == {"error"}
    assert judged.run.finished
    assert judged.code == 3


def test_a_clean_up_that_fails_keeps_the_verdict_and_tells_what_is_left(
        judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpEasy, "clean_up", _crash)
    judged = judge("--conformance-requirement", "OPEASY-AUTH-7", "--conformance-fault", "KeepsExpiredTokens")
    assert judged.planned()["OPEASY-AUTH-7"] == "fail"
    assert judged.code == 1
    footer = judged.run.footer
    assert footer
    operations = [entry["id"] for entry in footer["leftovers"] if entry["kind"] == "operation"]
    assert operations
    assert all(operations)
    assert all(each in (judged.folder / "summary.md").read_text(encoding="utf-8") for each in operations)


class Interrupts:
    """A plugin that is impatient at the n-th check."""

    def __init__(self, number: int, when: str) -> None:
        self.number, self.when = number, when

    def _count(self, when: str) -> None:
        if when == self.when:
            self.number -= 1
            if not self.number:
                raise KeyboardInterrupt

    def pytest_runtest_setup(self) -> None:
        self._count("setup")

    def pytest_runtest_call(self) -> None:
        self._count("call")

    def pytest_runtest_teardown(self) -> None:
        self._count("teardown")


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
@pytest.mark.parametrize("number", [1, 3])
def test_an_interrupted_run_leaves_a_readable_record_that_claims_nothing(judge: Judge, when: str, number: int) -> None:
    judged = judge(*PART, plugins=[Interrupts(number, when)])
    assert judged.run.footer is None
    assert len(judged.verdicts()) == number - 1
    assert "not_run" in judged.planned().values()
    assert judged.code == judged.run.exit_code() == 2
    assert "cut short" in (judged.folder / "summary.md").read_text(encoding="utf-8")


def test_a_plugin_that_breaks_pytest_leaves_no_finished_record(judge: Judge) -> None:
    class Breaks:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.when == "call":
                raise ZeroDivisionError

    judged = judge(*PART, plugins=[Breaks()])
    assert judged.run.footer is None
    assert judged.code != 0
    assert judged.run.exit_code() != 0
