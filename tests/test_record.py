"""The record: it keeps what it is told, and a part of it never claims more than the whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from headers import ASKED, CHECKS, IDS, Line, header
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.problems import Problem
from conformance.record import Recorder, Run, read
from conformance.verdict import ExitCode, Verdict, combined

odd = st.text(st.characters() | st.sampled_from("\ud800\udfff\u2028\u2029\x85\x00\r\n\x1e\ufeff"), max_size=12)
on_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)


@dataclass
class Heard:
    """One check: how many exchanges it had, and what it answered, each answer about one of its exchanges or none."""

    check: str
    answers: list[tuple[str, Verdict, int]]
    exchanges: int = 0
    text: str = ""

    def lines(self) -> Iterator[Line]:
        for number in range(1, self.exchanges + 1):
            yield {"kind": "exchange", "check": self.check, "number": number, "text": self.text}
        for requirement, verdict, exchange in self.answers:
            yield {"kind": "answer", "check": self.check, "requirement": requirement, "verdict": verdict.word,
                   "message": self.text, "exchange": min(exchange, self.exchanges)}
        worst = combined(verdict for _, verdict, _ in self.answers)
        yield {"kind": "check", "check": self.check, "verdict": worst.word, "message": self.text, "seconds": 0.1}


@st.composite
def heard(draw: st.DrawFn, check: str) -> Heard:
    """A check that answers each of its requirements once or more, and may see any other one broken in passing."""
    mine = st.tuples(st.sampled_from(ASKED[check]), st.sampled_from([Verdict.PASS, *Verdict]), st.integers(0, 3))
    seen = st.tuples(st.sampled_from(IDS), st.just(Verdict.FAIL), st.integers(0, 3))
    return Heard(check, draw(st.lists(mine, min_size=1, max_size=4)) + draw(st.just([]) | st.lists(seen, max_size=1)),
                 draw(st.integers(0, 3)), draw(odd))


whole_runs = st.permutations(CHECKS).flatmap(lambda order: st.tuples(*(heard(check) for check in order)))


def recorded(path: Path, checks: tuple[Heard, ...], **facts: Any) -> Path:
    """A whole record of some checks."""
    recorder = Recorder(path, header(**facts))
    for check in checks:
        recorder.check(check.lines())
    recorder.finish(seconds=1.0, leftovers=[])
    return path


def verdicts(run: Run) -> dict[str, Verdict]:
    return {outcome.requirement: outcome.verdict for outcome in run.outcomes()}


def all_pass() -> tuple[Heard, ...]:
    return tuple(Heard(check, [(name, Verdict.PASS, 1) for name in ASKED[check]], 2) for check in CHECKS)


@on_disk
@given(whole_runs, odd)
def test_whatever_is_written_is_read_again(tmp_path: Path, checks: tuple[Heard, ...], title: str) -> None:
    path = recorded(tmp_path / "run.jsonl", checks, title=title)
    run = read(path)
    assert run.finished
    assert run.header == {"kind": "header", "format": 1, **header(title=title)}
    texts = [each.text for each in checks for _ in range(each.exchanges)]
    assert [line["text"] for line in run.exchanges.values()] == texts
    assert [(line["requirement"], Verdict.of(line["verdict"]), line["message"]) for line in run.answers] == \
        [(name, verdict, each.text) for each in checks for name, verdict, _ in each.answers]
    assert {name: line["message"] for name, line in run.checks.items()} == {each.check: each.text for each in checks}
    assert path.read_bytes().isascii()
    assert path.read_bytes().count(b"\n") == len(path.read_text(encoding="ascii").splitlines())


@on_disk
@given(whole_runs)
def test_exchanges_are_numbered_through_the_run_and_answers_follow(tmp_path: Path, checks: tuple[Heard, ...]) -> None:
    run = read(recorded(tmp_path / "run.jsonl", checks))
    assert list(run.exchanges) == list(range(1, sum(each.exchanges for each in checks) + 1))
    spoken = iter(run.answers)
    for each in checks:
        for _, _, exchange in each.answers:
            line = next(spoken)
            assert bool(line["exchange"]) == bool(min(exchange, each.exchanges))
            if line["exchange"]:
                assert run.exchanges[line["exchange"]]["check"] == each.check


@on_disk
@given(whole_runs)
def test_a_requirement_is_as_bad_as_its_worst_answer(tmp_path: Path, checks: tuple[Heard, ...]) -> None:
    given_answers = [answer for each in checks for answer in each.answers]
    asked_by = {name: [each for each in checks if name in ASKED[each.check]] for name in IDS}
    for name, verdict in verdicts(read(recorded(tmp_path / "run.jsonl", checks))).items():
        silent = any(name not in [answered for answered, _, _ in each.answers] for each in asked_by[name])
        said = [given_verdict for answered, given_verdict, _ in given_answers if answered == name]
        assert verdict is combined([*said, *([Verdict.NOT_RUN] if silent else [])])


@on_disk
@given(whole_runs)
def test_a_run_cut_after_any_line_claims_no_more_than_the_whole(tmp_path: Path, checks: tuple[Heard, ...]) -> None:
    whole = read(recorded(tmp_path / "run.jsonl", checks))
    strangers = {line["requirement"] for line in whole.answers if line["verdict"] == "fail"
                 and line["requirement"] not in ASKED[line["check"]]}
    lines = (tmp_path / "run.jsonl").read_text(encoding="ascii").splitlines(keepends=True)
    for end in range(1, len(lines)):
        (tmp_path / "cut.jsonl").write_text("".join(lines[:end]), encoding="ascii")
        cut = read(tmp_path / "cut.jsonl")
        assert not cut.finished
        assert cut.exit_code() is not ExitCode.CONFORMS
        for name, verdict in verdicts(cut).items():
            # A promise that was kept so far may be seen broken in passing by a later check, and in no other way.
            assert verdict is not Verdict.PASS or verdicts(whole)[name] is Verdict.PASS or name in strangers
            assert verdict is not Verdict.FAIL or verdicts(whole)[name] is Verdict.FAIL


def test_a_run_cut_after_any_byte_is_never_finished(tmp_path: Path) -> None:
    content = recorded(tmp_path / "run.jsonl", all_pass()).read_bytes()
    assert read(tmp_path).exit_code() is ExitCode.CONFORMS
    last = content.rindex(b"\n", 0, -1)
    for end in [*range(0, last, 11), *range(last, len(content) - 1)]:
        (tmp_path / "cut.jsonl").write_bytes(content[:end])
        if end < content.index(b"\n"):
            with pytest.raises(Problem, match="broken-record"):
                read(tmp_path / "cut.jsonl")
        else:
            cut = read(tmp_path / "cut.jsonl")
            assert not cut.finished
            assert cut.exit_code() is ExitCode.NOBODY_CAN_SAY


@pytest.mark.parametrize("lie", [{"exchanges": 5}, {"exchanges": 7}, {"checks": 2}, {"checks": 4}, {"exchanges": "6"}])
def test_a_footer_that_miscounts_finishes_nothing(tmp_path: Path, lie: dict[str, Any]) -> None:
    path = recorded(tmp_path / "run.jsonl", all_pass())
    *lines, footer = path.read_text(encoding="ascii").splitlines()
    path.write_text("\n".join([*lines, json.dumps(json.loads(footer) | lie)]), encoding="ascii")
    run = read(path)
    assert not run.finished
    assert run.exit_code() is ExitCode.NOBODY_CAN_SAY


@pytest.mark.parametrize("kind", ["exchange", "check", "answer"])
def test_a_line_lost_in_the_middle_is_missed(tmp_path: Path, kind: str) -> None:
    path = recorded(tmp_path / "run.jsonl", all_pass())
    lines = path.read_text(encoding="ascii").splitlines()
    for lost in [line for line in lines if json.loads(line)["kind"] == kind]:
        path.write_text("\n".join(line for line in lines if line is not lost), encoding="ascii")
        assert read(path).exit_code() is ExitCode.NOBODY_CAN_SAY


@pytest.mark.parametrize(("level", "basis"), [("MUST", "implied"), ("SHOULD", "stated"), ("MAY", "stated")])
@pytest.mark.parametrize(("other", "code"), [
    ([Verdict.PASS], ExitCode.CONFORMS), ([Verdict.NOT_APPLICABLE], ExitCode.CONFORMS), ([], ExitCode.NOBODY_CAN_SAY),
    ([Verdict.NOT_RUN], ExitCode.NOBODY_CAN_SAY), ([Verdict.INCONCLUSIVE, Verdict.PASS], ExitCode.NOBODY_CAN_SAY),
    ([Verdict.ERROR, Verdict.FAIL], ExitCode.HARNESS_ERROR)])
def test_a_mismatch_that_accuses_nobody_hides_nothing_that_is_open(
        tmp_path: Path, level: str, basis: str, other: list[Verdict], code: ExitCode) -> None:
    for strict in (False, True):
        requirements = header()["requirements"]
        requirements[0] |= {"level": level, "basis": basis}
        one, two, three = all_pass()
        one.answers = [(IDS[0], Verdict.FAIL, 0), (IDS[1], Verdict.PASS, 0)]
        three.answers = [(IDS[0], verdict, 0) for verdict in other]
        run = read(recorded(tmp_path / "run.jsonl", (one, two, three), options={"strict": strict},
                            requirements=requirements))
        assert run.exit_code() is (ExitCode.DOES_NOT if strict else code)
        assert verdicts(run)[IDS[0]] is Verdict.FAIL or not strict


def test_a_problem_before_the_first_check_lets_nothing_conform(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.jsonl", header())
    for check in all_pass():
        recorder.check(check.lines())
    recorder.write({"kind": "problem", "code": "target-unreachable", "message": "", "cause": "", "hint": ""})
    recorder.finish()
    assert read(tmp_path).exit_code() is ExitCode.NOBODY_CAN_SAY


def test_each_line_is_on_disk_before_the_next_is_made(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "deep" / "run.jsonl", header())

    def lines() -> Iterator[Line]:
        for number, line in enumerate(all_pass()[0].lines(), 1):
            assert len(recorder.path.read_text(encoding="ascii").splitlines()) == number
            yield line

    recorder.check(lines())


def test_a_check_that_never_ended_counts_as_not_run(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.jsonl", header())
    recorder.check(all_pass()[0].lines())
    recorder.finish()
    run = read(tmp_path)
    assert run.finished
    assert (run.check_counts()["pass"], run.check_counts()["not_run"]) == (1, 2)
    assert sum(run.check_counts().values()) == len(CHECKS)
