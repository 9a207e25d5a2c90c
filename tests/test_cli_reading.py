"""What can be read without a run: lists, explanations, reports, help."""

import json
from collections import Counter
from pathlib import Path

import pytest
from command_line import told, told_here

from conformance import __version__, catalogue, record
from conformance.checks import checks
from conformance.commands import explain, listing
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.writers import FILES, WRITERS

RUNS = Path(__file__).parents[1] / "fixtures" / "runs"
COMMANDS = ("check", "cleanup", "coverage", "exercised", "explain", "list", "objects", "questions", "report", "run", "selftest",
            "serve")


def test_the_version_is_told() -> None:
    found = told("--version")
    assert (found.code, found.out) == (0, f"conformance, version {__version__}\n")


@pytest.mark.parametrize("words", [["-h"], ["--help"], *([command, "-h"] for command in COMMANDS)], ids=" ".join)
def test_help_is_shown(words: list[str]) -> None:
    found = told_here(*words)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Usage: conformance")


def test_help_names_every_command() -> None:
    lines = told_here("-h").out.partition("Commands:")[2].splitlines()
    assert tuple(line.split()[0] for line in lines if line.startswith("  ") and line[2:3] != " ") == COMMANDS


# ---------------------------------------------------------------------- list

def test_the_apis_are_listed() -> None:
    found = told_here("list")
    assert found.code == 0
    assert [line.split()[0] for line in found.out.splitlines()] == catalogue.apis()


@pytest.mark.parametrize("api", catalogue.apis())
def test_each_requirement_is_listed_once_in_the_order_of_the_document(api: str) -> None:
    lines = told_here("list", api).out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue.load(api).requirements)
    untested = sum(not each.tested for each in catalogue.load(api).requirements.values())
    assert sum(line.endswith("(not tested)") for line in lines) == untested


def test_a_selector_narrows_the_list() -> None:
    lines = told_here("list", "opeasy", "OPEASY-SCHED", "OPEASY-AUTH-1").out.splitlines()
    assert {line.split()[0] for line in lines} == catalogue.load("opeasy").selected(["OPEASY-SCHED", "OPEASY-AUTH-1"])


@pytest.mark.parametrize("api", catalogue.apis())
def test_the_counts_add_up(api: str) -> None:
    known = catalogue.load(api).requirements.values()
    numbers = json.loads(told_here("list", api, "--count", "--format", "json").out)
    assert sum(row["tested"] + row["not tested"] for row in numbers["requirements"]) == numbers["all"] == len(known)
    assert numbers["totals"]["tested"] == sum(each.tested for each in known)
    for name in ("kind", "level", "basis"):
        assert numbers["totals"][name] == dict(sorted(Counter(getattr(each, name) for each in known).items()))
    assert sum(row["checks"] for row in numbers["checks"]) == len(checks(api))
    assert len({row["kind"] for row in numbers["checks"]}) == len(numbers["checks"])


@pytest.mark.parametrize("api", catalogue.apis())
def test_the_counts_can_be_read(api: str) -> None:
    numbers = json.loads(told_here("list", api, "--count", "--format", "json").out)
    found = told_here("list", api, "--count")
    rows = [line.split() for line in found.out.splitlines()]
    tested, untested = numbers["totals"]["tested"], numbers["totals"]["not tested"]
    assert ["all", "all", "all", str(tested), str(untested), str(numbers["all"])] in rows
    for kind, number in numbers["totals"]["kind"].items():
        assert [row[-1] for row in rows if row[:3] == [kind, "all", "all"]] == [str(number)]
    assert ["all", str(len(checks(api)))] in rows


def test_cells_are_counted_apart() -> None:
    numbers = json.loads(told_here("list", "opeasy", "--count", "--format", "json").out)
    said, asking = catalogue.load("opeasy").lifecycle, [name for name in checks("opeasy") if "/lifecycle.py::" in name]
    cells = next(row for row in numbers["checks"] if row["kind"] == "cell")
    assert (cells["checks"], cells["cells"]) == (len(asking), len(said["states"]) * len(said["actions"]))


@pytest.mark.parametrize("words", [[], ["opeasy"], ["opeasy", "OPEASY-SCHED"], ["opeasy", "--faults"]], ids=" ".join)
def test_what_is_listed_is_listed_in_json_too(words: list[str]) -> None:
    lines = told_here("list", *words).out.splitlines()
    entries = json.loads(told_here("list", *words, "--format", "json").out)
    assert [next(iter(entry.values())) for entry in entries] == [line.split()[0] for line in lines]


@pytest.mark.parametrize("api", catalogue.apis())
def test_each_fault_is_listed_with_what_it_violates(api: str) -> None:
    lines = told_here("list", api, "--faults").out.splitlines()
    known = {**faults(api), **derived_faults(api)}
    assert [line.split()[0] for line in lines] == list(known)
    assert all(known[line.split()[0]].violated[0] in line for line in lines)


# ---------------------------------------------------------------------- explain

def test_a_requirement_is_explained_from_its_sentence_to_its_faults() -> None:
    found = told_here("explain", "OPEASY-SCHED-6")
    promise = catalogue.load("opeasy").requirement("OPEASY-SCHED-6")
    assert found.code == 0
    for word in (promise.text, str(promise.source), "MUST, stated", "suites/opeasy/", "DeletesWhileProcessing"):
        assert word in found.out


@pytest.mark.parametrize("api", catalogue.apis())
def test_every_requirement_can_be_explained(api: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, each in catalogue.load(api).requirements.items():
        explain.explain.callback(name)  # type: ignore[misc]
        out = capsys.readouterr().out
        assert each.text in out
        assert ("asked by" in out) == any(name in check.requirements for check in checks(api).values())
        assert ("not tested" in out) == bool(each.not_tested)


def test_the_place_of_a_check_is_where_it_stands() -> None:
    line = next(line for line in told_here("explain", "OPEASY-AUTH-2").out.splitlines() if "asked by" in line)
    path, _, number = line.split()[2].rpartition(":")
    text = (Path(listing.__file__).parents[2] / path).read_text(encoding="utf-8").splitlines()
    assert "OPEASY-AUTH-2" in text[int(number) - 1]


# ---------------------------------------------------------------------- report

@pytest.mark.parametrize("form", sorted(WRITERS))
@pytest.mark.parametrize("name", ["all_pass", "one_fail", "hostile", "cut_short"])
def test_a_report_is_what_its_writer_makes_of_the_record(name: str, form: str, tmp_path: Path) -> None:
    run = record.read(RUNS / f"{name}.jsonl")
    text = WRITERS[form](run)
    shown = told_here("report", RUNS / f"{name}.jsonl", "--to", form)
    written = told_here("report", RUNS / f"{name}.jsonl", "--to", form, "--out", tmp_path / "report")
    assert shown.code == written.code == run.exit_code()
    assert shown.out.removesuffix("\n") == text.removesuffix("\n")
    assert (tmp_path / "report").read_bytes().decode("utf-8") == text
    assert (written.out, shown.err, written.err) == ("", "", "")


def test_a_report_in_json_is_json() -> None:
    assert json.loads(told_here("report", RUNS / "one_fail.jsonl", "--to", "json").out)["exitCode"] == 1


def test_a_report_reaches_a_terminal_that_knows_ascii_only() -> None:
    found = told("report", RUNS / "hostile.jsonl", "--to", "markdown", env={"PYTHONIOENCODING": "ascii"})
    assert "Traceback" not in found.text
    assert found.code == record.read(RUNS / "hostile.jsonl").exit_code(), found.err


def test_there_is_a_file_name_for_each_form() -> None:
    assert set(FILES) == set(WRITERS)
