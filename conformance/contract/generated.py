"""Requests that schemathesis makes from openapi.yaml: valid ones, invalid ones, and its systematic coverage of both.

Ids of things that exist are put into them, so that they reach the code behind the 404. Their answers are judged by the one
oracle for shapes, as every answer is; schemathesis' own checks would accuse honest servers (an invalid task is answered
with 201 here).
"""

import functools
import itertools
import random
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import requests
import schemathesis
from schemathesis.generation import GenerationMode

from conformance.catalogue import load
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch
from conformance.openapi import Operation
from conformance.session import Session
from conformance.strategies.sampling import samples

Case = Any  # schemathesis.Case
DRAWN = 10  # of each mode; more find nothing more, see bench/
COVERED = 40
_SENT = ("method", "url", "headers", "params", "data", "json", "files", "cookies")


@functools.cache
def _operations(api: str) -> dict[str, Any]:
    # schemathesis resolves in place; the catalogue stays as it is.
    schema = schemathesis.openapi.from_dict(_copied(load(api).openapi))
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        # A union of twenty commands takes seconds to draw from, and rows ask about each of its fields.
        instead = {"items": {"$ref": value["x-generated-items"]}} if "x-generated-items" in value else {}
        return {key: _copied(each) for key, each in {**value, **instead}.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def cases(api: str, operation: str, seed: int) -> Iterator[Case]:
    """Cases for one operation, the same for the same seed: drawn valid and invalid ones in turn, then coverage."""
    known = _operations(api)[operation]
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        yield from samples(known.as_strategy(generation_mode=mode), DRAWN, seed)
    covered = list(known.schema.iter_coverage_cases(
        known, generation_modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
        generation_config=known.schema.config.generation_for(operation=known)))
    random.Random(seed).shuffle(covered)
    yield from itertools.islice(covered, COVERED)


def ask_generated(session: Session, operation: Operation, token: Callable[[], str],
                  bind: Callable[[Case], None], seen: Callable[[Exchange], None],
                  succeeds: Callable[[Exchange], bool] = lambda exchange: True) -> None:
    """Send generated requests; ``bind`` puts existing ids into a case, ``seen`` may note what an answer made, ``succeeds`` looks
    at the body where the status alone is no success.

    Raises Mismatch for the first server error or undocumented answer of the 200s, Inconclusive if none ever succeeded.
    """
    succeeded = False
    seed = session.random(f"generated {operation.id}").getrandbits(32)
    for case in cases(session.catalogue.api, operation.id, seed):
        bind(case)
        exchange = send(session, operation, case, token() if operation.secured else None)
        if exchange is None:
            continue
        seen(exchange)
        succeeded = succeeded or exchange.status in operation.responses and exchange.status < 300 and succeeds(exchange)
        if exchange.status >= 500 and exchange.status != 503:
            raise Mismatch("no server error", f"status {exchange.status}", exchange)
        if exchange.status < 300 and exchange.status not in operation.responses:
            raise Mismatch("a documented status", f"status {exchange.status}", exchange)
    if not succeeded:
        raise Inconclusive(f"no generated request to {operation.id} ever succeeded")


def send(session: Session, operation: Operation, case: Case, credential: str | None) -> Exchange | None:
    """Send one case through the client of the run; None for what HTTP cannot carry."""
    try:
        said = case.as_transport_kwargs(base_url=session.target.base_url)
        prepared = requests.Request(**{name: said[name] for name in _SENT if name in said}).prepare()
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        request = session.client.presenting(credential, {"headers": prepared.headers, "params": operation.fixed})
        headers = {name: str(value).encode("latin-1") for name, value in request["headers"].items()}
        return session.client.send(prepared.method or "GET", _asking(prepared.url or "", request["params"]),
                                   operation=operation.id, headers=headers, content=body)
    except (UnicodeError, requests.RequestException, ValueError):
        return None
    except Inconclusive as reason:
        # h11 and httpx refuse illegal headers themselves: that is no silence of the target.
        if "LocalProtocolError" in str(reason) or "InvalidURL" in str(reason):
            return None
        raise


def _asking(url: str, parameters: Mapping[str, str]) -> str:
    """A URL whose query has these parameters, whatever else it had under their names."""
    if not parameters:
        return url
    parts = urllib.parse.urlsplit(url)
    pairs = urllib.parse.parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    query = [*parameters.items(), *((name, value) for name, value in pairs if name not in parameters)]
    encoded = urllib.parse.urlencode(query, errors="surrogateescape", quote_via=urllib.parse.quote)
    return parts._replace(query=encoded, fragment="").geturl()
