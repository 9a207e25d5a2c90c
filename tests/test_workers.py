"""With several workers: one of them asks all that needs the one port of the target file, or that changes what is there."""

import dataclasses
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bad_targets import port_of_nobody, target_file
from command_line import KEYS, recorded, told, verdicts

from conformance import workers
from conformance.catalogue import load
from conformance.checks import checks
from conformance.serving import loopback, variant

NEEDING = "OPEASY-AUTH-1"


class Config:
    """As much of pytest's as the hook looks at."""

    def __init__(self, file: Path | None, dist: str = "load") -> None:
        self._options = {"--target": file, "dist": dist}
        self.option = SimpleNamespace(tx=["2*popen"])

    def getoption(self, name: str) -> Any:
        return self._options[name]

    def getvalue(self, name: str) -> Any:
        return getattr(self.option, name)


def scheduler(*words: object) -> Any:
    return workers.pytest_xdist_make_scheduler(Config(*words), None)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def needing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The checks of one requirement, which here is the only one that needs a receiver."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    known = load("opeasy")
    more = {name: dataclasses.replace(each, needs=("receiver",) if name == NEEDING else
                                      tuple(need for need in each.needs if need != "receiver"))
            for name, each in known.requirements.items()}
    monkeypatch.setattr(workers, "load", lambda api: dataclasses.replace(known, requirements=more))
    return {each.id for each in checks("opeasy").values() if NEEDING in each.requirements}


def test_what_needs_the_receiver_is_kept_together_and_the_rest_is_not(tmp_path: Path, needing: set[str]) -> None:
    made = scheduler(target_file(tmp_path, "http://127.0.0.1", "receiver: {listen: 127.0.0.1:9443}"))
    assert workers.needing_receiver("opeasy") == needing
    scopes = {name: made._split_scope(f"conformance/suites/{name}") for name in checks("opeasy")}
    assert {name for name, scope in scopes.items() if scope == "together"} == needing
    assert len(set(scopes.values())) == len(scopes) - len(needing) + 1


def test_xdist_decides_where_every_worker_has_a_port_of_its_own(tmp_path: Path) -> None:
    assert scheduler(None) is None
    assert scheduler(tmp_path / "missing.yaml") is None
    assert scheduler(target_file(tmp_path, "http://127.0.0.1")) is None
    assert scheduler(target_file(tmp_path, "http://127.0.0.1", "receiver: {}")) is None
    fixed = target_file(tmp_path, "http://127.0.0.1", "receiver: {listen: 127.0.0.1:9443}")
    assert scheduler(fixed, "each") is None
    assert scheduler(fixed) is not None


def test_what_changes_the_numbers_of_the_target_is_kept_together(tmp_path: Path) -> None:
    file = target_file(tmp_path, "http://127.0.0.1")
    made = scheduler(changed(file, "world: {domain", "world: {phoneNumberRange: 1 - 2, domain"))
    together = {name for name in checks("opeasy") if made._split_scope(f"conformance/suites/{name}") == "together"}
    assert together == workers.changing("opeasy", *workers.changed_by("opeasy")) != set()
    asked = {requirement for name in together for requirement in checks("opeasy")[name].requirements}
    assert {"OPEASY-NUMBERS-1", "OPEASY-NUMBERS-13", "OPEASY-RESULTS-4"} <= asked
    assert {checks("opeasy")[name].twin for name in together} == {"", "PhoneNumbers"}


def changed(file: Path, before: str, after: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    return file


def test_a_run_with_one_port_and_two_workers_asks_everything(tmp_path: Path) -> None:
    with loopback(variant("opeasy")().app) as url:
        file = target_file(tmp_path, url, f"receiver: {{listen: 127.0.0.1:{port_of_nobody()}}}")
        found = told("run", "opeasy", "OPEASY-AUTH", "--target", file, "-n", "2", "--seed", "1", "--out", tmp_path / "run")
    assert found.code == 0, found.text
    assert set(verdicts(recorded(tmp_path / "run")).values()) == {"pass"}
