"""Values of single fields: within limits, just at them, and past them in every way that is known."""

import re
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.openapi import Field, fields
from conformance.strategies.breaking import NUANCES, nuances, ways, wrong
from conformance.strategies.sampling import samples
from conformance.strategies.values import at_limit, valid

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]
FIELDS: dict[str, Field] = {field.name: field for name in SCHEMAS if name.endswith("Task")
                            for field in fields(OPENAPI, SCHEMAS[name])}
LIMITS = [(name, limit) for name, field in sorted(FIELDS.items()) for limit in field.limits if limit != "required"]
PLAIN = {"type", "enum", "pattern", "maxLength", "minLength", "maxItems", "minimum", "maximum"}
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
quick = settings(max_examples=2000, database=None, phases=[Phase.generate, Phase.shrink],
                 suppress_health_check=list(HealthCheck))


def broken(name: str, value: Any) -> set[str]:
    """The keywords of a field that a value breaks, by a validator that is told of ``$`` before a last newline."""
    schema = {key: each for key, each in FIELDS[name].schema.items() if key in PLAIN}
    if "pattern" in schema:
        schema["pattern"] = schema["pattern"].removesuffix("$") + r"\Z"
    return {str(error.validator) for error in jsonschema.Draft202012Validator(schema).iter_errors(value)}


# ---------------------------------------------------------------------- values

@few
@given(st.data(), st.sampled_from(sorted(FIELDS)))
def test_a_valid_value_keeps_every_limit(data: st.DataObject, name: str) -> None:
    assert broken(name, data.draw(valid(FIELDS[name].schema))) == set()


def test_a_value_at_a_limit_keeps_it_and_a_wrong_one_breaks_nothing_else() -> None:
    for name, limit in LIMITS:
        schema = FIELDS[name].schema
        for value in samples(at_limit(schema, limit), 8, 1):
            assert broken(name, value) == set(), (name, limit, value)
        for way in ways(schema, limit, "example.com"):
            for value in samples(way, 8, 1):
                # What is no text is none of the documented values either.
                assert broken(name, value) - ({"enum"} if limit == "type" else set()) == {limit}, (name, limit, value)


def test_texts_that_match_no_pattern_are_wrong_in_every_known_way() -> None:
    digits = samples(wrong({"type": "string", "pattern": "^[0-9]+$"}, "pattern"), 60, 3)
    assert any(not value[0].isalnum() and value[1:].isdigit() for value in digits)
    assert any(value.endswith("\n") and value[:-1].isdigit() for value in digits)
    assert any(value.isascii() and value.isalnum() for value in digits)
    addresses = samples(wrong({"type": "string", "pattern": r"^[^@\s]{6,}@[^@\s]+$"}, "pattern"), 100, 3)
    short = {len(value.partition("@")[0]) for value in addresses if re.fullmatch(r"\w+@example\.com", value)}
    assert max(short) == 5 > min(short)
    assert any(re.fullmatch(r"\w@\w{6,}@example\.com", value) for value in addresses)
    assert any(re.fullmatch(r"\w \w{6,}@example\.com", value) for value in addresses)
    assert any(re.fullmatch(r"\w{6,}@example\.com \w", value) for value in addresses)
    assert any("@" not in value for value in addresses)
    assert any(value.endswith("@") for value in addresses)


def test_another_spelling_of_a_documented_value_is_not_asked_as_a_wrong_one() -> None:
    drawn = samples(wrong({"enum": ["aaa", "ABC"]}, "enum"), 100, 3)
    assert len({value.lower() for value in drawn}) > 20
    assert {value.lower() for value in drawn}.isdisjoint({"aaa", "abc"})


def test_a_nuance_breaks_the_limit_that_it_is_a_nuance_of_and_nothing_else() -> None:
    asked = set()
    for name, field in FIELDS.items():
        for nuance in nuances(field.schema):
            asked.add(nuance)
            for way in ways(field.schema, nuance):
                for value in samples(way, 8, 1):
                    besides = {"enum"} if nuance == "null" else set()
                    assert broken(name, value) - besides == {NUANCES[nuance]}, (name, nuance, value)
    assert asked == set(NUANCES)


def test_there_is_no_nuance_of_a_limit_that_only_should_be_kept() -> None:
    assert nuances({"type": "string", "enum": ["a"], "x-level": {"enum": "SHOULD"}}) == ["null"]
    assert nuances({"type": "string", "enum": ["a"]}) == ["case", "null"]
    assert nuances({"type": "string", "maxLength": 3}) == ["blanks", "null"]
    assert nuances({"type": "string", "maxLength": 3, "pattern": "^[0-9]+$"}) == ["digits", "null"]


def test_valid_values_vary_in_length_and_enumerations_are_used_up() -> None:
    lengths = {len(value) for value in samples(valid({"type": "string", "maxLength": 30}), 100, 1)}
    assert min(lengths) == 1
    assert len(lengths) >= 6
    assert set(samples(valid({"enum": ["a", "b", "c"]}), 60, 1)) == {"a", "b", "c"}
    assert set(samples(valid({"type": "boolean"}), 30, 1)) == {True, False}
    assert {len(value) for value in samples(valid({"type": "array", "maxItems": 2}), 60, 1)} == {0, 1, 2}
    numbers = samples(valid({"type": "integer", "minimum": 3, "maximum": 5}), 60, 1)
    assert set(numbers) == {3, 4, 5}


@pytest.mark.parametrize(("limit", "past"), [("minimum", 2), ("maximum", 6)])
def test_numbers_are_asked_one_past_their_limit(limit: str, past: int) -> None:
    drawn = samples(wrong({"type": "integer", "minimum": 3, "maximum": 5}, limit), 60, 1)
    assert past in drawn
    assert all(value < 3 if limit == "minimum" else value > 5 for value in drawn)


def test_a_limit_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError, match="multipleOf"):
        wrong({"type": "integer", "multipleOf": 2}, "multipleOf")


@pytest.mark.parametrize(("strategy", "shortest"), [
    (valid({"type": "string", "maxLength": 30}), 1), (valid({"type": "string", "pattern": "^[0-9]+$"}), 1),
    (valid({"type": "string", "pattern": r"^[^@\s]{6,}@[^@\s]+$"}, "a.b"), 10),
    (valid({"type": "array", "maxItems": 4}), 0),
    (wrong({"type": "string", "maxLength": 30}, "maxLength"), 31),
    (wrong({"type": "string", "enum": ["a"]}, "enum"), 3)])
def test_examples_shrink_to_the_shortest_and_plainest(strategy: st.SearchStrategy[Any], shortest: int) -> None:
    found = find(strategy, lambda _: True, settings=quick)
    assert len(found) == shortest
    assert len(set(str(found).partition("@")[0])) <= 2  # one character, again and again
