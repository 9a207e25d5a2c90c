"""A check while it runs: whatever happens to it, each of its requirements gets an answer, and the record the lines."""

import contextlib
import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from conformance.checks import Check
from conformance.expect import Inconclusive, Mismatch, NotApplicable, NotRun, asks, current, note
from conformance.record import Recorder, read
from conformance.redaction import REDACTED
from conformance.session import Hearing, Options, Session, opened
from conformance.suites.opeasy.client import OpEasy

AUTH, SECOND, JSON = "OPEASY-AUTH-1", "OPEASY-TENANT-3", "OPEASY-CREATE-2"
CHECK = "opeasy/x.py::test_a"


@pytest.fixture
def session() -> Iterator[Session]:
    with opened("opeasy", Options(in_process=True, seed=7)) as opened_session:
        yield opened_session


def hearing(session: Session, *requirements: str) -> Hearing:
    return Hearing(session, Check(CHECK, "A", "One", requirements))


def lacking(session: Session, **facts: Any) -> Session:
    return dataclasses.replace(session, target=dataclasses.replace(session.target, **facts))


def verdicts(heard: Hearing) -> Mapping[str, str]:
    return {line["requirement"]: line["verdict"] for line in heard.lines() if line["kind"] == "answer"}


# ---------------------------------------------------------------------- how it ends

@pytest.mark.parametrize(("problem", "verdict"), [
    (None, "pass"), (Mismatch("1", "2"), "fail"), (Inconclusive("no answer"), "inconclusive"),
    (RuntimeError("a fixture crashed"), "error"),
    (pytest.skip.Exception("skipped by somebody"), "error"), (SystemExit(0), "error"), (NotRun("why"), "not_run"),
    (NotApplicable("why"), "not_applicable")])
def test_every_requirement_gets_the_verdict_of_how_the_check_ended(
        session: Session, problem: BaseException | None, verdict: str) -> None:
    heard = hearing(session, AUTH, SECOND)
    with heard.open():
        worst = heard.close(problem)
    assert verdicts(heard) == {AUTH: verdict, SECOND: verdict}
    assert heard.lines()[-1]["verdict"] == verdict
    assert (worst is None) == (problem is None)


def test_what_happens_after_the_end_changes_no_verdict(session: Session) -> None:
    heard = hearing(session, AUTH)
    with heard.open():
        heard.close(Mismatch("1", "2"))
        worst = heard.close(RuntimeError("the clean-up crashed"))
    assert worst
    assert worst.expected == "1"
    assert verdicts(heard) == {AUTH: "fail"}


def test_the_worst_answer_is_given_back_and_is_that_of_the_check(session: Session) -> None:
    heard = hearing(session, AUTH, SECOND)
    with heard.open():
        with asks(AUTH):
            pass
        with asks(SECOND):
            raise Inconclusive("no answer")
        worst = heard.close(None)
    assert worst
    assert (worst.requirement, worst.message) == (SECOND, "no answer")
    assert heard.lines()[-1]["verdict"] == "inconclusive"


def test_after_a_check_its_answers_are_no_longer_taken(session: Session) -> None:
    before = current.get(None)
    with contextlib.suppress(KeyboardInterrupt), hearing(session, AUTH).open():
        assert current.get() is not before
        raise KeyboardInterrupt
    assert current.get(None) is before


# ---------------------------------------------------------------------- whom it is asked of

def test_what_a_target_cannot_be_asked_is_left_out_and_the_rest_is_asked(session: Session) -> None:
    heard = hearing(lacking(session, second_tenant=None), AUTH, SECOND)
    with heard.open():
        heard.close(None)
    assert verdicts(heard) == {AUTH: "pass"}


@pytest.mark.parametrize(("requirements", "facts", "ending"), [
    ((SECOND,), {"second_tenant": None}, NotRun), ((SECOND, "OPEASY-TENANT-4"), {"second_tenant": None}, NotRun),
    ((JSON,), {"capabilities": {}}, NotApplicable)])
def test_a_check_of_nothing_that_can_be_asked_is_not_admitted(
        session: Session, requirements: tuple[str, ...], facts: dict[str, Any], ending: type[Exception]) -> None:
    heard = hearing(lacking(session, **facts), *requirements)
    session.admit(heard.check)
    with pytest.raises(ending) as caught:
        heard.session.admit(heard.check)
    assert str(caught.value)
    with heard.open():
        heard.close(caught.value)
    assert set(verdicts(heard)) == set(requirements)


# ---------------------------------------------------------------------- what it leaves in the record

def test_exchanges_come_first_and_answers_say_which_they_mean(session: Session) -> None:
    heard = hearing(session, AUTH, SECOND)
    with heard.open():
        opeasy = OpEasy(session)
        created = opeasy.operation().created
        note("uses alternative b")
        with asks(AUTH):
            raise Mismatch("this", "that", created)
        with asks(SECOND):
            pass
        heard.close(None)
    lines = heard.lines()
    assert [line["kind"] for line in lines] == ["exchange", "exchange", "answer", "answer", "exercised", "check"]
    assert [line.get("number") for line in lines[:2]] == [1, 2]
    assert all(line["check"] == CHECK for line in lines)
    answer = lines[2]
    assert (answer["exchange"], answer["asked"]) == (2, "POST /v1/operations")
    assert (answer["expected"], answer["got"]) == ("this", "that")
    assert answer["notes"] == ["uses alternative b"]
    assert answer["again"] == f"conformance run opeasy {AUTH} --seed 7"
    assert (lines[3]["exchange"], lines[3]["message"]) == (0, "")
    json.dumps(lines)


def test_each_check_begins_with_an_empty_log(session: Session) -> None:
    for _ in range(2):
        heard = hearing(session, AUTH)
        with heard.open():
            OpEasy(session).authenticate()
            heard.close(None)
        assert [line["number"] for line in heard.lines() if line["kind"] == "exchange"] == [1]


def test_the_answers_of_two_checks_mean_their_own_exchanges(session: Session, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.jsonl", {"run": "", "api": "", "title": "", "target": {}, "seed": 0,
                                                 "options": {},
                                                 "requirements": [], "checks": []})
    for count in (2, 3):
        heard = hearing(session, AUTH)
        with heard.open():
            for _ in range(count):
                exchange = OpEasy(session).authenticate()
            heard.close(Mismatch("1", "2", exchange))
        recorder.check(heard.lines())
    recorder.finish()
    assert [answer["exchange"] for answer in read(tmp_path).answers] == [2, 5]
    assert list(read(tmp_path).exchanges) == [1, 2, 3, 4, 5]


def test_a_shape_that_is_broken_in_passing_accuses_whatever_the_check_asked() -> None:
    with opened("opeasy", Options(in_process=True, fault="DropsAuthSession_createAuthSession_201")) as lying:
        heard = hearing(lying, AUTH)
        with heard.open():
            OpEasy(lying).authenticate()
            heard.close(None)
    assert verdicts(heard) == {AUTH: "pass", "OPEASY-SHAPE-createAuthSession-201-body": "fail"}
    assert heard.lines()[-1]["verdict"] == "fail"


def test_no_secret_reaches_a_line(session: Session) -> None:
    key = session.target.credentials["apiKey"]
    heard = hearing(session, AUTH, SECOND)
    with heard.open():
        opeasy = OpEasy(session)
        token = opeasy.new_token()
        opeasy.of_operation("getOperation", token)
        note(f"the key is {key}")
        mismatch = Mismatch(f"not {key}", f"token {token}")
        mismatch.story = {"steps": [{"told": f"with {token}", "data": {"apiKey": "of somebody", "text": f"{key}!"}}]}
        with asks(AUTH):
            raise mismatch
        with asks(SECOND):
            raise ValueError(f"{key} {token}")
        heard.close(None)
    lines = heard.lines()
    assert [line["story"]["steps"][0]["data"]["apiKey"] for line in lines if "story" in line] == [REDACTED]
    told = json.dumps(lines)
    assert "redacted" in told
    assert key not in told
    assert token not in told
