"""Server errors: on requests that are unusual, yet may be sent, and on those that break the schema of a query or of a body.

Requests that are written by hand, or made of the document's own nouns, have no such ids, names and numbers. A request
that is refused for its credentials does not crash, so generated requests find this fault only if they are admitted.
"""

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from conformance.reference.faults.derived.answers import Answer, Lie, Request
from conformance.reference.faults.derived.operations import Operation

_ID = re.compile(r"[A-Za-z0-9._~-]{1,80}")
_HEADER = re.compile(rb"[A-Za-z0-9-]+")
_MEMBER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_PART = re.compile(rb'\bname="([^"]*)"')
_LARGE = re.compile(r"[0-9]{7,}")


@dataclass(frozen=True)
class Crash:
    """A lie; ``over`` says what the server cannot bear."""

    name: str
    over: str
    lie: Lie


def crashes(operation: Operation) -> Iterator[Crash]:
    """Turn the answers to some requests for this operation into server errors."""
    yield Crash("Crashes", "an unusual request", _crashing(operation, lambda request: _unusual(operation, request)))
    if operation.takes_object:
        yield Crash("CrashesOverBodies", "a body that is no object", _crashing(operation, _is_no_object))
    if operation.numbers:
        yield Crash("CrashesOverWords", "a word in the place of a number",
                    _crashing(operation, lambda request: _has_word(operation, request)))


def _crashing(operation: Operation, cannot_bear: Callable[[Request], bool]) -> Lie:
    def lie(request: Request, answer: Answer) -> Answer:
        refused = operation.secured and answer.status == 401
        return answer if refused or not cannot_bear(request) else replace(answer, status=500)

    return lie


def _is_no_object(request: Request) -> bool:
    try:
        return not isinstance(json.loads(request.body), dict)
    except (ValueError, RecursionError):
        return False


def _has_word(operation: Operation, request: Request) -> bool:
    return any(name in operation.numbers and value.isalpha() for name, value in _parameters(request.query))


def _unusual(operation: Operation, request: Request) -> bool:
    found = operation.pattern.fullmatch(request.path)
    ids = found.groups() if found else ()
    return (not all(_ID.fullmatch(value) for value in ids) or _unusual_query(request.query)
            or not all(_HEADER.fullmatch(name) for name, _ in request.headers) or _unusual_body(request.body))


def _parameters(query: bytes) -> list[tuple[str, str]]:
    return urllib.parse.parse_qsl(query.decode("latin-1"), keep_blank_values=True)


def _unusual_query(query: bytes) -> bool:
    return any(not _MEMBER.fullmatch(name) or _LARGE.fullmatch(value) for name, value in _parameters(query))


def _unusual_body(body: bytes) -> bool:
    if any(not _MEMBER.fullmatch(name.decode("latin-1")) for name in _PART.findall(body)):
        return True
    try:
        return _odd_member(json.loads(body), depth=2)
    except (ValueError, RecursionError):
        return False


def _odd_member(node: Any, depth: int) -> bool:
    """Names at the top only: further down they belong to tasks, which may be odd in many a test."""
    members = node.items() if isinstance(node, dict) and depth else ()
    return any(not _MEMBER.fullmatch(name) or _odd_member(member, depth - 1) for name, member in members)
