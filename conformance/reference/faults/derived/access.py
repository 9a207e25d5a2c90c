"""Lies about who is admitted: one operation takes a missing, made-up or expired token for a good one."""

from collections.abc import Callable, Mapping
from typing import Any

Admits = Callable[[Mapping[str, Any], str], bool]  # of all tokens that were ever issued, this one

_ADMITTED: dict[str, tuple[str, Admits]] = {
    "missing": ("no token", lambda _, token: not token),
    "invalid": ("any made-up token", lambda known, token: token not in ("", *known)),
    "expired": ("a token that has expired", lambda known, token: token in known),
}


def admissions(server: Any, operation: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What is admitted, in words and as members of a server."""
    return [(kind, words, _admitting(server, operation, admits)) for kind, (words, admits) in _ADMITTED.items()]


def _admitting(server: Any, operation: str, admits: Admits) -> dict[str, Any]:
    def session_of(self: Any, authorization: str | None, operation_id: str) -> Any:
        token = authorization or ""
        if operation_id != operation or not admits(self.sessions, token):
            return server.session_of(self, authorization, operation_id)
        return self.sessions.get(token) or _session_of_first(self)

    return {"session_of": session_of}


def _session_of_first(server: Any) -> Any:
    """Any other token than an expired one, which is still its owner's, speaks for the first enterprise."""
    first = next(iter(server.settings.enterprises))
    known = (session for session in server.sessions.values() if session.enterprise_id == first)
    return next(known, None) or server.new_session(first)
