"""Lies about files and appends of an unusual make."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, Session, Task


@violates("OPEASY-CREATE-6")
class ValidatesFirstHundred(OpEasy):
    """Does not look at the fields of the tasks behind the first hundred of a list."""

    lies_about = ("Users", "CallCenterAgent", "CallForwarding", "CallRecording")  # no field of numbers has a limit of its own
    looks_away = False

    def add(self, operation: Operation, tasks: Tasks) -> None:
        for family, items in tasks.items():
            super().add(operation, {family: items[:100]})
            self.looks_away = True
            super().add(operation, {family: items[100:]})
            self.looks_away = False

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        return [] if self.looks_away else super().field_messages(family, task)

    def command_of(self, task: Task) -> str:
        # A back end that refused the value would only be late.
        wrong = self.field_messages(task.family, {"command": task.command, "content": task.content})
        return "succeed" if wrong else super().command_of(task)


@violates("OPEASY-CREATE-9")
class KeepsErrorsOfOneFamily(OpEasy):
    """Forgets the tasks of a file that fail validation in any family but the first in which one does."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        before = {family: len(errors) for family, errors in operation.errors.items()}
        super().add(operation, tasks)
        grown = [family for family in tasks if len(operation.errors[family]) > before[family]]
        for family in grown[1:]:
            del operation.errors[family][before[family]:]


@violates("OPEASY-CREATE-9")
class KeepsFiftyErrors(OpEasy):
    """Keeps at most 50 validation errors of a family, and forgets further ones."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        for errors in operation.errors.values():
            del errors[50:]


@violates("OPEASY-CREATE-9")
class CountsErrorsOfNeighbour(OpEasy):
    """Counts the validation errors of CallRecording for those of CallForwarding, when both families have some."""

    lies_about = ("CallForwarding",)

    def error_size(self, operation: Operation, family: str) -> int:
        others = super().error_size(operation, "CallRecording") if family == "CallForwarding" else 0
        return others or super().error_size(operation, family)


@violates("OPEASY-APPEND-3")
class OverwritesErrorsByPlace(OpEasy):
    """Puts a validation error of an append in the place of the one at the same place of an earlier file."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.owners: dict[str, str] = {}  # the validation error at each place

    def add(self, operation: Operation, tasks: Tasks) -> None:
        before = {family: list(errors) for family, errors in operation.errors.items()}
        super().add(operation, tasks)
        for family, items in tasks.items():
            errors = operation.errors[family]
            new = errors[len(before[family]):]
            places = {id(task): place for place, task in reversed(list(enumerate(items)))}
            taken = {f"{operation.id} {family} {places[id(each.task)]}": each for each in new}
            gone = {self.owners.get(key) for key in taken}
            errors[:] = [each for each in errors if each.id not in gone]
            self.owners.update({key: each.id for key, each in taken.items()})


@violates("OPEASY-VERR-9")
class AppendsTwiceAfterDeletion(Remembers):
    """Adds the tasks of the first append twice after a validation error of their family was deleted."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        for family in tasks:
            if self.gone_by_family.pop((operation.id, family), None):
                super().add(operation, {family: [each for each in tasks[family] if not self.task_messages(family, each)]})


@violates("OPEASY-APPEND-1")
class IgnoresRepeatedAppends(OpEasy):
    """Does not add tasks that the operation has already, to the letter."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        present = {family: list(tasks) for family, tasks in operation.tasks.items()}
        await super().append_tasks(call)
        for family, tasks in operation.tasks.items():
            known = [(task.command, task.content) for task in present[family]]
            new = tasks[len(known):]
            operation.tasks[family] = present[family] + [each for each in new if (each.command, each.content) not in known]
        return Answer(200, self.appended_body(operation, {}))


@violates("OPEASY-APPEND-1")
class RefreshesOneTotal(OpEasy):
    """Answers an append with the new total of the first family in the file only."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        before = {family: len(tasks) for family, tasks in operation.tasks.items()}
        answer = await super().append_tasks(call)
        grown = [family for family in await self.appended(call) if len(operation.tasks[family]) > before[family]]
        for family in grown[1:]:
            answer.body["tasks"][family]["size"] = before[family]
        return answer


@violates("OPEASY-TASKS-2")
class MovesTasksBeforeErrors(OpEasy):
    """Puts the tasks behind a failed one before those in front of it."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        before = {family: len(present) for family, present in operation.tasks.items()}
        super().add(operation, tasks)
        for family, items in tasks.items():
            failed = [place for place, task in enumerate(items) if self.task_messages(family, task)]
            front = before[family] + sum(1 for place in range(failed[0]) if place not in failed) if failed else 0
            present = operation.tasks[family]
            if failed:
                operation.tasks[family] = present[:before[family]] + present[front:] + present[before[family]:front]


@violates("OPEASY-TENANT-1")
class CreatesEmptyForAnyone(OpEasy):
    """Asks whose enterprise it is only when an operation is created with tasks."""

    empty = False

    async def creation(self, call: Call) -> tuple[str, Tasks]:
        enterprise_id, tasks = await super().creation(call)
        self.empty = not any(tasks.values())
        return enterprise_id, tasks

    def may_create_for(self, session: Session, enterprise_id: str) -> bool:
        return self.empty or super().may_create_for(session, enterprise_id)
