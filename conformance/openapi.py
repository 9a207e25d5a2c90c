"""Looking things up in an OpenAPI 3.1 document: operations, their answers, and the named fields of a request."""

import functools
import json
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.promise import Source

METHODS = ("get", "put", "post", "delete", "patch")
LIMITS = ("type", "enum", "pattern", "maxLength", "minLength", "maximum", "minimum", "maxItems")
NOT_SAID = Source("not stated", "1")
FILE = "application/octet-stream"  # what a client asks for to have a whole list as a file


@dataclass(frozen=True)
class Response:
    """One documented answer of an operation; ``file`` is the schema of the same answer as a File Download."""

    status: int
    media_type: str = ""
    schema: Mapping[str, Any] | None = None
    file: Mapping[str, Any] | None = None
    headers: tuple[str, ...] = ()
    absent_headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credential:
    """What admits a client, what the document calls it, and where it travels: in a header or in the query."""

    name: str
    place: str
    word: str = "credential"

    def carried(self, request: Mapping[str, Any], value: str) -> dict[str, Any]:
        """A request, in the words of httpx, that carries it too."""
        part = "params" if self.place == "query" else "headers"
        return {**request, part: {**request.get(part, {}), self.name: value}}


@dataclass(frozen=True)
class Operation:
    """One operation of the API; ``path`` still has its ``{parameters}``. Where several operations share a path, ``fixed`` are the
    query parameters that tell them apart."""

    id: str
    method: str
    path: str
    source: Source
    secured: bool
    parameters: tuple[str, ...]
    media_types: tuple[str, ...]
    responses: Mapping[int, Response] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    capability: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def at(self, parameters: Mapping[str, str]) -> str:
        """The path with these parameters filled in."""
        path = self.path
        for name, value in parameters.items():
            path = path.replace("{" + name + "}", urllib.parse.quote(value, safe=""))
        return path

    @property
    def success(self) -> int:
        """The first documented status of the 200s."""
        return min(status for status in self.responses if status < 300)


@dataclass(frozen=True)
class Field:
    """A field of a request, a named component schema; ``path`` leads to it from the top of the schema it was found in."""

    name: str
    path: tuple[str, ...]
    schema: Mapping[str, Any]
    required: bool

    @property
    def limits(self) -> tuple[str, ...]:
        """The keywords that restrict its values, ``required`` among them."""
        return tuple(word for word in LIMITS if word in self.schema) + (("required",) if self.required else ())


def resolved(openapi: Mapping[str, Any], node: Any) -> Any:
    """``node``, or what its ``$ref`` stands for."""
    while isinstance(node, Mapping) and "$ref" in node:
        target: Any = openapi
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def source_of(node: Mapping[str, Any]) -> Source:
    """The ``x-source`` of an operation or schema."""
    said = node.get("x-source")
    return Source(said["section"], str(said["lines"])) if said else NOT_SAID


def credential(openapi: Mapping[str, Any]) -> Credential | None:
    """The API key that the document asks for unless an operation says otherwise; None if it asks for none."""
    names = [name for entry in openapi.get("security", ()) for name in entry]
    schemes = [resolved(openapi, openapi["components"]["securitySchemes"][name]) for name in names]
    return next((Credential(each["name"], each["in"], each.get("x-word", "credential"))
                 for each in schemes if each["type"] == "apiKey"), None)


def operations(openapi: Mapping[str, Any]) -> dict[str, Operation]:
    """All operations by operationId, in the order of the document."""
    found = {}
    for path, item in openapi["paths"].items():
        for method in (word for word in METHODS if word in item):
            operation = _operation(openapi, path, method, item)
            found[operation.id] = operation
    return found


def _operation(openapi: Mapping[str, Any], path: str, method: str, item: Mapping[str, Any]) -> Operation:
    said = item[method]
    parameters = [resolved(openapi, each) for each in [*item.get("parameters", ()), *said.get("parameters", ())]]
    body, (path, _, fragment) = resolved(openapi, said.get("requestBody", {})), path.partition("#")
    return Operation(
        id=said["operationId"], method=method.upper(), path=path, source=source_of(said),
        fixed=dict(urllib.parse.parse_qsl(fragment, keep_blank_values=True)),
        secured=bool(said.get("security", openapi.get("security"))),
        parameters=tuple(each["name"] for each in parameters if each["in"] == "path"),
        media_types=tuple(body.get("content", ())), bases=said.get("x-bases", {}), capability=said.get("x-capability", ""),
        needs=tuple(said.get("x-needs", ())),
        responses={int(status): _response(openapi, int(status), resolved(openapi, answer))
                   for status, answer in said["responses"].items()})


def _response(openapi: Mapping[str, Any], status: int, said: Mapping[str, Any]) -> Response:
    contents: dict[str, dict[str, Any]] = said.get("content") or {"": {}}
    media_type, content = next(iter(contents.items()))
    headers = {name: resolved(openapi, header) for name, header in said.get("headers", {}).items()}
    return Response(status, media_type, content.get("schema"), contents.get(FILE, {}).get("schema"),
                    tuple(name for name, header in headers.items() if header.get("required")),
                    tuple(said.get("x-absent-headers", ())))


def request_schemas(openapi: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The schema of each request body of each operation."""
    for item in openapi["paths"].values():
        for method in (word for word in METHODS if word in item):
            body = resolved(openapi, item[method].get("requestBody", {}))
            yield from (content["schema"] for content in body.get("content", {}).values())


def fields(openapi: Mapping[str, Any], schema: Any, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """The named fields below a schema: each property that refers to a component with an ``x-source`` and a type. ``[]`` in
    a path stands for the items of an array."""
    schema = resolved(openapi, schema)
    for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from fields(openapi, branch, path)
    for name, node in schema.get("properties", {}).items():
        yield from _field(openapi, node, (*path, name), name in schema.get("required", ()))
    if "items" in schema:
        yield from _field(openapi, schema["items"], (*path, "[]"), required=False)


def _field(openapi: Mapping[str, Any], node: Any, path: tuple[str, ...], required: bool) -> Iterator[Field]:
    reference = _reference(node)
    schema = resolved(openapi, {"$ref": reference}) if reference else {}
    if "x-source" in schema and "type" in schema:
        yield Field(reference.rsplit("/", 1)[1], path, schema, required)
    yield from fields(openapi, node, path)


def _reference(node: Mapping[str, Any]) -> str:
    """The component that a node refers to, also one that it adds to."""
    wholes = [node] if "type" in node else [node, *node.get("allOf", ())]
    return next((str(each["$ref"]) for each in wholes if "$ref" in each), "")


def bundled(openapi: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """A schema that stands alone: JSON Schema 2020-12 with the components of the document beside it."""
    return {**_definitions(json.dumps(openapi["components"], default=str)), **schema}


@functools.lru_cache(maxsize=8)
def _definitions(components: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": json.loads(components)}
