"""Values of one field by its schema: within all limits, or just at one of them.

A schema is that of a named field in openapi.yaml: a type, and any of enum, pattern, maxLength, maxItems, minimum, maximum.
"""

import string
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

# Printable text that no server has a reason to trim, fold or escape; odd characters have checks of their own.
LETTERS = string.ascii_letters + string.digits
ADDRESS = r"^[^@\s]{6,}@[^@\s]+$"
DIGITS = "^[0-9]+$"
VISIBLE = "^[!-~]*$"
# Characters that take more than one byte: two or three in UTF-8, and four there or two halves in UTF-16.
LONGER, LONGEST = "éżß課", "🙂📞"


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
        case "object":
            return st.just({})
        case _:
            return written(schema, 1, min(schema.get("maxLength", 12), 12), domain)


def at_limit(schema: Mapping[str, Any], limit: str, domain: str = "example.com") -> st.SearchStrategy[Any]:
    """Values that just keep a limit: the greatest length or number, the smallest number, otherwise any valid value."""
    if limit in ("minimum", "maximum"):
        return st.just(schema[limit])
    # How long each part of an address may be is not said: only short ones are sure to be accepted.
    if limit == "maxLength" and schema.get("pattern") != ADDRESS:
        return written(schema, schema["maxLength"], schema["maxLength"], domain)
    return valid(schema, domain)


def texts(least: int, most: int, alphabet: str = LETTERS) -> st.SearchStrategy[str]:
    """Plain texts of ``least`` to ``most`` characters."""
    return st.text(alphabet, min_size=least, max_size=most)


def addresses(domain: str, least: int = 6, most: int = 20) -> st.SearchStrategy[str]:
    """``address@domain`` with an address of ``least`` to ``most`` characters."""
    return texts(least, most).map(lambda address: f"{address}@{domain}")


def written(schema: Mapping[str, Any], least: int, most: int, domain: str) -> st.SearchStrategy[str]:
    """Texts of ``least`` to ``most`` characters that keep the pattern of a schema, if it has one."""
    pattern = schema.get("pattern")
    if pattern == ADDRESS:
        room = len(domain) + 1
        return addresses(domain, max(6, least - room), max(6, most - room, 20 if least == 1 else 0))
    if pattern == DIGITS or schema.get("x-alphabet") == "digits":
        return texts(max(1, least), most, string.digits)
    if pattern:
        return st.from_regex(pattern, fullmatch=True)
    return texts(least, most)


def is_plain(schema: Mapping[str, Any]) -> bool:
    """Whether any character may stand in the texts of a schema that limits their length."""
    return "maxLength" in schema and "pattern" not in schema and "x-alphabet" not in schema
