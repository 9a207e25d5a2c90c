"""Paths of bindings with a query, and answers that are hard to bear."""

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from test_common_objects_tolerance import API, CRITERIA, SCHEDULE, run

from conformance.reference import server_class

CENTER = "CallCenterListItem"


class ByQuery(server_class(API)):  # type: ignore[misc]
    """Has a criteria where the query names it, and knows nothing else; always shows the names of call centers if asked so."""

    def on_get(self, component: str, request: Request, body: None) -> Response:
        if component == CRITERIA:
            request.path_params["name"] = request.query_params.get("name", "nobody")
        return super().on_get(component, request, body)  # type: ignore[no-any-return]

    def as_target(self) -> dict[str, Any]:
        known = super().as_target()
        known["bindings"][CRITERIA]["GET"] = f"/objects/{CRITERIA}?name={{name}}"
        known["bindings"][CENTER]["GET"] = f"/objects/{CENTER}?enrichCcInfo=true"
        return known


class NestsDeeply(server_class(API)):  # type: ignore[misc]
    """Has an attribute of its own that parsers bear and programs do not."""

    def on_get(self, component: str, request: Request, body: None) -> Response:
        answer = super().on_get(component, request, body)
        return Response(bytes(answer.body)[:-1] + b', "more": ' + b"[" * 700 + b"]" * 700 + b"}", media_type="application/json")


class HasNoIds(server_class(API)):  # type: ignore[misc]
    """Shows null for the ids of users that have none."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        return {**super().shown(component, found, rich), "userId": None}


def test_what_is_not_there_is_not_the_same_twice(tmp_path: Path) -> None:
    code, found, _ = run(HasNoIds(), tmp_path, "UserCommonObject")
    assert (code, found["COMMON-BODY-3"]) == (2, "inconclusive")


class RefusesTwice(server_class(API)):  # type: ignore[misc]
    """Makes no second schedule."""

    posted = False

    def on_post(self, component: str, request: Request, body: Any) -> Response:
        refused, self.posted = self.posted, True
        return Response(status_code=409) if refused else super().on_post(component, request, body)  # type: ignore[no-any-return]


def test_what_is_refused_once_it_is_there_says_nothing_about_levels(tmp_path: Path) -> None:
    _, found, notes = run(RefusesTwice(), tmp_path, SCHEDULE, only="COMMON-CRITERIA-12")
    assert found["COMMON-CRITERIA-12"] == "inconclusive"
    assert not any("COMMON-R-LEVEL" in note for note in notes)


def test_an_answer_that_is_nested_too_deeply_is_no_failure_of_the_harness(tmp_path: Path) -> None:
    assert run(NestsDeeply(), tmp_path, "CallForwarding")[0] == 2


def test_the_query_of_a_path_is_asked(tmp_path: Path) -> None:
    code, found, _ = run(ByQuery(), tmp_path, CRITERIA)
    assert (code, found["COMMON-CRITERIA-6"]) == (0, "pass")


@pytest.mark.parametrize(("name", "verdict"), [("COMMON-CALLCENTER-2", "pass"), ("COMMON-CALLCENTER-3", "not_applicable")])
def test_names_that_a_path_asks_for_are_no_breach(name: str, verdict: str, tmp_path: Path) -> None:
    assert run(ByQuery(), tmp_path, CENTER)[1][name] == verdict
