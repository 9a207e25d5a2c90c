"""What a body must, may and must not have is derived from the codes of a table, for each method, in one place."""

from typing import Any

import pytest

from conformance import cells
from conformance.oracle import Oracle
from conformance.presence import body_schema
from conformance.tables import tables

METHODS = ["GET", "PUT", "POST", "DELETE"]
OPENAPI: dict[str, Any] = {"paths": {}, "components": {"schemas": {
    "Outer": {"title": "Outer thing", "type": "object", "x-lines": "1-9", "x-methods": METHODS, "properties": {
        "name": {"type": "string", "x-presence": {"GET": "A", "PUT": "R", "POST": "R", "DELETE": "R"}, "x-lines": "2"},
        "newName": {"type": "string", "x-presence": {"GET": "F", "PUT": "O", "POST": "F", "DELETE": "F"}, "x-lines": "3"},
        "size": {"type": "integer", "minimum": 1, "x-presence": {"GET": "C", "PUT": "O, C", "POST": "OC"}, "x-lines": "4"},
        "weak": {"type": "string", "x-presence": {"GET": "A"}, "x-disputed": {"GET": "R"}, "x-lines": "5"},
        "inner": {"oneOf": [{"$ref": "#/components/schemas/Inner"}, {"const": ""}], "x-presence": {"PUT": "O", "POST": "O"},
                  "x-lines": "6"}},
        "x-rules": [{"id": "X-RULE-1", "methods": ["PUT"], "text": "A size comes with an inner.", "lines": "4",
                     "schema": {"dependentRequired": {"size": ["inner"]}}}]},
    "Inner": {"title": "Inner thing", "type": "object", "x-lines": "10-12", "x-methods": ["GET", "PUT"], "properties": {
        "file": {"type": "string", "x-presence": {"GET": "A", "PUT": "R"}, "x-lines": "11"}}}}}}

FITS = [("GET", {"name": "a", "weak": "b"}), ("PUT", {"name": "a"}), ("PUT", {"name": "a", "newName": "b"}),
        ("PUT", {"name": "a", "inner": ""}), ("PUT", {"name": "a", "inner": {"file": "f"}}), ("POST", {"name": "a", "size": 1}),
        ("PUT", {"name": "a", "size": 1, "inner": ""}), ("DELETE", {"name": "a"}), ("DELETE", {"name": "a", "strange": 1}),
        ("POST", {"name": "a", "inner": {"file": "f"}})]
BREAKS = [("GET", {"weak": "b"}), ("GET", {"name": "a", "weak": "b", "newName": "c"}), ("GET", {"name": "a"}), ("PUT", {}),
          ("PUT", []), ("PUT", None), ("POST", {"name": "a", "newName": "b"}), ("DELETE", {"name": "a", "newName": "b"}),
          ("PUT", {"name": 7}), ("PUT", {"name": "a", "inner": "f"}), ("PUT", {"name": "a", "inner": {}}),
          ("PUT", {"name": "a", "size": 1}), ("POST", {"name": "a", "size": 0}),
          ("POST", {"name": "a", "inner": {}})]  # Inner has no POST: it counts as in a PUT


@pytest.mark.parametrize(("method", "body"), FITS)
def test_a_body_with_what_it_must_and_may_have_fits(method: str, body: Any) -> None:
    assert Oracle(body_schema(OPENAPI, "Outer", method)).broken(body) == set()


@pytest.mark.parametrize(("method", "body"), BREAKS)
def test_a_body_without_what_it_must_or_with_what_it_must_not_have_does_not(method: str, body: Any) -> None:
    assert len({place for place, _ in Oracle(body_schema(OPENAPI, "Outer", method)).broken(body)}) == 1


def test_a_disputed_cell_counts_only_where_that_is_wanted() -> None:
    assert Oracle(body_schema(OPENAPI, "Outer", "GET", disputed=False)).fits({"name": "a"})
    assert not Oracle(body_schema(OPENAPI, "Outer", "GET")).fits({"name": "a"})


def test_codes_are_read_in_any_spelling() -> None:
    size = tables(OPENAPI)["Outer"].attributes["size"]
    assert (size.presence["PUT"], size.presence["POST"]) == ("OC", "OC")


def test_each_cell_limit_and_rule_is_a_requirement() -> None:
    found = {each.id: each for each in cells.requirements(OPENAPI, "X")}
    assert {"X-PRESENCE-Outer-name-GET", "X-PRESENCE-Outer-newName-POST", "X-FIELD-Outer.size-minimum",
            "X-FIELD-Outer.inner-oneOf", "X-FIELD-Outer-type", "X-RULE-1"} <= set(found)
    assert len([name for name in found if "-PRESENCE-" in name]) == 16
    assert found["X-PRESENCE-Outer-name-GET"].basis == "stated"
    assert found["X-PRESENCE-Outer-name-PUT"].basis == "implied"
    assert found["X-PRESENCE-Outer-name-PUT"].needs == ("binding.Outer.PUT",)
    assert found["X-RULE-1"].needs == ("binding.Outer.PUT",)


def test_what_cannot_be_asked_says_why() -> None:
    found = {each.id: each for each in cells.requirements(OPENAPI, "X")}
    untested = {name for name, each in found.items() if not each.tested}
    assert untested == {"X-PRESENCE-Outer-newName-DELETE", "X-PRESENCE-Outer-newName-POST", "X-PRESENCE-Outer-size-GET",
                        "X-PRESENCE-Outer-size-PUT", "X-PRESENCE-Outer-size-POST", "X-PRESENCE-Outer-weak-GET"}
    assert found["X-PRESENCE-Outer-weak-GET"].reading == "R"


def test_an_api_without_tables_has_no_such_requirements() -> None:
    assert list(cells.requirements({"paths": {}, "components": {"schemas": {"A": {"type": "object"}}}}, "X")) == []
    assert list(cells.requirements({"paths": {}}, "X")) == []
