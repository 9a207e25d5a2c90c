"""Targets of the Call Control Manager that are honest in another way, or offer less, are not accused."""

import dataclasses
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from command_line import MAIN, environment, recorded, told, verdicts
from managers import API, EXAMPLE, KEYS, SETTINGS, run, uses
from starlette.requests import Request
from starlette.responses import Response

from conformance import record
from conformance.catalogue import load
from conformance.exercise.exercise import tallies
from conformance.problems import Problem
from conformance.reference.call_control import CallControl, Settings
from conformance.reference.call_control.answer import Answer, Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.session import Options, opened
from conformance.suites import call_control as suite
from conformance.suites.call_control.client import CallControl as Manager


class Statuses(CallControl):
    """Has statuses for errors (CALLCONTROL-R-STATUS)."""

    def refused(self, refusal: Refusal) -> Answer:
        return dataclasses.replace(super().refused(refusal), status=401 if "AUTH_ID" in refusal.code else 400)


class Html(CallControl):
    """Calls its JSON text/html (CALLCONTROL-R-CONTENT-TYPE)."""

    async def respond(self, request: Request) -> Response:
        answer = await super().respond(request)
        answer.headers["content-type"] = "text/html; charset=utf-8"
        return answer


class Tolerated(CallControl):
    """Does otherwise whatever a reading tolerates."""

    def refused(self, refusal: Refusal) -> Answer:
        code = f" {refusal.code} " if refusal.code == "WEBSERVICE_ERROR" else refusal.code
        return Answer({**super().refused(refusal).body, "errorCode": code})

    def unknown_extension(self, number: str) -> Refusal:
        return exception("The number does not exist")

    def existing(self, record: Record, action: str) -> str:
        if self.text(record, "ExtentionNumber").isalnum() and not self.text(record, "ExtentionNumber").isdigit():
            raise exception("The number does not exist")
        return super().existing(record, action)

    def update_extension(self, records: list[Record]) -> str:
        return super().update_extension([{**each, "FirstName": each.get("FirstName") or "-"} for each in records])

    def check_several(self, records: list[Record]) -> None:
        for each in records:
            self.check_new(each)
            self.make(each)

    def check_new(self, record: Record) -> None:
        if "ExtentionNumber" not in record or "FirstName" not in record:
            raise exception("A field is missing")
        super().check_new(record)

    def act(self, action: str, value: Any) -> str:
        records = value if isinstance(value, list) else [value] if isinstance(value, dict) and "FirstName" in value else None
        return super().act(action, value if records is None else {"sExtension": records})


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> record.Run:
    return run(CallControl(), tmp_path_factory.mktemp("complete"))


def test_the_honest_server_conforms_and_nothing_is_left_on_it(complete: record.Run) -> None:
    assert set(verdicts(complete).values()) == {"pass"}
    assert complete.footer
    assert complete.footer["leftovers"] == []
    assert uses(complete) == set()


def test_a_complete_run_exercises_all_that_there_is(complete: record.Run) -> None:
    assert {each.kind: each.left for each in tallies(load(API), complete.exercised) if each.left} == {}


def test_statuses_of_errors_are_tolerated(tmp_path: Path) -> None:
    sections = ("ANSWER", "KEY", "MULTI", "CHANGE", "SHAPE")
    done = run(Statuses(), tmp_path, *(f"CALLCONTROL-{section}" for section in sections))
    assert set(verdicts(done).values()) == {"pass"}
    assert uses(done) == {"CALLCONTROL-R-STATUS b"}


def test_json_that_is_called_html_is_disputed_and_nothing_else(tmp_path: Path) -> None:
    failed = {name for name, verdict in verdicts(run(Html(), tmp_path, "CALLCONTROL-ADD", "CALLCONTROL-SHAPE")).items()
              if verdict == "fail"}
    assert failed == {f"CALLCONTROL-SHAPE-{action}-200-content-type" for action in
                      ("addExt", "updateExt", "deleteExt", "addPhonebook", "updatePhonebook", "deletePhonebook")}


def test_what_readings_tolerate_is_noted_and_no_failure(tmp_path: Path) -> None:
    done = run(Tolerated(), tmp_path)
    assert {name: verdict for name, verdict in verdicts(done).items() if verdict != "pass"} == {}
    assert uses(done) == {f"CALLCONTROL-R-{name}" for name in (
        "BLANKS b", "ILLEGAL-NUMBER b", "MISSING b", "PARTIAL c", "UNKNOWN-EXTENSION b", "UPDATE-NAME b", "VALUE b", "VALUE c")}


def test_the_names_of_deletions_come_from_the_target_file(tmp_path: Path) -> None:
    server = CallControl(settings=Settings(delete_extension=("removeExtension", "extensions")))
    done = run(server, tmp_path, "CALLCONTROL-DELETE", "CALLCONTROL-SHAPE-deleteExt",
               change=("{action: deleteExt, record: dExtension}", "{action: removeExtension, record: extensions}"))
    assert set(verdicts(done).values()) == {"pass"}
    assert server.extensions == {}


def test_without_them_deletion_is_not_asked_about_and_the_rest_is(tmp_path: Path) -> None:
    server = CallControl()
    done = run(server, tmp_path, "CALLCONTROL-DELETE", "CALLCONTROL-KEY-1", "CALLCONTROL-ADD-1", "CALLCONTROL-SHAPE-deleteExt",
               change=("  deleteExtension: {action: deleteExt, record: dExtension}\n", ""))
    assert verdicts(done) == {"CALLCONTROL-KEY-1": "pass", "CALLCONTROL-ADD-1": "pass"}
    assert {each["reason"] for each in done.header["requirements"] if "DELETE" in each["id"] and "-6" not in each["id"]} == {
        "needs world.deleteExtension: add `deleteExtension: ...` under world in the target file"}
    assert done.footer
    assert {each["id"] for each in done.footer["leftovers"]} == set(server.extensions) != set()


def test_a_key_that_the_target_refuses_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    done = run(CallControl(settings=Settings(security_key="another key")), tmp_path, code=2)
    assert [each["code"] for each in done.problems] == ["credentials-refused"]


def test_a_server_that_is_served_with_a_fault_is_found_out(tmp_path: Path) -> None:
    words = [*MAIN, "serve", API, "--port", "0", "--fault", "AddsTwice"]
    with subprocess.Popen(words, env=environment(KEYS), encoding="utf-8", stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            told_where, told_keys = process.stdout.readline(), process.stdout.readline()
            assert [key for key in KEYS.values() if key not in told_keys] == []
            file = tmp_path / "target.yaml"
            url = re.findall(r"http://127\.0\.0\.1:\d+", told_where)[0]
            file.write_text(EXAMPLE.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", url), encoding="utf-8")
            asked = ("CALLCONTROL-ADD-2", "CALLCONTROL-ADD-3")
            found = told("run", API, *asked, "--target", file, "--out", tmp_path / "run", env=KEYS)
        finally:
            process.terminate()
    assert verdicts(recorded(tmp_path / "run")) == {"CALLCONTROL-ADD-2": "fail", "CALLCONTROL-ADD-3": "pass"}
    assert found.code == 1
    assert SETTINGS.security_key not in found.text


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    with opened(API, Options(in_process=True), tmp_path / "ledger.jsonl") as session:
        manager = Manager(session)
        extension, contact = manager.extension(), manager.contact()
        assert {entry.id for entry in session.ledger.left()} == {extension, contact}
        suite.clean_up(session)
        assert session.ledger.left() == []
        assert not manager.is_listed(contact)


def test_the_preflight_asks_once_and_makes_nothing() -> None:
    with opened(API, Options(in_process=True)) as session:
        session.preflight()
        assert session.client.sent == 1
        assert session.ledger.left() == []
    with opened(API, Options(in_process=True, null="answers_401")) as session, pytest.raises(Problem, match="credentials"):
        session.preflight()
