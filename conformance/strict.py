"""JSON as RFC 8259 has it. Python's own parser takes words for numbers that are none, and makes others infinite."""

import functools
import json
import math
from typing import Any


def parsed(text: str, **hooks: Any) -> Any:
    """What a JSON document says; raises ValueError if it is none, with NaN and Infinity among what it is not."""
    return _decoder(**hooks).decode(text)


@functools.cache
def _decoder(**hooks: Any) -> json.JSONDecoder:
    """Made once: to make one takes longer than to read an answer."""
    return json.JSONDecoder(parse_constant=_no_constant, **hooks)


def finite(number: str) -> float:
    """A number, as a hook for ``parse_float``; raises ValueError for one that could not be written again."""
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is too large")
    return value


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
