"""Call Control Managers that do otherwise where the document is silent: nobody accuses them, and nothing of others is touched."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import verdicts
from managers import run, uses
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from conformance.catalogue import load
from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Answer, Refusal
from conformance.reference.call_control.foundation import Record
from conformance.suites.call_control.numbers import all_bound, as_integer, numbers_in

OURS = {"ExtentionNumber": re.compile("7[0-9]{6}"), "PhoneNumber": re.compile("214[0-9]{7}")}
OURS["RegisteredPhoneNumber"] = OURS["PhoneNumber"]
DELETION = "  deleteExtension: {action: deleteExt, record: dExtension}\n"


class ReadsNumbers(CallControl):
    """Reads the first digits of whatever it gets for a number, and remembers which it has read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: set[tuple[str, str]] = set()

    def text(self, record: Record, name: str) -> str:
        value = record.get(name)
        if name not in OURS or value is None:
            return super().text(record, name)
        digits = re.search("[0-9]+", str(value))
        self.read |= {(name, digits[0])} if digits else set()
        return digits[0] if digits else ""


class UpdatesNothing(CallControl):
    """Tells that a contact was updated, whether there is one or not."""

    def update_contact(self, records: list[Record]) -> str:
        try:
            return super().update_contact(records)
        except Refusal as refusal:
            if refusal.code != "WEBSERVICE_ERROR":
                raise
            return "Contact Updated"


class NeedsAnotherNumber(CallControl):
    """Has a number of an update for nobody, not even for the contact itself."""

    def change_contact(self, registered: str, record: Record) -> None:
        self.check_unlisted(self.text(record, "PhoneNumber"))
        super().change_contact(registered, record)


class TellsMore(CallControl):
    """Has all fields in an error, and codes of its own where the document names none."""

    def refused(self, refusal: Refusal) -> Answer:
        code = "NO_SUCH_CONTACT" if "contact" in refusal.detail else refusal.code
        return Answer({**super().refused(refusal).body, "errorCode": code, "status": "", "errorMessage": ""})


class ShowsAPage(CallControl):
    """Shows a page to whoever does not post."""

    def __init__(self) -> None:
        super().__init__()
        self.app.router.routes.append(Route("/api.aspx", self.page, methods=["GET"]))  # type: ignore[attr-defined]

    async def page(self, request: Request) -> Response:
        return HTMLResponse("<h1>Call Control Manager</h1>")


class MakesTheGoodOnes(CallControl):
    """Makes all good records of several, before and behind a bad one (CALLCONTROL-R-PARTIAL)."""

    def add_extensions(self, records: list[Record]) -> str:
        refusals = []
        for record in records:
            try:
                self.add_extension([record])
            except Refusal as refusal:
                refusals.append(refusal)
        if refusals:
            raise refusals[0]
        return "All Extension Created"


class ListsTwice(CallControl):
    """Has contacts of one number, and adds a contact before it refuses a wrong key."""

    def check_unlisted(self, number: str) -> None:
        pass

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        if parameters.get("action") == "addPhonebook" and "qsValue" in parameters:
            super().answer({**parameters, "qsSecuritykey": self.settings.security_key})
        return super().answer(parameters)


def no_pass(server: CallControl, folder: Path, *sections: str, **how: object) -> dict[str, str]:
    """The verdicts that are no pass."""
    done = run(server, folder, *(f"CALLCONTROL-{section}" for section in sections), **how)  # type: ignore[arg-type]
    assert verdicts(done)
    return {name.removeprefix("CALLCONTROL-"): verdict for name, verdict in verdicts(done).items() if verdict != "pass"}


def stated(names: Mapping[str, str]) -> list[str]:
    return [name for name in names if load("call-control").requirement(f"CALLCONTROL-{name}").basis == "stated"]


def test_whoever_reads_a_number_anywhere_reads_one_of_the_run(tmp_path: Path) -> None:
    server = ReadsNumbers()
    sections = ("REQUEST-8", "ADD-4", "ADD-16", "MULTI-3", "DELETE", "UPDATE-9", "CONTACT-5", "CONTACT-10", "CHANGE-5",
                "REMOVE-3", "ENCODING-6", "SHAPE")
    assert stated(no_pass(server, tmp_path, *sections)) == []
    assert len(server.read) > 100
    assert [found for found in server.read if not OURS[found[0]].fullmatch(found[1])] == []


def test_an_update_that_tells_nothing_leaves_open_what_it_would_have_told(tmp_path: Path) -> None:
    found = no_pass(UpdatesNothing(), tmp_path, "KEY-5", "CONTACT", "CHANGE", "REMOVE", code=2)
    assert stated(found) == ["KEY-5", "REMOVE-6"]
    assert found == {"CHANGE-7": "fail", **dict.fromkeys(
        ("KEY-5", "CONTACT-8", "CHANGE-10", "CHANGE-12", "REMOVE-6"), "inconclusive")}


def test_a_number_need_not_be_repeated_in_an_update(tmp_path: Path) -> None:
    assert no_pass(NeedsAnotherNumber(), tmp_path, "KEY-5", "CONTACT", "CHANGE", "REMOVE") == {"CHANGE-9": "fail"}


def test_errors_may_have_more_fields_and_contacts_a_code_of_their_own(tmp_path: Path) -> None:
    done = run(TellsMore(), tmp_path, *(f"CALLCONTROL-{each}" for each in ("ANSWER-1", "CHANGE-6", "REMOVE-4", "SHAPE")))
    assert set(verdicts(done).values()) == {"pass"}
    assert uses(done) == {"CALLCONTROL-R-SHAPES b", "CALLCONTROL-R-UNKNOWN-CONTACT b"}


def test_a_page_for_those_who_do_not_post_is_no_answer_of_an_action(tmp_path: Path) -> None:
    assert no_pass(ShowsAPage(), tmp_path, "SHAPE") == {}


def test_what_was_made_of_a_refused_request_is_taken_away(tmp_path: Path) -> None:
    server = MakesTheGoodOnes()
    done = run(server, tmp_path, "CALLCONTROL-MULTI", "CALLCONTROL-SHAPE-addExt")
    assert set(verdicts(done).values()) == {"pass"}
    assert uses(done) == {"CALLCONTROL-R-PARTIAL b"}
    assert server.extensions == {}


def test_a_hundred_numbers_will_do_where_they_can_be_deleted(tmp_path: Path) -> None:
    server = CallControl()
    assert no_pass(server, tmp_path, "ADD", "DELETE", "UPDATE", change=("7000000-7999999", "7000-7099")) == {}
    assert server.extensions == {}


def test_numbers_that_others_have_are_left_alone(tmp_path: Path) -> None:
    server = CallControl()
    theirs = {f"{number}": {"FirstName": "Theirs"} for number in range(7000, 8000, 3)}
    server.extensions.update(theirs)
    file = tmp_path / "fewer"
    file.mkdir()
    found = no_pass(server, file, "ADD-1", "ADD-2", "ADD-5", "ADD-13", "KEY-5", "MULTI-1", "MULTI-2",
                    change=("7000000-7999999", "7000-7999"))
    assert stated(found) == []
    assert {number: server.extensions[number] for number in theirs} == theirs


def test_a_contact_that_a_wrong_key_adds_is_seen_where_numbers_may_repeat(tmp_path: Path) -> None:
    assert no_pass(ListsTwice(), tmp_path, "KEY-5", code=1) == {"KEY-5": "fail"}


@pytest.mark.parametrize("said", [7, "0", -1.5, True, "12a", ["٣"], {"a": "x2"}, [[0]]])
def test_nothing_that_could_be_a_number_is_left_in_a_generated_value(said: object) -> None:
    value = all_bound({"sExtension": [{"ExtentionNumber": said, "FirstName": "1"}]}, {"ExtentionNumber": lambda: "7000001"})
    assert re.sub("7000001", "", json.dumps(value, ensure_ascii=False).replace('"1"', "")).isascii()
    assert re.findall("[0-9]+", json.dumps(value)) == ["7000001", "1"]
    assert numbers_in(value, "ExtentionNumber")[0].strip("ax") == "7000001"


def test_a_number_with_zeros_in_front_is_no_integer() -> None:
    assert (as_integer("7001"), as_integer("0701")) == (7001, "0701")
