"""What counts as found, what as a false accusation, and what is measured."""

import sys
from pathlib import Path

import pytest
from beside import install
from beside.install import Npm
from beside.measure import measured
from beside.table import printed, ratio, scores
from beside.tool import Missing
from beside.trials import Job, Result


def result(tool: str, variant: str, complaints: list[str], seed: int = 1, **more: int) -> Result:
    return Result(Job(tool, variant, "by hand" if variant else "honest", seed), complaints, cpu=2.0, peak=3_000_000, **more)


RESULTS = [
    result("one", "", ["a"], requests=10), result("one", "", ["b"], 2, requests=30),
    result("two", "", [], requests=40), result("two", "", [], 2, requests=40),
    result("one", "Lies", ["a", "b"]), result("two", "Lies", ["a"], to_find=7),
    result("one", "Errs", ["a", "c"]), result("two", "Errs", []),
    result("one", "Alone", ["d"]),
    result("one", "Down", ["d"]), Result(Job("two", "Down", "by hand"), trouble="did not start", tried=False),
]


def test_a_fault_is_found_by_a_kind_that_no_honest_run_shows() -> None:
    one, two = scores(RESULTS)
    assert (one.false, two.false) == ({"a", "b"}, set())
    assert one.found == {"by hand": ["Errs"]}
    assert two.found == {"by hand": ["Lies"]}


def test_only_servers_that_all_tools_could_try_are_compared() -> None:
    assert [(each.all_found, each.all_asked) for each in scores(RESULTS)] == [(1, 2), (1, 2)]


def test_a_run_without_a_report_finds_nothing_and_is_told() -> None:
    silent = Result(Job("one", "Lies", "by hand"), trouble="no report")
    assert scores([silent])[0].all_found == 0
    assert "one: Lies: no report" in printed(scores([silent]))


def test_ratios_are_those_to_the_first_tool() -> None:
    text = printed(scores(RESULTS))
    assert "| two | 1 of 2 | 0 kinds | 2 | 1 | 1 |" in text
    assert "two: 7 requests to the first find (median of 1), 7 at most" in text
    assert ratio(1, 0) == "-"


def test_a_command_is_measured_with_all_its_processes(tmp_path: Path) -> None:
    child = "held = bytearray(60_000_000); import time; time.sleep(1); print('done')"
    words = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]
    run = measured(words, tmp_path, {}, 60)
    assert (run.code, run.text, run.cut) == (0, "done\n", False)
    assert run.peak > 60_000_000
    assert run.cpu > 0
    assert run.wall > 1


def test_a_command_is_ended_when_it_is_enough(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert measured(words, tmp_path, {}, 60, lambda: True).cut
    assert measured(words, tmp_path, {}, 0.1).cut


def test_without_npm_a_tool_is_left_out_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    with pytest.raises(Missing, match="npm, which is not on the path"):
        Npm(tmp_path).install("dredd")
    with pytest.raises(Missing, match="java"):
        Npm(tmp_path).install("specmatic")


def test_without_a_network_a_tool_is_left_out_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'request to the registry failed' >&2\nexit 1\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Missing, match=r"dredd 14\.1\.0 cannot be installed .*request to the registry failed"):
        Npm(tmp_path / "cache").install("dredd")
