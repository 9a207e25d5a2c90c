"""``conformance cleanup`` takes away what a run left on its target, and tells the truth about what stays."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from bad_targets import port_of_nobody, second_tenant, target_file
from command_line import KEYS, MAIN, environment, four_parts, recorded, told, told_here

from conformance import ledger
from conformance.reference import server_class
from conformance.serving import loopback
from conformance.session import Options, opened
from conformance.suites.opeasy.client import OpEasy

KINDS = {"operation", "scheduled operation", "user"}
RUNS = Path(__file__).parents[1] / "fixtures" / "runs"


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def server() -> Any:
    return server_class("opeasy")()


def left_in(folder: Path) -> list[ledger.Entry]:
    """What the ledgers of a run still hold."""
    return [entry for path in folder.glob("ledger*.jsonl") for entry in ledger.read(path)]


def left_on(server: Any) -> tuple[int, int, int]:
    """What a reference server still holds: operations, scheduled operations, users."""
    return len(server.operations), len(server.scheduled_operations), sum(map(len, server.users.values()))


def kill_amid(process: subprocess.Popen[str], folder: Path) -> None:
    """Kill a run that has made something of each kind, at a moment when no answer is outstanding."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.02)
        os.kill(process.pid, signal.SIGSTOP)
        left = left_in(folder)
        if {entry.kind for entry in left} >= KINDS and all(entry.id for entry in left):
            break
        os.kill(process.pid, signal.SIGCONT)
    process.kill()
    process.communicate(timeout=30)


def test_after_a_run_that_was_killed_nothing_is_left(server: Any, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with loopback(server.app) as url:
        file = target_file(tmp_path, url, second_tenant())
        process = subprocess.Popen([*MAIN, "run", "opeasy", "OPEASY-USERS", "--target", str(file), "--out", str(run)],
                                   env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        kill_amid(process, run)
        assert left_in(run)
        assert not recorded(run).finished
        cleaned = told("cleanup", run)
        assert cleaned.code == 0, cleaned.text
        assert set(re.findall(r"^(\w+)  ", cleaned.out, re.MULTILINE)) == {"gone"}
        again = told_here("cleanup", run)
    assert left_in(run) == []
    assert left_on(server) == (0, 0, 0)
    assert (again.code, again.out) == (0, "nothing to take away: nothing was left\n")


def prepared(folder: Path, url: str, *entries: tuple[str, str, str]) -> Path:
    """The folder of a run against a target at this URL, with entries in its ledger."""
    run = folder / "run"
    run.mkdir()
    first, *rest = (RUNS / "one_fail.jsonl").read_text(encoding="utf-8").splitlines()
    header = json.loads(first)
    header["target"] |= {"reference": False, "baseUrl": url, "file": str(target_file(folder, url))}
    (run / "run.jsonl").write_text("\n".join([json.dumps(header), *rest, ""]), encoding="utf-8")
    book = ledger.Ledger(run / "ledger.jsonl")
    for kind, detail, name in entries:
        entry = book.intend(kind, detail)
        if name:
            book.made(entry, name)
    return run


def test_what_two_enterprises_left_is_taken_away_by_each(server: Any, tmp_path: Path) -> None:
    with loopback(server.app) as url:
        run = prepared(tmp_path, url)
        file = target_file(tmp_path, url, second_tenant())
        with opened("opeasy", Options(target=file), run / "ledger.jsonl") as session:
            for client in (OpEasy(session), OpEasy(session).other()):
                client.operation()
                client.scheduled(client.operation([client.users.add()]))
        assert left_on(server) == (4, 2, 0)
        cleaned = told_here("cleanup", run)
    assert (cleaned.code, left_in(run), left_on(server)) == (0, [], (0, 0, 0)), cleaned.text


def test_what_is_not_there_any_more_is_gone(server: Any, tmp_path: Path) -> None:
    with loopback(server.app) as url:
        entries = ("operation", "enterprise-a", "0" * 32), ("user", "enterprise-a", "nobody@example.com")
        run = prepared(tmp_path, url, *entries)
        cleaned = told_here("cleanup", run)
    assert (cleaned.code, cleaned.out.count("gone  ")) == (0, 2), cleaned.text
    assert left_on(server) == (0, 0, 0)


def test_what_was_made_under_an_unknown_id_stays_and_is_told(server: Any, tmp_path: Path) -> None:
    with loopback(server.app) as url:
        cleaned = told_here("cleanup", prepared(tmp_path, url, ("operation", "enterprise-a", "")))
    assert cleaned.code == 2
    assert "left  operation (the answer to its creation never came" in cleaned.out
    assert f"1 left on {url}" in cleaned.out


def test_nothing_is_taken_from_a_target_that_is_down(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{port_of_nobody()}"
    run = prepared(tmp_path, url, ("operation", "enterprise-a", "1" * 32))
    four_parts(told_here("cleanup", run), "target-unreachable", 2)
    assert [entry.id for entry in left_in(run)] == ["1" * 32]


def test_nothing_is_taken_from_another_target(tmp_path: Path) -> None:
    run = prepared(tmp_path, "http://127.0.0.1:1", ("operation", "enterprise-a", "1" * 32))
    (tmp_path / "other").mkdir()
    file = target_file(tmp_path / "other", "http://127.0.0.1:2")
    four_parts(told_here("cleanup", run, "--target", file), "target-other", 64)


def test_a_missing_target_file_can_be_replaced(server: Any, tmp_path: Path) -> None:
    with loopback(server.app) as url:
        run = prepared(tmp_path, url, ("operation", "enterprise-a", "1" * 32))
        file = (tmp_path / "target.yaml").rename(tmp_path / "moved.yaml")
        four_parts(told_here("cleanup", run), "target-file", 64)
        assert told_here("cleanup", run, "--target", file).code == 0


def test_a_reference_server_is_gone_with_its_run(tmp_path: Path) -> None:
    assert told("run", "opeasy", "OPEASY-AUTH-2", "--out", tmp_path).code == 0
    ledger.Ledger(tmp_path / "ledger.jsonl").intend("operation")
    cleaned = told_here("cleanup", tmp_path)
    assert (cleaned.code, cleaned.out) == (0, "nothing to take away: a reference server is gone with its run\n")
