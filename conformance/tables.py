"""The tables of a document that has objects and no endpoints: attributes, and when each of them is there.

A table is a component of openapi.yaml with ``x-methods``; the codes of its cells stand under ``x-presence`` as they are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.openapi import resolved
from conformance.promise import Source

ALWAYS, OPTIONAL, CONDITIONAL, REQUIRED, FORBIDDEN, EITHER = "A", "O", "C", "R", "F", "OC"
READ, WRITES = "GET", ("PUT", "POST", "DELETE")
ANSWER = "answer"  # stands for the methods of a table that has none: it describes what some request is answered
# Keywords of an attribute that limit its value; the last two speak of items.
LIMITS = ("type", "oneOf", "anyOf", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
          "minItems", "maxItems", "uniqueItems", "items")


@dataclass(frozen=True)
class Attribute:
    """A row of a table; ``presence`` has a code for each method whose cell holds one."""

    name: str
    schema: Mapping[str, Any]
    presence: Mapping[str, str]
    source: Source

    @property
    def limits(self) -> tuple[str, ...]:
        """The keywords that limit its value; one that holds an object of another table is limited by type."""
        found = tuple(word for word in LIMITS if word in self.schema)
        return ("type", *found) if "$ref" in self.schema and "type" not in found else found

    def disputed(self, method: str) -> str:
        """The reading about other words of the document that contradict the cell of a method; empty if there are none."""
        return str(self.schema.get("x-disputed", {}).get(method, ""))

    def needed(self, method: str) -> bool:
        """Whether a body has it in any case."""
        return self.presence.get(method) in (ALWAYS, REQUIRED)

    def allowed(self, method: str) -> bool:
        """Whether a body may have it."""
        return self.presence.get(method, FORBIDDEN) != FORBIDDEN


@dataclass(frozen=True)
class Rule:
    """What holds between attributes of a table, in words and as JSON Schema, for the bodies of some methods."""

    id: str
    methods: tuple[str, ...]
    text: str
    source: Source
    schema: Mapping[str, Any]
    said: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, method: str) -> bool:
        """Whether it is about the bodies of a method; one that names no methods is about those of all."""
        return not self.methods or method in self.methods

    def disputed(self, method: str) -> str:
        """The reading about other words of the document that contradict it for a method; empty if there are none."""
        return str(self.said.get("disputed", {}).get(method, ""))


@dataclass(frozen=True)
class Table:
    """One table; several may bear the same title, the component tells them apart. An object of a table with
    ``combined`` ones is also one of these."""

    component: str
    title: str
    methods: tuple[str, ...]
    source: Source
    attributes: Mapping[str, Attribute]
    rules: tuple[Rule, ...]
    combined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by method: those that speak of it, or all

    @property
    def combines(self) -> tuple[str, ...]:
        """All tables of one of which its objects have the attributes besides."""
        return tuple({name: None for names in self.combined.values() for name in names})

    @property
    def told(self) -> str:
        """One of its objects in a sentence."""
        return f"{'an' if self.component[0] in 'AEIOU' and not self.component.startswith('User') else 'a'} {self.component}"


def tables(openapi: Mapping[str, Any]) -> dict[str, Table]:
    """All tables by component, in the order of the document; none where it has no such components."""
    schemas = openapi.get("components", {}).get("schemas", {})
    return {name: _table(schemas, name) for name, schema in schemas.items() if "x-methods" in schema}


def _table(schemas: Mapping[str, Any], component: str) -> Table:
    schema = schemas[component]
    title, methods = str(schema.get("title", component)), tuple(schema["x-methods"]) or (ANSWER,)
    combines = tuple(schema.get("x-combines", ()))
    among = {method: tuple(each for each in combines if method in schemas[each]["x-methods"]) or combines for method in methods}
    return Table(component, title, methods, Source(title, str(schema.get("x-lines", "1"))),
                 {each.name: each for each in _attributes(title, schema)}, tuple(_rules(title, schema)), among)


def _attributes(title: str, schema: Mapping[str, Any]) -> Iterator[Attribute]:
    for name, said in schema.get("properties", {}).items():
        codes = {method: str(code).replace(" ", "").replace(",", "") for method, code in said.get("x-presence", {}).items()}
        yield Attribute(name, said, codes, Source(title, str(said.get("x-lines", "1"))))


def _rules(title: str, schema: Mapping[str, Any]) -> Iterator[Rule]:
    for said in schema.get("x-rules", ()):
        lines = str(said.get("lines", schema.get("x-lines", "1")))
        yield Rule(said["id"], tuple(said.get("methods", ())), said.get("text", ""), Source(title, lines), said["schema"], said)


def held(openapi: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[str]:
    """The tables whose objects a value may be, or hold as items."""
    known = node.get("$ref", "").rsplit("/", 1)[-1]
    if known:
        yield from [known] if "x-methods" in resolved(openapi, node) else ()
    for part in (*node.get("oneOf", ()), *node.get("anyOf", ()), *([node["items"]] if "items" in node else ())):
        yield from held(openapi, part)
