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

from conformance.expect import Inconclusive
from conformance.openapi import Field, fields
from conformance.oracle import Oracle
from conformance.strategies.sampling import samples
from conformance.strategies.values import at_limit, ways

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
            if limit == "required":
                yield from (_required(requirement, field, valid, oracle, base()) for valid in (True, False))
                continue
            unknowable = field.schema.get("x-reference", "domain") != "domain"
            for way in range(-1 if not unknowable else 0, _ways(field, limit, domain)):
                value = json.loads(_value(json.dumps(field.schema), limit, way, domain, chance.getrandbits(32)))
                yield _row(requirement, field, limit, way < 0, oracle, base(), value)


def _ways(field: Field, limit: str, domain: str) -> int:
    return len(ways(field.schema, limit, domain))


def _row(requirement: str, field: Field, limit: str, valid: bool, oracle: Oracle, payload: Payload, value: Any) -> Row:
    changed, place = put(payload, field.path, value)
    if valid:
        oracle.clear(changed)
    else:
        oracle.vouch(changed, place, limit)
    return Row(requirement, changed, valid, f"{field.name} = {_short(value)}")


@functools.lru_cache(maxsize=4096)
def _value(schema: str, limit: str, way: int, domain: str, seed: int) -> str:
    """A value that keeps a limit (way -1) or breaks it in one of the ways; as text, so that nobody can change it."""
    known = json.loads(schema)
    strategy = at_limit(known, limit, domain) if way < 0 else ways(known, limit, domain)[way]
    return json.dumps(samples(strategy, 3, seed)[-1])


def _required(requirement: str, field: Field, valid: bool, oracle: Oracle, payload: Payload) -> Row:
    if valid:
        oracle.clear(payload)
        return Row(requirement, payload, True, f"{field.name} given")
    *parents, name = _place(field.path)
    without = copy.deepcopy(payload)
    node: Any = without
    for step in parents:
        node = node[step]
    del node[name]
    oracle.vouch(without, tuple(parents), "required")
    return Row(requirement, without, False, f"{field.name} missing")


def _place(path: Sequence[str]) -> tuple[str | int, ...]:
    return tuple(0 if step == "[]" else step for step in path)


def at(payload: Any, path: Sequence[str]) -> Any:
    """The value at a path, None if there is none; ``[]`` is the first item of a list."""
    for step in _place(path):
        try:
            payload = payload[step]
        except (KeyError, IndexError, TypeError):
            return None
    return payload


def put(payload: Payload, path: Sequence[str], value: Any) -> tuple[Payload, tuple[str | int, ...]]:
    """A copy of a payload with a value at a path, and the place of the value. What is missing on the way is made.

    ``[]`` at the end is the only item of a list; on the way it is the first one, and all others stay.
    """
    return _put(payload, path, value), _place(path)


def _put(node: Any, path: Sequence[str], value: Any) -> Any:
    if not path:
        return copy.deepcopy(value)
    step, *rest = path
    if step == "[]":
        items = copy.deepcopy(node) if isinstance(node, list) and rest else []
        return [_put(items[0] if items else None, rest, value), *items[1:]]
    members = copy.deepcopy(node) if isinstance(node, dict) else {}
    return {**members, step: _put(members.get(step), rest, value)}


def bisected(rows: Sequence[Row], right: Callable[[Sequence[Row]], bool]) -> list[Row]:
    """The rows that a target sorts out wrongly; ``right`` asks about some rows at once.

    Raises Inconclusive for rows that come out wrong together and right in halves.
    """
    if not rows or right(rows):
        return []
    if len(rows) == 1:
        return list(rows)
    middle = len(rows) // 2
    found = bisected(rows[:middle], right) + bisected(rows[middle:], right)
    if not found:
        raise Inconclusive(f"{len(rows)} rows are sorted out wrongly together, and rightly in halves")
    return found


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}… ({len(value)} characters)"
