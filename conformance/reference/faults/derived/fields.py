"""Lies about the fields of requests: one keyword of one field is not enforced."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.reference.faults.derived.operations import METHODS
from conformance.reference.faults.derived.schemas import Schema, resolved

LIMITS = ("type", "enum", "pattern", "maxLength", "minLength", "maximum", "minimum", "maxItems")
ITEM = "[]"
Path = tuple[str, ...]


@dataclass
class Field:
    """A field: a component of its own that has a place in the document. ``paths`` are where it stands in a task."""

    name: str
    schema: Schema
    required: bool = False
    paths: dict[Path, None] = field(default_factory=dict)

    @property
    def limits(self) -> tuple[str, ...]:
        """The keywords that limit it, ``required`` among them."""
        return (*(word for word in LIMITS if word in self.schema), *(("required",) if self.required else ()))


def fields(document: Schema) -> dict[str, Field]:
    """All fields of tasks by name, in the order of the document."""
    known: dict[str, Field] = {}
    for schema in _request_schemas(document):
        for found in _below(document, schema, ()):
            there = known.setdefault(found.name, found)
            there.required |= found.required
            there.paths |= found.paths
    return known


def _request_schemas(document: Schema) -> Iterator[Any]:
    for item in document["paths"].values():
        for said in (item[method] for method in METHODS if method in item):
            body = resolved(document, said.get("requestBody", {}))
            yield from (content.get("schema", {}) for content in body.get("content", {}).values())


def _below(document: Schema, node: Any, path: Path) -> Iterator[Field]:
    schema = resolved(document, node)
    for branch in (branch for word in ("oneOf", "anyOf", "allOf") for branch in schema.get(word, ())):
        yield from _below(document, branch, path)
    for name, member in schema.get("properties", {}).items():
        # A task begins anew: where a list of tasks stands is no part of the path.
        start = () if name in ("command", "content") else path
        yield from _field(document, member, (*start, name), name in schema.get("required", ()))
    if "items" in schema:
        yield from _field(document, schema["items"], (*path, ITEM), required=False)


def _field(document: Schema, node: Any, path: Path, required: bool) -> Iterator[Field]:
    wholes = [node] if "type" in node else [node, *node.get("allOf", ())]
    reference = next((str(each["$ref"]) for each in wholes if "$ref" in each), "")
    schema = resolved(document, {"$ref": reference}) if reference else {}
    if "x-source" in schema and "type" in schema:
        yield Field(reference.rsplit("/", 1)[1], schema, required, {path: None})
    yield from _below(document, node, path)


def lenient(means: Any, server: Any, field: str, limit: str) -> Any:
    """The members of a server whose validator lacks this keyword of this field."""
    if limit == "required":
        return means.other_schema(server, lambda name, schema: _optional(schema, f"#/components/schemas/{field}"))
    return means.other_schema(server, lambda name, schema: _without(schema, limit) if name == field else schema)


def _without(schema: Schema, limit: str) -> Schema:
    rest = {word: said for word, said in schema.items() if word != limit}
    # Other keywords, enum above all, would refuse most values of another type too.
    return {"if": {"type": schema["type"]}, "then": rest} if limit == "type" else rest


def _optional(node: Any, reference: str) -> Any:
    """The same schema, which does not require the member that refers to a field."""
    if isinstance(node, list):
        return [_optional(item, reference) for item in node]
    if not isinstance(node, Mapping):
        return node
    copied = {word: _optional(said, reference) for word, said in node.items()}
    gone = {name for name, member in node.get("properties", {}).items() if isinstance(member, Mapping)
            and {"$ref": reference} in (member, *member.get("allOf", ()))}
    if gone and "required" in node:
        copied["required"] = [name for name in node["required"] if name not in gone]
    return copied


def changed(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """A task with a change at a place, where it has that place."""
    if not path:
        return change(value)
    if path[0] == ITEM:
        return [changed(item, path[1:], change) for item in value] if isinstance(value, list) else value
    if isinstance(value, dict) and path[0] in value:
        return {**value, path[0]: changed(value[path[0]], path[1:], change)}
    return value
