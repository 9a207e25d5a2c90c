"""The operations of an OpenAPI document as a fault sees them: which one a request is for, and what it may answer."""

import re
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.reference.faults.derived.schemas import Schema, resolved

METHODS = ("get", "put", "post", "delete", "patch")
JSON = "application/json"
FILE = "application/octet-stream"  # asked for by clients that want a whole list as a file


@dataclass(frozen=True)
class Response:
    """One documented answer; ``schema`` is None for an answer without a body, ``file`` is that of the same as a file."""

    status: int
    schema: Any
    file: Any
    required_headers: tuple[str, ...]
    absent_headers: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """One operation. Where several share a path, ``fixed`` are the query parameters that tell them apart.

    ``numbers`` are its query parameters that are integers; ``takes_object`` says that it wants a JSON object for a body.
    """

    id: str
    method: str
    path: str
    secured: bool
    responses: tuple[Response, ...]
    fixed: frozenset[tuple[str, str]] = frozenset()
    numbers: frozenset[str] = frozenset()
    takes_object: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the paths of this operation; its groups are the parameters."""
        return re.compile(re.sub(r"\\\{[^}]*\\\}", "([^/]+)", re.escape(self.path)))

    @property
    def refuses(self) -> bool:
        """Whether it answers bad credentials with a status of their own."""
        return self.secured and 401 in self.statuses

    @property
    def statuses(self) -> tuple[int, ...]:
        """The documented statuses."""
        return tuple(response.status for response in self.responses)


def operations(document: Schema) -> Iterator[Operation]:
    """All operations of the document, the ones with fewer parameters in their paths first."""
    found = [_operation(document, path, method, item) for path, item in document["paths"].items()
             for method in METHODS if method in item]
    yield from sorted(found, key=lambda operation: operation.pattern.groups)


def _operation(document: Schema, path: str, method: str, item: Mapping[str, Any]) -> Operation:
    said = item[method]
    answers = {int(status): resolved(document, answer) for status, answer in said["responses"].items()}
    path, _, fragment = path.partition("#")
    return Operation(
        said["operationId"], method.upper(), path, bool(said.get("security", document.get("security"))),
        tuple(_response(document, status, answer) for status, answer in answers.items()), frozenset(_pairs(fragment)),
        _numbers(document, [*item.get("parameters", ()), *said.get("parameters", ())]),
        JSON in resolved(document, said.get("requestBody", {})).get("content", {}))


def _numbers(document: Schema, parameters: Sequence[Any]) -> frozenset[str]:
    known = [resolved(document, parameter) for parameter in parameters]
    return frozenset(each["name"] for each in known
                     if each["in"] == "query" and resolved(document, each.get("schema", {})).get("type") == "integer")


def _pairs(query: str) -> list[tuple[str, str]]:
    return urllib.parse.parse_qsl(query, keep_blank_values=True, errors="surrogateescape")


def _response(document: Schema, status: int, said: Mapping[str, Any]) -> Response:
    contents: Mapping[str, Any] = said.get("content", {})
    content: Mapping[str, Any] = next(iter(contents.values()), {})
    headers = {name: resolved(document, header) for name, header in said.get("headers", {}).items()}
    return Response(status, content.get("schema"), contents.get(FILE, {}).get("schema"),
                    tuple(name for name, header in headers.items() if header.get("required")),
                    tuple(said.get("x-absent-headers", ())))


@dataclass(frozen=True)
class Routes:
    """Tells which operation a request is for."""

    operations: tuple[Operation, ...]

    def operation(self, method: str, path: str, query: bytes = b"") -> Operation | None:
        """The operation, by method, path and fixed parameters; a literal path goes before one with parameters."""
        asked = set(_pairs(query.decode("latin-1")))
        found = (each for each in self.operations
                 if each.method == method and each.pattern.fullmatch(path) and each.fixed <= asked)
        return max(found, key=lambda each: len(each.fixed), default=None)
