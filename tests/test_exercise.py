"""What requests and sightings exercise, on small specifications."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from conformance.catalogue import load
from conformance.exchange import Exchange
from conformance.exercise.keywords import BYTES, KEYWORDS, MET, PASSED, REACHED, VIOLATED, Places
from conformance.exercise.passages import PAIRS, TRANSITIONS, Passages, Sighting
from conformance.exercise.requests import Requests
from conformance.lifecycle import lifecycle

LAMP = {"type": "object", "required": ["name"], "properties": {
    "name": {"type": "string", "minLength": 1, "maxLength": 5}, "watts": {"type": "integer", "minimum": 1, "maximum": 60},
    "colour": {"enum": ["red", "blue"]},
    "rooms": {"type": "array", "maxItems": 2, "items": {"type": "string", "pattern": "^[a-z]+$"}}}}


def asked(schema: Any, *values: Any) -> dict[str, set[str]]:
    """What values exercise, names by kind."""
    found: dict[str, set[str]] = {}
    for value in values:
        for kind, name in Places({}).of(schema, "lamp").exercised(value):
            found.setdefault(kind, set()).add(name)
    return found


def test_a_keyword_is_met_or_violated_where_a_value_stands() -> None:
    found = asked(LAMP, {"name": "desk", "watts": "many", "colour": "green", "rooms": ["hall", "4"]})
    assert found[MET] == {"lamp type", "lamp required name", "lamp/name type", "lamp/name minLength", "lamp/name maxLength",
                          "lamp/rooms type", "lamp/rooms maxItems", "lamp/rooms/[] type", "lamp/rooms/[] pattern"}
    assert found[VIOLATED] == {"lamp/watts type", "lamp/colour enum", "lamp/rooms/[] pattern"}


@pytest.mark.parametrize("lamp, kind, name", [
    ({"name": "abcde"}, REACHED, "lamp/name maxLength"), ({"name": "abcdef"}, PASSED, "lamp/name maxLength"),
    ({"name": "a"}, REACHED, "lamp/name minLength"), ({"name": ""}, PASSED, "lamp/name minLength"),
    ({"watts": 60}, REACHED, "lamp/watts maximum"), ({"watts": 61}, PASSED, "lamp/watts maximum"),
    ({"watts": 1}, REACHED, "lamp/watts minimum"), ({"watts": 0}, PASSED, "lamp/watts minimum"),
    ({"rooms": ["a", "b"]}, REACHED, "lamp/rooms maxItems"), ({"rooms": ["a", "b", "c"]}, PASSED, "lamp/rooms maxItems"),
    ({"name": "ééé"}, BYTES, "lamp/name maxLength")])
def test_a_limit_is_asked_about_exactly(lamp: Any, kind: str, name: str) -> None:
    assert asked(LAMP, lamp)[kind] == {name}


@pytest.mark.parametrize("lamp", [{"name": "abcdefg"}, {"watts": 62}, {"watts": True}, {"name": "\ud800"}, {"watts": 30},
                                  {"rooms": ["a"]}, {"rooms": "aa"}, 5, None, []])
def test_what_is_far_from_a_limit_or_no_such_value_says_nothing_about_it(lamp: Any) -> None:
    assert not {REACHED, PASSED, BYTES} & asked(LAMP, lamp).keys()


def test_the_inventory_names_all_that_values_can_exercise() -> None:
    place = Places({}).of(LAMP, "lamp")
    everything = {"name": "desk", "watts": 1, "colour": "red", "rooms": ["hall"]}
    assert set(place.exercised(everything)) <= set(place.inventory())
    assert {name for kind, name in place.inventory() if kind == MET} == {name for _, name in place.inventory()}


def test_a_union_counts_for_the_branch_that_its_discriminator_names() -> None:
    schemas = {"Light": {"type": "object", "required": ["do", "lamp"], "properties": {
        "do": {"type": "string", "const": "light"}, "lamp": {"type": "string"}}}}
    task = {"oneOf": [{"$ref": "#/components/schemas/Light"}],
            "discriminator": {"propertyName": "do", "mapping": {"light": "#/components/schemas/Light"}}}
    place = Places({"components": {"schemas": schemas}}).of(task, "task")
    assert dict(place.exercised({"do": "light", "lamp": 5})) == {MET: "Light required lamp", VIOLATED: "Light/lamp type"}
    for odd in ({"do": "smoke"}, {"do": ["light"]}, {}, "light"):
        assert list(place.exercised(odd)) == [(VIOLATED, "task oneOf")]


def test_every_keyword_of_the_requests_is_known() -> None:
    used = set[str]()
    pending: list[Any] = [content["schema"] for path in load("opeasy").openapi["paths"].values() for said in path.values()
                          if "requestBody" in said for content in said["requestBody"]["content"].values()]
    seen = list[str]()
    while pending:
        schema = pending.pop()
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            schema = {} if name in seen else load("opeasy").openapi["components"]["schemas"][name]
            seen.append(name)
        used |= schema.keys()
        pending += [*schema.get("properties", {}).values(), *schema.get("oneOf", ()), *schema.get("allOf", ()),
                    *([schema["items"]] if "items" in schema else ())]
    assert {each for each in used if not each.startswith("x-")} - KEYWORDS <= {"description", "format"}


# ---------------------------------------------------------------------- requests

def test_a_form_and_the_file_in_it_count_like_a_body() -> None:
    body = (b'--x\r\nContent-Disposition: form-data; name="enterpriseId"\r\n\r\ne\r\n--x\r\nContent-Disposition: form-data; '
            b'name="file"; filename="a.json"\r\n\r\n' + json.dumps({"tasks": {"Users": "none"}}).encode() + b"\r\n--x--\r\n")
    exchange = Exchange(1, "createOperation", "POST", "/v1/operations", {"Content-Type": "multipart/form-data; boundary=x"},
                        body, 400, {"Content-Type": "application/json"})
    found = dict.fromkeys(Requests(load("opeasy").openapi).exercised(exchange))
    assert list(found) == [
        ("operations", "createOperation"), ("statuses", "createOperation 400"),
        ("media types", "createOperation 400 application/json"), ("media types", "createOperation sends multipart/form-data"),
        (MET, "createOperation form required enterpriseId"), (MET, "createOperation form required file"),
        (MET, "createOperation file type"), (MET, "createOperation file/tasks type"),
        (VIOLATED, "createOperation file/tasks/Users type")]


@pytest.mark.parametrize("query, kind, keyword", [
    ("pageSize=1", REACHED, "minimum"), ("pageSize=0", PASSED, "minimum"), ("pageSize=many", VIOLATED, "type")])
def test_a_query_counts(query: str, kind: str, keyword: str) -> None:
    exchange = Exchange(1, "getUsersTasks", "GET", f"/v1/operations/1/users?{query}", status=200)
    assert (kind, f"getUsersTasks query/pageSize {keyword}") in list(Requests(load("opeasy").openapi).exercised(exchange))


def test_what_was_never_answered_exercises_nothing() -> None:
    assert list(Requests(load("opeasy").openapi).exercised(Exchange(1, "getWebhooks", "GET", "/v1/webhooks"))) == []


# ---------------------------------------------------------------------- transitions

DOOR = lifecycle({
    "states": {"open": "", "closing": "", "shut": ""}, "start": "open", "time": {"closing": ["shut"]},
    "actions": {"look": "look", "push": "push", "ring": "ring"},
    "cells": {"open": {"look": [200, "open", "D-1"], "push": [200, "closing", "D-2"]},
              "closing": {"look": [200, "closing", "D-1"]}, "shut": {"look": [200, "shut", "D-1"]}},
    "silent": {"open": {"ring": [200, "R"]}}, "refusals": {"push": "D-3", "ring": "D-4"}})


def seen(*sightings: tuple[str, int, Iterable[str]]) -> set[tuple[str, str]]:
    made = Sighting("door", "", 201, frozenset({"open"}))
    return set(Passages(DOOR).exercised([made, *(Sighting("door", action, status, frozenset(shows))
                                                 for action, status, shows in sightings)]))


def test_transitions_and_pairs_of_them_are_counted_in_the_state_that_they_are_made_in() -> None:
    assert seen(("look", 200, ()), ("push", 200, ())) == {
        (TRANSITIONS, "open look"), (TRANSITIONS, "open push"), (PAIRS, "open look, open push")}


def test_what_time_may_have_changed_counts_only_where_it_is_certain() -> None:
    assert (TRANSITIONS, "closing look") not in seen(("push", 200, ()), ("look", 200, ()))
    assert (TRANSITIONS, "closing look") in seen(("push", 200, ()), ("look", 200, ["closing"]))
    assert (TRANSITIONS, "closing ring") in seen(("push", 200, ()), ("ring", 404, ()), ("look", 200, ["closing"]))
    assert (TRANSITIONS, "shut ring") in seen(("push", 200, ()), ("look", 200, ["shut"]), ("ring", 404, ()))


def test_an_answer_that_no_state_explains_counts_for_nothing() -> None:
    assert seen(("look", 200, ()), ("look", 404, ()), ("look", 200, ())) == {(TRANSITIONS, "open look")}
    assert seen(("ring", 200, ()), ("look", 200, ())) == {(TRANSITIONS, "open ring")}
    assert seen(("look", 204, ()), ("look", 200, ())) == set()


def test_the_pairs_are_those_that_no_time_need_pass_between() -> None:
    names = {name for kind, name in Passages(DOOR).inventory() if kind == PAIRS}
    assert names == {"open look, open look", "open look, open push", "open push, closing look", "open push, closing push",
                     "open push, closing ring",
                     *(f"{state} {one}, {state} {other}" for state in ("closing", "shut") for one in ("look", "push", "ring")
                       for other in ("look", "push", "ring"))}
