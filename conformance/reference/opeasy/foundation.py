"""What every part of the server stands on: clock, settings, ids, memory, and the call that is being answered."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from starlette.requests import Request

from conformance.reference.opeasy.families import Family
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.opeasy.state import (
    Devices,
    Numbers,
    Operation,
    ScheduledOperation,
    Session,
    Users,
    Webhook,
)


@dataclass(frozen=True)
class Endpoint:
    """A row of the routing table; ``handler`` is a method of the server."""

    operation_id: str
    method: str
    path: str
    handler: str
    family: Family
    of_each_family: str = ""  # what all families have alike, such as getTasks

    @property
    def kind(self) -> str:
        """The same for the endpoints that all families have alike; otherwise the operationId."""
        return self.of_each_family or self.operation_id


@dataclass(frozen=True)
class Call:
    """A request that is being answered. ``operation_id`` names the endpoint, as in openapi.yaml, not an operation."""

    endpoint: Endpoint
    request: Request
    session: Session

    @property
    def operation_id(self) -> str:
        return self.endpoint.operation_id

    @property
    def kind(self) -> str:
        return self.endpoint.kind

    @property
    def family(self) -> str:
        return self.endpoint.family.name

    def path(self, name: str) -> str:
        """A variable of the path."""
        return str(self.request.path_params[name])


class Foundation:
    """Memory and time. ``now`` stands still while a request is answered."""

    violated: ClassVar[tuple[str, ...]] = ()
    lies_about: ClassVar[tuple[str, ...]] = ()

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        self.clock = clock
        self.settings = settings
        self.random = random.Random(0)  # the same ids in every run
        self.now = clock()
        self.sessions: dict[str, Session] = {}
        self.operations: dict[str, Operation] = {}
        self.scheduled_operations: dict[str, ScheduledOperation] = {}
        self.webhooks: dict[str, Webhook] = {}
        # What the back end keeps, by enterprise.
        self.users: dict[str, Users] = {}
        self.devices: dict[str, Devices] = {}
        self.numbers: dict[str, Numbers] = {}

    def new_id(self) -> str:
        """32 hexadecimal characters, as in the examples."""
        return f"{self.random.getrandbits(128):032x}"
