"""What a target declares is taken at its word, and looked at: a capability that it denies and has is noted, never accused."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import KEYS

from conformance.checks import Check
from conformance.expect import Inconclusive, Mismatch, NotApplicable, NotRun
from conformance.receiver import Receiver
from conformance.record import Recorder, read
from conformance.session import Hearing, Options, Session, opened
from conformance.suites import opeasy as suite
from conformance.target import Receiving
from conformance.writers import markdown, terminal

AUTH, JSON, SECOND = "OPEASY-AUTH-1", "OPEASY-CREATE-2", "OPEASY-TENANT-3"
SERVED = "the target declares no jsonBody, but POST /v1/operations answers 201"
HEADER: Mapping[str, Any] = {"run": "", "api": "", "title": "", "target": {}, "seed": 0, "options": {}, "checks": []}


@pytest.fixture
def session() -> Iterator[Session]:
    with opened("opeasy", Options(in_process=True)) as known:
        known.target = dataclasses.replace(known.target, capabilities={})
        yield known


def refused(session: Session, *requirements: str) -> list[dict[str, Any]]:
    """The lines of a check that is not admitted."""
    heard = Hearing(session, Check("opeasy/x.py::test_a", "A", "One", requirements))
    with heard.open():
        with pytest.raises(NotApplicable) as caught:
            session.admit(heard.check)
        heard.close(caught.value)
    return heard.lines()


# ---------------------------------------------------------------------- the probe of a session

def test_what_a_target_denies_and_has_is_noted_and_its_exchanges_are_recorded(session: Session, tmp_path: Path) -> None:
    lines = refused(session, JSON)
    answer, = (line for line in lines if line["kind"] == "answer")
    assert (answer["verdict"], answer["notes"]) == ("not_applicable", [SERVED])
    assert answer["message"] == "the target does not declare the capability jsonBody"
    assert [line["operation"] for line in lines if line["kind"] == "exchange"] == [
        "createAuthSession", "createOperation", "deleteOperation"]
    assert session.ledger.left() == []
    recorder = Recorder(tmp_path / "run.jsonl", {**HEADER, "requirements": []})
    recorder.check(lines)
    assert read(tmp_path).answers[0]["notes"] == [SERVED]


def test_a_target_is_probed_once_and_each_check_has_the_note(session: Session) -> None:
    first, second = (refused(session, JSON) for _ in range(2))
    assert [line["notes"] for line in (*first, *second) if line["kind"] == "answer"] == [[SERVED]] * 2
    assert [line for line in second if line["kind"] == "exchange"] == []


@pytest.mark.parametrize("status", [400, 404, 415])
def test_a_target_that_has_not_what_it_denies_is_left_alone(session: Session, status: int) -> None:
    session.client._http = httpx.Client(base_url="http://x", transport=httpx.MockTransport(lambda request: httpx.Response(
        201, json={"authSession": {"token": "a-token"}}) if request.url.path.endswith("sessions") else httpx.Response(status)))
    assert [line["notes"] for line in refused(session, JSON) if line["kind"] == "answer"] == [[]]
    assert session.ledger.left() == []


def test_a_probe_accuses_nobody_and_may_have_no_answer(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Session) -> str:
        raise Inconclusive("no answer")

    monkeypatch.setattr(suite, "probes", {"jsonBody": fails})
    assert [line["notes"] for line in refused(session, JSON) if line["kind"] == "answer"] == [[]]
    monkeypatch.setattr(suite, "probes", {})
    session.memory.clear()
    assert session.probed("jsonBody") == ""


def test_what_is_broken_while_probing_is_not_held_against_the_target() -> None:
    with opened("opeasy", Options(in_process=True, fault="DropsAuthSession_createAuthSession_201")) as lying:
        lying.target = dataclasses.replace(lying.target, capabilities={})
        assert {line["verdict"] for line in refused(lying, JSON) if line["kind"] == "answer"} == {"not_applicable"}


# ---------------------------------------------------------------------- what does not apply

def test_what_is_not_declared_does_not_apply_whatever_the_run_brought(session: Session) -> None:
    known = session.catalogue.requirements
    more = {"X-1": dataclasses.replace(known[JSON], id="X-1", needs=("receiver",)),
            "X-2": dataclasses.replace(known[JSON], id="X-2", not_tested="Nobody can.")}
    session.catalogue = dataclasses.replace(session.catalogue, requirements={**known, **more})
    session.target = dataclasses.replace(session.target, receiver=None)
    assert isinstance(session.refusal("X-1"), NotApplicable)
    assert isinstance(session.refusal("X-2"), NotRun)
    session.target = dataclasses.replace(session.target, capabilities={"jsonBody": True})
    assert "add receiver" in str(session.refusal("X-1"))


def test_a_check_of_more_says_of_the_rest_that_it_does_not_apply(session: Session) -> None:
    heard = Hearing(session, Check("opeasy/x.py::test_a", "A", "One", (AUTH, JSON)))
    with heard.open():
        session.admit(heard.check)
        assert heard.close(None) is None
    assert {line["requirement"]: line["verdict"] for line in heard.lines() if line["kind"] == "answer"} == {
        AUTH: "pass", JSON: "not_applicable"}
    with heard.open():
        heard.closed = False
        worst = heard.close(Mismatch("this", "that"))
    assert worst
    assert worst.requirement == AUTH


# ---------------------------------------------------------------------- the probe of webhooks

class Webhooks:
    """A target whose webhooks answer with these statuses, and which knows nothing else."""

    def __init__(self, session: Session, **statuses: int) -> None:
        self.statuses, self.asked = statuses, []  # type: tuple[dict[str, int], list[httpx.Request]]
        session.client._http = httpx.Client(base_url="http://x", transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/authsessions":
            return httpx.Response(201, json={"authSession": {"token": "a-token"}})
        if not request.url.path.startswith("/v1/webhooks"):
            return httpx.Response(404)
        self.asked.append(request)
        return httpx.Response(self.statuses[request.method], json={"webhook": {"id": "w/1"}})


def test_webhooks_that_are_listed_are_noted(session: Session) -> None:
    session.target = dataclasses.replace(session.target, receiver=None)
    Webhooks(session, GET=200)
    assert session.probed("webhooks") == "the target declares no webhooks, but GET /v1/webhooks answers 200"


def test_a_receiver_that_can_be_registered_is_noted_and_taken_out_again(
        session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "PATIENCE", 0.01)
    target = Webhooks(session, GET=404, POST=201, DELETE=204)
    assert session.probed("webhooks") == "the target declares no webhooks, but POST /v1/webhooks answers 201"
    assert [f"{each.method} {each.url.raw_path.decode()}" for each in target.asked] == [
        "POST /v1/webhooks", "DELETE /v1/webhooks/w%2F1"]
    assert b"https://127.0.0.1:" in target.asked[0].content
    assert session.ledger.left() == []


def test_a_receiver_that_could_not_be_taken_out_again_is_left_over(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "PATIENCE", 0.01)
    Webhooks(session, GET=404, POST=201, DELETE=500)
    session.probed("webhooks")
    assert [(entry.kind, entry.id) for entry in session.ledger.left()] == [("webhook", "w/1")]


def test_a_target_without_webhooks_is_left_alone(session: Session) -> None:
    Webhooks(session, GET=404, POST=404)
    assert session.probed("webhooks") == ""
    assert session.ledger.left() == []


def test_nothing_is_registered_where_no_receiver_is_to_be_had(session: Session) -> None:
    session.target = dataclasses.replace(session.target, receiver=None)
    target = Webhooks(session, GET=404)
    assert session.probed("webhooks") == ""
    assert len(target.asked) == 1


def test_callbacks_that_nobody_declared_are_noted_wherever_somebody_reads(session: Session, tmp_path: Path) -> None:
    note = "the target declares no webhooks, but POST /v1/webhooks answers 201 and callbacks arrive"
    recorder = Recorder(tmp_path / "run.jsonl", {**HEADER, "target": session.target.facts(), **session.plan(set(session.checks))})
    for _ in range(2):
        lines = refused(session, "OPEASY-CALLBACK-3")
        assert [(line["verdict"], line["notes"]) for line in lines if line["kind"] == "answer"] == [("not_applicable", [note])]
        recorder.check(lines)
    assert session.ledger.left() == []
    run = read(tmp_path)
    assert [answer["notes"] for answer in run.answers] == [[note]] * 2
    received = [line for line in run.exchanges.values() if line.get("received")]
    assert {line["operation"] for line in received} == {"scheduledOperationStatusChanged"}
    assert note in terminal.summary(run)
    assert note in markdown.write(run)


# ---------------------------------------------------------------------- the receiver of a session

def test_a_session_starts_a_receiver_when_it_is_asked_for_and_closes_it(session: Session) -> None:
    with opened("opeasy", Options(in_process=True)) as asking:
        assert "receiver" not in vars(asking)
        url = asking.receiver.mailbox().url
        assert asking.receiver is asking.receiver
        assert httpx.post(url, verify=False, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.post(url, verify=False, trust_env=False)


def test_without_a_receiver_a_check_is_not_run(session: Session) -> None:
    session.target = dataclasses.replace(session.target, receiver=None)
    with pytest.raises(NotRun, match="add receiver to the target file"):
        _ = session.receiver
    with Receiver(Receiving()) as other:
        session.target = dataclasses.replace(session.target, receiver=Receiving(port=other._listener.port))
        with pytest.raises(NotRun, match=r"cannot be received at 127\.0\.0\.1.*receiver\.listen"):
            _ = session.receiver


def test_a_callback_has_its_number_among_the_exchanges_of_the_check(session: Session, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "run.jsonl", {**HEADER, "requirements": []})
    for name in ("a", "b"):
        heard = Hearing(session, Check(f"opeasy/x.py::test_{name}", "A", "One", (AUTH,)))
        with heard.open():
            administrator = suite.OpEasy(session)
            administrator.authenticate()
            mailbox = session.receiver.mailbox(operation="scheduledOperationStatusChanged")
            httpx.post(mailbox.url, json={"event": KEYS["OPEASY_API_KEY"]}, verify=False, trust_env=False)
            callback, = mailbox.wait(1, 5)
            administrator.authenticate()
            heard.close(Mismatch("another event", "this one", callback))
        recorder.check(heard.lines())
    recorder.finish()
    run = read(tmp_path)
    assert [answer["exchange"] for answer in run.answers] == [2, 5]
    assert run.answers[1]["asked"] == f"received POST {callback.url}"
    received = run.exchanges[5]
    assert (received["received"], received["operation"]) == (True, "scheduledOperationStatusChanged")
    assert KEYS["OPEASY_API_KEY"] not in (tmp_path / "run.jsonl").read_text(encoding="utf-8")
    assert run.finished


def test_a_receiver_that_a_run_left_is_taken_out_by_the_clean_up(session: Session) -> None:
    target = Webhooks(session, DELETE=204)
    session.ledger.made(session.ledger.intend("webhook", session.target.credentials["enterpriseId"]), "w1")
    session.ledger.made(session.ledger.intend("webhook", "another enterprise"), "w2")
    suite.clean_up(session)
    assert [entry.id for entry in session.ledger.left()] == ["w2"]
    assert [each.url.path for each in target.asked] == ["/v1/webhooks/w1"]
