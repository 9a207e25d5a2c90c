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

    def part(self, name: str) -> dict[str, Any]:
        """An object in the content, or nothing: commands without a schema may lack it."""
        part = self.content.get(name)
        return part if isinstance(part, dict) else {}

    @property
    def user(self) -> dict[str, Any]:
        """The user that a Users command is about, or nothing."""
        return self.part("user")

    @property
    def user_id(self) -> str:
        """The id of the user that the command is about, wherever its family has it, or an empty string."""
        name = "agentId" if self.family == "CallCenterAgent" else "userId"
        user_id = (self.user if self.family == "Users" else self.content).get(name)
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
    """A user in the back end; ``call_centers`` has the settings of the agent by the id of the call center."""

    fields: dict[str, Any]
    suspended: bool = False
    call_centers: dict[str, dict[str, Any]] = field(default_factory=dict)
    call_recording: dict[str, Any] = field(default_factory=dict)
    call_forwarding: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Device:
    """A device in the back end; ``user_id`` is empty while it belongs to nobody."""

    fields: dict[str, Any]
    user_id: str = ""


@dataclass(eq=False)
class Number:
    """A phone number of an enterprise; ``group`` is empty while it is assigned to none."""

    group: str = ""
    activated: bool = False


Users = dict[str, User]
Devices = dict[str, Device]
Numbers = dict[str, Number]


@dataclass(frozen=True)
class Enterprise:
    """What the back end keeps for one enterprise: users by id, devices by name, numbers by their plain form."""

    id: str = ""
    users: Users = field(default_factory=dict)
    devices: Devices = field(default_factory=dict)
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class Webhook:
    """A URL that wants to be told of events of an enterprise."""

    id: str
    enterprise_id: str
    url: str
    events: tuple[str, ...]
