"""One request and what came back, as it stands in the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.redaction import Redactor
from conformance.strict import finite, parsed

SHOWN = 20_000  # characters of a body that the record keeps


@dataclass
class Exchange:
    """A request and its answer. ``status`` is 0 and ``error`` says why when no answer came.

    ``number`` counts within a check; the record numbers exchanges through the whole run. ``by`` names the one of several
    clients that sent it; ``begun`` and ``ended`` order what they sent and were answered, 0 standing for never.
    ``about`` is the id of the thing that was asked about, where the request could only make one up.
    """

    number: int
    operation: str
    method: str
    url: str
    request_headers: Mapping[str, str] = field(default_factory=dict)
    request_body: bytes = b""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    error: str = ""
    by: str = ""
    begun: int = 0
    ended: int = 0
    about: str = field(default="", kw_only=True)

    @property
    def asked(self) -> str:
        """Method and path, such as ``GET /v1/operations/2f9a``."""
        return f"{self.method} {self.url}"

    def header(self, name: str) -> str | None:
        """The value of a response header, whatever its case; None if it is absent."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)

    def asked_header(self, name: str) -> str:
        """The value of a request header, whatever its case; empty if it was not sent."""
        return next((value for key, value in self.request_headers.items() if key.lower() == name.lower()), "")

    @property
    def media_type(self) -> str:
        """The Content-Type of the answer without parameters, in lower case."""
        return (self.header("content-type") or "").split(";")[0].strip().lower()

    @property
    def told(self) -> bytes:
        """What the target said: the body of its answer."""
        return self.body

    def json(self) -> Any:
        """What the target said, as JSON; raises ValueError if it is none."""
        return parsed(self.told.decode("utf-8"))

    def line(self, redactor: Redactor) -> dict[str, Any]:
        """What the record keeps of it, without secrets."""
        together = {"by": self.by, "begun": self.begun, "ended": self.ended} if self.by else {}
        return {
            "kind": "exchange", "number": self.number, "operation": self.operation, "seconds": round(self.seconds, 6), **together,
            "request": {"method": self.method, "url": redactor.text(self.url),
                        "headers": redactor.headers(self.request_headers.items()),
                        "body": shown(self.request_body, redactor)},
            "response": None if self.error else {
                "status": self.status, "headers": redactor.headers(self.headers.items()),
                "body": shown(self.body, redactor)},
            "error": redactor.text(self.error)}


def shown(body: bytes, redactor: Redactor) -> Any:
    """A body for the record: JSON where it is JSON, else text; a long one is cut, with its length."""
    if not body:
        return None
    text = body.decode("utf-8", "backslashreplace")
    if len(text) > SHOWN:
        return f"{redactor.text(text[:SHOWN])}… [{len(body)} bytes in all]"
    try:
        return redactor.json(parsed(text, parse_float=finite))
    except (ValueError, RecursionError):
        return redactor.text(text)
