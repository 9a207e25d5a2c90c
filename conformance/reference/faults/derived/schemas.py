"""What a JSON Schema says about one value, with ``$ref``, ``allOf``, ``oneOf``, ``anyOf`` and ``if`` worked out.

Only what the faults need: which members an object has and must have or lack, one value inside and one outside a schema.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]

_COMBINING = ("allOf", "oneOf", "anyOf", "if", "then", "else")
_SAMPLES = {"integer": 0, "number": 0, "boolean": True, "null": None}
_TEXTS = ("x", "0", "sample", "sample@example.com", "x" * 40)
_TIME = "2024-03-01T00:00:00+00:00"
_OTHER_TYPE = {"string": 7, "integer": "7", "number": "7", "boolean": "true", "null": "null", "array": {}, "object": []}


def resolved(document: Schema, node: Any) -> Any:
    """``node``, or what its ``$ref`` stands for."""
    while isinstance(node, Mapping) and "$ref" in node:
        node = functools.reduce(lambda place, step: place[step], node["$ref"].removeprefix("#/").split("/"), document)
    return node


def alternatives(document: Schema, node: Any) -> tuple[Schema, ...]:
    """The schemas without combining words of which a value fits at least one: several for oneOf, anyOf and if."""
    node = resolved(document, node)
    if not isinstance(node, Mapping):
        return ({},)
    choices: list[tuple[Schema, ...]] = [({word: said for word, said in node.items() if word not in _COMBINING},)]
    choices += [alternatives(document, part) for part in node.get("allOf", ())]
    for word in (word for word in ("oneOf", "anyOf") if word in node):
        choices.append(tuple(itertools.chain.from_iterable(alternatives(document, branch) for branch in node[word])))
    if "if" in node:
        then = {"allOf": [node["if"], node.get("then", {})]}
        choices.append((*alternatives(document, then), *alternatives(document, node.get("else", {}))))
    return tuple(functools.reduce(_both, chosen) for chosen in itertools.product(*choices))


def _both(one: Schema, other: Schema) -> Schema:
    properties = dict(one.get("properties", {}))
    for name, schema in other.get("properties", {}).items():
        properties[name] = _joined(properties[name], schema) if name in properties else schema
    required = dict.fromkeys([*one.get("required", ()), *other.get("required", ())])
    return {**one, **other, "properties": properties, "required": tuple(required)}


def _joined(one: Any, other: Any) -> Any:
    return False if False in (one, other) else {"allOf": [one, other]}


def forbidden(schema: Schema) -> tuple[str, ...]:
    """The members that an object must not have."""
    refused = schema.get("not", {}).get("required", ())
    return (*(name for name, member in schema.get("properties", {}).items() if member is False),
            *(refused if len(refused) == 1 else ()))


def _types(schema: Schema) -> tuple[str, ...]:
    said = schema.get("type", ())
    return (said,) if isinstance(said, str) else tuple(said)


def other_type(schema: Schema) -> Any:
    """A value of another type than the schema allows; raises LookupError if it names none."""
    allowed = _types(schema)
    return _first(_OTHER_TYPE[name] for name in allowed if not _fits(_OTHER_TYPE[name], allowed))


def _first(values: Iterable[Any]) -> Any:
    for value in values:
        return value
    raise LookupError("the schema does not forbid it")


def _fits(value: object, allowed: tuple[str, ...]) -> bool:
    name = {str: "string", int: "integer", dict: "object", list: "array"}[type(value)]
    return name in allowed or (name == "integer" and "number" in allowed)


def outside(schema: Schema) -> Any:
    """A value of the right type that some other word of the schema forbids; raises LookupError if none does."""
    forbidden_by = {"const": _unlike(schema), "enum": _unlike(schema), "minLength": "", "minItems": [],
                    "minimum": schema.get("minimum", 0) - 1}
    if "string" in _types(schema) or "type" not in schema:
        forbidden_by |= {"pattern": "\u2014", "format": "yesterday"}
    return _first(value for word, value in forbidden_by.items() if word in schema)


def _unlike(schema: Schema) -> Any:
    known = [schema.get("const"), *schema.get("enum", ())]
    return "other" if any(isinstance(value, str) for value in known) else -1


def sample(document: Schema, node: Any) -> Any:
    """A smallest value that fits, as far as the words known here go."""
    schema = alternatives(document, node)[0]
    if "const" in schema or "enum" in schema:
        return schema.get("const", next(iter(schema.get("enum", ())), None))
    match (*_types(schema), "string")[0]:
        case "object":
            members = schema.get("properties", {})
            return {name: sample(document, members.get(name, {})) for name in schema.get("required", ())}
        case "array":
            return [sample(document, schema.get("items", {}))] * schema.get("minItems", 0)
        case "string":
            return _text(schema)
        case kind:
            return schema.get("minimum", _SAMPLES[kind])


def _text(schema: Schema) -> str:
    if schema.get("format") == "date-time":
        return _TIME
    return next((text for text in _TEXTS if len(text) >= schema.get("minLength", 0)
                 and re.search(schema.get("pattern", ""), text)), _TEXTS[0])
