"""What the makers of tasks of all families have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from conformance.strategies.names import Names

Task = dict[str, Any]
UNKNOWN = "NoSuchCommand"


class FamilyTasks:
    """What every maker can make: tasks that fail in the back end, and tasks that fail validation."""

    names: Names

    def plain(self) -> Task:
        """A task that is well-formed and fails in the back end: what it is about does not exist."""
        raise NotImplementedError

    def ways(self) -> Sequence[Callable[[], Task]]:
        """Makers of tasks that are wrong in one way each, which the document states; an unknown command is always one."""
        return ()

    def failing(self, count: int) -> list[Task]:
        """Tasks that are well-formed and fail in the back end."""
        return [self.plain() for _ in range(count)]

    def unknown(self, command: str = UNKNOWN) -> Task:
        """A task whose command is not among those of its family."""
        return {**self.plain(), "command": command}

    def wrong(self, count: int) -> list[Task]:
        """Tasks that fail validation, each in exactly one way."""
        kinds = (self.unknown, *self.ways())
        first = self.names.chance.randrange(len(kinds))
        return [kinds[(first + number) % len(kinds)]() for number in range(count)]
