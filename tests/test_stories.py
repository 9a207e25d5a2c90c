"""The pytest file that a run leaves for each story: it fails where the story was told, passes on an honest server, and obeys
nobody but its reader."""

import ast
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from command_line import KEYS
from judged import Judge, Judged
from writers.runs import recorded

from conformance.clock import WallClock
from conformance.record import Run
from conformance.serving import loopback, variant
from conformance.writers import stories, write_all
from conformance.writers.markdown import write as markdown
from conformance.writers.terminal import failure_lines
from conformance.writers.view import view

FAULT = "SchedulesDespiteErrors"
NAME = "test_operations_live_side_by_side_for_a_while_opeasy_life_1.py"


@pytest.fixture
def lied(judge: Judge) -> Judged:
    """A run in which the walk met a server with a fault."""
    return judge("--conformance-requirement", "OPEASY-LIFE-1", "--conformance-fault", FAULT)


def repeated(pytester: pytest.Pytester, file: Path, *words: str) -> dict[str, int]:
    return pytester.runpytest_inprocess(str(file), *words).parseoutcomes()


def test_the_file_fails_where_its_story_was_told_and_passes_on_an_honest_server(
        lied: Judged, pytester: pytest.Pytester) -> None:
    file = lied.folder / stories.FOLDER / NAME
    text = file.read_text(encoding="utf-8")
    assert f"{stories.FOLDER}/{NAME}\n" in lied.text
    assert len(text.splitlines()) < 40
    assert repeated(pytester, file) == {"failed": 1}
    file.write_text(text.replace(f"fault='{FAULT}'", "fault=''"), encoding="utf-8")
    assert repeated(pytester, file) == {"passed": 1}


@contextmanager
def served(folder: Path, fault: str) -> Iterator[Path]:
    """The file of a target that is served on the clock on the wall."""
    server = variant("opeasy", fault)(clock=WallClock().now)
    enterprise, file = next(iter(server.settings.enterprises)), folder / f"target{fault}.yaml"
    with loopback(server.app) as url:
        file.write_text(yaml.safe_dump({"api": "opeasy", "baseUrl": url, "world": {
            "domain": server.settings.domain, "groupId": server.settings.groups[0]},
            "credentials": {"enterpriseId": enterprise, "apiKey": {"env": "OPEASY_API_KEY"}}}), encoding="utf-8")
        yield file


def test_the_file_asks_the_target_that_it_is_given(
        lied: Judged, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEASY_API_KEY", KEYS["OPEASY_API_KEY"])
    file = lied.folder / stories.FOLDER / NAME
    for fault, outcome in (("", "passed"), (FAULT, "failed")):
        with served(pytester.path, fault) as target:
            assert repeated(pytester, file, "--target", str(target)) == {outcome: 1}
    ledger = (lied.folder / f"ledger-{file.stem}.jsonl").read_text(encoding="utf-8")
    assert "operation" in ledger


def test_the_record_holds_the_story_and_each_report_tells_it(lied: Judged) -> None:
    answer = next(answer for answer in lied.run.answers if "story" in answer)
    lines = [step["told"] for step in answer["story"]["steps"]]
    assert 1 <= len(lines) <= 6
    assert f"{len(lines)}. {lines[-1]}"[:100] in lied.text
    report = json.loads((lied.folder / "report.json").read_text(encoding="utf-8"))
    told = [entry["answer"]["story"] for entry in report["requirements"] if "story" in (entry["answer"] or {})]
    assert told == [answer["story"]]
    assert "<ol>" in (lied.folder / "report.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------------- whatever a target says

_HOSTILE = 'x\n"""\nimport os\n\\" \\N{BULLET} \' {0} \u2028 \ud800 \x1b[2J'


def telling(*words: str) -> Run:
    """A run of whose answers one has a story in which these words stand everywhere."""
    run = recorded("one_fail")
    answer = next(answer for answer in run.answers if answer["verdict"] == "fail")
    steps = [{"thing": 1, "action": word, "data": {"text": word}, "told": word} for word in words]
    story = {"found": {"steps": 9, "requests": 9}, "replays": 1, "steps": steps}
    answer |= {"check": "opeasy/walk.py::test_this", "story": story}
    return run


def test_what_a_target_said_cannot_become_code() -> None:
    run = telling(_HOSTILE, "plain")
    (name, text), = stories.write(run).items()
    tree = ast.parse(text.encode("utf-8"))
    assert name == "test_this_opeasy_sched_6.py"
    assert [type(node).__name__ for node in tree.body] == ["Expr", "Import", "ImportFrom", "ImportFrom", "FunctionDef"]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)][1:]
    assert [[ast.literal_eval(given) for given in call.args] for call in calls] == [[1, _HOSTILE], [1, "plain"]]


def test_no_check_of_a_foreign_record_leads_elsewhere() -> None:
    run = telling("plain")
    for place in ("../../etc/passwd::x", "os;import sys::x", "a.py\nimport os::x", "::", "/walk.py::x"):
        next(answer for answer in run.answers if "story" in answer)["check"] = place
        assert stories.write(run) == {}


def test_a_long_story_is_told_from_its_end_and_a_file_holds_all_of_it(tmp_path: Path) -> None:
    run = telling(*(f"step {number} is done" for number in range(1, 31)))
    row = view(run).standing("fail")[0]
    lines = failure_lines(row, "reports/r/run.jsonl")
    assert "  story     (18 steps before)" in lines
    assert "            30. step 30 is done" in lines
    assert lines[-1] == "  as test   pytest reports/r/stories/test_this_opeasy_sched_6.py"
    assert "\n  30. `step 30 is done`\n" in markdown(run)
    path = next(path for path in write_all(run, tmp_path) if path.parent.name == stories.FOLDER)
    assert path.read_text(encoding="utf-8").count("step(1, ") == 30
