"""Values of one attribute of a table: what its schema allows, and what breaks one keyword of it."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from conformance.strategies.breaking import ways
from conformance.strategies.sampling import samples
from conformance.strategies.values import texts, valid

Schema = Mapping[str, Any]
Strategy = st.SearchStrategy[Any]
Objects = Callable[[str], Strategy]  # the objects of a table, by its component
ZONES = (datetime.UTC, datetime.timezone(datetime.timedelta(hours=2)), datetime.timezone(-datetime.timedelta(hours=4)))
_DAYS = {"min_value": datetime.date(2020, 1, 1), "max_value": datetime.date(2029, 12, 31)}
_TEXTS = {"date": ("2025-09-09",), "date-time": ("2024-08-01T11:00:00.000+02:00",)}
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object", type(None): "null"}
_ANY: tuple[Any, ...] = ("text", 7, True, ["text"], {"text": "text"}, 0.5)
_MISWRITTEN = {"date": ("01/02/2030", "2030-02-30", "2030-1-2", "tomorrow", "20300102"),
               "date-time": ("2030-01-02", "2030-01-02 10:00", "02.01.2030 10:00", "2030-01-02T10:00:00", "2030-13-01T10:00:00Z")}


def values(said: Schema, objects: Objects) -> Strategy:
    """Values that an attribute may have. Shrinks to short and plain ones."""
    if "$ref" in said:
        return objects(said["$ref"].rsplit("/", 1)[1])
    if alternatives := said.get("oneOf", said.get("anyOf")):
        return st.one_of([values(part, objects) for part in alternatives])
    if "const" in said:
        return st.just(said["const"])
    if isinstance(said.get("type"), list):
        return st.one_of([values({**said, "type": kind}, objects) for kind in said["type"]])
    match said.get("type"):
        case "null":
            return st.none()
        case "array":
            return st.lists(values(said.get("items", {"type": "string"}), objects), min_size=said.get("minItems", 0),
                            max_size=min(said.get("maxItems", 3), 3))
    return _FORMATS[said["format"]]() if said.get("format") in _FORMATS else _plain(said)


def _plain(said: Schema) -> Strategy:
    if "pattern" in said and "enum" not in said:
        return st.from_regex(re.compile(said["pattern"], re.ASCII), fullmatch=True)
    return valid(said)


def _moments() -> Strategy:
    moments = st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2029, 12, 31), timezones=st.sampled_from(ZONES))
    return moments.map(lambda moment: moment.isoformat(timespec="milliseconds"))


_FORMATS: dict[str, Callable[[], Strategy]] = {
    "date": lambda: st.dates(**_DAYS).map(datetime.date.isoformat), "date-time": _moments}


def samples_of(said: Schema, objects: Callable[[str], Any]) -> Iterator[Any]:
    """A few values of an attribute, those that rules tend to speak of among them."""
    if "enum" in said:
        yield from said["enum"]
    elif "$ref" in said:
        yield objects(said["$ref"].rsplit("/", 1)[1])
    elif alternatives := said.get("oneOf", said.get("anyOf")):
        for part in alternatives:
            yield from samples_of(part, objects)
    elif "const" in said:
        yield said["const"]
    else:
        kinds = said["type"] if isinstance(said.get("type"), list) else [said.get("type")]
        for kind in kinds:
            yield from _samples(said, kind, objects)


def _samples(said: Schema, kind: str | None, objects: Callable[[str], Any]) -> Iterator[Any]:
    match kind:
        case "boolean":
            yield from (False, True)
        case "integer":
            yield said.get("minimum", 1)
        case "array":
            item = next(samples_of(said.get("items", {"type": "string"}), objects))
            yield from ([item], *([] if said.get("minItems") else [[]]))
        case "object":
            yield {}
        case "null":
            yield None
        case _:
            yield from [samples(_plain(said), 1, 0)[0]] if "pattern" in said else _TEXTS.get(said.get("format", ""), ("text", ""))


def wrong_values(said: Schema, keyword: str) -> list[Strategy]:
    """The distinct ways in which a value breaks a keyword."""
    if keyword in ("oneOf", "anyOf"):
        return [st.sampled_from([value for value in _ANY if not any(_may_be(part, value) for part in said[keyword])])]
    if keyword == "type":
        return [st.sampled_from([value for value in _ANY if not _is(value, said.get("type", "object"))])]
    if keyword == "format":
        return [st.sampled_from(_MISWRITTEN[said["format"]])]
    if keyword == "items":
        return [broken.map(lambda item: [item]) for broken in wrong_items(said["items"])]
    if keyword == "const":
        return [texts(1, 8).filter(lambda text: text != said["const"])]
    if keyword == "pattern":
        return [texts(1, 12).filter(lambda text: not re.search(said["pattern"], text))]
    return ways(said, keyword)


def wrong_items(said: Schema) -> list[Strategy]:
    """Items that a list must not have."""
    return [each for word in ("format", "type") if word in said or word == "type" for each in wrong_values(said, word)][:2]


def _may_be(said: Schema, value: Any) -> bool:
    """Whether a value may be meant as this alternative, right or wrong."""
    return value == said["const"] if "const" in said else _is(value, said.get("type", "object"))


def _is(value: Any, kinds: Any) -> bool:
    allowed = [kinds] if isinstance(kinds, str) else kinds
    return _KINDS[type(value)] in allowed or (isinstance(value, int) and not isinstance(value, bool) and "number" in allowed)
