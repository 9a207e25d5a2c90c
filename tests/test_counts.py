"""One run, many readers: the record, every report, the terminal and Allure count alike."""

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Judge, Judged

from conformance.suites.opeasy import authentication
from conformance.verdict import Verdict

WORDS = [verdict.word for verdict in sorted(Verdict, reverse=True)]
ALLURE = {"pass": "passed", "fail": "failed", "error": "broken", "inconclusive": "broken", "not_run": "skipped",
          "not_applicable": "skipped"}
PYTEST = {"pass": "passed", "fail": "failed", "error": "failed", "inconclusive": "failed", "not_run": "skipped",
          "not_applicable": "skipped"}
RUNS = {
    "an honest target": ("-k", "authentication.py or error_responses.py"),
    "a target with a fault": ("-k", "authentication.py or tenants.py", "--conformance-fault", "KeepsExpiredTokens"),
    "checks that are dropped": ("--conformance-requirement", "OPEASY-AUTH", "--conformance-requirement",
                                "OPEASY-SCHED-10", "-k", "not invalid and not hour"),
    "a crash and a fault": ("-k", "authentication.py", "--conformance-fault", "IgnoresEnterprise"),
}
Columns = dict[str, tuple[int, int, int]]


_ENDED: dict[tuple[str, ...], Judged] = {}  # each run is read by all tests


@pytest.fixture(params=RUNS.values(), ids=RUNS)
def judged(request: pytest.FixtureRequest, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> Judged:
    if request.param not in _ENDED:
        if "IgnoresEnterprise" in request.param:
            monkeypatch.setattr(authentication, "HOUR", None)
        _ENDED[request.param] = judge(*request.param, "--alluredir", "allure")
    return _ENDED[request.param]


def recorded(judged: Judged) -> Columns:
    """Requirements, planned ones and checks by verdict, from nothing but the lines of the record."""
    header, *lines = map(json.loads, (judged.folder / "run.jsonl").read_text(encoding="utf-8").splitlines())
    checks = {line["check"]: line["verdict"] for line in lines if line["kind"] == "check"}
    said: dict[str, list[str]] = {entry["id"]: [] for entry in header["requirements"]}
    for entry in header["requirements"]:
        for check in entry["checks"]:
            given = [line["verdict"] for line in lines if line["kind"] == "answer"
                     and (line["requirement"], line["check"]) == (entry["id"], check)]
            said[entry["id"]] += given or ["not_run"]
        said[entry["id"]] += [line["verdict"] for line in lines if line["kind"] == "answer"
                              and line["requirement"] == entry["id"]]
    worst = {name: min(given or ["not_run"], key=WORDS.index) for name, given in said.items()}
    planned = [worst[entry["id"]] for entry in header["requirements"] if entry["planned"]]
    ended = [checks.get(entry["id"], "not_run") for entry in header["checks"]]
    return {word: (list(worst.values()).count(word), planned.count(word), ended.count(word)) for word in WORDS}


def test_all_reports_count_as_the_lines_of_the_record_do(judged: Judged) -> None:
    expected = recorded(judged)
    assert expected["pass"][0] > 0
    counts = json.loads((judged.folder / "report.json").read_text(encoding="utf-8"))["counts"]
    assert {word: (counts["requirements"][word], counts["planned"][word], counts["checks"][word])
            for word in WORDS} == expected
    for text in (judged.text, (judged.folder / "summary.md").read_text(encoding="utf-8").replace("|", " ")):
        rows = {found[1]: tuple(map(int, found.groups()[1:])) for found in re.finditer(
            r"^ *(\w+) +(\d+) +(\d+) +(\d+) *$", text, re.MULTILINE)}
        assert rows == expected | {"all": tuple(map(sum, zip(*expected.values(), strict=True)))}


def test_junit_has_a_case_for_each_requirement_and_fails_what_gates(judged: Judged) -> None:
    root = ElementTree.parse(judged.folder / "junit.xml").getroot()
    cases = [(case, {each.attrib["name"]: each.attrib["value"] for each in case.iter("property")})
             for case in root.iter("testcase")]
    mine = [(case, said) for case, said in cases if said]
    counted = Counter(said["verdict"] for _, said in mine)
    assert {word: counted[word] for word in WORDS} == {word: numbers[0] for word, numbers in recorded(judged).items()}
    passed = [said["verdict"] for case, said in mine if all(case.find(tag) is None for tag in ("failure", "error",
        "skipped"))]
    assert set(passed) <= {"pass"}
    assert len(passed) == counted["pass"]
    assert (root.find(".//failure") is not None or root.find(".//error") is not None) == (judged.code != 0)


def _results(judged: Judged) -> list[dict[str, str]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in Path(judged.folder.parent, "allure").glob(
        "*-result.json")]


def test_allure_has_a_result_for_each_check_that_ended(judged: Judged) -> None:
    results = Counter(result["status"] for result in _results(judged))
    assert results == Counter(ALLURE[verdict] for verdict in judged.verdicts().values())
    ended = {word: number for word, number in judged.run.check_counts().items() if number}
    never = len(judged.run.header["checks"]) - len(judged.run.checks)
    assert Counter({ALLURE[word]: 0 for word in ended}) + results + Counter({"skipped": never}) == sum(
        (Counter({ALLURE[word]: number}) for word, number in ended.items()), Counter())


def test_allure_knows_each_check_by_our_ids(judged: Judged) -> None:
    labels = [{label["name"]: label["value"] for label in result["labels"] if label["name"] != "story"}
              for result in _results(judged)]  # type: ignore[attr-defined, index]
    assert Counter(each["verdict"] for each in labels if "verdict" in each) == Counter(
        verdict for verdict in judged.verdicts().values() if verdict != "not_run")
    assert {each["epic"] for each in labels} == {judged.run.header["title"]}
    stories = {label["value"] for result in _results(judged) for label in result["labels"]
               if label["name"] == "story"}  # type: ignore[attr-defined, index]
    assert stories == {name for entry in judged.run.header["checks"] if entry["id"] in judged.run.checks
                       for name in entry["requirements"]}


def test_pytest_counts_the_checks_that_ended(judged: Judged) -> None:
    ended = Counter(PYTEST[verdict] for verdict in judged.verdicts().values())
    assert {word: judged.outcomes.get(word, 0) for word in ("passed", "failed", "skipped")} == {
        word: ended[word] for word in ("passed", "failed", "skipped")}


def test_the_terminal_ends_with_the_exit_code(judged: Judged) -> None:
    assert f"exit code {judged.code}: " in judged.text
    assert judged.code == judged.run.exit_code() == json.loads((judged.folder / "report.json").read_text(
        encoding="utf-8"))["exitCode"]
    assert f"Exit code {judged.code}: " in (judged.folder / "summary.md").read_text(encoding="utf-8")
