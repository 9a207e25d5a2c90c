"""A server error on requests that are unusual, yet may be sent: what generated requests are there to find.

Requests that are written by hand, or made of the document's own nouns, have no such ids, names and numbers. A request
that is refused for its credentials does not crash, so generated requests find this fault only if they are admitted.
"""

import json
import re
import urllib.parse
from dataclasses import replace
from typing import Any

from conformance.reference.faults.derived.answers import Answer, Lie, Request
from conformance.reference.faults.derived.operations import Operation

_ID = re.compile(r"[A-Za-z0-9._~-]{1,80}")
_HEADER = re.compile(rb"[A-Za-z0-9-]+")
_MEMBER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_PART = re.compile(rb'\bname="([^"]*)"')
_LARGE = re.compile(r"[0-9]{7,}")


def crash(operation: Operation) -> Lie:
    """Turns the answer to an unusual request for this operation into a server error."""
    def lie(request: Request, answer: Answer) -> Answer:
        refused = operation.secured and answer.status == 401
        return answer if refused or not _unusual(operation, request) else replace(answer, status=500)

    return lie


def _unusual(operation: Operation, request: Request) -> bool:
    found = operation.pattern.fullmatch(request.path)
    ids = found.groups() if found else ()
    return (not all(_ID.fullmatch(value) for value in ids) or _unusual_query(request.query)
            or not all(_HEADER.fullmatch(name) for name, _ in request.headers) or _unusual_body(request.body))


def _unusual_query(query: bytes) -> bool:
    parameters = urllib.parse.parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return any(not _MEMBER.fullmatch(name) or _LARGE.fullmatch(value) for name, value in parameters)


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
