"""Lies about tasks with many fields, with long texts, and with something else in the place of an object."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Task


def shortened(value: Any, most: int) -> Any:
    """A copy in which no text is longer than ``most`` bytes."""
    if isinstance(value, dict):
        return {name: shortened(each, most) for name, each in value.items()}
    if isinstance(value, list):
        return [shortened(each, most) for each in value]
    return value.encode()[:most].decode(errors="ignore") if isinstance(value, str) else value


@violates("OPEASY-WHOLE-1")
class CutsTextsOfTasks(OpEasy):
    """Keeps no more than 128 bytes of a text."""

    lies_about = ("Users",)

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, shortened(task, 128))


@violates("OPEASY-WHOLE-1")
class KeepsFortyFields(OpEasy):
    """Keeps forty fields of an object and forgets the others."""

    lies_about = ("Users",)

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        content = {name: dict(list(each.items())[:40]) if isinstance(each, dict) else each
                   for name, each in task["content"].items()}
        return super().accepted(family, {**task, "content": content})


@violates("OPEASY-WHOLE-1")
class CutsAddressesOfTasks(OpEasy):
    """Keeps no more than 12 bytes of a text."""

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, {**task, "content": shortened(task["content"], 12)})


@violates("OPEASY-WHOLE-2")
class TakesListsForContents(OpEasy):
    """Takes a list of one content for the content."""

    def task_messages(self, family: str, task: Any) -> list[str]:
        return super().task_messages(family, self.opened(task))

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, self.opened(task))

    def opened(self, task: Any) -> Any:
        content = task.get("content") if isinstance(task, dict) else None
        return {**task, "content": content[0]} if isinstance(content, list) and len(content) == 1 else task


@violates("OPEASY-WHOLE-2")
class TakesListsForObjects(OpEasy):
    """Takes a list of one user or device for the user or the device."""

    lies_about = ("Users",)

    def task_messages(self, family: str, task: Any) -> list[str]:
        return super().task_messages(family, self.unwrapped(task))

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, self.unwrapped(task))

    def unwrapped(self, task: Any) -> Any:
        content = task.get("content") if isinstance(task, dict) else None
        if not isinstance(content, dict):
            return task
        single = {name: value[0] for name, value in content.items()
                  if name in ("user", "device") and isinstance(value, list) and len(value) == 1}
        return {**task, "content": {**content, **single}}


@violates("OPEASY-WHOLE-3")
class TakesOneTaskInABodyForAList(OpEasy):
    """Takes a single task of a family in a JSON body for a list of one."""

    def body_tasks(self, call: Call, body: dict[str, Any]) -> Tasks:
        tasks = body.get("tasks")
        if isinstance(tasks, dict):
            body = {**body, "tasks": {name: [each] if isinstance(each, dict) else each for name, each in tasks.items()}}
        return super().body_tasks(call, body)
