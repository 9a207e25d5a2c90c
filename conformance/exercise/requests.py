"""What a request exercises of an API: its operation, the media types and the status, and the keywords of what it sends."""

import contextlib
import json
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.exchange import Exchange
from conformance.exercise.keywords import VIOLATED, Place, Places, Point
from conformance.openapi import FILE, METHODS, Operation, operations, resolved

OPERATIONS, STATUSES, MEDIA = "operations", "statuses", "media types"
FORM, JSON = "multipart/form-data", "application/json"
LARGEST = 2_000_000  # bytes; what is larger asks about its size, and to look into it would take more memory than to send it
_PART = re.compile(rb'content-disposition:[^\r\n]*?\bname="([^"\r\n]*)"[^\r\n]*', re.IGNORECASE)
_INTEGER = re.compile(r"-?[0-9]{1,18}")


class Requests:
    """What the requests of an API can exercise, and what one of them does."""

    def __init__(self, openapi: Mapping[str, Any]) -> None:
        self._operations: dict[str, Operation] = operations(openapi)
        self._places = Places(openapi)
        self._bodies: dict[tuple[str, str], Place] = {}
        self._files: dict[tuple[str, str], Place] = {}
        self._parameters: dict[str, Place] = {}
        self._encoded: dict[str, set[str]] = {}  # the parameters that hold JSON
        for path in openapi["paths"].values():
            for said in (path[method] for method in METHODS if method in path):
                self._learn(openapi, said, [*path.get("parameters", ()), *said.get("parameters", ())])

    def _learn(self, openapi: Mapping[str, Any], said: Mapping[str, Any], parameters: list[Any]) -> None:
        name = said["operationId"]
        for media_type, content in resolved(openapi, said.get("requestBody", {})).get("content", {}).items():
            start = name if media_type == JSON else f"{name} form"
            place = self._bodies[name, media_type] = self._places.of(content["schema"], start)
            if media_type == FORM:
                self._form(openapi, name, place, resolved(openapi, content["schema"])["properties"])
        # With another value of a fixed parameter it would be another operation.
        known = [each for each in (resolved(openapi, each) for each in parameters)
                 if each["in"] == "query" and each["name"] not in self._operations[name].fixed]
        if known:
            schema = {"properties": {each["name"]: _described(each)["schema"] for each in known}}
            self._encoded[name] = {each["name"] for each in known if "content" in each}
            self._parameters[name] = self._places.of(schema, f"{name} query")

    def _form(self, openapi: Mapping[str, Any], name: str, form: Place, parts: Mapping[str, Any]) -> None:
        """The parts of a form are texts, always; what is in a file has places of its own."""
        form.keywords = [keyword for keyword in form.keywords if keyword.name != "type"]
        form.properties = {}
        for part, schema in parts.items():
            if content := schema.get("x-content"):
                self._files[name, part] = self._places.of({"$ref": content}, f"{name} {part}")

    # ------------------------------------------------------------------ all there is

    def inventory(self) -> Iterator[Point]:
        """All that can be exercised, each once."""
        for operation in self._operations.values():
            yield OPERATIONS, operation.id
            for status in operation.responses:
                yield STATUSES, f"{operation.id} {status}"
            yield from ((MEDIA, name) for name in self._media(operation))
        places = *self._bodies.values(), *self._files.values(), *self._parameters.values()
        yield from dict.fromkeys(point for place in places for point in place.inventory())

    def _media(self, operation: Operation) -> Iterator[str]:
        yield from (f"{operation.id} sends {name}" for name in operation.media_types)
        for status, response in operation.responses.items():
            names = response.media_type, FILE if response.file else ""
            yield from (f"{operation.id} {status} {name}" for name in names if name)

    # ------------------------------------------------------------------ what one request does

    def exercised(self, exchange: Exchange) -> Iterator[Point]:
        """What a request that was answered exercises; some of it twice, and some that is in no inventory."""
        name = exchange.operation
        if name not in self._operations or not exchange.status:
            return
        yield from ((OPERATIONS, name), (STATUSES, f"{name} {exchange.status}"))
        yield MEDIA, f"{name} {exchange.status} {exchange.media_type}"
        if name in self._parameters and "?" in exchange.url:
            yield from self._parameters[name].exercised(_query(exchange.url, self._encoded[name]))
        if exchange.request_body:
            yield from self._sent(name, exchange)

    def _sent(self, name: str, exchange: Exchange) -> Iterator[Point]:
        said = exchange.asked_header("content-type")
        media_type = said.split(";")[0].strip().lower()
        if (name, media_type) not in self._bodies:
            return
        yield MEDIA, f"{name} sends {media_type}"
        if media_type == FORM:
            parts = _parts(exchange.request_body, said)
            yield from self._bodies[name, media_type].exercised(parts)
            for part, content in parts.items():
                yield from _of_json(self._files[name, part], content) if (name, part) in self._files else ()
        else:
            yield from _of_json(self._bodies[name, media_type], exchange.request_body)

    def breaks(self, exchange: Exchange) -> bool:
        """Whether what was sent violates a keyword anywhere."""
        return any(kind == VIOLATED for kind, _ in self._sent(exchange.operation, exchange))


def _of_json(place: Place, content: bytes) -> Iterator[Point]:
    if len(content) > LARGEST:
        return
    try:
        yield from place.exercised(json.loads(content))
    except (ValueError, RecursionError):
        return


def _described(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where the schema of a parameter stands: in it, or where it is JSON below its media type."""
    found: Mapping[str, Any] = next(iter(parameter.get("content", {}).values()), parameter)
    return found


def _query(url: str, encoded: set[str]) -> dict[str, Any]:
    """The parameters of a query; numbers are numbers, and JSON is what it says, or nothing."""
    pairs = urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query, keep_blank_values=True)
    found: dict[str, Any] = {name: int(text) if _INTEGER.fullmatch(text) else text for name, text in pairs if name not in encoded}
    for name, text in pairs:
        with contextlib.suppress(ValueError, RecursionError):
            found |= {name: json.loads(text)} if name in encoded else {}
    return found


def _parts(body: bytes, content_type: str) -> dict[str, bytes]:
    """The parts of a form by name, the last one of a name."""
    boundary = re.search(r'boundary="?([^";]+)', content_type)
    found = {}
    for part in body.split(b"--" + boundary[1].encode()) if boundary else ():
        head, _, content = part.partition(b"\r\n\r\n")
        if name := _PART.search(head):
            found[name[1].decode("utf-8", "replace")] = content.removesuffix(b"\r\n")
    return found
