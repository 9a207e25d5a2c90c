"""Lies about the fields of requests: one keyword of one field is not enforced."""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.reference.faults.derived.operations import METHODS
from conformance.reference.faults.derived.schemas import Schema, resolved

LIMITS = ("type", "enum", "pattern", "maxLength", "minLength", "maximum", "minimum", "maxItems")


def limits(document: Schema) -> dict[tuple[str, str], None]:
    """Each field with each keyword that limits it, ``required`` among them, in the order of the document."""
    found = (limit for schema in _request_schemas(document) for limit in _below(document, schema))
    return dict.fromkeys(found)


def _request_schemas(document: Schema) -> Iterator[Any]:
    for item in document["paths"].values():
        for said in (item[method] for method in METHODS if method in item):
            body = resolved(document, said.get("requestBody", {}))
            yield from (content.get("schema", {}) for content in body.get("content", {}).values())


def _below(document: Schema, node: Any) -> Iterator[tuple[str, str]]:
    schema = resolved(document, node)
    for branch in (branch for word in ("oneOf", "anyOf", "allOf") for branch in schema.get(word, ())):
        yield from _below(document, branch)
    for name, member in schema.get("properties", {}).items():
        yield from _field(document, member, name in schema.get("required", ()))
    if "items" in schema:
        yield from _field(document, schema["items"], required=False)


def _field(document: Schema, node: Any, required: bool) -> Iterator[tuple[str, str]]:
    """A field is a component of its own that has a place in the document."""


def lenient(server: Any, field: str, limit: str) -> dict[str, Any]:
    """The members of a server whose validator lacks this keyword of this field."""
    def field_schema(self: Any, name: str) -> Any:
        schema = server.field_schema(self, name)
        if limit == "required":
            return _optional(schema, f"#/components/schemas/{field}")
        return _without(schema, limit) if name == field else schema

    def command_of(self: Any, task: Any) -> str:
        # A back end that refused the value would only be late, and that is tolerated: the lie has to go all the way.
        if not hasattr(self, "honest"):
            self.honest = server(self.clock, self.settings)
        wrong = self.honest.task_messages(task.family, {"command": task.command, "content": task.content})
        return "succeed" if wrong else str(server.command_of(self, task))

    return {"field_schema": field_schema, "command_of": command_of}


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
    gone = {name for name, member in node.get("properties", {}).items()
            if isinstance(member, Mapping) and member.get("$ref") == reference}
    if gone and "required" in node:
        copied["required"] = [name for name in node["required"] if name not in gone]
    return copied
