"""A complete run exercises all that there is of a specification, or there is a reason why not, and each reason is needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment, told_here

from conformance import record
from conformance.catalogue import apis, load
from conformance.exercise.exercise import KINDS, inventory, tallies
from conformance.openapi import operations
from conformance.record import Run

SEED = 3


def _completed(api: str, path: Path) -> Path:
    """A complete run against the honest server, by two workers."""
    words = ("--conformance-in-process", "-n", "2", "-q", "-p", "no:cacheprovider", "--conformance-seed", SEED)
    subprocess.run([sys.executable, "-m", "pytest", "--pyargs", f"conformance.suites.{api.replace('-', '_')}", *map(str, words),
                    "--conformance-folder", str(path)], env=environment({}), check=True, timeout=1500,
                   cwd=path.parent, capture_output=True)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _completed("opeasy", tmp_path_factory.mktemp("complete") / "run")


@pytest.fixture(scope="module")
def complete(folder: Path) -> Run:
    return record.read(folder)


@pytest.mark.parametrize("api", [api for api in apis() if inventory(api)])
def test_nothing_is_left_unexercised_without_a_reason_and_no_reason_is_idle(api: str, folder: Path, tmp_path: Path) -> None:
    run = record.read(folder if api == "opeasy" else _completed(api, tmp_path / "run"))
    found = tallies(load(api), run.exercised)
    assert {each.kind: (each.left, each.stale) for each in found if each.left or each.stale} == {}


def test_what_describes_no_endpoints_has_nothing_to_exercise(tmp_path: Path) -> None:
    assert inventory("common-objects") == {}
    run = _completed("common-objects", tmp_path / "run")
    found = told_here("exercised", run)
    assert found.code == 64
    assert "error [nothing-to-exercise]" in found.err


def test_each_reason_is_about_something_that_exists() -> None:
    unasked = {each.kind: each.excused for each in tallies(load("opeasy"), {})}
    for entry in load("opeasy").unexercised:
        for kind in entry["kinds"]:
            assert entry["why"] in unasked[kind].values(), entry


def test_the_record_counts_what_its_lines_name(complete: Run) -> None:
    assert complete.footer
    assert [(each["kind"], each["exercised"]) for each in complete.footer["exercised"]] == \
        [(kind, len(complete.exercised.get(kind, ()))) for kind in KINDS]
    for each in complete.footer["exercised"]:
        assert each["all"] == each["exercised"] + each["excused"] + each["left"]


def test_nothing_counts_that_is_not_in_the_inventory(complete: Run) -> None:
    known = {kind: set(names) for kind, names in inventory("opeasy").items()}
    assert {kind: names - known[kind] for kind, names in complete.exercised.items() if names - known[kind]} == {}
    assert known["operations"] == set(operations(load("opeasy").openapi))


def test_what_answered_was_exercised(complete: Run) -> None:
    answered = {(line["operation"], line["response"]["status"]) for line in complete.exchanges.values() if line["response"]}
    documented = {(each.id, status) for each in operations(load("opeasy").openapi).values() for status in each.responses}
    assert complete.exercised["statuses"] == {f"{name} {status}" for name, status in answered & documented}


def test_the_command_shows_the_table_and_is_content_with_a_complete_run(folder: Path) -> None:
    found = told_here("exercised", folder, "--missing")
    assert (found.code, found.err) == (0, "")
    rows = [line.split() for line in found.out.splitlines() if line.split()[-4:-3] and line.split()[-1].isdigit()]
    assert [" ".join(row[:-4]) for row in rows] == list(KINDS)
    assert {row[-1] for row in rows} == {"0"}
    assert "with a reason: " in found.out
    facts = json.loads(told_here("exercised", folder, "--format", "json").out)
    assert facts["complete"]
    assert {each["kind"] for each in facts["kinds"]} == set(KINDS)


# ---------------------------------------------------------------------- records that were tampered with

def _changed(folder: Path, tmp_path: Path, change: str, into: str) -> Path:
    text = (folder / "run.jsonl").read_text(encoding="ascii")
    assert change in text
    (tmp_path / "run.jsonl").write_text(text.replace(change, into), encoding="ascii")
    return tmp_path


def test_what_a_complete_run_missed_is_named_and_gates(folder: Path, tmp_path: Path) -> None:
    found = told_here("exercised", _changed(folder, tmp_path, '"deleteWebhook 404"', '"deleteWebhook 999"'), "--missing")
    assert found.code == 1
    assert "statuses: deleteWebhook 404" in found.out.splitlines()


def test_what_a_part_of_a_run_did_not_exercise_gates_nothing(folder: Path, tmp_path: Path) -> None:
    name = '"selectors": ['
    path = _changed(folder, tmp_path, f"{name}]", f'{name}"OPEASY-SCHED"]')
    found = told_here("exercised", _changed(path, tmp_path, '"deleteWebhook 404"', '"deleteWebhook 999"'))
    assert found.code == 0


def test_a_record_about_another_specification_is_not_counted(folder: Path, tmp_path: Path) -> None:
    digest = load("opeasy").digests()["openapi.yaml"]
    found = told_here("exercised", _changed(folder, tmp_path, digest, "0" * 64))
    assert found.code == 64
    assert "error [spec-differs]" in found.err
