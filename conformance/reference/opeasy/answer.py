"""What goes back to the client: an answer, or a refusal that becomes one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response


@dataclass(frozen=True)
class Answer:
    """Status, body and headers; without ``body`` nothing is sent. The body is JSON, whatever it is called."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def response(self) -> Response:
        """The answer on the wire. Plain ASCII, because a client may have sent characters that no encoding can carry."""
        if self.body is None:
            return Response(status_code=self.status, headers=self.headers)
        return Response(json.dumps(self.body), self.status, self.headers, self.media_type)


class Refusal(Exception):
    """A request that is not granted. ``field_name`` makes it a validation error, otherwise it is a general one."""

    def __init__(self, status: int, message: str, detail: str = "", original_input: str | None = None,
                 field_name: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.detail = detail or message
        self.original_input = original_input
        self.field_name = field_name


def not_found(kind: str, id_: str) -> Refusal:
    """404 in the words of the example (lines 7736-7743)."""
    return Refusal(404, f"{kind} not found", f"{kind} with ID={id_} could not be found", id_)
