"""From end to end: a reference server in a process of its own, on the clock on the wall, judged by a target file."""

import contextlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bad_targets import target_file
from command_line import KEYS, MAIN, environment, recorded, told, verdicts

from conformance.reference import server_class
from conformance.reference.opeasy import Settings
from conformance.serving import loopback

EXAMPLE = Path(__file__).parents[1] / "fixtures" / "targets" / "opeasy-reference.yaml"
LIED = "OPEASY-SCHED-6"


@contextlib.contextmanager
def served(*words: str) -> Iterator[str]:
    """``conformance serve opeasy`` on a free port; gives the URL that it prints."""
    with subprocess.Popen([*MAIN, "serve", "opeasy", "--port", "0", *words], env=environment(), encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout
            printed = [process.stdout.readline() for _ in range(3)]
            assert [key for key in KEYS.values() if key not in "".join(printed)] == []
            yield re.findall(r"http://127\.0\.0\.1:\d+", printed[0])[0]
        finally:
            process.terminate()
            process.wait(10)


def test_an_honest_target_conforms(tmp_path: Path) -> None:
    # Four processes and a target in a hurry: nearly all of the time is the target's, in which it processes operations.
    hurried = Settings(pending_seconds=0.1, task_seconds=0.01, processing_seconds=0.15)
    with loopback(server_class("opeasy")(settings=hurried).app) as url:
        file = tmp_path / "target.yaml"
        file.write_text(EXAMPLE.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", url), encoding="utf-8")
        found = told("run", "opeasy", "--target", file, "-n", 4, "--seed", 1, "--out", tmp_path / "run", timeout=600)
    run = recorded(tmp_path / "run")
    assert found.code == 0, found.text
    assert set(verdicts(run).values()) == {"pass"}
    assert run.footer
    assert run.footer["leftovers"] == []
    assert "Traceback" not in found.text
    outside = {entry["id"]: entry["reason"] for entry in run.header["requirements"] if not entry["planned"]}
    assert [each for each in outside.values() if not re.match("needs (time|slow|a receiver)|not tested: ", each)] == []
    assert "needs time: run with --slow" in outside.values()


def test_a_target_with_a_fault_does_not_conform(tmp_path: Path) -> None:
    with served("--fault", "DeletesWhileProcessing") as url:
        found = told("run", "opeasy", LIED, "OPEASY-SCHED-7", "--target", target_file(tmp_path, url), "--seed", "1",
                     "--out", tmp_path / "run", "-n", "2")
    assert found.code == 1, found.text
    assert verdicts(recorded(tmp_path / "run")) == {LIED: "fail", "OPEASY-SCHED-7": "pass"}
    assert f"again     conformance run opeasy {LIED} --seed 1 --target {tmp_path}/target.yaml" in found.out


def test_what_a_target_file_does_not_offer_is_not_asked(tmp_path: Path) -> None:
    with served() as url:
        file = target_file(tmp_path, url)
        file.write_text(file.read_text(encoding="utf-8").replace("jsonBody: true", "jsonBody: false"), encoding="utf-8")
        found = told("run", "opeasy", "OPEASY-CREATE-2", "OPEASY-AUTH-2", "OPEASY-TENANT-3", "--target", file,
                     "--out", tmp_path / "run")
    run = recorded(tmp_path / "run")
    assert found.code == 0, found.text
    assert verdicts(run) == {"OPEASY-AUTH-2": "pass", "OPEASY-CREATE-2": "not_applicable"}
    tenant = next(entry for entry in run.header["requirements"] if entry["id"] == "OPEASY-TENANT-3")
    assert tenant["reason"] == "needs a second tenant: add secondTenant to the target file"
