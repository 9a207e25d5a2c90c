"""Bodies of requests that break their schema in one keyword, each keyword of each of their fields once."""

import copy
import functools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.openapi import LIMITS, bundled, resolved
from conformance.oracle import Oracle
from conformance.places import Place, at, put
from conformance.strategies.breaking import ways
from conformance.strategies.sampling import samples


@dataclass(frozen=True)
class WrongBody:
    """A body, and what it breaks where. ``place`` is that of the field, also where it is missing."""

    body: Any
    place: Place
    keyword: str

    @property
    def told(self) -> str:
        """What is wrong, in words."""
        return f"{'.'.join(map(str, self.place)) or 'the body'} with a broken {self.keyword}"


def wrong_bodies(openapi: Mapping[str, Any], operation: str, body: Any, chance: random.Random,
                 *keywords: str) -> Iterator[WrongBody]:
    """For each keyword of each field in the JSON body of an operation, or only for those named: a body that breaks it alone.

    ``body`` is a valid one. Null is asked beside the values of another type. What stands in a list of tasks has rows of its
    own. Raises Disowned for a body that the oracle does not vouch for.
    """
    schema = request_schema(openapi, operation)
    oracle = Oracle(bundled(openapi, schema))
    oracle.clear(body)
    for found in _below(openapi, schema, body, (), chance):
        if not keywords or found.keyword in keywords:
            parent = found.place[:-1] if found.keyword == "required" else found.place
            oracle.vouch(found.body, parent, found.keyword)
            yield found


def request_schema(openapi: Mapping[str, Any], operation: str) -> Any:
    """The schema of the JSON body of an operation."""
    said = next(method for item in openapi["paths"].values() for method in item.values()
                if isinstance(method, dict) and method.get("operationId") == operation)
    return resolved(openapi, resolved(openapi, said["requestBody"])["content"]["application/json"]["schema"])


def _below(openapi: Mapping[str, Any], schema: Any, body: Any, place: Place, chance: random.Random) -> Iterator[WrongBody]:
    schema = _whole(openapi, schema)
    for keyword in (word for word in (*LIMITS, "minItems") if word in schema):
        values = [samples(way, 3, chance.getrandbits(32))[-1] for way in ways(schema, keyword)]
        for value in (*values, *([None] if keyword == "type" and place else [])):
            yield WrongBody(_with(body, place, value), place, keyword)
    for name, member in schema.get("properties", {}).items():
        if name in schema.get("required", ()):
            without = copy.deepcopy(body)
            del at(without, place)[name]
            yield WrongBody(without, (*place, name), "required")
        if at(body, (*place, name)) is not None:
            yield from _below(openapi, member, body, (*place, name), chance)
    if "items" in schema and "x-invalid-items" not in schema:
        yield from _below(openapi, schema["items"], body, (*place, 0), chance)


def _whole(openapi: Mapping[str, Any], schema: Any) -> Any:
    """A schema with what it adds to another one."""
    schema = resolved(openapi, schema)
    return functools.reduce(lambda whole, part: {**_whole(openapi, part), **whole}, schema.get("allOf", ()), schema)


def _with(body: Any, place: Place, value: Any) -> Any:
    return put(body, ["[]" if isinstance(step, int) else step for step in place], value)[0]
