"""From a table and a method to the JSON Schema of the body: what must be there, may be there, must not be there.

This is the one place where the codes of a table mean something. Codes of GET describe what is answered, those of the other
methods what is sent. Attributes that a table does not have are nobody's promise. Each part of a schema that can be broken bears
the id of the requirement that it stands for: ``x-promise`` for a whole subschema, ``x-promises`` for single keywords.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.openapi import resolved
from conformance.tables import FORBIDDEN, Attribute, Rule, Table, tables

Schema = dict[str, Any]
IMPLIED = "the document only implies it"
_OTHER = {"PUT": "POST", "POST": "PUT"}
_PLACE = "#/components/schemas/"


def body_schema(openapi: Mapping[str, Any], component: str, method: str, prefix: str = "", disputed: bool = True) -> Schema:
    """What a body of this method must fit: a schema that stands alone, with those of the objects that it may hold beside it.

    ``prefix`` is what the ids of requirements begin with. Without ``disputed`` the cells count for nothing that other words of
    the document contradict.
    """
    return _Derived(openapi, prefix, method, disputed).whole(component)


def presence_id(prefix: str, table: Table, attribute: str, method: str) -> str:
    """The id of a cell, such as ``COMMON-PRESENCE-CallAnchoring-timeSchedule-PUT``."""
    return f"{prefix}-PRESENCE-{table.component}-{attribute}-{method}"


def field_id(prefix: str, table: Table, attribute: str, keyword: str) -> str:
    """The id of a limit, such as ``COMMON-FIELD-ScheduleAttributes.level-enum``."""
    return f"{prefix}-FIELD-{table.component}{'.' if attribute else ''}{attribute}-{keyword}"


class _Derived:
    """Derives the schemas of one method."""

    def __init__(self, openapi: Mapping[str, Any], prefix: str, method: str, disputed: bool) -> None:
        self._openapi, self._prefix, self._method, self._disputed = openapi, prefix, method, disputed
        self._tables = tables(openapi)

    def whole(self, component: str) -> Schema:
        table = self._tables[component]
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                "x-promises": {"type": field_id(self._prefix, table, "", "type")},
                "$ref": f"{_PLACE}{component}", "components": {"schemas": dict(self._definitions(component))}}

    def _definitions(self, component: str) -> Iterator[tuple[str, Schema]]:
        left, known = [component], set[str]()
        while left:
            name = left.pop()
            if name not in known:
                known.add(name)
                schema = resolved(self._openapi, {"$ref": f"{_PLACE}{name}"})
                found = self._object(self._tables[name]) if name in self._tables else dict(schema)
                yield name, found
                left += _references(found)

    def _object(self, table: Table) -> Schema:
        method = method_of(table, self._method)
        parts = [part for each in table.attributes.values() for part in self._present(table, each, method)]
        parts += [_of_objects(_rule(rule, method)) for rule in table.rules if rule.holds(method)]
        if among := [{"$ref": f"{_PLACE}{each}"} for each in table.combined.get(method, ())]:
            whole = {"x-promise": field_id(self._prefix, table, "", "combines"), "anyOf": among}
            parts.append(among[0] if len(among) == 1 else _of_objects(whole))
        return {"allOf": parts, "properties": {each.name: self._value(table, each) for each in table.attributes.values()}}

    def _present(self, table: Table, attribute: Attribute, method: str) -> Iterator[Schema]:
        part: Schema = {"x-promise": presence_id(self._prefix, table, attribute.name, method), "x-attribute": attribute.name}
        if reading := attribute.disputed(method):
            part["x-disputed"] = reading
        if reading and not self._disputed:
            return
        if attribute.needed(method):
            yield {**part, "required": [attribute.name]}
        elif attribute.presence.get(method) == FORBIDDEN:
            yield {**part, "not": {"type": "object", "required": [attribute.name]}}

    def _value(self, table: Table, attribute: Attribute) -> Schema:
        """The limits of an attribute. An alternative that is an object is judged as that object, so that what is wrong inside of
        it is found there."""
        said = attribute.schema
        ids = {word: field_id(self._prefix, table, attribute.name, word) for word in attribute.limits}
        kept: Schema = {word: said[word] for word in attribute.limits if word in said and word not in ("oneOf", "anyOf")}
        found: Schema = {"x-promises": ids, "x-bases": dict(said.get("x-bases", {})), **kept}
        if "$ref" in said:
            found |= self._typed(said)
        if "items" in found:
            found["items"] = self._typed(found["items"])
        for word in ("oneOf", "anyOf"):
            if word in said:
                weak = {"x-implied": said.get("x-reading", IMPLIED)} if found["x-bases"].get(word) == "implied" else {}
                shallow = {"x-promise": ids[word], "anyOf": [self._shallow(part) for part in said[word]], **weak}
                inside = [_of_objects(part) for part in said[word] if "$ref" in part]
                found["allOf"] = [*found.get("allOf", ()), shallow, *inside]
        return found

    def _shallow(self, part: Mapping[str, Any]) -> Schema:
        return {"type": self._typed(part)["type"]} if "$ref" in part else dict(part)

    def _typed(self, said: Mapping[str, Any]) -> Schema:
        """The same, with the type of what it refers to: the schema of a table says nothing about what is no object."""
        return {"type": resolved(self._openapi, said).get("type", "object"), **said} if "$ref" in said else dict(said)


def _rule(rule: Rule, method: str) -> Schema:
    """What holds between attributes, as a part that bears the id of its requirement."""
    weak = {"x-disputed": rule.disputed(method)} if rule.disputed(method) else {}
    return {"x-promise": rule.id, "allOf": [not_null(rule.schema)], **weak}


def not_null(node: Any) -> Any:
    """The schema of a rule, for which an attribute that is null is not there."""
    if isinstance(node, list):
        return [not_null(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    found = {word: not_null(said) for word, said in node.items()}
    if required := found.get("required"):
        given = found.get("properties", {})
        found["properties"] = {**given, **{name: {"not": {"type": "null"}, **given.get(name, {})} for name in required}}
    return found


def _of_objects(schema: Mapping[str, Any]) -> Schema:
    """The same schema, which says nothing about what is no object."""
    return {"if": {"type": "object"}, "then": dict(schema)}


def method_of(table: Table, method: str) -> str:
    """The method by which an object is judged inside a body: one that is written in one way only is written so everywhere."""
    other = _OTHER.get(method, "")
    return method if method in table.methods or other not in table.methods else other


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rsplit("/", 1)[1]
        for key, child in node.items():
            yield from _references(child) if not str(key).startswith("x-") else ()
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
