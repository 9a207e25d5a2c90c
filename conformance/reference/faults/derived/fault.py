"""What one derived fault is before it becomes a class."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.reference.faults.derived.answers import Lie, Lying
from conformance.reference.faults.derived.operations import Routes


@dataclass(frozen=True)
class Fault:
    """``violates`` is the end of a requirement id, ``says`` the lie in words; the class overrides ``members``."""

    name: str
    violates: str
    says: str
    members: Mapping[str, Any]

    def of(self, server: type[Any], prefix: str) -> type[Any]:
        """The server that tells this lie."""
        return type(self.name, (server,), {
            "__doc__": self.says, "violated": (f"{prefix}-{self.violates}",), **self.members})


def around(server: Any, routes: Routes, operation: str, lie: Lie) -> dict[str, Any]:
    """The members of a server whose app is wrapped: ``lie`` is told about the answers of one operation."""

    def start(self: Any, *given: Any, **named: Any) -> None:
        server.__init__(self, *given, **named)
        self.app = Lying(self.app, routes, operation, lie)

    return {"__init__": start}
