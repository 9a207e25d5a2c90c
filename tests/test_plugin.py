"""The suites under pytest: whatever a caller does to the run, silence is no pass, and no setting changes a verdict."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from judged import PART, Judge, Judged

from conformance.checks import checks

CHECKS = {name: check for name, check in checks("opeasy").items() if name.startswith("opeasy/authentication.py")}
NODES = "conformance/suites/"


def of_requirement(name: str) -> list[str]:
    return [check.id for check in checks("opeasy").values() if name in check.requirements]


def reported(judged: Judged) -> Iterator[dict[str, str]]:
    """The verdict of each requirement in each report that names them all."""
    report = json.loads((judged.folder / "report.json").read_text(encoding="utf-8"))
    yield {entry["id"]: entry["verdict"] for entry in report["requirements"]}
    cases = ElementTree.parse(judged.folder / "junit.xml").iter("testcase")
    found = [{each.attrib["name"]: each.attrib["value"] for each in case.iter("property")} for case in cases]
    yield {each["requirement"]: each["verdict"] for each in found if each}


# ---------------------------------------------------------------------- what is dropped

def test_a_requirement_that_lost_one_of_its_checks_is_not_run_everywhere(judge: Judge) -> None:
    name = "OPEASY-TASKS-3"
    dropped, *kept = sorted(of_requirement(name), key=lambda each: "lifecycle" not in each)
    assert judge("--conformance-requirement", name).code == 0
    judged = judge("--conformance-requirement", name, "--deselect", NODES + dropped)
    assert judged.verdicts() == dict.fromkeys(kept, "pass") != {}
    assert judged.planned()[name] == "not_run"
    assert judged.code == 2
    for verdicts in reported(judged):
        assert verdicts[name] == "not_run"
        assert "pass" not in verdicts.values()
    told = (judged.folder / "summary.md").read_text(encoding="utf-8")
    assert "Nobody can say" in told
    assert name in told
    case = next(case for case in ElementTree.parse(judged.folder / "junit.xml").iter("testcase")
                if case.attrib["name"].startswith(name))
    assert case.find("skipped") is not None


def test_what_k_drops_is_named_and_is_no_pass(judge: Judge) -> None:
    one, *others = CHECKS.values()
    judged = judge("-k", one.id.partition("::")[2])
    assert judged.code == 0
    assert judged.planned() == dict.fromkeys(one.requirements, "pass")
    for verdicts in reported(judged):
        assert {verdicts[name] for check in others for name in check.requirements} == {"not_run"}
        assert sum(verdict == "pass" for verdict in verdicts.values()) == len(one.requirements)
    assert "its checks were deselected" in judged.text


def test_a_run_of_nothing_conforms_to_nothing(judge: Judge) -> None:
    judged = judge("-k", "nothing_is_called_like_this")
    assert judged.code == 2
    assert judged.planned() == {}
    assert "nothing-asked" in judged.text


def test_a_selector_that_matches_nothing_is_a_mistake_of_the_caller(judge: Judge) -> None:
    judged = judge("--conformance-requirement", "OPEASY-AUHT")
    assert judged.code == pytest.ExitCode.USAGE_ERROR
    assert "did you mean OPEASY-AUTH?" in judged.text
    assert not (judged.folder / "run.jsonl").exists()


def test_collecting_asks_nothing_and_records_nothing(judge: Judge) -> None:
    judged = judge(*PART, "--collect-only", "-q")
    assert not (judged.folder / "run.jsonl").exists()
    assert all(f"{NODES}{name}" in judged.text for name in CHECKS)


# ---------------------------------------------------------------------- what a caller sets

HOSTILE = {
    "names": "python_functions = nothing*\npython_classes = Nothing\npython_files = *.py",
    "one file": "python_files = nothing.py",
    "strictness": "addopts = -x --strict-markers --strict-config -W error\nfilterwarnings = error\nxfail_strict = true",
    "import mode": "addopts = --import-mode=importlib",
    "import mode append": "addopts = --import-mode=append -p no:cacheprovider",
    "reports": "addopts = --tb=no -q -ra --durations=3 --junitxml=own.xml\njunit_family = xunit1",
    "doctests": "addopts = --doctest-modules", "no allure": "addopts = -p no:allure_pytest --strict-markers",
    "assertions": "addopts = --assert=plain -p no:logging --capture=no",
}


@pytest.mark.parametrize("settings", HOSTILE.values(), ids=HOSTILE)
def test_the_settings_of_a_caller_change_no_verdict(judge: Judge, pytester: pytest.Pytester, settings: str) -> None:
    pytester.makeini(f"[pytest]\n{settings}")
    pytester.makepyfile(test_own="def test_own(): pass\ndef nothing_of_ours(): raise ValueError")
    judged = judge(*PART, "--conformance-fault", "KeepsExpiredTokens") if "-x" not in settings else judge(*PART)
    assert set(judged.verdicts()) == set(CHECKS)
    assert judged.planned().pop("OPEASY-AUTH-7") == ("fail" if "-x" not in settings else "pass")
    assert {verdict for name, verdict in judged.planned().items() if name != "OPEASY-AUTH-7"} == {"pass"}
    assert judged.code == ("-x" not in settings)


def test_a_pyproject_and_tests_of_the_caller_change_no_verdict(judge: Judge, pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\npython_functions = "nothing*"\nfilterwarnings = ["error"]')
    pytester.makeconftest("import pytest, warnings\n\n@pytest.fixture(autouse=True)\n"
                          "def loud():\n    warnings.warn('loud')")
    pytester.makepyfile(test_own="def nothing_own(): assert False")
    judged = judge("--conformance-requirement", "OPEASY-AUTH", "test_own.py")
    assert set(judged.verdicts()) == set(CHECKS)
    assert set(judged.planned().values()) == {"pass"}
    assert (judged.outcomes["passed"], judged.outcomes["error"]) == (len(CHECKS), 1)


def test_marks_of_the_caller_excuse_nothing(judge: Judge, pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import pytest\n\ndef pytest_collection_modifyitems(items):\n    for item in items:\n"
                          "        item.add_marker(pytest.mark.xfail(reason='known'))")
    judged = judge(*PART, "--conformance-fault", "KeepsExpiredTokens")
    assert judged.planned()["OPEASY-AUTH-7"] == "fail"
    assert judged.code == 1


def test_what_a_caller_skips_is_no_pass(judge: Judge, pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import pytest\n\ndef pytest_collection_modifyitems(items):\n    for item in items:\n"
                          "        item.add_marker(pytest.mark.skip(reason='too slow'))")
    judged = judge(*PART)
    assert "pass" not in judged.planned().values()
    assert judged.code in (2, 3)


# ---------------------------------------------------------------------- how a run is steered

def test_x_stops_at_the_first_failure_and_leaves_the_rest_not_run(judge: Judge) -> None:
    judged = judge(*PART, "-x", "--conformance-fault", "IssuesTokensForUnknownKeys")
    ended = list(judged.verdicts().values())
    assert ended[-1] == "fail"
    assert ended.count("fail") == 1
    assert len(ended) < len(CHECKS)
    assert "not_run" in judged.planned().values()
    assert judged.code == 1


def test_lf_asks_again_only_what_failed(judge: Judge) -> None:
    first = judge(*PART, "--conformance-fault", "KeepsExpiredTokens", folder="first")
    failed = {name for name, verdict in first.verdicts().items() if verdict == "fail"}
    again = judge("--lf", *PART, folder="again")
    assert set(again.verdicts()) == failed != set()
    assert set(again.planned()) == {name for check in failed for name in CHECKS[check].requirements}
    assert again.code == 0


def test_two_processes_say_the_same_as_one(judge: Judge) -> None:
    words = ("-k", "authentication.py or error_responses.py", "--conformance-fault", "KeepsExpiredTokens")
    one, two = judge(*words, folder="one"), judge(*words, "-n", "2", folder="two")
    assert one.code == two.code == 1
    assert one.verdicts() == two.verdicts()
    assert one.run.outcomes() == two.run.outcomes()
    assert two.run.finished
    assert one.run.check_counts() == two.run.check_counts()


def test_the_same_seed_asks_the_same(judge: Judge) -> None:
    def asked(seed: int, folder: str) -> list[Any]:
        run = judge("-k", "error_responses.py", "--conformance-seed", str(seed), folder=folder).run
        requests = [line["request"] for line in run.exchanges.values()]
        # The boundaries between the parts of a form are made up anew each time.
        return [(each["method"], each["url"], re.sub("[0-9a-f]{32}", "", str(each["body"]))) for each in requests]

    assert asked(1, "one") == asked(1, "again") != asked(2, "two")


def test_the_ledger_and_the_reports_lie_beside_the_record(judge: Judge, pytester: pytest.Pytester) -> None:
    judged = judge("--conformance-requirement", "OPEASY-AUTH-1")
    assert {path.name for path in judged.folder.iterdir()} == {
        "run.jsonl", "ledger.jsonl", "junit.xml", "report.json", "summary.md", "report.html"}
    assert Path(pytester.path / "run").is_dir()
