"""Servers of Common Objects that use what is left to them are not accused by a run; those that show what is wrong are."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import recorded, told, verdicts
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.reference import server_class
from conformance.serving import loopback

API, TOKEN = "common-objects", {"COMMON_OBJECTS_TOKEN": "reference-token"}
CRITERIA, LISTED, SCHEDULE = "Criteria", "CriteriaInListAttributes", "Schedule"
DNIS, FILES = "CallCenterDNISInstance", "UserVoiceMessagingAnnouncements"
NUMBERS, PATTERN, DAY = "CriteriaFromDN", "ScheduleRecurrencePattern", "RecurMonthlyByDay"
HOST, RINGING = "FlexibleSeatingAvailableHost", "DevicesToRing"


class IgnoresWithAny(server_class(API)):  # type: ignore[misc]
    """With the selection Any it ignores all else that is sent."""

    def settled(self, component: str, found: Any, sent: Any) -> Any:
        if component == NUMBERS and {**found, **sent}.get("selection") == "Any":
            sent = {name: value for name, value in sent.items() if name == "selection"}
        return super().settled(component, found, sent)


class Silent(server_class(API)):  # type: ignore[misc]
    """Takes what is wrong without a word, and does not do it."""

    async def respond(self, request: Request) -> Response:
        answer: Response = await super().respond(request)
        return JSONResponse({}) if answer.status_code == 400 else answer


class TakesAll(server_class(API)):  # type: ignore[misc]
    """Takes what is wrong, and does it."""

    def mistakes(self, component: str, method: str, body: Any) -> Any:
        return iter(())


class ShowsNull(server_class(API)):  # type: ignore[misc]
    """Shows null where there is nothing to show, and a host without a phone number."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        known = self.schemas[component]["properties"].items()
        empty = {name: None for name, said in known if "C" in said["x-presence"].get("GET", "")}
        return {**empty, **answer, **({"phoneNumber": None} if component == HOST else {})}


class AlwaysDaily(server_class(API)):  # type: ignore[misc]
    """Has recurDaily in each answer, as its cell says."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        return {"recurDaily": {}, **answer} if component == PATTERN else answer


class DailyBesides(AlwaysDaily):
    """Has recurDaily in each answer, also beside another kind that it is sent."""

    def minds(self, rule: str) -> bool:
        return rule not in {f"COMMON-EXCLUSION-{number}" for number in range(1, 6)}

    def agreed(self, component: str, found: Any, keep: Any) -> Any:
        rest = {name: value for name, value in found.items() if name != "recurDaily"}
        return super().agreed(component, rest if component == PATTERN and self.names_kind(rest) else found, keep)

    def names_kind(self, found: Any) -> bool:
        return any(name.startswith(("recurW", "recurM", "recurY")) for name in found)


class WritesNumbers(server_class(API)):  # type: ignore[misc]
    """Shows numbers in a way of its own, and none as null."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        for name in {"phoneNumbers", "mobilesNumbers"} & set(answer):
            answer = {**answer, name: json.loads(json.dumps(answer[name]).replace("+999", "+999-")) or None}
        return answer


class Wraps(server_class(API)):  # type: ignore[misc]
    """Answers each criteria within an object."""

    def on_get(self, component: str, request: Request, body: None) -> Response:
        return JSONResponse({"criteria": json.loads(super().on_get(component, request, body).body)})

    def as_target(self) -> dict[str, Any]:
        known = super().as_target()
        known["bindings"][CRITERIA]["GET"] = {"url": known["bindings"][CRITERIA]["GET"], "at": "criteria"}
        return known


class Lists(server_class(API)):  # type: ignore[misc]
    """Answers all criteria at once."""

    def as_target(self) -> dict[str, Any]:
        known = super().as_target()
        known["bindings"][CRITERIA]["GET"] = f"/objects/{CRITERIA}"
        return known


class WantsLevel(server_class(API)):  # type: ignore[misc]
    """Wants the level of a schedule, and says with the status 200 that it is missing."""

    def code(self, component: str, attribute: str, method: str) -> str:
        known = (component, attribute, method) == (SCHEDULE, "level", "POST")
        return "R" if known else super().code(component, attribute, method)

    async def respond(self, request: Request) -> Response:
        answer: Response = await super().respond(request)
        return JSONResponse(json.loads(answer.body)) if answer.status_code == 400 else answer


class NoBlank(server_class(API)):  # type: ignore[misc]
    """Puts no blank before the level of a schedule."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        schedule = {"timeSchedule": "Lunch(Group)", "timeScheduleObj": {"name": "Lunch", "level": "Group"}}
        return {**answer, **schedule} if component == LISTED else answer


class NamesAgain(server_class(API)):  # type: ignore[misc]
    """Has a DNIS of one name for each of two call centers."""

    def on_get(self, component: str, request: Request, body: None) -> Response:
        listed = [{"serviceUserId": center, "name": "Primary"} for center in ("center-1", "center-2")]
        return JSONResponse(listed) if component == DNIS else super().on_get(component, request, body)


class EmptyFiles(server_class(API)):  # type: ignore[misc]
    """Shows an object of empty strings where no announcement is assigned."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        return {name: {"name": "", "mediaType": ""} if value == "" and name.endswith("AudioFile") else value
                for name, value in answer.items()}


class Mistypes(server_class(API)):  # type: ignore[misc]
    """Refuses texts for numbers, and shows numbers as texts."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        return {**answer, "numberOfRings": str(answer["numberOfRings"])} if "numberOfRings" in answer else answer


class MistypesInside(server_class(API)):  # type: ignore[misc]
    """Answers a selection, and a schedule, that its table does not know."""

    def shown(self, component: str, found: Any, rich: bool) -> Any:
        answer = super().shown(component, found, rich)
        inner = {"fromDnCriteria": {**answer.get("fromDnCriteria", {}), "selection": "any"}}
        return {**answer, **{name: value for name, value in inner.items() if name in answer}}


class ListsTexts(server_class(API)):  # type: ignore[misc]
    """Lists a text among objects."""

    def on_get(self, component: str, request: Request, body: None) -> Response:
        return JSONResponse([*json.loads(super().on_get(component, request, body).body), "text"])


def run(server: Any, folder: Path, *bound: str, methods: str = "GET PUT POST DELETE", only: str = "",
        **values: Any) -> tuple[int, dict[str, str], list[str]]:
    """A run against a server that serves these objects: the exit code, the verdicts, and the notes."""
    every = server.as_target()["bindings"]
    more, wanted = {"values": values} if values else {}, (*methods.split(), "values")
    bindings = {name: {**{way: said for way, said in every[name].items() if way in wanted}, **more} for name in bound}
    file = folder / "target.yaml"
    with loopback(server.app) as url:
        file.write_text(yaml.safe_dump({"api": API, "baseUrl": url, "world": {}, "bindings": bindings,
                                        "credentials": {"Authorization": {"env": "COMMON_OBJECTS_TOKEN"}}}), encoding="utf-8")
        found = told("run", API, *only.split(), "--target", file, "--out", folder / "run", env=TOKEN)
    record = recorded(folder / "run")
    return found.code, verdicts(record), [note for answer in record.answers for note in answer["notes"]]


@pytest.mark.parametrize(("server", "bound", "note"), [
    (IgnoresWithAny, [NUMBERS], "COMMON-R-ANY-IGNORES, alternative c"),
    (Silent, [NUMBERS, DAY, PATTERN], "COMMON-R-REFUSAL, alternative c"),
    (ShowsNull, [PATTERN, HOST, NUMBERS], "COMMON-R-LIMITS, alternative b"), (AlwaysDaily, [PATTERN], ""),
    (DailyBesides, [PATTERN], ""), (WritesNumbers, [NUMBERS, RINGING], ""), (Wraps, [CRITERIA], ""), (Lists, [CRITERIA], ""),
    (WantsLevel, [SCHEDULE], "COMMON-R-LEVEL, alternative b"), (NoBlank, [LISTED], ""),
    (NamesAgain, [DNIS], ""), (EmptyFiles, [FILES], "COMMON-R-UNASSIGNED, alternative d")])
def test_what_the_document_leaves_open_accuses_nobody(server: Any, bound: list[str], note: str, tmp_path: Path) -> None:
    code, _, notes = run(server(), tmp_path, *bound)
    assert code in (0, 2)  # some questions have no clear answer then
    assert any(note in each for each in notes) or not note


def test_what_is_wrong_and_shows_is_accused(tmp_path: Path) -> None:
    code, found, _ = run(TakesAll(), tmp_path, DAY, PATTERN, NUMBERS)
    assert code == 1
    for name in ("COMMON-EXCLUSION-1", "COMMON-EXCLUSION-16", "COMMON-NUMBERS-1", "COMMON-NUMBERS-2",
                 "COMMON-FIELD-RecurMonthlyByDay.dayOfMonth-maximum"):
        assert found[name] == "fail", name


def test_a_type_that_is_enforced_and_not_shown_is_accused(tmp_path: Path) -> None:
    code, found, _ = run(Mistypes(), tmp_path, "CallForwarding")
    assert (code, found["COMMON-FIELD-CallForwarding.numberOfRings-type"]) == (1, "fail")


@pytest.mark.parametrize(("server", "bound", "broken"), [
    (Mistypes, "CallForwarding", "COMMON-FIELD-CallForwarding.numberOfRings-type"),
    (ListsTexts, "PhoneList", "COMMON-FIELD-PhoneList-type"),
    (MistypesInside, LISTED, f"COMMON-FIELD-{LISTED}.fromDnCriteria-type"),
    (MistypesInside, CRITERIA, f"COMMON-FIELD-{CRITERIA}.fromDnCriteria-type"),
    *((MistypesInside, f"CriteriaAttributesFor{name}", f"COMMON-FIELD-CriteriaAttributesFor{name}-combines")
      for name in ("CallForwardingSelective", "ExecutiveAndExecutiveAssistant"))])
def test_what_is_only_read_is_accused_of_what_it_shows(server: Any, bound: str, broken: str, tmp_path: Path) -> None:
    code, found, _ = run(server(), tmp_path, bound, methods="GET", **({"name": "text"} if server != Mistypes else {}))
    assert (code, found[broken]) == (1, "fail")


def test_the_numbers_that_a_target_knows_are_those_that_count(tmp_path: Path) -> None:
    server = server_class(API)()
    every = server.as_target()["bindings"]
    known = {"UserAlertedMobileNumber": {**every["UserAlertedMobileNumber"], "values": {"mobileNumber": "+32470000000"}}}
    server.as_target = lambda: {"bindings": {**every, **known}}
    _, found, _ = run(server, tmp_path, RINGING, "UserAlertedMobileNumber")
    assert found["COMMON-MOBILE-4"] == "inconclusive"
