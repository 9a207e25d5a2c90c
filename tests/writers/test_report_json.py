"""report.json fits its published schema and holds what the record holds."""

import json

import jsonschema

from conformance.catalogue import SPECS
from conformance.record import Run
from conformance.verdict import Verdict
from conformance.writers import report_json
from conformance.writers.row import STANDINGS

from .runs import for_every_run, recorded

SCHEMA = json.loads((SPECS / "schema" / "report.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


@for_every_run
def test_it_fits_its_schema(run: Run) -> None:
    VALIDATOR.validate(json.loads(report_json.write(run)))


@for_every_run
def test_its_exit_code_is_that_of_the_run(run: Run) -> None:
    report = json.loads(report_json.write(run))
    assert report["exitCode"] == run.exit_code()
    assert report["complete"] == run.finished
    assert not report["gaps"] or report["exitCode"]


@for_every_run
def test_it_loses_nothing(run: Run) -> None:
    report = json.loads(report_json.write(run))
    for name in ("text", "section", "lines", "checks"):
        assert [entry[name] for entry in report["requirements"]] == [entry[name] for entry in run.header["requirements"]]
    assert report["title"] == run.header["title"]


@for_every_run
def test_only_a_pass_reads_as_a_pass(run: Run) -> None:
    for entry, outcome in zip(json.loads(report_json.write(run))["requirements"], run.outcomes(), strict=True):
        assert (entry["verdict"], entry["accuses"]) == (outcome.verdict.word, outcome.accuses(run.strict))
        assert (entry["standing"] == "pass") == (outcome.verdict is Verdict.PASS)


def test_the_schema_is_one_and_describes_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    objects = [SCHEMA, *(SCHEMA["$defs"][name] for name in ("gap", "requirement", "answer", "check"))]
    for described in objects:
        assert set(described["required"]) == set(described["properties"]) - {"story"}  # only a walk has one
        assert all("title" in entry or "$ref" in entry for entry in described["properties"].values())


def test_the_schema_knows_all_words() -> None:
    assert SCHEMA["$defs"]["standing"]["enum"] == list(STANDINGS)
    assert SCHEMA["$defs"]["verdict"]["enum"] == [verdict.word for verdict in sorted(Verdict, reverse=True)]


def test_the_keys_keep_their_order() -> None:
    assert list(json.loads(report_json.write(recorded("all_pass")))) == list(SCHEMA["properties"])
    report = json.loads(report_json.write(recorded("one_fail")))
    assert list(report["requirements"][3]["answer"]) == [
        "check", "message", "expected", "got", "asked", "again", "exchange", "notes"]
