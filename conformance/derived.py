"""Requirements that follow from openapi.yaml alone. Nobody lists them by hand.

``shape``: each operation answers with its documented statuses, bodies, media types and headers, refuses a request without
valid credentials, and does not know ids that do not exist. ``field``: each limit of each field of a request is kept. What
follows from tables of objects, see ``conformance.cells``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance import cells
from conformance.openapi import FILE, Field, Operation, Response, credential, fields, operations, request_schemas, source_of
from conformance.promise import Requirement

CREDENTIALS = {"missing": "without a {0}", "invalid": "with a made-up {0}", "expired": "with an expired {0}"}
_WORDS = {
    "type": "that is no {type}", "enum": "that is none of {enum}", "pattern": "that does not match {pattern}",
    "maxLength": "longer than {maxLength} characters", "minLength": "shorter than {minLength} characters",
    "maximum": "above {maximum}", "minimum": "below {minimum}", "maxItems": "with more than {maxItems} items",
    "required": "that is missing",
}
_SAYS = "A {name} {wrong} is refused."  # where openapi.yaml does not say what becomes of it


def requirements(openapi: Mapping[str, Any], prefix: str) -> Iterator[Requirement]:
    """All derived requirements of an API, with ids such as ``OPEASY-SHAPE-getOperation-200-body``."""
    known = credential(openapi)
    for operation in operations(openapi).values():
        yield from _shapes(operation, f"{prefix}-SHAPE-{operation.id}", known.word if known else "")
    yield from _limits(openapi, f"{prefix}-FIELD")
    yield from cells.requirements(openapi, prefix)


def _shapes(operation: Operation, start: str, word: str) -> Iterator[Requirement]:
    for response in operation.responses.values():
        for name, text in _facets(operation, response, word):
            more = ["time"] if name.endswith("expired") else ["second tenant"] if response.status == 403 else []
            needs = (*more, *operation.needs)
            basis = operation.bases.get(name, "stated")
            yield Requirement(f"{start}-{name}", "MUST", basis, text, operation.source, "shape", operation.capability, needs)
    yield Requirement(f"{start}-generated", "MUST", "implied",
                      f"No generated request brings {operation.id} to a server error or to an undocumented answer of the 200s.",
                      operation.source, "shape", operation.capability, operation.needs)


def _facets(operation: Operation, response: Response, word: str) -> Iterator[tuple[str, str]]:
    status, name = response.status, operation.id
    if status == 401 and operation.secured:
        yield from ((f"401-{kind}", f"{name} {said.format(word)} is refused with 401.") for kind, said in CREDENTIALS.items())
    else:
        yield str(status), f"{name} answers {status} in the situation that the document gives for it."
    if response.schema is None:
        yield f"{status}-body", f"{name} answers {status} without a body."
    else:
        yield f"{status}-body", f"{name} answers {status} with a body of the documented shape."
        yield f"{status}-content-type", f"{name} answers {status} with Content-Type {response.media_type}."
    if response.file is not None:
        yield f"{status}-download", f"{name} answers {status} with the whole list as a file where {FILE} is asked for."
        yield f"{status}-download-content-type", f"{name} answers {status} with Content-Type {FILE} where that is asked for."
    for header in response.headers:
        yield f"{status}-{header}", f"{name} answers {status} with the header {header}."
    for header in response.absent_headers:
        yield f"{status}-no-{header}", f"{name} answers {status} without the header {header}."


def _limits(openapi: Mapping[str, Any], start: str) -> Iterator[Requirement]:
    readings = {"": str(openapi.get("x-limits-reading", "")), "required": str(openapi.get("x-required-reading", ""))}
    known: dict[str, Requirement] = {}
    for schema in request_schemas(openapi):
        for place in fields(openapi, schema):
            for limit in place.limits:
                reading = place.schema.get("x-reading", readings[""]) if limit != "required" else readings["required"]
                said = str(openapi.get("x-required-says" if limit == "required" else "x-limits-say", _SAYS))
                known.setdefault(f"{place.name}-{limit}", _limit(place, limit, start, reading, said))
    yield from known.values()


def _limit(place: Field, limit: str, start: str, reading: str, said: str) -> Requirement:
    # The document gives types, and nowhere says that they are enforced; nor does it say what is required.
    usual = "implied" if limit in ("type", "required") else "stated"
    basis = str(place.schema.get("x-bases", {}).get(limit, usual))
    level = str(place.schema.get("x-level", {}).get(limit, "MUST"))
    text = said.format(name=place.name, wrong=_WORDS[limit].format(**place.schema))
    return Requirement(f"{start}-{place.name}-{limit}", level, basis, text, source_of(place.schema), "field", reading=reading)
