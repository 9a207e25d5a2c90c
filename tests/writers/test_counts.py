"""The record and all reports count alike, and none of them shows as a pass what is not one."""

import copy
import json
from collections import Counter
from pathlib import Path

from conformance.record import Run
from conformance.verdict import Verdict
from conformance.writers import FILES, WRITERS, html, junit, markdown, report_json, terminal, write_all

from . import readings
from .runs import for_every_run, recorded


def _counted(run: Run) -> dict[str, tuple[int, ...]]:
    planned = Counter(outcome.verdict.word for outcome in run.outcomes() if outcome.planned)
    requirements, checks = run.counts(), run.check_counts()
    return {word: (requirements[word], planned[word], checks[word]) for word in requirements}


def _with_total(counts: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return counts | {"all": tuple(map(sum, zip(*counts.values(), strict=True)))}


@for_every_run
def test_json_counts_as_the_record_does(run: Run) -> None:
    report = json.loads(report_json.write(run))
    counts = report["counts"]
    columns = counts["requirements"], counts["planned"], counts["checks"]
    assert {word: tuple(column[word] for column in columns) for word in columns[0]} == _counted(run)
    assert Counter(entry["verdict"] for entry in report["requirements"]) == Counter(+Counter(run.counts()))
    assert Counter(entry["verdict"] for entry in report["checks"]) == Counter(+Counter(run.check_counts()))
    assert Counter(entry["standing"] for entry in report["requirements"]) == +Counter(counts["standings"])


@for_every_run
def test_junit_counts_as_the_record_does(run: Run) -> None:
    cases = [readings.properties(case) for case in readings.junit(junit.write(run)).iter("testcase")]
    assert Counter(case["verdict"] for case in cases if case) == +Counter(run.counts())
    assert Counter(case["verdict"] for case in cases if case.get("planned") == "true") == \
        +Counter({word: numbers[1] for word, numbers in _counted(run).items()})


@for_every_run
def test_markdown_counts_as_the_record_does(run: Run) -> None:
    assert readings.counts(readings.tables(markdown.write(run))[0][1:]) == _with_total(_counted(run))


@for_every_run
def test_the_terminal_counts_as_the_record_does(run: Run) -> None:
    assert readings.terminal_counts(terminal.summary(run)) == _with_total(_counted(run))


@for_every_run
def test_html_counts_as_the_record_does(run: Run) -> None:
    page = readings.Page(html.write(run)).root
    rows = [[part.text for part in row.parts] for row in page.all("table", class_="counts")[0].all("tr")[1:]]
    assert readings.counts(rows) == _with_total(_counted(run))
    verdicts = Counter(row.attributes.get("data-verdict") for row in page.all("tr") if "data-verdict" in row.attributes)
    assert verdicts == +Counter(run.counts())


@for_every_run
def test_writers_change_nothing_and_say_the_same_twice(run: Run) -> None:
    before = copy.deepcopy(vars(run))
    for write in WRITERS.values():
        assert write(run) == write(run)
        write(run).encode("utf-8")
    assert vars(run) == before


def test_all_reports_are_written_beside_the_record(tmp_path: Path) -> None:
    paths = write_all(recorded("one_fail"), tmp_path / "new")
    assert [path.name for path in paths] == list(FILES.values()) == [
        "junit.xml", "report.json", "summary.md", "report.html"]
    assert paths[0].read_text(encoding="utf-8") == junit.write(recorded("one_fail"))


def test_the_words_of_the_verdicts_are_those_of_the_harness() -> None:
    assert set(recorded("all_pass").counts()) == {verdict.word for verdict in Verdict}
