"""One run, many readers: the record, every report, the terminal and Allure count alike."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from judged import Judge, Judged

from conformance.suites.opeasy import authentication
from conformance.verdict import Verdict

WORDS = [verdict.word for verdict in sorted(Verdict, reverse=True)]
ALLURE = {"pass": "passed", "fail": "failed", "error": "broken", "inconclusive": "broken",
          "not_run": "skipped", "not_applicable": "skipped"}
PYTEST = ALLURE | {"error": "failed", "inconclusive": "failed"}
RUNS = {
    "an honest target": ("-k", "authentication.py or error_responses.py"),
    "a target with a fault": ("-k", "authentication.py or tenants.py", "--conformance-fault", "KeepsExpiredTokens"),
    "checks that are dropped": ("--conformance-requirement", "OPEASY-AUTH", "--conformance-requirement",
                                "OPEASY-SCHED-10",
                                "-k", "not invalid and not hour"),
    "a crash and a fault": ("-k", "authentication.py", "--conformance-fault", "IgnoresEnterprise"),
}
ROW = re.compile(r"^ *(\w+) +(\d+) +(\d+) +(\d+) *$", re.MULTILINE)
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
    for line in lines:
        if line["kind"] == "answer":
            said[line["requirement"]].append(line["verdict"])
    spoken = {(line["requirement"], line["check"]) for line in lines if line["kind"] == "answer"}
    for entry in header["requirements"]:
        said[entry["id"]] += ["not_run" for check in entry["checks"] if (entry["id"], check) not in spoken]
    worst = {name: min(given or ["not_run"], key=WORDS.index) for name, given in said.items()}
    planned = [worst[entry["id"]] for entry in header["requirements"] if entry["planned"]]
    ended = [checks.get(entry["id"], "not_run") for entry in header["checks"]]
    return {word: (list(worst.values()).count(word), planned.count(word), ended.count(word)) for word in WORDS}


def test_all_reports_count_as_the_lines_of_the_record_do(judged: Judged) -> None:
    expected = recorded(judged)
    assert expected["pass"][0] > 0
    counts = json.loads((judged.folder / "report.json").read_text(encoding="utf-8"))["counts"]
    columns = [counts["requirements"], counts["planned"], counts["checks"]]
    assert {word: tuple(column[word] for column in columns) for word in WORDS} == expected
    for text in (judged.text, (judged.folder / "summary.md").read_text(encoding="utf-8").replace("|", " ")):
        rows = {word: tuple(map(int, numbers)) for word, *numbers in ROW.findall(text)}
        assert rows == expected | {"all": tuple(map(sum, zip(*expected.values(), strict=True)))}


def test_junit_has_a_case_for_each_requirement_and_fails_what_gates(judged: Judged) -> None:
    root = ElementTree.parse(judged.folder / "junit.xml").getroot()
    mine = {case: found.attrib["value"] for case in root.iter("testcase") for found in case.iter("property")
            if found.attrib["name"] == "verdict"}
    counted = Counter(mine.values())
    assert {word: counted[word] for word in WORDS} == {word: numbers[0] for word, numbers in recorded(judged).items()}
    endings = {verdict: Counter(part.tag for case, said in mine.items() if said == verdict for part in case)
               for verdict in counted}
    assert endings["pass"].keys() == {"properties"}
    assert all(sum(endings[verdict].values()) == 2 * counted[verdict] for verdict in counted if verdict != "pass")
    assert (root.find(".//failure") is not None or root.find(".//error") is not None) == (judged.code != 0)


@dataclass
class Result:
    """One result of Allure: how it ended, and its labels by name."""

    status: str
    labels: dict[str, set[str]]


def _results(judged: Judged) -> list[Result]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (judged.folder.parent / "allure").glob(
        "*-result.json")]
    return [Result(each["status"], {name: {label["value"] for label in each["labels"] if label["name"] == name}
                                    for name in ("epic", "story", "verdict")}) for each in found]


def test_allure_has_a_result_for_each_check_that_ended(judged: Judged) -> None:
    results = Counter(result.status for result in _results(judged))
    assert results == Counter(ALLURE[verdict] for verdict in judged.verdicts().values())
    never = len(judged.run.header["checks"]) - len(judged.run.checks)
    counts = Counter({"skipped": never}) + results
    for word, number in judged.run.check_counts().items():
        counts[ALLURE[word]] -= number
    assert set(counts.values()) <= {0}


def test_allure_knows_each_check_by_our_ids(judged: Judged) -> None:
    results = _results(judged)
    assert Counter(word for result in results for word in result.labels["verdict"]) == Counter(
        verdict for verdict in judged.verdicts().values() if verdict != "not_run")
    assert {title for result in results for title in result.labels["epic"]} == {judged.run.header["title"]}
    ended = [entry["requirements"] for entry in judged.run.header["checks"] if entry["id"] in judged.run.checks]
    assert sorted(sorted(result.labels["story"]) for result in results) == sorted(map(sorted, ended))


def test_pytest_counts_the_checks_that_ended(judged: Judged) -> None:
    ended = Counter(PYTEST[verdict] for verdict in judged.verdicts().values())
    assert {word: judged.outcomes.get(word, 0) for word in ("passed", "failed", "skipped")} == {
        word: ended[word] for word in ("passed", "failed", "skipped")}


def test_the_terminal_ends_with_the_exit_code(judged: Judged) -> None:
    assert f"exit code {judged.code}: " in judged.text
    report = json.loads((judged.folder / "report.json").read_text(encoding="utf-8"))
    assert judged.code == judged.run.exit_code() == report["exitCode"]
    assert f"Exit code {judged.code}: " in (judged.folder / "summary.md").read_text(encoding="utf-8")
