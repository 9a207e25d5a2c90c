"""Reading what clients send: JSON, forms, fields and numbers. Whatever is wrong becomes a refusal."""

import contextlib
import json
import logging
import math
import re
from collections.abc import AsyncIterator
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from conformance.reference.opeasy.answer import Refusal

# It warns about every malformed form; here the answer says it.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())

DEEPEST = 100  # levels of nesting; Python's own parser and writer give up somewhere below 1000


class InMemoryParser(MultiPartParser):
    """Keeps every file in memory: one that rolls over to disk would be written in a thread pool."""

    spool_max_size = 0


def media_type(request: Request) -> str:
    """The media type of the body without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def object_in(request: Request) -> dict[str, Any]:
    """The JSON object in the body of a request."""
    if media_type(request) != "application/json":
        raise Refusal(400, "Unsupported media type", "The body has none of the documented media types")
    document = json_of(await request.body())
    if not isinstance(document, dict):
        raise Refusal(400, "Not a JSON object", "The body must hold one JSON object")
    return document


def json_of(data: bytes) -> Any:
    """The JSON document that the bytes hold."""
    try:
        text = data.decode("utf-8")
        document = json.loads(text, parse_constant=_not_json, parse_float=_finite)
        if "\\u" in text:
            json.dumps(document, ensure_ascii=False).encode("utf-8")  # fails for half a surrogate pair
    except (ValueError, RecursionError) as cause:
        raise Refusal(400, "Malformed JSON", "The body is not a JSON document in UTF-8") from cause
    if _deeper_than(DEEPEST, document):
        raise Refusal(400, "Malformed JSON", f"The document is nested deeper than {DEEPEST} levels")
    return document


def _not_json(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is out of range")
    return value


def _deeper_than(limit: int, document: Any) -> bool:
    level = [document]
    for _ in range(limit):
        lists = [value for value in level if isinstance(value, list)]
        objects = [value.values() for value in level if isinstance(value, dict)]
        level = [child for children in (*lists, *objects) for child in children if isinstance(child, (list, dict))]
        if not level:
            return False
    return True


@contextlib.asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The parts of a multipart body; their files are closed at the end."""
    try:
        form = await InMemoryParser(request.headers, request.stream()).parse()
    except (MultiPartException, LookupError, ValueError) as cause:
        raise Refusal(400, "Malformed form", "The body is not multipart form data") from cause
    try:
        yield form
    finally:
        for _, each in form.multi_items():
            if isinstance(each, UploadFile):
                each.file.close()


def part(form: FormData, name: str, kind: type[str] | type[UploadFile]) -> Any:
    """The one part of that name: text, or a file where a file is due."""
    parts = form.getlist(name)
    if len(parts) != 1 or not isinstance(parts[0], kind):
        what = "one file" if kind is UploadFile else "one text"
        raise Refusal(400, "Malformed form", f"The form must have {what} under the name {name}")
    return parts[0]


def text_at(body: dict[str, Any], *path: str) -> str:
    """The string at that place of a body; anything else is a validation error that names it (lines 7668-7698)."""
    value: Any = body
    for depth, name in enumerate(path, start=1):
        kind, where = (str if depth == len(path) else dict), ".".join(path[:depth])
        if name not in value:
            raise Refusal(400, f"{where} is missing", original_input="", field_name=where)
        value = value[name]
        if not isinstance(value, kind):
            word = "a string" if kind is str else "an object"
            raise Refusal(400, f"{where} must be {word}", original_input=as_text(value), field_name=where)
    return str(value)


def as_text(value: Any) -> str:
    """Any input as the string that ``originalInput`` must be."""
    return value if isinstance(value, str) else json.dumps(value)


def number_in(request: Request, name: str, default: int, least: int) -> int:
    """A number of the query. Only ASCII digits, and no more than fit in 32 bits."""
    raw = request.query_params.get(name)
    if raw is None:
        return default
    if not re.fullmatch("[0-9]{1,9}", raw) or int(raw) < least:
        raise Refusal(400, f"Invalid {name}", f"{name} must be a whole number from {least}", raw)
    return int(raw)
