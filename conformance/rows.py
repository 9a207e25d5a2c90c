"""Rows: payloads that a target must sort out, asked many at a time.

A batch that comes out wrong is halved until the rows are found that make it so.
"""

import dataclasses
import functools
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from conformance.expect import Inconclusive
from conformance.openapi import LIMITS, Field, fields
from conformance.oracle import Oracle
from conformance.places import Place, at, place_of, put
from conformance.strategies.breaking import NUANCES, nuances, ways
from conformance.strategies.sampling import samples
from conformance.strategies.values import LONGER, LONGEST, at_limit, is_plain

Payload = dict[str, Any]
_TOLD = (*LIMITS, "x-alphabet")  # what a schema tells about its values
CHARACTERS = "characters"  # the nuance that a text just as long as it may be is valid, however many bytes it takes


@dataclass(frozen=True)
class Row:
    """One payload, whether it must be accepted, and in words what is special about it.

    ``place`` and ``keyword`` say where and what it breaks, or just keeps. Where there is a payload that is ``likewise``
    but short, a valid one must be accepted only if that is.
    """

    requirement: str
    payload: Payload
    valid: bool
    told: str
    place: Place = ()
    keyword: str = ""
    likewise: Payload | None = None


def pairs(openapi: Mapping[str, Any], component: str, oracle: Oracle, prefix: str, base: Callable[[], Payload],
          chance: random.Random, domain: str, besides: Mapping[str, str] = MappingProxyType({})) -> Iterator[Row]:
    """For each limit of each field of a component: payloads wrong in this alone, and their twin that just keeps it.

    ``base`` makes a fresh valid payload; ``besides`` are nuances to ask about, with their requirements. Raises Disowned for a
    payload that the oracle does not vouch for. Fields that must name something known to the target have no twin: nothing
    that we could make up is known to it. Nor have objects, which the base holds where they are needed.
    """
    maker = _Rows(oracle, base, chance, domain, chance.getrandbits(32))
    for field in fields(openapi, openapi["components"]["schemas"][component]):
        for limit in field.limits:
            requirement = f"{prefix}-FIELD-{field.name}-{limit}"
            yield from maker.required(requirement, field) if limit == "required" else maker.limit(requirement, field, limit)
        for nuance in (each for each in nuances_of(field.schema) if each in besides):
            yield from maker.nuance(besides[nuance], field, nuance)


def nuances_of(schema: Mapping[str, Any]) -> list[str]:
    """All nuances that can be asked of a field."""
    return nuances(schema) + ([CHARACTERS] if is_plain(schema) and _knowable(schema) else [])


def _knowable(schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("x-reference", "domain") == "domain" and schema["type"] != "object")


@dataclass(frozen=True)
class _Rows:
    """Makes the rows of one field after another."""

    oracle: Oracle
    base: Callable[[], Payload]
    chance: random.Random
    domain: str
    seed: int  # of the values to choose from, which many fields share

    def limit(self, requirement: str, field: Field, limit: str) -> Iterator[Row]:
        """A value that keeps a limit, one for each way to break it, and one that breaks it behind an item that does not."""
        if _knowable(field.schema):
            yield self._valid(requirement, field, limit, self._value(field, limit, -1))
        values = [self._value(field, limit, way) for way in range(len(ways(field.schema, limit, self.domain)))]
        yield from (self._wrong(requirement, field, limit, value) for value in values)
        if "[]" in field.path and field.schema["type"] != "object":
            yield self._wrong(requirement, field, limit, values[0], item=1)

    def nuance(self, requirement: str, field: Field, nuance: str) -> Iterator[Row]:
        """Values that a careless reader takes for valid, or for too long."""
        if nuance == CHARACTERS:
            yield from (self._as_long(requirement, field, alphabet) for alphabet in (LONGER, LONGEST))
            return
        for way in range(len(ways(field.schema, nuance, self.domain))):
            yield self._wrong(requirement, field, NUANCES[nuance], self._value(field, nuance, way))

    def required(self, requirement: str, field: Field) -> Iterator[Row]:
        """A payload with a field, and one without it."""
        given, without, place = self.base(), self.base(), place_of(field.path)
        del at(without, place[:-1])[place[-1]]
        self.oracle.clear(given)
        self.oracle.vouch(without, place[:-1], "required")
        yield Row(requirement, given, True, f"{field.name} given", place, "required")
        yield Row(requirement, without, False, f"{field.name} missing", place, "required")

    def _value(self, field: Field, limit: str, way: int) -> Any:
        known = json.dumps({word: said for word, said in field.schema.items() if word in _TOLD})
        return json.loads(self.chance.choice(_values(known, limit, way, self.domain, self.seed)))

    def _valid(self, requirement: str, field: Field, keyword: str, value: Any) -> Row:
        payload, place = put(self.base(), field.path, value)
        self.oracle.clear(payload)
        return Row(requirement, payload, True, f"{field.name} = {_short(value)}", place, keyword)

    def _as_long(self, requirement: str, field: Field, alphabet: str) -> Row:
        short, long = ("".join(self.chance.choices(alphabet, k=length)) for length in (2, field.schema["maxLength"]))
        row = self._valid(requirement, field, "maxLength", long)
        return dataclasses.replace(row, likewise=put(row.payload, field.path, short)[0])

    def _wrong(self, requirement: str, field: Field, keyword: str, value: Any, item: int = 0) -> Row:
        payload, place = put(self.base(), field.path, value, item)
        self.oracle.vouch(payload, place, keyword)
        told = f"{field.name} = {_short(value)}{' in the second item' if item else ''}"
        return Row(requirement, payload, False, told, place, keyword)


@functools.lru_cache(maxsize=4096)
def _values(schema: str, limit: str, way: int, domain: str, seed: int) -> tuple[str, ...]:
    """Values that keep a limit (way -1) or break it in one of the ways; as texts, so that nobody can change them."""
    known = json.loads(schema)
    strategy = at_limit(known, limit, domain) if way < 0 else ways(known, limit, domain)[way]
    return tuple(map(json.dumps, samples(strategy, 4, seed)))


def bisected(rows: Sequence[Row], right: Callable[[Sequence[Row]], bool],
             settled: Callable[[Row], bool] = lambda row: False) -> Iterator[Row]:
    """The rows that a target sorts out wrongly; ``right`` asks about some rows at once.

    Whoever takes a row may learn from it that others need not be found any more: these are ``settled``. Raises Inconclusive
    for rows that come out wrong together and right in halves.
    """
    left = [row for row in rows if not settled(row)]
    if not left or right(left):
        return
    if len(left) == 1:
        yield left[0]
        return
    middle, found = len(left) // 2, 0
    for half in (left[:middle], left[middle:]):
        for row in bisected(half, right, settled):
            found += 1
            yield row
    if not found:
        raise Inconclusive(f"{len(left)} rows are sorted out wrongly together, and rightly in halves")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}… ({len(value)} characters)"
