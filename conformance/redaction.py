"""Secrets never reach a record, a report or a terminal."""

import re
from collections.abc import Iterable
from typing import Any

REDACTED = "«redacted»"
# Values under these keys are hidden even where nobody registered them: passwords and passcodes of users, keys, tokens.
_SECRET_KEY = re.compile(r"password|passcode|apikey|token|secret|authorization|authcode", re.IGNORECASE)


class Redactor:
    """Knows the secrets of a run and blots them out of texts and of JSON."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = {secret for secret in secrets if len(secret) >= 4}

    def learn(self, secret: str) -> None:
        """Hide this text too, such as a token that was just issued."""
        if len(secret) >= 4:
            self._secrets.add(secret)

    def text(self, text: str) -> str:
        """``text`` without any known secret, the longest first, so that none survives in part."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, REDACTED)
        return text

    def json(self, value: Any) -> Any:
        """A copy of a JSON value without secrets, neither known ones nor values under telling keys."""
        if isinstance(value, dict):
            return {self.text(str(key)): REDACTED if _SECRET_KEY.search(str(key)) and isinstance(each, str) and each
                    else self.json(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.json(each) for each in value]
        return self.text(value) if isinstance(value, str) else value

    def headers(self, headers: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Headers by name, without secrets."""
        return {str(name): str(value) for name, value in self.json(dict(headers)).items()}
