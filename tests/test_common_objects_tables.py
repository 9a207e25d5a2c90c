"""The tables of Common Objects as data: all of them are there, their codes are codes, and their rules rule something out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
import yaml

from conformance.catalogue import SPECS

FOLDER = SPECS / "common-objects"
OPENAPI, REQUIREMENTS, READINGS = (
    yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for name in ("openapi", "requirements", "readings"))
TABLES: Mapping[str, Any] = OPENAPI["components"]["schemas"]
ATTRIBUTES = [(component, name, said) for component, table in TABLES.items() for name, said in table["properties"].items()]
RULES = [(component, rule) for component, table in TABLES.items() for rule in table.get("x-rules", ())]
READ, SENT = {"A", "O", "C", "F"}, {"R", "O", "C", "F", "OC", "O, C"}
OFTEN = "Schedule recurrence attributes"
WITHOUT_METHODS = "UserDeviceAddExtraLineResult"

WEEK = dict.fromkeys(("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"), False)
FIXED = {"mode": "Fixed", "includeSharedCallAppearance": False, "includeAnywhere": True}
# A body that the rule has nothing against, and one that breaks it and differs in as little as possible.
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "COMMON-FORWARDING-1": ({"forwardToNumberSelection": "Do not forward"},
                            {"forwardToNumberSelection": "Forward To Specified Number"}),
    "COMMON-NUMBERS-1": ({"selection": "Any", "phoneNumbers": []}, {"selection": "Specified Only", "phoneNumbers": []}),
    "COMMON-NUMBERS-2": ({"selection": "Any"}, {"selection": "Specified Only"}),
    "COMMON-CALLTO-1": ({"type": "Primary", "extension": "1"}, {"type": "BroadWorks Mobility", "extension": "1"}),
    "COMMON-CALLTO-2": ({"type": "BroadWorks Mobility"}, {"type": "Primary"}),
    "COMMON-EXTRALINE-1": ({"status": "SUCCESS", "data": {}}, {"status": "SUCCESS"}),
    "COMMON-EXTRALINE-2": ({"status": "FAILED", "reason": "", "error": {}}, {"status": "FAILED", "reason": ""}),
    "COMMON-EXTRALINE-3": ({"reason": "", "error": {}}, {"data": {}, "error": {}}),
    "COMMON-RECURRENCE-1": ({**WEEK, "Friday": True}, WEEK),
    "COMMON-RECURRENCE-2": ({"recurDaily": {}}, {"recurForEver": True}),
    "COMMON-CONFERENCE-1": ({"scheduleOneTime": {}}, {}),
    "COMMON-CONFERENCE-2": ({"restrictParticipants": False}, {"restrictParticipants": True}),
    "COMMON-CONFERENCE-3": ({"requireSecurityPin": True, "securityPin": "1"}, {"requireSecurityPin": False, "securityPin": "1"}),
    "COMMON-CONFERENCE-4": ({"requireSecurityPin": False}, {"requireSecurityPin": True}),
    "COMMON-MOBILE-1": ({"mode": "Mobile", "mobilesNumbers": [{}]}, {"mode": "Mobile", "mobilesNumbers": []}),
    "COMMON-MOBILE-2": (FIXED, {**FIXED, "includeAnywhere": False}),
}


def _nodes(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
    for child in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from _nodes(child)


def _span(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def _examples(rule: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Those of a rule; of an exclusion both of its attributes, and the first alone."""
    if rule["id"] in EXAMPLES:
        return EXAMPLES[rule["id"]]
    one, other = rule["schema"]["not"]["required"]
    return {one: True}, {one: True, other: {}}


# ---------------------------------------------------------------------- all tables

def test_no_table_attribute_or_cell_is_missing() -> None:
    assert (len(TABLES), len(ATTRIBUTES), sum(len(said["x-presence"]) for _, _, said in ATTRIBUTES)) == (55, 308, 626)
    assert Counter(code.replace(", ", "") for _, _, said in ATTRIBUTES for code in said["x-presence"].values()) == {
        "A": 215, "O": 113, "C": 137, "R": 90, "F": 60, "OC": 11}


def test_there_are_no_paths() -> None:
    assert OPENAPI["paths"] == {}


def test_every_table_is_a_schema() -> None:
    for table in TABLES.values():
        jsonschema.Draft202012Validator.check_schema(table)


def test_titles_occur_once_but_for_one_of_three_tables() -> None:
    titles = Counter(table["title"] for table in TABLES.values())
    assert {title: times for title, times in titles.items() if times > 1} == {OFTEN: 3}


def test_components_are_called_as_the_titles_of_their_tables() -> None:
    for component, table in TABLES.items():
        name = "".join(word[0].upper() + word[1:] for word in re.split("[ -]", table["title"]))
        assert component.startswith(name.removesuffix("Attributes")), component
        assert component in (name, name.removesuffix("Attributes")) or table["title"] == OFTEN, component


def test_every_reference_leads_to_a_table() -> None:
    named = {node["$ref"] for node in _nodes(OPENAPI) if "$ref" in node}
    combined = {name for table in TABLES.values() for name in table.get("x-combines", ())}
    assert named <= {f"#/components/schemas/{component}" for component in TABLES}
    assert combined <= set(TABLES)


def test_every_line_of_the_document_belongs_to_one_table_at_most() -> None:
    spans = [_span(table["x-lines"]) for table in TABLES.values()]
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    for table in TABLES.values():
        rows = [_span(said["x-lines"]) for said in table["properties"].values()]
        assert all(before[1] + 1 == after[0] for before, after in pairwise(rows)), table["title"]
        assert _span(table["x-lines"])[0] < rows[0][0]
        assert rows[-1][1] == _span(table["x-lines"])[1]


# ---------------------------------------------------------------------- cells

def test_codes_stand_under_methods_that_their_table_has() -> None:
    for component, name, said in ATTRIBUTES:
        assert list(said["x-presence"]) == [each for each in TABLES[component]["x-methods"] if each in said["x-presence"]], name
        for method, code in said["x-presence"].items():
            assert code in (READ if method == "GET" else SENT), (component, name, method)


def test_only_one_table_has_no_methods() -> None:
    assert [component for component, table in TABLES.items() if not table["x-methods"]] == [WITHOUT_METHODS]


def test_what_is_disputed_is_a_cell_and_has_a_reading() -> None:
    disputed = [(component, name, said) for component, name, said in ATTRIBUTES if "x-disputed" in said]
    assert disputed
    for component, name, said in disputed:
        firm = {method for method, code in said["x-presence"].items() if code in ("A", "R")}
        assert set(said["x-disputed"]) <= firm, (component, name)
        assert set(said["x-disputed"].values()) <= set(READINGS), (component, name)


@pytest.mark.parametrize("word", ["x-bases", "x-level"])
def test_a_limit_that_is_weakened_is_one_of_the_attribute(word: str) -> None:
    for component, name, said in ATTRIBUTES:
        assert set(said.get(word, ())) <= {*said, *(["type"] if "$ref" in said else ())}, (component, name)


def test_null_removes_an_empty_string_unassigns_and_a_list_replaces_where_the_document_says_so() -> None:
    nullable = {(component, name) for component, name, said in ATTRIBUTES if {"type": "null"} in said.get("oneOf", ())}
    unassigned = {(component, name) for component, name, said in ATTRIBUTES if {"const": ""} in said.get("oneOf", ())}
    replaced = {(component, name) for component, name, said in ATTRIBUTES if said.get("x-replaces")}
    assert nullable == {("Criteria", "timeSchedule"), ("Criteria", "holidaySchedule")}
    assert {name for _, name in unassigned} == {"busyPersonalAudioFile", "extendedAwayAudioFile", "noAnswerPersonalAudioFile"}
    assert replaced == {("CriteriaFromDN", "phoneNumbers"), ("DevicesToRing", "mobilesNumbers")}


# ---------------------------------------------------------------------- rules between attributes

def test_every_rule_is_a_requirement_of_its_own() -> None:
    names = [rule["id"] for _, rule in RULES]
    assert len(set(names)) == len(names)
    assert set(EXAMPLES) == {name for name in names if "-EXCLUSION-" not in name}
    assert sum("-EXCLUSION-" in name for name in names) == 21
    for _, rule in RULES:
        said = REQUIREMENTS[rule["id"]]
        assert (said["text"], said["source"]["lines"]) == (rule["text"], rule["lines"]), rule["id"]


@pytest.mark.parametrize(("component", "rule"), [pytest.param(*each, id=each[1]["id"]) for each in RULES])
def test_a_rule_speaks_of_methods_and_attributes_of_its_table(component: str, rule: Mapping[str, Any]) -> None:
    assert bool(rule["methods"]) == (component != WITHOUT_METHODS)
    assert set(rule["methods"]) <= set(TABLES[component]["x-methods"])
    named = {name for node in _nodes(rule["schema"]) for word in ("required", "properties") for name in node.get(word, ())}
    assert named <= set(TABLES[component]["properties"])


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["id"]) for _, rule in RULES])
def test_a_rule_accepts_one_body_and_refuses_another(rule: Mapping[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(rule["schema"])
    asked = jsonschema.Draft202012Validator(rule["schema"])
    accepted, refused = _examples(rule)
    assert asked.is_valid(accepted)
    assert not asked.is_valid(refused)


def test_everything_that_excludes_something_is_excluded_by_it() -> None:
    pairs = {frozenset(rule["schema"]["not"]["required"]) for _, rule in RULES if "-EXCLUSION-" in rule["id"]}
    assert len(pairs) == 21
    assert sorted(Counter(name for pair in pairs for name in pair).values()) == [2] * 6 + [5] * 6
