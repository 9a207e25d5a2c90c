"""How an OpEasy server tells the lies that follow from openapi.yaml: about who is admitted, and about the fields of tasks."""

from collections.abc import Callable, Mapping
from typing import Any

from conformance.reference.faults.derived.fields import Path, changed
from conformance.reference.faults.derived.schemas import Schema

Change = Callable[[Any], Any]
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


def other_schema(server: Any, change: Callable[[str, Schema], Schema]) -> dict[str, Any]:
    """The members of a server that validates by other schemas than the documented ones; ``change`` gets name and schema."""
    def field_schema(self: Any, name: str) -> Any:
        return change(name, server.field_schema(self, name))

    return {"field_schema": field_schema, "command_of": _accepting(server)}


def _accepting(server: Any) -> Any:
    """A back end that would be only late if it refused what validation has let pass, and that is tolerated: so it does not."""
    def command_of(self: Any, task: Any) -> str:
        if not hasattr(self, "honest"):
            self.honest = server(self.clock, self.settings)
        wrong = self.honest.task_messages(task.family, {"command": task.command, "content": task.content})
        return "succeed" if wrong else str(server.command_of(self, task))

    return command_of


def misreading(server: Any, paths: Mapping[Path, None], change: Change) -> dict[str, Any]:
    """The members of a server that validates something else than what was sent at some places of a task."""
    def field_messages(self: Any, family: str, task: dict[str, Any]) -> Any:
        for path in paths:
            task = changed(task, path, change)
        return server.field_messages(self, family, task)

    return {"field_messages": field_messages, "command_of": _accepting(server)}
