"""Lies about the tasks of an operation."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Operation, Task


def without_last_field(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the last field of its user; what names the user stays."""
    user = content.get("user")
    if not isinstance(user, dict):
        return content
    last = next((name for name in reversed(user) if name != "userId"), None)
    return {**content, "user": {name: value for name, value in user.items() if name != last}}


@violates("OPEASY-TASKS-1")
class LosesAField(OpEasy):
    """Lists each task without the last field of its user."""

    def task_shown(self, task: Task) -> dict[str, Any]:
        return {"command": task.command, "content": without_last_field(task.content)}


@violates("OPEASY-TASKS-2")
class ListsTasksBackwards(OpEasy):
    """Lists the last task first."""

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        return super().listed_tasks(operation, family)[::-1]


@violates("OPEASY-TASKS-3")
class ListsFailedTasks(OpEasy):
    """Lists the tasks that failed validation behind the accepted ones, as far as they have the form of tasks."""

    def listed_tasks(self, operation: Operation, family: str) -> list[dict[str, Any]]:
        failed = [error.task for error in operation.errors[family]]
        return super().listed_tasks(operation, family) + [task for task in failed if self.has_form(task)]

    def has_form(self, task: Any) -> bool:
        return isinstance(task, dict) and isinstance(task.get("command"), str) and isinstance(task.get("content"), dict)
