"""Mistakes of a user are told in four parts, with the exit code of a usage mistake, before anything has begun."""

import subprocess
from pathlib import Path
from unittest import mock

import pytest
from bad_targets import port_of_nobody, target_file
from command_line import MAIN, environment, four_parts, told, told_here

from conformance import record
from conformance.commands.progress import Progress
from conformance.serving import bound
from conformance.verdict import ExitCode

FIXTURES = Path(__file__).parents[1] / "fixtures"
RUNS = FIXTURES / "runs"

# What is typed, the code of the problem, and some word of it.
MISTAKES: dict[str, tuple[str, str]] = {
    "run opeasi": ("unknown-api", "did you mean opeasy?"),
    "run nothing-like-it": ("unknown-api", "opeasy"),
    "list opeasi": ("unknown-api", "did you mean opeasy?"),
    "serve opeasi": ("unknown-api", "did you mean opeasy?"),
    "selftest opeasi": ("unknown-api", "did you mean opeasy?"),
    "run opeasy OPEASY-SHCED-6": ("unknown-requirement", "did you mean OPEASY-SCHED-6?"),
    "run opeasy OPEASY-SCHDE": ("unknown-requirement", "did you mean OPEASY-SCHED?"),
    "run opeasy opeasy-sched-6": ("unknown-requirement", "did you mean OPEASY-SCHED-6?"),
    "run opeasy OPEASY-SCHED OPEASY-NOTHING": ("unknown-requirement", "OPEASY-NOTHING"),
    "run opeasy OPEASY-SCHED-99": ("unknown-requirement", "OPEASY-SCHED-99"),
    "run opeasy *": ("unknown-requirement", "no requirement is called *"),
    "list opeasy OPEASY-SCHDE": ("unknown-requirement", "did you mean OPEASY-SCHED?"),
    "explain OPEASY-SCHED-66": ("unknown-requirement", "did you mean OPEASY-SCHED-6?"),
    "explain nonsense": ("unknown-requirement", "conformance list"),
    "run opeasy --fault DeletesWhileProcesing": ("unknown-fault", "did you mean DeletesWhileProcessing?"),
    "run opeasy --fault nonsense": ("unknown-fault", "conformance list opeasy --faults"),
    "serve opeasy --fault DeletesWhileProcesing": ("unknown-fault", "did you mean DeletesWhileProcessing?"),
    "run opeasy --fault DeletesWhileProcessing --target x.yaml": ("fault-needs-reference", "leave one of them out"),
    "run opeasy --target no/such/file.yaml": ("target-file", "No such file"),
    "run opeasy --sed 1": ("unknown-option", "did you mean '--seed'?"),
    "list --nonsense": ("unknown-option", "conformance list --help"),
    "rnu opeasy": ("unknown-command", "did you mean 'run'?"),
    "run": ("usage", "API"),
    "explain": ("usage", "ID"),
    "explain OPEASY-SCHED-6 OPEASY-SCHED-7": ("usage", "conformance explain --help"),
    "run opeasy --seed": ("usage", "--seed"),
    "run opeasy --seed one": ("usage", "not a valid integer"),
    "run opeasy -n 0": ("usage", "--workers"),
    "run opeasy --format xml": ("usage", "--format"),
    "serve opeasy --port 70000": ("usage", "--port"),
    "report no/such/run": ("no-record", "give the folder of a run"),
    "report no/such/run --to pdf": ("usage", "--to"),
    "cleanup no/such/run": ("no-record", "give the folder of a run"),
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("typed", MISTAKES)
def test_a_mistake_is_told_and_nothing_begins(typed: str, tmp_path: Path) -> None:
    code, word = MISTAKES[typed]
    found = told_here(*typed.split())
    assert word in four_parts(found, code, ExitCode.USAGE)
    assert found.out == ""
    assert list(tmp_path.iterdir()) == []


def test_without_a_command_the_commands_are_shown() -> None:
    found = told_here()
    assert found.code == ExitCode.USAGE
    assert "selftest" in found.text


def test_a_mistake_reaches_the_shell() -> None:
    found = told("run", "opeasi")
    four_parts(found, "unknown-api", ExitCode.USAGE)
    assert found.out == ""


def test_a_port_in_use_is_told() -> None:
    with bound(0) as listener:
        found = told_here("serve", "opeasy", "--port", listener.getsockname()[1])
    assert "--port" in four_parts(found, "port-in-use", ExitCode.NOBODY_CAN_SAY)


# ---------------------------------------------------------------------- where a run is written

def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = told_here("run", "opeasy", "OPEASY-AUTH-2", "--out", tmp_path / "file" / "run")
    assert "--out" in four_parts(found, "not-writable", ExitCode.USAGE)


def test_a_folder_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    four_parts(told_here("run", "opeasy", "OPEASY-AUTH-2", "--out", tmp_path / "file"), "usage", ExitCode.USAGE)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_what_a_run_left_on_a_target_is_not_forgotten_by_the_next_run(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    left = '{"event": "made", "number": 1, "kind": "operation", "detail": "enterprise-a", "id": "1"}\n'
    (run / "ledgergw0.jsonl").write_text(left, encoding="utf-8")
    text = (RUNS / "one_fail.jsonl").read_text(encoding="utf-8")
    (run / "run.jsonl").write_text(text.replace('"reference": true', '"reference": false'), encoding="utf-8")
    file = target_file(tmp_path, f"http://127.0.0.1:{port_of_nobody()}")
    found = told("run", "opeasy", "OPEASY-AUTH-2", "--target", file, "--out", run)
    assert f"conformance cleanup {run}" in four_parts(found, "left-behind", ExitCode.USAGE)
    assert record.read(run).finished
    assert (run / "ledgergw0.jsonl").read_text(encoding="utf-8") == left


# ---------------------------------------------------------------------- records

DAMAGE: dict[str, bytes] = {
    "empty": b"", "a blank line": b"\n", "JSON that is no record": b"{}\n", "a list": b"[]\n", "a text": b"hello\n",
    "another format": b'{"kind": "header", "format": 99}\n', "half a header": b'{"kind": "hea',
    "junk in the middle": (RUNS / "all_pass.jsonl").read_bytes().replace(b'{"kind": "check"', b'{"kind" "check"', 1)}


@pytest.mark.parametrize("command", ["report", "cleanup"])
@pytest.mark.parametrize("name", DAMAGE)
def test_a_broken_record_is_told(name: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").write_bytes(DAMAGE[name])
    four_parts(told_here(command, tmp_path), "broken-record", ExitCode.HARNESS_ERROR)


def test_a_record_in_binary_is_none(tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").write_bytes(bytes(range(256)))
    four_parts(told_here("report", tmp_path), "no-record", ExitCode.USAGE)


def test_a_folder_without_a_record_is_told(tmp_path: Path) -> None:
    four_parts(told_here("report", tmp_path), "no-record", ExitCode.USAGE)


@pytest.mark.parametrize("out", ["no/such/folder/report.md", "file/report.md"])
def test_a_report_that_cannot_be_written_is_told(out: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = told_here("report", RUNS / "all_pass.jsonl", "--out", tmp_path / out)
    four_parts(found, "not-writable", ExitCode.USAGE)


# ---------------------------------------------------------------------- the last net

def test_a_mistake_of_the_harness_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.commands.report.record.read", mock.Mock(side_effect=KeyError("nothing")))
    assert "KeyError" in four_parts(told_here("report", "run"), "harness-error", ExitCode.HARNESS_ERROR)


def test_a_reader_who_goes_away_sees_no_traceback() -> None:
    with subprocess.Popen([*MAIN, "list", "opeasy"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          env=environment()) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
    assert process.returncode not in (ExitCode.CONFORMS, ExitCode.DOES_NOT)


def test_a_run_that_breaks_down_says_where_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: object, plugins: list[Progress]) -> int:
        plugins[0].pytest_internalerror("Traceback (most recent call last):\n  ...\nValueError: what happened")
        return 3

    monkeypatch.setattr("conformance.commands.run.pytest.main", breaks)
    found = told_here("run", "opeasy", "--out", tmp_path)
    assert "ValueError: what happened" in four_parts(found, "harness-error", ExitCode.HARNESS_ERROR)
    assert "Traceback" in (tmp_path / "harness-error.txt").read_text(encoding="utf-8")


def test_a_run_that_never_began_is_no_verdict_even_where_an_old_record_was(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run.jsonl").write_bytes((RUNS / "all_pass.jsonl").read_bytes())
    monkeypatch.setattr("conformance.commands.run.pytest.main", lambda *_, **__: 4)
    found = told_here("run", "opeasy", "--out", tmp_path)
    assert "pytest ended with 4" in four_parts(found, "harness-error", ExitCode.HARNESS_ERROR)
