"""Lies about the shape of an answer: its status, its media type, its headers and its body."""

import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from conformance.reference.faults.derived.answers import Answer, Lie, Request
from conformance.reference.faults.derived.bodies import BodyLie, body_lies
from conformance.reference.faults.derived.operations import FILE, Operation, Response
from conformance.reference.faults.derived.schemas import Schema

# For each status others that a careless server might answer; the first that the operation does not document is taken.
OTHER_STATUSES = {200: (202, 201, 206), 201: (200, 202), 202: (200, 201), 204: (200, 202),
                  400: (500, 501), 401: (403, 400), 403: (400, 409), 404: (400, 410)}

Change = Callable[[Request, Answer], Answer]
Told = tuple[str, str, str, Change]  # name and facet without operation and status; the lie in words and in code


@dataclass(frozen=True)
class ShapeLie:
    """``name`` is that of the fault, ``facet`` the end of the id of the requirement that it violates."""

    name: str
    facet: str
    says: str
    lie: Lie


def shape_lies(document: Schema, operation: Operation) -> Iterator[ShapeLie]:
    """All lies about the documented answers of an operation."""
    for response in operation.responses:
        status = response.status
        told = [*_headers(response), *(_no_body() if response.schema is None else _bodies(document, response.schema)),
                *(_downloads(document, response.file) if response.file is not None else ())]
        yield from _statuses(operation, response)
        for what, facet, says, change in told:
            yield ShapeLie(f"{what}_{operation.id}_{status}", f"{status}-{facet}",
                           f"{says} in the answer {status} of {operation.id}.", _when(response, facet, change))


def _when(response: Response, facet: str, change: Change) -> Lie:
    """Where an answer may be a file, a lie is either about the file or about everything else."""
    def lie(request: Request, answer: Answer) -> Answer:
        other = response.file is not None and _asks_for_file(request) != facet.startswith("download")
        return answer if other or answer.status != response.status else change(request, answer)

    return lie


def _asks_for_file(request: Request) -> bool:
    return any(FILE.encode() in value for name, value in request.headers if name.lower() == b"accept")


def _statuses(operation: Operation, response: Response) -> Iterator[ShapeLie]:
    """A refusal of bad credentials has no requirement of its own here: who admits them is in ``means``."""
    status = response.status
    if status == 401 and operation.refuses:
        return
    others = OTHER_STATUSES.get(status, (418,))
    other = next((other for other in others if other not in operation.statuses), others[-1])
    yield ShapeLie(f"Answers{other}_{operation.id}_{status}", str(status),
                   f"Answers {other} to {operation.id} instead of {status}.",
                   _when(response, "", lambda _, answer: replace(answer, status=other)))


def _headers(response: Response) -> Iterator[Told]:
    for name in response.required_headers:
        yield f"Loses{name}", name, f"Leaves out the header {name}", _losing(name)
    for name in response.absent_headers:
        yield f"Adds{name}", f"no-{name}", f"Adds the header {name}", _adding(name)


def _losing(name: str) -> Change:
    return lambda _, answer: answer.without(name)


def _adding(name: str) -> Change:
    # A path of this server, as plausible in a Location as in any other header.
    return lambda request, answer: answer.having(name, urllib.parse.quote(request.path))


def _no_body() -> Iterator[Told]:
    # Only in process: a web server sends no body with 204.
    yield ("AddsBody", "body", "Adds a body",
           lambda _, answer: answer.saying(b'{"deleted": true}').having("content-type", "application/json"))


def _bodies(document: Schema, schema: Schema) -> Iterator[Told]:
    yield ("AnswersHtml", "content-type", "Calls the body text/html",
           lambda _, answer: answer.having("content-type", "text/html; charset=utf-8"))
    yield ("CutsBody", "body", "Leaves out the last byte of the body",
           lambda _, answer: answer.saying(answer.body[:-1]))
    for lie in body_lies(document, schema):
        yield lie.name, "body", lie.says, _rewriting(lie)


def _downloads(document: Schema, schema: Schema) -> Iterator[Told]:
    """Lies about the same answer as a file."""
    yield ("CallsFileJson", "download-content-type", "Calls a file application/json",
           lambda _, answer: answer.having("content-type", "application/json"))
    yield ("RefusesFile", "download", "Answers 406 where a file is asked for",
           lambda _, answer: replace(answer, status=406))
    yield ("CutsFile", "download", "Leaves out the last byte of a file",
           lambda _, answer: answer.saying(answer.body[:-1]))
    for lie in body_lies(document, schema):
        yield f"{lie.name}InFile", "download", f"{lie.says} in a file", _rewriting(lie)


def _rewriting(lie: BodyLie) -> Change:
    return lambda _, answer: answer.rewritten(lie.applied)
