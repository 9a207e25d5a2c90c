"""The server: one answer for each request."""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.auth_sessions import AuthSessions
from conformance.reference.opeasy.callbacks import Callbacks
from conformance.reference.opeasy.endpoints import endpoints
from conformance.reference.opeasy.errors import Errors
from conformance.reference.opeasy.foundation import Call, Endpoint
from conformance.reference.opeasy.operation_lists import OperationLists
from conformance.reference.opeasy.results import Results
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.opeasy.target import as_target


class OpEasy(AuthSessions, OperationLists, Results, Callbacks, Errors):
    """The honest server. ``app`` is its ASGI application; it never waits. Only the courier of callbacks uses threads."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.alarm: asyncio.TimerHandle | None = None
        methods: dict[str, dict[str, Endpoint]] = defaultdict(dict)
        for endpoint in endpoints():
            methods[endpoint.path][endpoint.method] = endpoint
        application = Starlette(routes=[Route(path, Resource(self, found)) for path, found in methods.items()],
                                exception_handlers={HTTPException: self.on_unknown_path})
        application.router.redirect_slashes = False
        self.app: ASGIApp = application

    def as_target(self) -> dict[str, Any]:
        """What a target file would say about it."""
        return as_target(self.settings)

    async def answer(self, endpoint: Endpoint, request: Request) -> Answer:
        """The answer to a request. Its body is read first, so that nothing can happen in the middle of what follows."""
        await request.body()
        self.let_time_pass()
        try:
            session = self.session_of(request.headers.get("authorization"), endpoint.operation_id)
            answer = await self.act(Call(endpoint, request, session))
        except Refusal as refusal:
            answer = self.refused(refusal)
        self.set_alarm()
        return self.answered(endpoint.operation_id, answer)

    def set_alarm(self) -> None:
        """On the clock on the wall, lets time pass when the next thing is due, so that callbacks do not await a request.

        On any other clock nobody knows when that will be. The event loop rings, hence never while a request is answered.
        """
        if self.alarm:
            self.alarm.cancel()
        if self.clock is time.time and self.agenda:
            with contextlib.suppress(RuntimeError):  # an application may be driven without an event loop
                self.alarm = asyncio.get_running_loop().call_later(self.agenda[0][0] - self.now, self.ring)

    def ring(self) -> None:
        self.let_time_pass()
        self.set_alarm()

    async def act(self, call: Call) -> Answer:
        """Does what the endpoint is for."""
        answer: Answer = await getattr(self, call.endpoint.handler)(call)
        return answer

    def answered(self, operation_id: str, answer: Answer) -> Answer:
        """The last word on each answer of an endpoint."""
        return answer

    def response(self, answer: Answer) -> Response:
        """The answer on the wire, with the length of its body in Content-Length (681, 1568)."""
        return answer.response()

    async def on_unknown_path(self, request: Request, cause: Exception) -> Response:
        return self.response(self.unknown_path(request))

    def unknown_path(self, request: Request) -> Answer:
        return self.refused(Refusal(404, "Not found", "There is nothing under this path", request.scope["path"]))

    def unknown_method(self, request: Request, allowed: list[str]) -> Answer:
        refusal = self.refused(Refusal(405, "Method not allowed", original_input=request.method))
        return Answer(refusal.status, refusal.body, {"Allow": ", ".join(allowed)})


class Resource:
    """A path and its methods, as an ASGI application."""

    def __init__(self, server: OpEasy, methods: dict[str, Endpoint]) -> None:
        self.server = server
        self.methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answer(Request(scope, receive))
        await self.server.response(answer)(scope, receive, send)

    async def answer(self, request: Request) -> Answer:
        if request.scope["path"].endswith("\n"):  # the patterns of Starlette end in $, which overlooks a newline
            return self.server.unknown_path(request)
        if request.method not in self.methods:
            return self.server.unknown_method(request, list(self.methods))
        return await self.server.answer(self.methods[request.method], request)
