"""Lies about the tasks of an operation."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Operation, Task

_NAMES = ("userId", "agentId", "callCenterId", "phoneNumbers")  # what a task is about stays


def without_last_field(content: Any) -> Any:
    """The content without the last field of the innermost object; what names a user, an agent or numbers stays."""
    if isinstance(content, list):
        return [without_last_field(item) for item in content]
    inner = next((name for name, value in content.items() if isinstance(value, (dict, list)) and value != []), None)
    if inner and not isinstance(content[inner], list) or inner and isinstance(content[inner][0], dict):
        return {**content, inner: without_last_field(content[inner])}
    last = next((name for name in reversed(content) if name not in _NAMES), None)
    return {name: value for name, value in content.items() if name != last}


@violates("OPEASY-TASKS-1")
class LosesAField(OpEasy):
    """Lists each task without its last field."""

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
