"""Lies about the fields of requests: a limit is enforced, but not quite where it stands or not for all values."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from conformance.reference.faults.derived.fault import Fault
from conformance.reference.faults.derived.fields import ITEM, Field
from conformance.reference.faults.derived.schemas import Schema

_STEPS = {"maxLength": 1, "maxItems": 1, "maximum": 1, "minimum": -1}  # from the limit to the first wrong value
_DIGITS = "^[0-9]+$"
_WORDS = {"true": True, "false": False}
Change = Callable[[Any], Any]


def margins(means: Any, server: Any, field: Field) -> Iterator[Fault]:
    """All such lies about one field."""
    for kind, violates, says, schema in (*_moved(field), *_unanchored(field), *_widened(field)):
        yield Fault(f"{kind}_{field.name}", violates, says, means.other_schema(server, _instead(field.name, schema)))
    for kind, violates, says, change in (*_misread(field), *_coerced(field)):
        yield Fault(f"{kind}_{field.name}", violates, says, means.misreading(server, field.paths, change))
    if field.limits and any(ITEM in path for path in field.paths) and field.schema["type"] != "object":
        lists = {path[:path.index(ITEM)]: None for path in field.paths}
        yield Fault(f"ValidatesFirstOnly_{field.name}", f"FIELD-{field.name}-{field.limits[0]}",
                    f"Validates {field.name} in the first item of its list only.",
                    means.misreading(server, lists, lambda value: value[:1] if isinstance(value, list) else value))


def _knowable(field: Field) -> bool:
    """Whether a client can make up a value that is surely accepted."""
    return bool(field.schema.get("x-reference", "domain") == "domain")


def _plain(field: Field) -> bool:
    return "maxLength" in field.schema and not {"pattern", "x-alphabet"} & set(field.schema)


def _moved(field: Field) -> Iterator[tuple[str, str, str, Schema]]:
    """A limit that is off by one, to either side."""
    for limit, step in ((limit, step) for limit, step in _STEPS.items() if limit in field.schema):
        violates, words = f"FIELD-{field.name}-{limit}", f"{limit} of {field.name}"
        yield f"AcceptsOnePast_{limit}", violates, f"Accepts what is one past {words}.", \
            {**field.schema, limit: field.schema[limit] + step}
        # How long each part of an address may be is not said.
        if _knowable(field) and "@" not in field.schema.get("pattern", ""):
            yield f"RefusesLast_{limit}", violates, f"Refuses what is just at {words}.", \
                {**field.schema, limit: field.schema[limit] - step}


def _unanchored(field: Field) -> Iterator[tuple[str, str, str, Schema]]:
    pattern = field.schema.get("pattern", "")
    if not pattern or re.search(pattern, ""):
        return
    for end, free in (("beginning", pattern.removeprefix("^")), ("end", pattern.removesuffix("$"))):
        yield f"Overlooks{end.title()}", f"FIELD-{field.name}-pattern", \
            f"Accepts anything at the {end} of {field.name}.", {**field.schema, "pattern": free}


def _widened(field: Field) -> Iterator[tuple[str, str, str, Schema]]:
    """A schema that takes a little more; where the limit itself only should be kept, nobody asks for that."""
    said, mild = field.schema, field.schema.get("x-level", {})
    if "enum" in said and "enum" not in mild:
        cases = [change(value) for value in said["enum"] for change in (str, str.lower, str.upper, str.swapcase)]
        yield "IgnoresCase", "VALUE-2", f"Accepts the values of {field.name} in any case.", {**said, "enum": cases}
    if said.get("pattern") == _DIGITS and "pattern" not in mild:
        yield "AcceptsDigitsOfOtherScripts", "VALUE-3", f"Accepts the digits of any script in {field.name}.", \
            {**said, "pattern": r"^\p{Nd}+$"}
    if {"enum", "pattern", "maximum"} & said.keys() and "type" not in mild:
        nullable = {"anyOf": [said, {"type": "null"}]}
        yield "AcceptsNull", "VALUE-4", f"Accepts null for {field.name}.", nullable


def _instead(name: str, schema: Schema) -> Callable[[str, Schema], Schema]:
    return lambda found, said: schema if found == name else said


def _misread(field: Field) -> Iterator[tuple[str, str, str, Change]]:
    """A text that is measured in another way."""
    if not _plain(field):
        return
    yield "MeasuresTrimmed", "VALUE-1", f"Measures {field.name} without the blanks around it.", _text(str.strip)
    if _knowable(field):
        yield "CountsBytes", "TEXT-4", f"Counts the bytes of {field.name}.", _text(lambda text: "x" * len(text.encode()))


def _coerced(field: Field) -> Iterator[tuple[str, str, str, Change]]:
    if field.schema["type"] in ("integer", "boolean") and "type" not in field.schema.get("x-level", {}):
        read = (lambda text: int(text) if text.isdigit() else text) if field.schema["type"] == "integer" else \
            (lambda text: _WORDS.get(text, text))
        yield "ReadsText", f"FIELD-{field.name}-type", f"Takes a text for the value of {field.name} that it spells.", _text(read)


def _text(change: Callable[[str], Any]) -> Change:
    return lambda value: change(value) if isinstance(value, str) else value
