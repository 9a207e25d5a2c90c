"""Values of one field by its schema: within all limits, at a limit, or wrong in exactly one limit.

A schema is that of a named field in openapi.yaml: a type, and any of enum, pattern, maxLength, maxItems, minimum, maximum.
"""

import re
import string
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

# Printable text that no server has a reason to trim, fold or escape; odd characters have checks of their own.
LETTERS = string.ascii_letters + string.digits
ADDRESS = r"^[^@\s]{6,}@[^@\s]+$"
DIGITS = "^[0-9]+$"
VISIBLE = "^[!-~]*$"
_OTHER_TYPES: dict[str, list[Any]] = {
    "string": [7, True, ["text"], {"text": "text"}], "boolean": ["yes", 1, ["true"]],
    "array": ["text", 7, {"0": "text"}], "object": ["text", 7, ["text"]],
}


def valid(schema: Mapping[str, Any], domain: str = "example.com") -> st.SearchStrategy[Any]:
    """Values within all limits of a schema; addresses are at ``domain``. Shrinks to short and plain ones."""
    if "enum" in schema:
        return st.sampled_from(list(schema["enum"]))
    match schema.get("type"):
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema.get("minimum", 0), schema.get("maximum", 9999))
        case "array":
            return st.lists(texts(1, 12), max_size=schema.get("maxItems", 2))
        case _:
            return _texts(schema, 1, min(schema.get("maxLength", 12), 12), domain)


def at_limit(schema: Mapping[str, Any], limit: str, domain: str = "example.com") -> st.SearchStrategy[Any]:
    """Values that just keep a limit: the greatest length or number, the smallest number, otherwise any valid value."""
    if limit in ("minimum", "maximum"):
        return st.just(schema[limit])
    # How long each part of an address may be is not said: only short ones are sure to be accepted.
    if limit == "maxLength" and schema.get("pattern") != ADDRESS:
        return _texts(schema, schema["maxLength"], schema["maxLength"], domain)
    return valid(schema, domain)


def wrong(schema: Mapping[str, Any], limit: str, domain: str = "example.com") -> st.SearchStrategy[Any]:
    """Values that break this limit and no other one of the schema. Raises KeyError for a limit that is not known."""
    return st.one_of(ways(schema, limit, domain))


def ways(schema: Mapping[str, Any], limit: str, domain: str = "example.com") -> list[st.SearchStrategy[Any]]:
    """The distinct ways of breaking a limit, each a strategy of its own; servers tend to get some right and others wrong."""
    return _WRONG[limit](schema, domain)


def texts(least: int, most: int, alphabet: str = LETTERS) -> st.SearchStrategy[str]:
    """Plain texts of ``least`` to ``most`` characters."""
    return st.text(alphabet, min_size=least, max_size=most)


def addresses(domain: str, least: int = 6, most: int = 20) -> st.SearchStrategy[str]:
    """``address@domain`` with an address of ``least`` to ``most`` characters."""
    return texts(least, most).map(lambda address: f"{address}@{domain}")


def _texts(schema: Mapping[str, Any], least: int, most: int, domain: str) -> st.SearchStrategy[str]:
    pattern = schema.get("pattern")
    if pattern == ADDRESS:
        room = len(domain) + 1
        return addresses(domain, max(6, least - room), max(6, most - room, 20 if least == 1 else 0))
    if pattern == DIGITS or schema.get("x-alphabet") == "digits":
        return texts(max(1, least), most, string.digits)
    if pattern:
        return st.from_regex(pattern, fullmatch=True)
    return texts(least, most)


def _wrong_type(schema: Mapping[str, Any], domain: str) -> list[st.SearchStrategy[Any]]:
    if schema["type"] == "integer":
        number = max(schema.get("minimum", 1), 1)
        return [st.sampled_from([str(number), number + 0.5, True])]
    return [st.sampled_from(_OTHER_TYPES[schema["type"]])]


def _wrong_enum(schema: Mapping[str, Any], domain: str) -> list[st.SearchStrategy[Any]]:
    # Another case of a documented value is no wrong value: the document's own examples write ACTIVATE.
    known = {str(value).lower() for value in schema["enum"]}
    return [texts(3, 12).filter(lambda text: text.lower() not in known)]


def _wrong_pattern(schema: Mapping[str, Any], domain: str) -> list[st.SearchStrategy[Any]]:
    if schema["pattern"] == DIGITS:
        most = min(schema.get("maxLength", 12), 12) - 1
        digits = texts(1, most, string.digits)
        return [digits.map(lambda text: f"{text}x"), digits.map(lambda text: f"{text}\n"), digits.map(lambda text: f"+{text}")]
    if schema["pattern"] == ADDRESS:
        return [addresses(domain, 5, 5), addresses(domain, 1, 4), texts(6, 12), texts(6, 12).map(lambda text: f"{text}@")]
    if schema["pattern"] == VISIBLE:
        visible = texts(1, 5)
        return [visible.map(lambda text: f"{text} {text}"), visible.map(lambda text: f"{text}é")]
    return [texts(1, 12).filter(lambda text: not re.search(schema["pattern"], text))]


def _too_long(schema: Mapping[str, Any], domain: str) -> list[st.SearchStrategy[Any]]:
    past = schema["maxLength"] + 1
    return [_texts(schema, past, past, domain)]


def _too_many(schema: Mapping[str, Any], domain: str) -> list[st.SearchStrategy[Any]]:
    past = schema["maxItems"] + 1
    return [st.lists(texts(1, 5), min_size=past, max_size=past)]


_WRONG: dict[str, Callable[[Mapping[str, Any], str], list[st.SearchStrategy[Any]]]] = {
    "type": _wrong_type, "enum": _wrong_enum, "pattern": _wrong_pattern, "maxLength": _too_long, "maxItems": _too_many,
    "maximum": lambda schema, domain: [st.just(schema["maximum"] + 1)],
    "minimum": lambda schema, domain: [st.just(schema["minimum"] - 1)],
}
