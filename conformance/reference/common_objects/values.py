"""What a schema of openapi.yaml says about one value: whether a keyword is kept, and a plain value that keeps all."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
LIMITS = ("type", "oneOf", "anyOf", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
          "minItems", "maxItems", "uniqueItems", "items")
_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float),
                                       "array": (list,), "object": (dict,), "null": (type(None),)}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_PLAIN = {"boolean": True, "integer": 1, "number": 1, "array": [], "object": {}, "null": None, "string": "text"}
_FORMATTED = {"date": "2030-01-31", "date-time": "2030-01-31T10:00:00.000+00:00"}


def is_a(value: Any, kinds: Any) -> bool:
    """Whether a value is of one of these types."""
    names = [kinds] if isinstance(kinds, str) else kinds
    return any(isinstance(value, _TYPES[name]) and (name == "boolean") == isinstance(value, bool) for name in names)


def reference(said: Schema) -> str:
    """The component that a schema refers to, empty if to none."""
    return str(said.get("$ref", "")).rsplit("/", 1)[-1]


def type_of(said: Schema) -> Any:
    """The types that a schema allows; what refers to a component is an object."""
    return "object" if "$ref" in said else said.get("type", list(_TYPES))


def keeps(keyword: str, said: Schema, value: Any) -> bool:
    """Whether a value keeps one keyword of its schema; what is inside of an object is not looked at."""
    match keyword:
        case "type":
            return is_a(value, type_of(said))
        case "oneOf" | "anyOf":
            return any(all(keeps(word, part, value) for word in limits(part)) for part in said[keyword])
        case "enum":
            return value in said["enum"]
        case "const":
            return bool(value == said["const"] and isinstance(value, bool) == isinstance(said["const"], bool))
        case "items":
            return not isinstance(value, list) or all(keeps(word, said["items"], item) for item in value
                                                      for word in limits(said["items"]))
        case "uniqueItems":
            return not isinstance(value, list) or all(item not in value[:number] for number, item in enumerate(value))
        case "format":
            return not isinstance(value, str) or _formatted(said["format"], value)
        case "pattern":
            return not isinstance(value, str) or re.search(re.sub(r"\$$", r"\\Z", said["pattern"]), value, re.ASCII) is not None
        case _:
            return _measured(keyword, said[keyword], value)


def limits(said: Schema) -> Iterator[str]:
    """The keywords that a schema has, and the type of what refers to a component."""
    yield from ("type",) if "$ref" in said else (word for word in LIMITS if word in said)


def _measured(keyword: str, limit: Any, value: Any) -> bool:
    size = value if is_a(value, "number") else len(value) if isinstance(value, str | list) else None
    wanted = {"mum": "number", "gth": "string", "ems": "array"}[keyword[-3:]]
    if size is None or not is_a(value, wanted):
        return True
    return bool(size >= limit if keyword.startswith("min") else size <= limit)


def _formatted(name: str, value: str) -> bool:
    try:
        match name:
            case "date":
                return len(value) == 10 and bool(datetime.date.fromisoformat(value))
            case "date-time":
                return bool(_MOMENT.fullmatch(value) and datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", value)))
    except ValueError:
        return False
    return True


def sample(said: Schema) -> Any:
    """A plain value of a schema that refers to no component."""
    for word in ("oneOf", "anyOf"):
        if word in said:
            return sample(said[word][0])
    if "const" in said or "enum" in said:
        return said.get("const", next(iter(said.get("enum", ())), None))
    if "pattern" in said:
        return _written(said["pattern"])
    kind = said.get("type", "string")
    kind = kind if isinstance(kind, str) else "boolean" if "boolean" in kind else kind[0]
    if kind == "array":
        return [sample(said["items"])] if "items" in said else ["text"]
    return _FORMATTED[said["format"]] if said.get("format") in _FORMATTED else max(said.get("minimum", 0), _PLAIN[kind]) \
        if kind == "integer" else _PLAIN[kind]


def _written(pattern: str) -> str:
    """A text that a pattern of the document allows; there are two such patterns."""
    known = ("extra-own-device-1", "2010-10-01T09:30:00:000-0400")
    return next((text for text in known if re.search(pattern, text)), "text")
