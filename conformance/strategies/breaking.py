"""Values that break one limit of a field and no other one, in each way that servers tend to get wrong.

Besides the limits themselves there are nuances: values that a careless reader of the schema takes for valid ones.

* ``blanks`` - too long by blanks at its ends, which some servers trim first
* ``case`` - a documented value, written in another case
* ``digits`` - digits, but those of other scripts
* ``null`` - no value at all in the place of one
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from conformance.strategies.values import ADDRESS, DIGITS, LONGER, VISIBLE, addresses, is_plain, texts, written

Schema = Mapping[str, Any]
Strategy = st.SearchStrategy[Any]
NUANCES = {"blanks": "maxLength", "case": "enum", "digits": "pattern", "null": "type"}  # and the keyword that each breaks
FOREIGN_DIGITS = "٠١٢٣٤٥٦٧٨٩０１２３４５６７８９"
_OTHER_TYPES: dict[str, list[list[Any]]] = {
    "string": [[7, True], [["text"], {"text": "text"}]], "boolean": [["true", "false"], [1, 0], ["yes", ["true"]]],
    "array": [["text"], [7, {"0": "text"}]], "object": [["text", 7], [["text"]]],
}


def wrong(schema: Schema, limit: str, domain: str = "example.com") -> Strategy:
    """Values that break this limit and no other one of the schema. Raises KeyError for a limit that is not known."""
    return st.one_of(ways(schema, limit, domain))


def ways(schema: Schema, limit: str, domain: str = "example.com") -> list[Strategy]:
    """The distinct ways of breaking a limit, each a strategy of its own; servers tend to get some right and others wrong."""
    return _WRONG[limit](schema, domain)


def nuances(schema: Schema) -> list[str]:
    """The nuances that can be asked of a field. Where the limit itself only should be kept, there are none about it."""
    said = {"blanks": is_plain(schema), "case": "enum" in schema, "digits": schema.get("pattern") == DIGITS, "null": True}
    return [name for name, keyword in NUANCES.items() if said[name] and keyword not in schema.get("x-level", {})]


def _wrong_type(schema: Schema, domain: str) -> list[Strategy]:
    if schema["type"] == "integer":
        number = max(schema.get("minimum", 1), 1)
        return [st.just(str(number)), st.just(number + 0.5), st.just(True)]
    return [st.sampled_from(values) for values in _OTHER_TYPES[schema["type"]]]


def _wrong_enum(schema: Schema, domain: str) -> list[Strategy]:
    # Another case of a documented value is a nuance: the document's own examples write ACTIVATE.
    known = {str(value).lower() for value in schema["enum"]}
    return [texts(3, 12).filter(lambda text: text.lower() not in known)]


def _other_case(schema: Schema, domain: str) -> list[Strategy]:
    known = [str(value) for value in schema["enum"]]
    other = {change(value): None for value in known for change in (str.lower, str.upper, str.swapcase)}
    return [st.sampled_from([value for value in other if value not in known])]


def _wrong_pattern(schema: Schema, domain: str) -> list[Strategy]:
    if schema["pattern"] == DIGITS:
        digits = texts(1, _room(schema) - 1, "0123456789")
        return [digits.map(lambda text: f"{text}x"), digits.map(lambda text: f"{text}\n"), digits.map(lambda text: f"+{text}")]
    if schema["pattern"] == ADDRESS:
        good = addresses(domain, 6, 12)
        return [addresses(domain, 5, 5), addresses(domain, 1, 4), texts(6, 12), texts(6, 12).map(lambda text: f"{text}@"),
                good.map(lambda text: f"a@{text}"), good.map(lambda text: f"a {text}"), good.map(lambda text: f"{text} a")]
    if schema["pattern"] == VISIBLE:
        visible = texts(1, 5)
        return [visible.map(lambda text: f"{text} {text}"), visible.map(lambda text: f"{text}é")]
    return [texts(1, 12).filter(lambda text: not re.search(schema["pattern"], text))]


def _other_digits(schema: Schema, domain: str) -> list[Strategy]:
    return [texts(1, _room(schema), FOREIGN_DIGITS)]


def _room(schema: Schema) -> int:
    return min(int(schema.get("maxLength", 12)), 12)


def _too_long(schema: Schema, domain: str) -> list[Strategy]:
    past = schema["maxLength"] + 1
    return [written(schema, past, past, domain), *([texts(past, past, LONGER)] if is_plain(schema) else [])]


def _long_by_blanks(schema: Schema, domain: str) -> list[Strategy]:
    room = schema["maxLength"] - 1
    return [texts(room, room).map(lambda text: f" {text} ")]


def _too_many(schema: Schema, domain: str) -> list[Strategy]:
    past = schema["maxItems"] + 1
    return [st.lists(texts(1, 5), min_size=past, max_size=past)]


_WRONG: dict[str, Callable[[Schema, str], list[Strategy]]] = {
    "type": _wrong_type, "enum": _wrong_enum, "pattern": _wrong_pattern, "maxLength": _too_long, "maxItems": _too_many,
    "minItems": lambda schema, domain: [st.just([])],
    "maximum": lambda schema, domain: [st.just(schema["maximum"] + 1)],
    "minimum": lambda schema, domain: [st.just(schema["minimum"] - 1)],
    "blanks": _long_by_blanks, "case": _other_case, "digits": _other_digits, "null": lambda schema, domain: [st.none()],
}
