"""The server: one answer for each request."""

import hmac
import json
import time
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from conformance.reference.call_control.answer import MESSAGES, Answer, Refusal, exception
from conformance.reference.call_control.contacts import Contacts
from conformance.reference.call_control.foundation import Record
from conformance.reference.call_control.settings import DEFAULTS, Settings
from conformance.reference.call_control.target import as_target

Handler = Callable[[list[Record]], str]


class CallControl(Contacts):
    """The honest server. ``app`` is its ASGI application; it never waits."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        application = Starlette(routes=[Route("/api.aspx", self.respond, methods=["POST"])])
        application.router.redirect_slashes = False
        self.app: ASGIApp = application

    def as_target(self) -> dict[str, Any]:
        """What a target file would say about it."""
        return as_target(self.settings)

    # ------------------------------------------------------------------ on the wire

    async def respond(self, request: Request) -> Response:
        parameters = self.parameters(request.scope["query_string"], await request.body())
        answer = self.answer(parameters)
        return Response(self.encoded(answer.body), answer.status, media_type="application/json")

    def parameters(self, query: bytes, body: bytes) -> dict[str, str]:
        """All is in the query, the body is not read (5-7, 24); the first of several parameters of one name counts."""
        pairs = self.decoded(query.decode("latin-1"))
        return dict(reversed(pairs))

    def decoded(self, query: str) -> list[tuple[str, str]]:
        """The parameters of a query in their order."""
        return urllib.parse.parse_qsl(query, keep_blank_values=True, errors="replace")

    def encoded(self, body: dict[str, Any]) -> bytes:
        """A body in UTF-8."""
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

    # ------------------------------------------------------------------ what is asked

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        """The key first, then everything else (245-246)."""
        action = parameters.get("action", "")
        try:
            self.admit(parameters.get("qsSecuritykey", ""), action)
            status = self.act(action, self.value(parameters))
        except Refusal as refusal:
            return self.refused(refusal)
        return Answer({"status": status, "errorMessage": "", "errorCode": ""})

    def admit(self, key: str, action: str) -> None:
        """The key of the external application, and no other (13, 178-186)."""
        if self.same_key(key, self.settings.expired_key):
            raise Refusal("AUTH_ID_EXPIRED")
        if not self.same_key(key, self.settings.security_key):
            raise Refusal("INVALID_AUTH_ID")

    def same_key(self, given: str, known: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())

    def value(self, parameters: Mapping[str, str]) -> Any:
        """What the JSON in qsValue says (7, 12)."""
        text = parameters.get("qsValue", "")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise exception(f"qsValue is no JSON: {text[:60]}") from None

    def act(self, action: str, value: Any) -> str:
        """Does what the action is for with the records that stand below its name in qsValue."""
        handlers = self.handlers().get(action)
        if handlers is None:
            raise exception(f"There is no action {action}")
        name, records = self.records(value, handlers)
        return handlers[name](records)

    def records(self, value: Any, handlers: Mapping[str, Handler]) -> tuple[str, list[Record]]:
        """The name that the action knows, and what stands below it (25-29, 50-54)."""
        known = [name for name in value if name in handlers] if isinstance(value, dict) else []
        if len(known) != 1:
            raise exception(f"qsValue holds none of {', '.join(handlers)}, but {self.names(value)}")
        records = value[known[0]]
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise exception(f"{known[0]} is no array of records")
        return known[0], records

    def names(self, value: Any) -> str:
        return ", ".join(value)[:60] if isinstance(value, dict) else "no names at all"

    def handlers(self) -> dict[str, dict[str, Handler]]:
        """Who serves which action and name."""
        (delete, extension), (strike, contact) = self.settings.delete_extension, self.settings.delete_contact
        return {"addExt": {"sExtension": self.add_extension, "mExtension": self.add_extensions},
                "updateExt": {"uExtension": self.update_extension}, delete: {extension: self.delete_extension},
                "addPhonebook": {"sContact": self.add_contact}, "updatePhonebook": {"uContact": self.update_contact},
                strike: {contact: self.delete_contact}}

    def refused(self, refusal: Refusal) -> Answer:
        """An error as documented (10, 178-239)."""
        return Answer({"message": self.message(refusal), "errorCode": refusal.code})

    def message(self, refusal: Refusal) -> str:
        return MESSAGES.get(refusal.code) or refusal.detail
