"""Tasks of the OpEasy family Users: what to do, and with which user.

Tasks are plain JSON: ``{"command": ..., "content": {"groupId": ..., "user": {"userId": ...}}}``. The users that they name
are made up for the run, so that nothing is touched that was there before.
"""

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Task = dict[str, Any]


@dataclass
class UserTasks:
    """Makes tasks for one run. ``prefix`` begins every userId and has at least 6 characters; ``defaults`` are fields that
    this target wants on every new user."""

    domain: str
    group: str
    prefix: str
    chance: random.Random
    defaults: Mapping[str, Any] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def user_id(self) -> str:
        """A userId that nobody used before."""
        return f"{self.prefix}-{next(self._numbers)}-{self.chance.getrandbits(32):08x}@{self.domain}"

    def add(self, user_id: str = "", **fields: Any) -> Task:
        """AddUser; lines 5791, 6817-6910."""
        user = {"userId": user_id or self.user_id(), **self.defaults, **fields}
        return {"command": "AddUser", "content": {"groupId": self.group, "user": user}}

    def modify(self, user_id: str = "", **fields: Any) -> Task:
        """ModifyUser; lines 5795, 7054-7063."""
        return self._of("ModifyUser", user_id, **(fields or {"title": f"title {next(self._numbers)}"}))

    def delete(self, user_id: str = "", **fields: Any) -> Task:
        """DeleteUser; lines 5797, 7075-7084."""
        return self._of("DeleteUser", user_id, **fields)

    def suspend(self, user_id: str = "") -> Task:
        """SuspendUser; lines 5800, 7107-7115."""
        return self._of("SuspendUser", user_id)

    def restore(self, user_id: str = "") -> Task:
        """RestoreUser; lines 5801, 7117-7125."""
        return self._of("RestoreUser", user_id)

    def of(self, command: str, user_id: str = "", **fields: Any) -> Task:
        """A task of any command by its name."""
        return self.add(user_id, **fields) if command == "AddUser" else self._of(command, user_id, **fields)

    def succeeding(self, count: int) -> list[Task]:
        """``count`` tasks (an even number) that succeed in this order and leave nothing behind: users added and deleted."""
        names = [self.user_id() for _ in range((count + 1) // 2)]
        return [self.add(name) for name in names] + [self.delete(name) for name in names]

    def failing(self, count: int) -> list[Task]:
        """Tasks that are well-formed and fail in the back end, because their user does not exist."""
        return [self.modify() for _ in range(count)]

    def wrong(self, count: int) -> list[Task]:
        """Tasks that fail validation, each in exactly one way that the document states."""
        kinds = (lambda: {**self.modify(), "command": "NoSuchCommand"},
                 lambda: self.modify(lastName="x" * 31),
                 lambda: self.modify(extension="12ab"),
                 lambda: self.modify(endpointType="NoSuchType"))
        first = self.chance.randrange(len(kinds))
        return [kinds[(first + number) % len(kinds)]() for number in range(count)]

    def _of(self, command: str, user_id: str, **fields: Any) -> Task:
        return {"command": command, "content": {"user": {"userId": user_id or self.user_id(), **fields}}}
