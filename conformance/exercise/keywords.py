"""What a value exercises of a JSON Schema: which keywords it meets, which it violates, which limits it asks about exactly.

A keyword is named by the place of the values that it speaks of, such as ``AddUserTask/content/user/lastName maxLength``. The
branches of a union with a discriminator are places of their own: a task counts for its command, whichever request carries it.
What the discriminator decides is counted once, with the union.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from conformance.openapi import resolved

Point = tuple[str, str]  # kind and name
MET, VIOLATED, REACHED, PASSED, BYTES = \
    "keywords met", "keywords violated", "limits reached", "limits passed", "limits in bytes"
_TEXT, _NUMBER, _LIST, _OBJECT, _ANY = (str,), (int, float), (list,), (dict,), (object,)
_APPLY: dict[str, tuple[type, ...]] = {  # the values that a keyword speaks of; all others meet it without being asked
    "type": _ANY, "enum": _ANY, "const": _ANY, "pattern": _TEXT, "maxLength": _TEXT, "minLength": _TEXT, "maximum": _NUMBER,
    "minimum": _NUMBER, "maxItems": _LIST, "minItems": _LIST, "additionalProperties": _OBJECT}
_OVER: dict[str, Callable[[Any, Any], Any]] = {  # how far a value is beyond a limit
    "maxLength": lambda value, limit: len(value) - limit, "minLength": lambda value, limit: limit - len(value),
    "maxItems": lambda value, limit: len(value) - limit, "minItems": lambda value, limit: limit - len(value),
    "maximum": lambda value, limit: value - limit, "minimum": lambda value, limit: limit - value}
STRUCTURE = {"required", "properties", "items", "allOf", "oneOf", "discriminator"}
KEYWORDS = STRUCTURE | _APPLY.keys()


@dataclass(frozen=True)
class Keyword:
    """A keyword at a place. ``over`` tells how far a value is beyond a limit, ``bytes`` is a limit that may count them."""

    name: str
    types: tuple[type, ...]
    holds: Callable[[Any], bool]
    over: Callable[[Any], Any] | None = None
    bytes: int = 0

    def kinds(self) -> Iterator[str]:
        """All that can be asked about it."""
        yield from (MET, VIOLATED)
        yield from (REACHED, PASSED) if self.over else ()
        yield from (BYTES,) if self.bytes else ()

    def asked(self, value: Any) -> Iterator[str]:
        """What a value asks about it."""
        if not isinstance(value, self.types) or isinstance(value, bool) and self.types is _NUMBER:
            return
        try:
            yield MET if self.holds(value) else VIOLATED
        except ValueError:  # half a character: no validator says anything about it
            return
        distance = self.over(value) if self.over else None
        if distance in (0, 1):
            yield PASSED if distance else REACHED
        if self.bytes and isinstance(value, str) and len(value) <= self.bytes < len(value.encode()):
            yield BYTES


@dataclass
class Place:
    """Where values of a request stand. ``union`` leads to the place that the property ``decides`` names."""

    name: str
    keywords: list[Keyword] = field(default_factory=list)
    properties: dict[str, "Place"] = field(default_factory=dict)
    items: "Place | None" = None
    decides: str = ""
    union: dict[str, "Place"] = field(default_factory=dict)

    def below(self) -> Iterator["Place"]:
        """The places right below this one."""
        yield from (*self.properties.values(), *self.union.values(), *([self.items] if self.items else ()))

    def inventory(self) -> Iterator[Point]:
        """All that can be exercised here and below."""
        for keyword in self.keywords:
            yield from ((kind, f"{self.name} {keyword.name}") for kind in keyword.kinds())
        for place in self.below():
            yield from place.inventory()

    def exercised(self, value: Any) -> Iterator[Point]:
        """All that a value exercises here and below."""
        for keyword in self.keywords:
            yield from ((kind, f"{self.name} {keyword.name}") for kind in keyword.asked(value))
        if isinstance(value, dict):
            for name, place in self.properties.items():
                yield from place.exercised(value[name]) if name in value else ()
            branch = value.get(self.decides) if self.union else None
            yield from self.union[branch].exercised(value) if isinstance(branch, str) and branch in self.union else ()
        elif isinstance(value, list) and self.items:
            for each in value:
                yield from self.items.exercised(each)


class Places:
    """The places of the schemas of an OpenAPI document."""

    def __init__(self, openapi: Mapping[str, Any]) -> None:
        self._openapi = openapi
        self._branches: dict[str, Place] = {}

    def of(self, schema: Any, name: str, decided: str = "") -> Place:
        """The place of the values of a schema; ``decided`` is the property that led here."""
        place, below = Place(name), dict[str, list[Any]]()
        for part in self._parts(schema):
            place.keywords += _keywords(part, decided)
            for each, under in part.get("properties", {}).items():
                below.setdefault(each, []).append(under)
            if "items" in part:
                place.items = self.of(part["items"], f"{name}/[]")
            if "discriminator" in part:
                self._divide(place, part["discriminator"])
        place.properties = {each: self.of({"allOf": under}, f"{name}/{each}") for each, under in below.items() if each != decided}
        return place

    def _parts(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """A schema and all that it consists of."""
        schema = resolved(self._openapi, schema)
        yield schema
        for part in schema.get("allOf", ()):
            yield from self._parts(part)

    def _divide(self, place: Place, said: Mapping[str, Any]) -> None:
        place.decides = name = said["propertyName"]
        for value, ref in said["mapping"].items():
            component = ref.rsplit("/", 1)[1]
            if component not in self._branches:
                self._branches[component] = self.of({"$ref": ref}, component, decided=name)
            place.union[value] = self._branches[component]
        known = frozenset(place.union)
        place.keywords.append(Keyword("oneOf", _ANY, lambda value: isinstance(value, dict) and _among(value.get(name), known)))


def _among(value: Any, known: frozenset[str]) -> bool:
    return isinstance(value, str) and value in known


def _keywords(schema: Mapping[str, Any], decided: str) -> list[Keyword]:
    """The keywords of one part of a schema; not those that cannot be broken where the discriminator has led here."""
    found = [_keyword(schema, word) for word in _APPLY if word in schema and not (decided and word == "type")]
    return found + [_required(name) for name in schema.get("required", ()) if name != decided]


def _keyword(schema: Mapping[str, Any], word: str) -> Keyword:
    limit = schema[word]
    # A pattern or an alphabet keeps a text to characters of one byte; then bytes and characters are the same.
    wide = word == "maxLength" and "pattern" not in schema and "x-alphabet" not in schema
    beside = {"properties": dict.fromkeys(schema.get("properties", {}), True)} if word == "additionalProperties" else {}
    return Keyword(word, _APPLY[word], jsonschema_rs.Draft202012Validator({word: limit, **beside}).is_valid,
                   (lambda value: _OVER[word](value, limit)) if word in _OVER else None, limit if wide else 0)


def _required(name: str) -> Keyword:
    return Keyword(f"required {name}", _OBJECT, lambda value: name in value)
