"""A run against the reference server: what it tells, what it leaves, and that it can be repeated."""

import json
import os
import re
import shlex
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from command_line import MAIN, Told, environment, recorded, told, told_here, verdicts

from conformance import record
from conformance.ledger import Ledger
from conformance.writers import FILES, WRITERS

FAULT = ("run", "opeasy", "--fault", "DeletesWhileProcessing", "--seed", "1")
LIED = "OPEASY-SCHED-6"
_ID = re.compile(r"[0-9a-f]{32}")


@pytest.fixture(scope="module")
def lied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Path]:
    """A run that catches a fault, and its folder."""
    folder = tmp_path_factory.mktemp("lied")
    return told(*FAULT, "OPEASY-SCHED", "--out", folder / "run"), folder / "run"


# ---------------------------------------------------------------------- what it tells

def test_a_failure_is_told_with_all_that_a_vendor_needs(lied: tuple[Told, Path]) -> None:
    found, folder = lied
    assert found.code == 1, found.text
    [block] = [block for block in found.out.split("\n\n") if block.startswith("FAIL")]
    told_about = dict(line.split(None, 1) for line in block.splitlines())
    promise = next(entry for entry in recorded(folder).header["requirements"] if entry["id"] == LIED)
    assert told_about["FAIL"].split() == [LIED, "MUST"]
    assert told_about["promise"] == promise["text"]
    assert told_about["source"] == f"{promise['section']}, lines {promise['lines']}"
    assert (told_about["expected"], told_about["got"]) == ("status 400", "status 204")
    place = rf"\(exchange \d+ of {folder}/run.jsonl\)"
    assert re.fullmatch(rf"DELETE /v1/scheduledoperations/\w+ +{place}", told_about["asked"])
    assert told_about["again"] == f"conformance run opeasy {LIED} --seed 1 --fault DeletesWhileProcessing"


def test_the_exchange_that_is_told_is_the_one_that_failed(lied: tuple[Told, Path]) -> None:
    number = int(re.findall(r"\(exchange (\d+) of", lied[0].out)[0])
    exchange = recorded(lied[1]).exchanges[number]
    assert (exchange["request"]["method"], exchange["response"]["status"]) == ("DELETE", 204)


def test_the_line_again_repeats_the_failure(lied: tuple[Told, Path], tmp_path: Path) -> None:
    again = re.findall(r"again +conformance (.*)", lied[0].out)[0]
    found = told(*shlex.split(again), "--out", tmp_path / "run")
    assert found.code == 1
    assert re.findall(r"^FAIL +(\S+)", found.out, re.MULTILINE) == [LIED]
    assert verdicts(recorded(tmp_path / "run")) == {LIED: "fail"}


def test_progress_goes_to_the_other_stream(lied: tuple[Told, Path]) -> None:
    assert re.search(r"asked (\d+) of \1 checks: \d+ fail", lied[0].err)
    assert "asked" not in lied[0].out.partition("asked ")[0]
    assert "Traceback" not in lied[0].text


def test_in_json_standard_output_is_nothing_else(tmp_path: Path) -> None:
    found = told(*FAULT, LIED, "--out", tmp_path / "run", "--format", "json")
    report = json.loads(found.out)
    assert (found.code, report["exitCode"], report["seed"]) == (1, 1, 1)
    assert found.out == (tmp_path / "run" / FILES["json"]).read_text(encoding="utf-8")


# ---------------------------------------------------------------------- what it leaves

@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_report_made_later_is_the_one_that_the_run_wrote(form: str, lied: tuple[Told, Path], tmp_path: Path) -> None:
    later = told_here("report", lied[1], "--to", form, "--out", tmp_path / "later")
    assert later.code == lied[0].code
    assert (tmp_path / "later").read_bytes() == (lied[1] / FILES[form]).read_bytes()


def test_no_file_of_a_run_holds_a_key_or_a_token(lied: tuple[Told, Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in lied[1].rglob("*") if path.is_file()]
    assert len(texts) > len(FILES) + 2
    assert not [text for text in texts if "key-of-enterprise" in text]
    tokens = re.findall(r'"(?:token|authorization)": "([^"]*)"', "".join(texts), re.IGNORECASE)
    assert set(tokens) == {"\\u00abredacted\\u00bb"}


def test_the_record_names_what_the_run_was(lied: tuple[Told, Path]) -> None:
    header = recorded(lied[1]).header
    assert (header["api"], header["seed"], header["selectors"]) == ("opeasy", 1, ["OPEASY-SCHED"])
    assert header["target"]["fault"] == "DeletesWhileProcessing"
    assert recorded(lied[1]).finished


def test_a_run_of_its_own_accord_has_a_folder_of_its_own(tmp_path: Path) -> None:
    running = [subprocess.Popen([*MAIN, "run", "opeasy", "OPEASY-AUTH-2"], cwd=tmp_path, env=environment(),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for each in running:
        each.communicate(timeout=60)
    folders = list((tmp_path / "reports").iterdir())
    assert [each.returncode for each in running] == [0, 0]
    assert len(folders) == 2
    assert all(recorded(folder).finished for folder in folders)


def test_a_folder_is_taken_over_without_a_trace_of_the_run_before(lied: tuple[Told, Path], tmp_path: Path) -> None:
    for name in ("run.jsonl", *FILES.values()):
        (tmp_path / name).write_bytes((lied[1] / name).read_bytes())
    Ledger(tmp_path / "ledger.jsonl").intend("operation")
    found = told("run", "opeasy", "OPEASY-AUTH-2", "--out", tmp_path)
    assert found.code == 0, found.text
    assert verdicts(recorded(tmp_path)) == {"OPEASY-AUTH-2": "pass"}
    texts = {form: (tmp_path / name).read_text(encoding="utf-8") for form, name in FILES.items()}
    assert texts == {form: WRITERS[form](recorded(tmp_path)) for form in WRITERS}
    assert not (tmp_path / "ledger.jsonl").exists()


def test_the_settings_of_the_place_decide_nothing(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("raise SystemExit('loaded')\n", encoding="utf-8")
    settings = "[pytest]\npython_functions = nothing\naddopts = --no-such-option\n"
    (tmp_path / "pytest.ini").write_text(settings, encoding="utf-8")
    more = {"PYTEST_ADDOPTS": "-k nothing --no-such-option", "PYTEST_PLUGINS": "no_such_plugin"}
    found = told("run", "opeasy", "OPEASY-AUTH-2", cwd=tmp_path, env=more)
    assert found.code == 0, found.text


# ---------------------------------------------------------------------- repeated

def requests(run: record.Run) -> dict[str, list[str]]:
    """What each check sent: method, path and body, with one name for all ids that a target made up.

    Logins are left out: checks share a token, and which of them needs a new one depends on their company.
    """
    sent: dict[str, list[str]] = {}
    for exchange in run.exchanges.values():
        asked = exchange["request"]
        if exchange["operation"] == "createAuthSession":
            continue
        text = json.dumps([asked["method"], asked["url"], asked["body"]])
        sent.setdefault(exchange["check"], []).append(_ID.sub("id", text))
    return sent


WORDS = ("OPEASY-CREATE", "OPEASY-TASKS", "OPEASY-LIFE", "OPEASY-USERS-1")


def test_the_same_seed_sends_the_same_requests_whatever_the_number_of_workers(tmp_path: Path) -> None:
    runs = []
    for workers in (1, 2):
        found = told("run", "opeasy", *WORDS, "--seed", "7", "--out", tmp_path / str(workers), "-n", workers)
        assert found.code == 0, found.text
        runs.append(recorded(tmp_path / str(workers)))
    assert verdicts(runs[0]) == verdicts(runs[1])
    first, second = map(requests, runs)
    assert set(first) == set(second)
    assert [check for check in first if first[check] != second[check]] == []


def test_each_run_has_a_seed_of_its_own_and_tells_it(tmp_path: Path) -> None:
    runs = []
    for number in (1, 2):
        assert told("run", "opeasy", "OPEASY-TASKS-2", "--out", tmp_path / str(number)).code == 0
        runs.append(recorded(tmp_path / str(number)))
        assert f"--seed {runs[-1].header['seed']}" in runs[-1].header["command"]
    assert runs[0].header["seed"] != runs[1].header["seed"]
    assert requests(runs[0]) != requests(runs[1])


# ---------------------------------------------------------------------- interrupted

@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_recorded_before_an_interruption_stays(workers: int, tmp_path: Path) -> None:
    process = subprocess.Popen([*MAIN, "run", "opeasy", "-n", str(workers), "--out", str(tmp_path)], env=environment(),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and checks_in(tmp_path) < 3:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers too
    out, err = process.communicate(timeout=60)
    run = recorded(tmp_path)
    assert process.returncode == 2, out + err
    assert "Traceback" not in out + err
    assert not run.finished
    assert Counter(check["verdict"] for check in run.checks.values()).keys() <= {"pass", "not_run"}
    assert len(run.checks) >= 3


def checks_in(folder: Path) -> int:
    """How many checks a record holds by now."""
    path = folder / "run.jsonl"
    return path.read_text(encoding="utf-8").count('{"kind": "check"') if path.is_file() else 0
