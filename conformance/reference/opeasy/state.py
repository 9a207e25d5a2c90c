"""What the server remembers."""

from dataclasses import dataclass, field
from typing import Any

from conformance.reference.opeasy.families import FAMILIES


@dataclass(frozen=True)
class Session:
    """An authentication session; its token speaks for one enterprise."""

    token: str
    enterprise_id: str
    issued: float


@dataclass(eq=False)
class Task:
    """A task that passed validation."""

    family: str
    command: str
    content: dict[str, Any]

    @property
    def user(self) -> dict[str, Any]:
        """The user that the command is about, or nothing."""
        user = self.content.get("user")
        return user if isinstance(user, dict) else {}

    @property
    def user_id(self) -> str:
        """The id of that user, or an empty string: commands without a schema may lack it."""
        user_id = self.user.get("userId")
        return user_id if isinstance(user_id, str) else ""


@dataclass(eq=False)
class ValidationError:
    """A task that failed validation, as it was sent."""

    id: str
    messages: list[str]
    task: Any


@dataclass(eq=False)
class Operation:
    """Tasks and validation errors by family; ``scheduled`` while its scheduled operation exists."""

    id: str
    enterprise_id: str
    tasks: dict[str, list[Task]] = field(default_factory=lambda: {family.name: [] for family in FAMILIES})
    errors: dict[str, list[ValidationError]] = field(default_factory=lambda: {family.name: [] for family in FAMILIES})
    scheduled: "ScheduledOperation | None" = None


@dataclass(frozen=True)
class Result:
    """What became of a task; an empty code means success."""

    task: Task
    code: str = ""
    description: str = ""


@dataclass(eq=False)
class ScheduledOperation:
    """An operation on its way: its tasks as listed, the queue in which they are processed, and the results so far."""

    id: str
    operation: Operation
    tasks: dict[str, list[Task]]
    queue: list[Task]
    start: float
    completion: float
    results: dict[Task, Result] = field(default_factory=dict)


@dataclass(eq=False)
class User:
    """A user in the back end."""

    fields: dict[str, Any]
    suspended: bool = False
