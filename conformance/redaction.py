"""Secrets never reach a record, a report or a terminal."""

import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import Any

REDACTED = "«redacted»"
CUT = "…"
SHORT = 64  # characters of a text that is worth remembering
MANY = 20_000  # texts that are remembered at a time
# Values under these keys are hidden even where nobody registered them: passwords and passcodes of users, keys, tokens.
_SECRET_KEY = re.compile(r"password|passcode|apikey|token|secret|authorization|authcode", re.IGNORECASE)


class Redactor:
    """Knows the secrets of a run and blots them out of texts and of JSON."""

    def __init__(self, secrets: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._writings: list[str] = []
        known = "|".join(map(re.escape, names)) or "(?!)"  # names of headers and of parameters that carry a credential
        self._named = re.compile(known, re.IGNORECASE)
        self._queried = re.compile(rf"(?<=[?&])({known})=[^&#\s]+", re.IGNORECASE)
        self._known: dict[str, str] = {}  # the same names and ids come again and again
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str) -> None:
        """Hide this text too, such as a token that was just issued. What is shorter than 4 characters cannot be hidden."""
        if len(secret) >= 4 and secret not in self._writings:
            self._writings = sorted({*self._writings, *_writings(secret)}, key=len, reverse=True)
            self._known.clear()

    def text(self, text: str) -> str:
        """``text`` without any known secret, the longest first, so that none survives in part."""
        if len(text) > SHORT:
            return self._blotted(text)
        if text not in self._known:
            if len(self._known) > MANY:
                self._known.clear()
            self._known[text] = self._blotted(text)
        return self._known[text]

    def _blotted(self, text: str) -> str:
        for writing in self._writings:
            text = text.replace(writing, REDACTED)
        text = self._queried.sub(rf"\1={REDACTED}", text) if "=" in text else text
        *cut_off, last = text.split(CUT)
        return CUT.join([*map(self._without_beginning, cut_off), last])

    def _without_beginning(self, text: str) -> str:
        """A text that was cut off may end in the beginning of a secret."""
        known = max((length for writing in self._writings for length in range(4, len(writing))
                     if text.endswith(writing[:length])), default=0)
        return f"{text[:-known]}{REDACTED}" if known else text

    def json(self, value: Any) -> Any:
        """A copy of a JSON value without secrets, neither known ones nor values under telling keys."""
        if isinstance(value, dict):
            return {self.text(str(key)): REDACTED if self._tells(str(key)) and isinstance(each, str) and each
                    else self.json(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.json(each) for each in value]
        return self.text(value) if isinstance(value, str) else value

    def _tells(self, key: str) -> bool:
        return bool(_SECRET_KEY.search(key) or self._named.search(key))

    def headers(self, headers: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Headers by name, without secrets."""
        return {str(name): str(value) for name, value in self.json(dict(headers)).items()}


def cut(text: str, most: int) -> str:
    """The beginning of a text; it shows that it was cut, so that no part of a secret at its end is overlooked."""
    return text if len(text) <= most else f"{text[:most]}{CUT}"


def _writings(secret: str) -> Iterator[str]:
    """The ways in which a text may be written in JSON, in a URL, and by Python."""
    yield secret
    yield from (json.dumps(secret, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))
    yield from (quote(secret, safe="", errors="backslashreplace") for quote in (urllib.parse.quote, urllib.parse.quote_plus))
    for written in (repr(secret)[1:-1], repr(secret.encode("utf-8", "backslashreplace"))[2:-1]):
        yield from (written, written.replace("'", "\\'"))
