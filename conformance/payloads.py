"""Payloads to be judged, as they come: JSON files, JSON lines, standard input, and recorded traffic (HAR)."""

import base64
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.problems import Problem
from conformance.strict import parsed
from conformance.tables import ANSWER, READ

STDIN = "-"


@dataclass(frozen=True)
class Payload:
    """One payload, and where it was found: a file, with a line or an entry where it holds several."""

    where: str
    content: Any


def payloads(name: str, method: str, url: str = "") -> Iterator[Payload | Problem]:
    """The payloads of one file, or of standard input for ``-``; in place of each that cannot be read a Problem.

    Several JSON values on lines of their own are several payloads. Of recorded traffic those exchanges count that used
    ``method`` and whose address has ``url`` in it: the body of the answer where that is GET, else that of the request. A list
    that was answered is as many payloads as it has items.
    """
    where = "standard input" if name == STDIN else name
    try:
        text = (sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as reason:
        yield Problem("payload-file", f"{where} cannot be read", reason.strerror or str(reason),
                      "give the path of a JSON file, or - for standard input")
        return
    except UnicodeDecodeError as reason:
        yield _no_json(where, str(reason), "JSON is written in UTF-8")
        return
    found = _parsed(text)
    if isinstance(found, Problem):
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if not _by_line(name, lines):
            yield _no_json(where, found.cause, found.hint)
            return
        for number, line in lines:
            yield from _read(f"{where}, line {number}", line, method)
    elif _is_har(found.content):
        yield from _har(where, found.content["log"]["entries"], method, url)
    else:
        yield from _items(Payload(where, found.content), method)


def _items(found: Payload, method: str) -> Iterator[Payload]:
    """The objects of a list that was answered, or the payload itself."""
    if method not in (READ, ANSWER) or not isinstance(found.content, list):
        yield found
        return
    yield from (Payload(f"{found.where}, item {number}", item) for number, item in enumerate(found.content, 1))


def _by_line(name: str, lines: list[tuple[int, str]]) -> bool:
    """Whether a text is meant to have one value a line."""
    return Path(name).suffix in (".jsonl", ".ndjson") or len(lines) > 1 and isinstance(_parsed(lines[0][1]), Payload)


def _read(place: str, text: str, method: str) -> Iterator[Payload | Problem]:
    found = _parsed(text)
    if isinstance(found, Problem):
        yield _no_json(place, found.cause, found.hint)
    else:
        yield from _items(Payload(place, found.content), method)


def _parsed(text: str) -> Payload | Problem:
    try:
        content = parsed(text, object_pairs_hook=_once)
        json.dumps(content, ensure_ascii=False).encode()
        return Payload("", content)
    except UnicodeEncodeError:
        return Problem("", "", "it escapes half a character", "a character beyond \\uffff takes two escapes")
    except _Twice as reason:
        return Problem("", "", str(reason), "which of the two counts is not said anywhere: leave one out")
    except ValueError as reason:
        return Problem("", "", str(reason), _hint(text, reason))
    except RecursionError:
        return Problem("", "", "it is nested too deeply", "no documented object is nested that deeply")


def _hint(text: str, reason: ValueError) -> str:
    if not text.strip():
        return "it is empty: a payload is a JSON object"
    if not isinstance(reason, json.JSONDecodeError):
        return "no documented value is such a number"
    return "is it cut off, or are there quotes or commas missing?"


class _Twice(ValueError):
    """An object has two attributes of one name."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(f"{next(name for name in names if names.count(name) > 1)!r} is there twice")
    return found


def _no_json(where: str, cause: str, hint: str) -> Problem:
    return Problem("payload-not-json", f"{where} holds no JSON", cause, hint)


def _is_har(content: Any) -> bool:
    log = content.get("log") if isinstance(content, dict) else None
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def _har(where: str, entries: list[Any], method: str, url: str) -> Iterator[Payload | Problem]:
    for number, entry in enumerate(entries, 1):
        place = f"{where}, entry {number}"
        try:
            text = _body(entry, method, url)
        except (KeyError, TypeError, ValueError, AttributeError) as reason:
            yield Problem("payload-har", f"{place} is no exchange", f"{type(reason).__name__}: {reason}",
                          "a HAR file has log.entries, each with request and response")
            continue
        if text:
            yield from _read(place, text, method)


def _body(entry: dict[str, Any], method: str, url: str) -> str:
    """The body that counts; empty if the exchange used another method or address, was refused, or has none."""
    asked, answered = entry["request"], entry["response"]
    if method not in (asked["method"].upper(), ANSWER) or url not in asked["url"]:
        return ""
    if method not in (READ, ANSWER):
        return str(asked.get("postData", {}).get("text", ""))
    content = answered["content"] if 200 <= answered["status"] < 300 else {}
    text = str(content.get("text", ""))
    return base64.b64decode(text).decode("utf-8") if content.get("encoding") == "base64" else text
