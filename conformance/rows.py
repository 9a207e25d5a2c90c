"""Rows: payloads that a target must sort out, asked many at a time.

A batch that comes out wrong is halved until the rows are found that make it so.
"""

import copy
import functools
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.openapi import Field, fields
from conformance.oracle import Oracle
from conformance.strategies.sampling import samples
from conformance.strategies.values import at_limit, wrong

Payload = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One payload, whether it must be accepted, and in words what is special about it."""

    requirement: str
    payload: Payload
    valid: bool
    told: str


def pairs(openapi: Mapping[str, Any], component: str, oracle: Oracle, prefix: str, base: Callable[[], Payload],
          chance: random.Random, domain: str) -> Iterator[Row]:
    """For each limit of each field of a component: a payload wrong in this alone, and its twin that just keeps it.

    ``base`` makes a fresh valid payload. Raises Disowned for a payload that the oracle does not vouch for. Fields that must
    name something known to the target have no twin: nothing that we could make up is known to it.
    """
    for field in fields(openapi, openapi["components"]["schemas"][component]):
        for limit in field.limits:
            requirement = f"{prefix}-FIELD-{field.name}-{limit}"
            for valid in (False,) if "x-reference" in field.schema and field.schema["x-reference"] != "domain" else (True, False):
                yield _row(requirement, field, limit, valid, oracle, base(), chance, domain)


def _row(requirement: str, field: Field, limit: str, valid: bool, oracle: Oracle, payload: Payload,
         chance: random.Random, domain: str) -> Row:
    if limit == "required":
        return _required(requirement, field, valid, oracle, payload)
    value = json.loads(_value(json.dumps(field.schema), limit, valid, domain, chance.getrandbits(32)))
    changed, place = put(payload, field.path, value)
    if valid:
        oracle.clear(changed)
    else:
        oracle.vouch(changed, place, limit)
    return Row(requirement, changed, valid, f"{field.name} = {_short(value)}")


@functools.lru_cache(maxsize=4096)
def _value(schema: str, limit: str, valid: bool, domain: str, seed: int) -> str:
    # Texts in and out, so that nobody can change what is remembered.
    make = at_limit if valid else wrong
    return json.dumps(samples(make(json.loads(schema), limit, domain), 3, seed)[-1])


def _required(requirement: str, field: Field, valid: bool, oracle: Oracle, payload: Payload) -> Row:
    if valid:
        oracle.clear(payload)
        return Row(requirement, payload, True, f"with {field.name}")
    *parents, name = field.path
    without = copy.deepcopy(payload)
    node: Any = without
    for step in parents:
        node = node[step]
    del node[name]
    oracle.vouch(without, tuple(parents), "required")
    return Row(requirement, without, False, f"without {field.name}")


def put(payload: Payload, path: Sequence[str], value: Any) -> tuple[Payload, tuple[str | int, ...]]:
    """A copy of a payload with a value at a path, where ``[]`` is the only item of a list; and the place of the value."""
    changed = copy.deepcopy(payload)
    node: Any = changed
    *parents, last = [0 if step == "[]" else step for step in path]
    for step, following in zip(parents, [*parents[1:], last], strict=True):
        if following == 0:
            node[step] = [None]
        node = node[step]
    node[last] = value
    return changed, (*parents, last)


def bisected(rows: Sequence[Row], right: Callable[[Sequence[Row]], bool]) -> list[Row]:
    """The rows that a target sorts out wrongly; ``right`` asks about some rows at once."""
    if not rows or right(rows):
        return []
    if len(rows) == 1:
        return list(rows)
    middle = len(rows) // 2
    return bisected(rows[:middle], right) + bisected(rows[middle:], right)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}… ({len(value)} characters)"
