"""Whether an answer has the shape that openapi.yaml documents for its status; the one oracle for every exchange of a run."""

import functools
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from conformance.catalogue import Catalogue, load
from conformance.exchange import Exchange
from conformance.expect import Mismatch
from conformance.openapi import FILE, Operation, Response, bundled, credential, operations


class Shapes:
    """The compiled shapes of one API."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._openapi = catalogue.openapi
        self._prefix = next(iter(catalogue.requirements)).split("-")[0]
        self.operations: dict[str, Operation] = operations(catalogue.openapi)
        self.credential = credential(catalogue.openapi)
        self._validators: dict[tuple[str, str], Any] = {}

    def requirement(self, operation: str, facet: str) -> str:
        """The id of a derived requirement, such as ``OPEASY-SHAPE-getOperation-200-body``."""
        return f"{self._prefix}-SHAPE-{operation}-{facet}"

    def violations(self, exchange: Exchange) -> Iterator[tuple[str, Mismatch]]:
        """Each derived requirement that an answer breaks by its shape. Whether its status was due is not asked here."""
        operation = self.operations.get(exchange.operation)
        if operation is None or not exchange.status:
            return
        response = operation.responses.get(exchange.status)
        if response and exchange.method != operation.method:
            return  # what an answer to another method looks like is documented nowhere
        facets = self._broken(operation, response, exchange) if response else _undocumented(exchange)
        for facet, expected, got in facets:
            yield self.requirement(operation.id, facet), Mismatch(expected, got, exchange)

    def of_callback(self, exchange: Exchange) -> Iterator[str]:
        """How the body of what the target sent by itself differs from that of the webhook it is named after."""
        asked = self._openapi["webhooks"][exchange.operation]["post"]["requestBody"]
        return self._body((exchange.operation, "callback"), asked["content"]["application/json"]["schema"], exchange)

    def facets(self, operation: Operation, status: int) -> list[str]:
        """The facets of an answer with this status that can be judged on the answer alone."""
        response = operation.responses[status]
        return [f"{status}-body", *([f"{status}-content-type"] if response.schema is not None else []),
                *([f"{status}-download", f"{status}-download-content-type"] if response.file is not None else []),
                *(f"{status}-{name}" for name in response.headers), *(f"{status}-no-{name}" for name in response.absent_headers)]

    def _broken(self, operation: Operation, response: Response, exchange: Exchange) -> Iterator[tuple[str, str, str]]:
        status = response.status
        if response.schema is None:
            if exchange.body:
                yield f"{status}-body", "no body", f"{len(exchange.body)} bytes"
        elif response.file is not None and FILE in exchange.asked_header("accept"):
            yield from self._content(f"{status}-download", f"{status}-download", FILE, response.file, exchange, operation)
        else:
            yield from self._content(f"{status}", f"{status}-body", response.media_type, response.schema, exchange, operation)
        for name in response.headers:
            if exchange.header(name) is None:
                yield f"{status}-{name}", f"the header {name}", "none"
        for name in response.absent_headers:
            if exchange.header(name) is not None:
                yield f"{status}-no-{name}", f"no header {name}", f"{name}: {exchange.header(name)}"

    def _content(self, start: str, facet: str, media_type: str, schema: Any, exchange: Exchange,
                 operation: Operation) -> Iterator[tuple[str, str, str]]:
        if exchange.media_type != media_type:
            yield f"{start}-content-type", f"Content-Type {media_type}", exchange.media_type or "none"
        for reason in self._body((operation.id, facet), schema, exchange):
            yield facet, "a body of the documented shape", reason

    def _body(self, key: tuple[str, str], schema: Any, exchange: Exchange) -> Iterator[str]:
        try:
            body = exchange.json()
        except (ValueError, RecursionError) as reason:
            yield f"no JSON ({reason}): {exchange.body[:60]!r}"[:400]
            return
        error = next(iter(self._validator(key, schema).iter_errors(body)), None)
        if error is not None:
            place = "/".join(str(step) for step in error.instance_path) or "the body"
            yield f"at {place}: {error.message}"[:400]

    def _validator(self, key: tuple[str, str], schema: Any) -> Any:
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.Draft202012Validator(bundled(self._openapi, schema), validate_formats=True)
        return self._validators[key]


def _undocumented(exchange: Exchange) -> Iterator[tuple[str, str, str]]:
    # 405, 406, 413 and their like are documented nowhere and may occur; 503 is the example of the appendix.
    if exchange.status >= 500 and exchange.status != 503:
        yield "generated", "no server error", f"status {exchange.status}"
    elif exchange.status < 300:
        yield "generated", "a documented status", f"status {exchange.status}"


@functools.cache
def shapes(api: str) -> Shapes:
    """The shapes of an API, compiled once."""
    return Shapes(load(api))
