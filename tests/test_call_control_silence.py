"""Call Control Managers that take another way where the document is silent about a whole request: nobody accuses them."""

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from test_call_control_variants import no_pass, stated

from conformance.reference.call_control import CallControl


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


@pytest.mark.parametrize(("server", "sections", "disputed"), [
    (DecodesPercentSignsOnly, ("REQUEST", "KEY", "ADD", "MULTI", "CONTACT", "SHAPE-addExt", "ENCODING-1"), ["ENCODING-1"]),
    (ReadsTheValueToTheEnd, ("REQUEST", "KEY", "ADD-1", "DELETE-1", "CHANGE", "SHAPE-addExt"), ["REQUEST-6"]),
    (ShowsAPageOfActions, ("REQUEST", "SHAPE-addExt"), ["REQUEST-2"]),
    (HasOtherTypes, ("REQUEST", "SHAPE"), [])])
def test_what_the_document_does_not_say_accuses_nobody(
        server: type[CallControl], sections: tuple[str, ...], disputed: list[str], tmp_path: Path) -> None:
    found = no_pass(server(), tmp_path, *sections)
    assert stated(found) == []
    assert list(found) == disputed
