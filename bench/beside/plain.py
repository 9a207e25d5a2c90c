"""A copy of openapi.yaml that older tools accept: OpenAPI 3.0 without references, const, alternatives and conditions.

Items of tasks become plain tasks, so that tools that combine all alternatives come to an end; downloads are left out.
"""

import re
from collections.abc import Mapping
from typing import Any

DROPPED = {"if", "then", "else", "anyOf", "not"}
METHODS = ("get", "post", "put", "patch", "delete")


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """The copy."""
    made: dict[str, Any] = _plain(document, document)
    made["openapi"] = "3.0.3"
    made.pop("webhooks", None)
    made["paths"] = {_without_dashes(path): item for path, item in made["paths"].items()}
    made["components"] = {"securitySchemes": made["components"]["securitySchemes"]}
    for path in made["paths"].values():
        for method in METHODS:
            if method in path:
                path[method].pop("callbacks", None)
                _without_downloads(path[method])
    return made


def _without_dashes(path: str) -> str:
    """A path whose parameters have no dash in their names."""
    return re.sub(r"\{[^}]*}", lambda found: found[0].replace("-", "_"), path)


def _without_downloads(operation: dict[str, Any]) -> None:
    for response in operation["responses"].values():
        if "application/json" in response.get("content", {}):
            response["content"].pop("application/octet-stream", None)
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        content.pop("multipart/form-data", None)


def _plain(node: Any, document: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(_found(node["$ref"], document), document)
    if "x-generated-items" in node:
        node = {**node, "items": {"$ref": node["x-generated-items"]}}
    made = {name: _plain(value, document) for name, value in node.items() if name not in DROPPED and not name.startswith("x-")}
    return _older(made)


def _found(reference: str, document: Mapping[str, Any]) -> Any:
    node: Any = document
    for name in reference.removeprefix("#/").split("/"):
        node = node[name.replace("~1", "/").replace("~0", "~")]
    return node


def _older(node: dict[str, Any]) -> dict[str, Any]:
    """The words of OpenAPI 3.1 in those of 3.0."""
    if node.get("in") == "path":
        node["name"], node["example"] = node["name"].replace("-", "_"), "1"
    for part in node.pop("allOf", []):
        node = merged(node, part)
    parts = [part for part in node.pop("oneOf", []) if "properties" in part]
    if parts:  # of all alternatives what they share is required
        shared = set.intersection(*(set(part.get("required", [])) for part in parts))
        for part in parts:
            node = merged(node, {"properties": part["properties"], "required": sorted(shared)})
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if isinstance(node.get("properties"), dict):
        node["properties"] = {name: value for name, value in node["properties"].items() if not isinstance(value, bool)}
    kinds = node.get("type")
    if isinstance(kinds, list):
        node["type"], node["nullable"] = next(kind for kind in kinds if kind != "null"), "null" in kinds
    elif kinds == "null":
        node["type"], node["nullable"] = "string", True
    return node


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both schemas in one."""
    result = dict(one)
    for name, value in other.items():
        known = result.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            result[name] = merged(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            result[name] = known + [each for each in value if each not in known]
        else:
            result[name] = value
    return result


def sample(schema: Mapping[str, Any]) -> Any:
    """A small value that a plain schema allows."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        return {name: sample(properties.get(name, {})) for name in schema.get("required", [])}
    if schema.get("type") == "array":
        return [sample(schema["items"])] * schema.get("minItems", 0)
    values = {"integer": schema.get("minimum", 0), "boolean": False, "number": 0}
    return values.get(schema.get("type", ""), {"^https://": "https://127.0.0.1"}.get(schema.get("pattern", ""), "1"))
