"""Whether a payload is wrong, and in exactly what: asked of two independent validators before a target is asked.

A negative row is worth something only if the refusal can have but one reason. What the two do not agree on is a bug of ours.
"""

import datetime
import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema
import jsonschema_rs

from conformance.catalogue import load
from conformance.openapi import bundled
from conformance.places import Place


class Disowned(Exception):
    """A payload of ours is not what it was made to be."""


class Oracle:
    """Both validators of one schema that stands alone; ``formats`` count only where that is said."""

    def __init__(self, schema: dict[str, Any], formats: bool = False) -> None:
        self._fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=formats, formats=_FORMATS)
        self._second = _Second(schema, format_checker=_CHECKER if formats else None)

    def count(self, payload: Any) -> int:
        """How many errors the faster one finds."""
        return len(list(self._fast.iter_errors(payload)))

    def errors(self, payload: Any) -> list[Any]:
        """What the independent validator finds, as it tells it; raises Disowned if the validators disagree."""
        fast = {(tuple(error.instance_path), str(error.schema_path[-1])) for error in self._fast.iter_errors(payload)}
        second = list(self._second.iter_errors(payload))
        told = {_told(error) for error in second}
        if {place for place, _ in fast} != {place for place, _ in told}:
            raise Disowned(f"jsonschema-rs finds {sorted(map(str, fast))}, jsonschema {sorted(map(str, told))}: {payload}")
        return second

    def broken(self, payload: Any) -> set[tuple[Place, str]]:
        """Each broken rule as the place in the payload and the keyword; raises Disowned if the validators disagree."""
        return set(map(_told, self.errors(payload)))

    def fits(self, payload: Any) -> bool:
        """Whether the payload breaks no rule, in the opinion of the faster one alone."""
        return bool(self._fast.is_valid(payload))

    def vouch(self, payload: Any, place: Place, keyword: str) -> None:
        """Raise Disowned unless the payload breaks ``keyword`` at ``place`` and nothing at any other place."""
        broken = self.broken(payload)
        if {where for where, _ in broken} != {place} or keyword not in {word for _, word in broken}:
            raise Disowned(f"not wrong in {keyword} at {place} alone, but in {sorted(map(str, broken))}: {payload}")

    def clear(self, payload: Any) -> None:
        """Raise Disowned unless the payload breaks no rule."""
        if broken := self.broken(payload):
            raise Disowned(f"made to be valid, but wrong in {sorted(map(str, broken))}: {payload}")


def _told(error: Any) -> tuple[Place, str]:
    return tuple(error.absolute_path), str(error.validator)


def _pattern(validator: Any, pattern: str, instance: Any, schema: Mapping[str, Any]) -> Any:
    # In Python $ also matches before a last newline; in the regular expressions of JSON Schema it does not.
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def _date(value: object) -> bool:
    return not isinstance(value, str) or (
        re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is not None and _exists(f"{value}T00:00:00"))


def _date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    zone = r"([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
    found = re.fullmatch(rf"(\d{{4}}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(\.\d+)?{zone}", value, re.ASCII)
    return found is not None and (_exists(f"{found[1]}T{found[2]}:{found[3]}") or
                                  found[3] == "60" and _exists(f"{found[1]}T{found[2]}:59"))


def _exists(moment: str) -> bool:
    # Python knows no year 0, which is as long as the year 2000.
    try:
        return bool(datetime.datetime.fromisoformat(re.sub("^0000", "2000", moment)))
    except ValueError:
        return False


# The two differ about leap seconds, of which the document does not speak: they take these for both.
_FORMATS: dict[str, Callable[[object], bool]] = {"date": _date, "date-time": _date_time}
_CHECKER = jsonschema.FormatChecker(formats=())
for _name, _keeps in _FORMATS.items():
    _CHECKER.checks(_name)(_keeps)


_Second: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator, {"pattern": _pattern})


@functools.cache
def oracle(api: str, component: str) -> Oracle:
    """The oracle of a component schema, compiled once."""
    openapi = load(api).openapi
    return Oracle(bundled(openapi, openapi["components"]["schemas"][component]))
