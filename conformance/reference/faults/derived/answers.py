"""An ASGI app around the honest one, which changes some answers of one operation and leaves alone all others."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.reference.faults.derived.operations import Routes


@dataclass(frozen=True)
class Request:
    """What a lie may look at: the path without escapes, the query and the body."""

    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """A whole answer, before or after a lie."""

    status: int = 0
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    def without(self, *names: str) -> "Answer":
        """The same without these headers."""
        gone = {name.lower().encode() for name in names}
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() not in gone))

    def having(self, name: str, value: str) -> "Answer":
        """The same with this header, once."""
        bare = self.without(name)
        return replace(bare, headers=(*bare.headers, (name.lower().encode(), value.encode("latin-1"))))

    def saying(self, body: bytes) -> "Answer":
        """The same with another body and its length."""
        return replace(self, body=body).having("content-length", str(len(body)))

    def rewritten(self, change: Callable[[Any], Any]) -> "Answer":
        """The same with a change of its JSON body; an answer that has none stays as it is."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return self
        # Plain ASCII: the body may quote characters of the client that no encoding can carry.
        return self.saying(json.dumps(change(body)).encode("ascii"))


Lie = Callable[[Request, Answer], Answer]


@dataclass(frozen=True)
class Lying:
    """The ASGI app: ``lie`` is told about the answers of one operation."""

    app: ASGIApp
    routes: Routes
    operation: str
    lie: Lie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        http = scope["type"] == "http"
        known = self.routes.operation(scope["method"], scope["path"], scope["query_string"]) if http else None
        if known is None or known.id != self.operation:
            await self.app(scope, receive, send)
        else:
            await self._lie(scope, receive, send)

    async def _lie(self, scope: Scope, receive: Receive, send: Send) -> None:
        heard, said = _Heard(receive), _Said()
        await self.app(scope, heard, said)
        await heard.rest()
        request = Request(scope["path"], scope["query_string"], tuple(scope["headers"]), bytes(heard.body))
        await _tell(self.lie(request, said.answer), send)


@dataclass
class _Heard:
    """Passes the request on and keeps its body."""

    receive: Receive
    body: bytearray = field(default_factory=bytearray)
    more: bool = True

    async def __call__(self) -> Message:
        message = await self.receive()
        self.body += message.get("body", b"")
        self.more = bool(message.get("more_body", False))
        return message

    async def rest(self) -> None:
        """Hear what the honest app did not care to; a lie may."""
        while self.more:
            await self()


@dataclass
class _Said:
    """Holds the answer back."""

    answer: Answer = field(default_factory=Answer)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = tuple((bytes(name), bytes(value)) for name, value in message.get("headers", ()))
            self.answer = replace(self.answer, status=message["status"], headers=headers)
        elif message["type"] == "http.response.body":
            self.answer = replace(self.answer, body=self.answer.body + message.get("body", b""))


async def _tell(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})
