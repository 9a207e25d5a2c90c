"""The server: objects at paths of its own, read and written as their tables say."""

import copy
import json
import time
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.reference.common_objects.stores import Stores
from conformance.reference.common_objects.tables import Body
from conformance.reference.common_objects.target import as_target

TOKEN = "reference-token"


class Refusal(Exception):
    """A request that is refused, with a status and what is wrong."""

    def __init__(self, status: int, *mistakes: str) -> None:
        self.status, self.mistakes = status, mistakes


class CommonObjects(Stores):
    """The honest server. ``app`` is its ASGI application; it never waits."""

    violated: tuple[str, ...] = ()
    lies_about: tuple[str, ...] = ()

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.app = Starlette(routes=[Route(path, self.respond, methods=["GET", "PUT", "POST", "DELETE"])
                                     for path in ("/objects/{component}", "/objects/{component}/{name}")])

    def as_target(self) -> dict[str, Any]:
        """What a target file would say about it."""
        return as_target(self, TOKEN)

    async def respond(self, request: Request) -> Response:
        """The answer to a request; a HEAD is one for GET."""
        component, method = request.path_params["component"], request.method.replace("HEAD", "GET")
        try:
            if request.headers.get("authorization") != TOKEN:
                raise Refusal(401, "who is asking?")
            if component not in self.schemas or method not in self.schemas[component]["x-methods"]:
                raise Refusal(404 if component not in self.schemas else 405, f"there is no {method} of {component}")
            body = None if method == "GET" else self.parsed(await request.body())
            return getattr(self, f"on_{method.lower()}")(component, request, body)  # type: ignore[no-any-return]
        except Refusal as refusal:
            return JSONResponse({"errors": refusal.mistakes}, refusal.status)

    def parsed(self, text: bytes) -> Any:
        """The JSON of a request."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise Refusal(400, "the body is no JSON") from None

    def admit(self, component: str, method: str, body: Any) -> Body:
        """A copy of a body that keeps to its table. One that is no object, and is let in all the same, says nothing."""
        if mistakes := list(self.mistakes(component, method, body)):
            raise Refusal(400, *mistakes)
        return copy.deepcopy(body) if isinstance(body, dict) else {}

    def on_get(self, component: str, request: Request, body: None) -> Response:
        """One object, or the list of them where the path names none."""
        rich = request.query_params.get("enrichCcInfo") == "true"
        name = request.path_params.get("name")
        if name is None and (self.key(component) or self.is_listed(component)):
            return JSONResponse([self.shown(component, each, rich) for each in self.listed(component)])
        found = self.found(component, name)
        if found is None:
            raise Refusal(404, f"there is no such {component}")
        return JSONResponse(self.shown(component, found, rich))

    def on_put(self, component: str, request: Request, body: Any) -> Response:
        """An update of what is there."""
        name = request.path_params.get("name")
        found = self.found(component, name)
        sent = self.admit(component, "PUT", body)
        if found is None:
            raise Refusal(404, f"there is no such {component}")
        if self.lacks_numbers(component, sent, found):
            raise Refusal(400, "there are no phoneNumbers to keep")
        self.update(component, name, self.merged(component, found, sent))
        return Response(status_code=204)

    def on_post(self, component: str, request: Request, body: Any) -> Response:
        """A new object; what it leaves out has a default."""
        self.add(component, self.made(component, self.admit(component, "POST", body)))
        return Response(status_code=201)

    def on_delete(self, component: str, request: Request, body: Any) -> Response:
        """Away with the object that the body names."""
        self.remove(component, self.admit(component, "DELETE", body))
        return Response(status_code=204)
