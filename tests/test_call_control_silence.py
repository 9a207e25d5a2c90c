"""Call Control Managers that take another way where the document is silent: about a whole request, or about who shares what."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from managers import run
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from test_call_control_variants import no_pass, stated

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Answer, Refusal, exception
from conformance.reference.call_control.foundation import Record


class DecodesPercentSignsOnly(CallControl):
    """Knows no other encoding than that of percent signs: a plus sign is one."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        return super().decoded(query.replace("+", "%2B"))


class ReadsTheValueToTheEnd(CallControl):
    """Takes all that follows qsValue for a part of it; it stands last in each URL of the document."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        head, _, value = query.partition("qsValue=")
        return super().decoded(f"{head}qsValue={value.replace('&', '%26')}")


class ShowsAPageOfActions(CallControl):
    """Shows a page where no known action is asked for."""

    async def respond(self, request: Request) -> Response:
        if request.query_params.get("action") not in self.handlers():
            return HTMLResponse("<h1>Actions of the Call Control Manager</h1>")
        return await super().respond(request)


class HasOtherTypes(CallControl):
    """Answers in XML where qstype is another one."""

    async def respond(self, request: Request) -> Response:
        answer = await super().respond(request)
        return answer if request.query_params.get("qstype") == "1" else Response("<answer/>", media_type="text/xml")


def _shared(known: Iterable[Mapping[str, object]], record: Record, name: str) -> bool:
    return bool(record.get(name)) and any(each.get(name) == record[name] for each in known)


class HasAnAddressOnce(CallControl):
    """Gives an address to one extension only, and looks at that first."""

    def check_new(self, record: Record) -> None:
        if _shared(self.extensions.values(), record, "EmailAddress"):
            raise exception("Another extension has the address")
        super().check_new(record)

    def check_several(self, records: list[Record]) -> None:
        super().check_several(records)
        if any(_shared(records[:place], record, "EmailAddress") for place, record in enumerate(records)):
            raise exception("Two records have one address")

    def replace(self, number: str, record: Record) -> None:
        others = {each: said for each, said in self.extensions.items() if each != number}
        if _shared(others.values(), record, "EmailAddress"):
            raise exception("Another extension has the address")
        super().replace(number, record)


class HasANameOnce(CallControl):
    """Has no two contacts of one last name."""

    def list_contact(self, record: Record) -> None:
        if _shared(self.contacts.values(), record, "LastName"):
            raise exception("Another contact has the name")
        super().list_contact(record)


class HasNoCodesForSeveral(CallControl):
    """Tells whatever is wrong with several extensions with WEBSERVICE_ERROR, and has some extensions already."""

    def __init__(self) -> None:
        super().__init__()
        self.extensions = {f"{number}": {"FirstName": "Theirs"} for number in range(7000, 8000, 3)}
        self.theirs = dict(self.extensions)

    def add_extensions(self, records: list[Record]) -> str:
        try:
            return super().add_extensions(records)
        except Refusal as refusal:
            raise exception(refusal.code) from None


class HasContacts(CallControl):
    """Has contacts of earlier runs."""

    def __init__(self) -> None:
        super().__init__()
        self.contacts = {f"{number}": {"FirstName": "Theirs"} for number in range(214000, 215000) if number % 4}


class KnowsNoUpdates(CallControl):
    """Refuses each update and each deletion of a contact, whoever asks for it."""

    def listed(self, number: str) -> str:
        raise exception("There is no phone book")


class NeedsAChange(CallControl):
    """Refuses an update that changes nothing; what is not told stays as it is."""

    def replace(self, number: str, record: Record) -> None:
        changed = {**self.extensions[number], **record}
        if changed == self.extensions[number]:
            raise exception("There is nothing to change")
        super().replace(number, changed)


class HasNothingToDo(CallControl):
    """Tells that there is nothing to do where there is no record."""

    def act(self, action: str, value: Any) -> str:
        empty = isinstance(value, dict) and list(value.values()) == [[]]
        return "Nothing to do" if empty and action in self.handlers() else super().act(action, value)


class Forbids(CallControl):
    """Refuses everything with 403 (CALLCONTROL-R-STATUS)."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer(super().refused(refusal).body, 403)


@pytest.mark.parametrize(("server", "sections", "disputed"), [
    (DecodesPercentSignsOnly, ("REQUEST", "KEY", "ADD", "MULTI", "CONTACT", "SHAPE-addExt", "ENCODING-1"), ["ENCODING-1"]),
    (ReadsTheValueToTheEnd, ("REQUEST", "KEY", "ADD-1", "DELETE-1", "CHANGE", "SHAPE-addExt"), ["REQUEST-6"]),
    (ShowsAPageOfActions, ("REQUEST", "SHAPE-addExt"), ["REQUEST-2"]),
    (HasOtherTypes, ("REQUEST", "SHAPE"), []),
    (HasAnAddressOnce, ("REQUEST", "ANSWER", "KEY", "ADD", "MULTI", "UPDATE", "DELETE", "SHAPE-addExt"), ["ADD-15"]),
    (NeedsAChange, ("UPDATE", "KEY", "ANSWER", "SHAPE-updateExt"), []),
    (HasNothingToDo, ("REQUEST", "SHAPE"), ["REQUEST-9"]),
    (Forbids, ("ADD-1", "ADD-3", "KEY-1", "ANSWER"), []),
    (HasANameOnce, ("KEY", "CONTACT", "CHANGE", "REMOVE", "SHAPE-updatePhonebook"), ["CONTACT-9"])])
def test_what_the_document_does_not_say_accuses_nobody(
        server: type[CallControl], sections: tuple[str, ...], disputed: list[str], tmp_path: Path) -> None:
    found = no_pass(server(), tmp_path, *sections)
    assert stated(found) == []
    assert list(found) == disputed


def test_a_number_that_somebody_has_may_be_told_as_any_failure_of_several(tmp_path: Path) -> None:
    server = HasNoCodesForSeveral()
    sections = ("MULTI-1", "MULTI-2", "MULTI-6", "MULTI-7", "ADD-2")
    assert no_pass(server, tmp_path, *sections, change=("7000000-7999999", "7000-7999")) == {}
    assert server.extensions == server.theirs


def test_what_an_earlier_run_left_is_not_taken_for_unknown(tmp_path: Path) -> None:
    server = HasNoCodesForSeveral()
    assert no_pass(server, tmp_path, "UPDATE-4", change=("7000000-7999999", "7000-7999")) == {}


def test_what_nobody_can_do_was_not_done_for_a_wrong_key(tmp_path: Path) -> None:
    assert no_pass(KnowsNoUpdates(), tmp_path, "KEY-5", code=2) == {"KEY-5": "inconclusive"}


def test_what_an_answer_in_another_form_made_is_taken_away(tmp_path: Path) -> None:
    server = HasOtherTypes()
    assert no_pass(server, tmp_path, "SHAPE") == {}
    assert server.extensions == server.contacts == {}


def test_what_a_deletion_of_another_name_leaves_is_not_taken_for_gone(tmp_path: Path) -> None:
    server = CallControl()
    done = run(server, tmp_path, "CALLCONTROL-ADD-1", "CALLCONTROL-ADD-2", change=("record: dExtension", "record: xExtension"))
    assert done.footer
    assert {each["id"] for each in done.footer["leftovers"]} == set(server.extensions) != set()


def test_a_number_that_a_contact_has_may_be_told_as_any_failure(tmp_path: Path) -> None:
    fewer = ("2140000000-2149999999", "214000-214999")
    assert no_pass(HasContacts(), tmp_path, "CONTACT-1", "CHANGE-1", "REMOVE-1", change=fewer) == {}
