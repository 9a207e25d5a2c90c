"""Lies about who is admitted: one operation takes a missing, made-up or expired token for a good one."""

from collections.abc import Callable
from typing import Any

_ADMITTED: dict[str, tuple[str, Callable[[Any, str], bool]]] = {
    "missing": ("no token", lambda server, token: not token),
    "invalid": ("any made-up token", lambda server, token: bool(token) and token not in server.sessions),
    "expired": ("a token that has expired", lambda server, token: token in server.sessions),
}


def admissions(server: Any, operation: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What is admitted, in words and as members of a server."""
    return [(kind, words, _admitting(server, operation, admits)) for kind, (words, admits) in _ADMITTED.items()]


def _admitting(server: Any, operation: str, admits: Callable[[Any, str], bool]) -> dict[str, Any]:
    def session_of(self: Any, authorization: str | None, operation_id: str) -> Any:
        token = authorization or ""
        if operation_id != operation or not admits(self, token):
            return server.session_of(self, authorization, operation_id)
        # An expired token is still its owner's; any other one speaks for the first enterprise.
        return self.sessions.get(token) or self.new_session(next(iter(self.settings.enterprises)))

    return {"session_of": session_of}
