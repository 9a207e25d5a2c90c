"""Targets that keep no promise. A check that passes against one of them asks nothing.

All are ASGI apps. Two never answer: they raise at once what a client of theirs would see in the end, so they are of
use in process only.
"""

import functools
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send


async def echoes(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers 200 with what was sent."""
    request = Request(scope, receive)
    sent = {name: request.headers[name] for name in ("content-type",) if name in request.headers}
    await Response(await request.body(), headers=sent)(scope, receive, send)


async def stays_silent(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Lets the client wait."""
    raise TimeoutError("no answer")


async def resets(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Drops the connection."""
    raise ConnectionResetError("connection reset")


# An answer of Starlette is an app that gives this answer to everything.
NULL_TARGETS: dict[str, Callable[[], ASGIApp]] = {
    **{f"answers_{status}": functools.partial(JSONResponse, {}, status) for status in (200, 404, 401, 500)},
    "echoes": lambda: echoes,
    "stays_silent": lambda: stays_silent,
    "resets": lambda: resets,
}
