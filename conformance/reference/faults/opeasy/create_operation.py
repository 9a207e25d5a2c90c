"""Lies about the creation of operations."""


from typing import Any

from starlette.datastructures import FormData

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal
from conformance.reference.opeasy.families import BY_NAME, FAMILIES
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Operation, Task


@violates("OPEASY-CREATE-1")
class LosesLastTaskOfFile(OpEasy):
    """Overlooks the last task of a list in the uploaded file, unless it is the only one."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        tasks = super().file_tasks(call, form)
        if call.kind != "createOperation":
            return tasks
        return {family: items[:-1] if len(items) > 1 else items for family, items in tasks.items()}


@violates("OPEASY-CREATE-2")
class DropsTasksOfJsonBody(OpEasy):
    """Creates an empty operation from a JSON body."""

    def body_tasks(self, call: Call, body: dict[str, Any]) -> Tasks:
        tasks = super().body_tasks(call, body)
        return {} if call.kind == "createOperation" else tasks


@violates("OPEASY-CREATE-2")
class ForgetsErrorsOfJsonBody(OpEasy):
    """Drops the tasks of a JSON body that fail validation, where those of a file become validation errors."""

    def body_tasks(self, call: Call, body: dict[str, Any]) -> Tasks:
        tasks = super().body_tasks(call, body)
        if call.kind != "createOperation":
            return tasks
        return {family: [each for each in items if not self.task_messages(family, each)]
                for family, items in tasks.items()}


@violates("OPEASY-CREATE-3")
class RefusesEmptyOperations(OpEasy):
    """Insists on at least one task when an operation is created."""

    async def creation(self, call: Call) -> tuple[str, Tasks]:
        enterprise_id, tasks = await super().creation(call)
        if not any(tasks.values()):
            raise Refusal(400, "No tasks", "An operation needs at least one task")
        return enterprise_id, tasks


@violates("OPEASY-CREATE-4")
class SpellsEnterpriseInCapitals(OpEasy):
    """Shows the enterprise of an operation in capital letters."""

    def enterprise_shown(self, operation: Operation) -> str:
        return operation.enterprise_id.upper()


@violates("OPEASY-CREATE-5")
class RepeatsIds(Remembers):
    """Gives every fourth operation the id of the one before, which it thereby overwrites."""

    last = ""

    def next_operation_id(self) -> str:
        self.counts["created"] += 1
        if self.counts["created"] % 4:
            self.last = super().next_operation_id()
        return self.last


@violates("OPEASY-CREATE-6")
class CountsFailedTasks(OpEasy):
    """Counts the tasks that failed validation among the accepted ones."""

    def accepted_size(self, operation: Operation, family: str) -> int:
        return super().accepted_size(operation, family) + len(operation.errors[family])


@violates("OPEASY-CREATE-7")
class LinksTasksByFamilyName(OpEasy):
    """Puts the name of the family into the link to its tasks, capital letters and all."""

    def tasks_href(self, operation: Operation, family: str) -> str:
        return f"/v1/operations/{operation.id}/{family}"


@violates("OPEASY-CREATE-8")
class ShowsEmptyErrorSummary(OpEasy):
    """Shows a summary of validation errors where none occurred."""

    def shows_errors(self, operation: Operation, family: str) -> bool:
        return True


@violates("OPEASY-CREATE-9")
class CountsMessages(OpEasy):
    """Counts the messages of the validation errors instead of the tasks."""

    lies_about = ("Users",)

    def error_size(self, operation: Operation, family: str) -> int:
        return sum(len(error.messages) for error in operation.errors[family])


@violates("OPEASY-CREATE-9")
class CountsOneErrorAtMost(OpEasy):
    """Says that there is one validation error when there are several."""

    def error_size(self, operation: Operation, family: str) -> int:
        return min(1, super().error_size(operation, family))


@violates("OPEASY-CREATE-10")
class LinksErrorsToTasks(OpEasy):
    """Gives the link to the accepted tasks as the one to the validation errors."""

    def errors_href(self, operation: Operation, family: str) -> str:
        return self.tasks_href(operation, family)


@violates("OPEASY-CREATE-11")
class RefusesWhenAllTasksFail(OpEasy):
    """Refuses to create an operation when none of its tasks passes validation."""

    async def creation(self, call: Call) -> tuple[str, Tasks]:
        enterprise_id, tasks = await super().creation(call)
        outcomes = [bool(self.task_messages(family, task)) for family, items in tasks.items() for task in items]
        if outcomes and all(outcomes):
            raise Refusal(400, "No valid tasks", "None of the tasks is valid")
        return enterprise_id, tasks


@violates("OPEASY-CREATE-12")
class TakesFilesOfAnyName(OpEasy):
    """Does not look at the extension of an uploaded file."""

    def is_json_name(self, filename: str) -> bool:
        return True


@violates("OPEASY-CREATE-13")
class TakesBrokenFilesForEmpty(OpEasy):
    """Creates an empty operation from a file that is not JSON."""

    def file_document(self, call: Call, data: bytes) -> Any:
        try:
            return super().file_document(call, data)
        except Refusal:
            if call.kind != "createOperation":
                raise
            return {}


@violates("OPEASY-CREATE-13")
class TakesNaNForANumber(OpEasy):
    """Reads files as many parsers do, which know a number that JSON does not."""

    def file_document(self, call: Call, data: bytes) -> Any:
        return super().file_document(call, data.replace(b"NaN", b"0"))


@violates("OPEASY-CREATE-14")
class DefaultsToOwnEnterprise(OpEasy):
    """Takes the administrator's own enterprise when the form names none."""

    def enterprise_part(self, call: Call, form: FormData) -> str:
        return super().enterprise_part(call, form) if "enterpriseId" in form else call.session.enterprise_id


@violates("OPEASY-CREATE-15")
class AcceptsUnknownCommands(OpEasy):
    """Accepts any string as a command."""

    def command_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        return [] if isinstance(task.get("command"), str) else super().command_messages(family, task)


@violates("OPEASY-CREATE-16")
class AcceptsTasksWithoutCommand(OpEasy):
    """Takes a task without a command for one of the first command of its family."""

    def task_messages(self, family: str, task: Any) -> list[str]:
        first = {"command": BY_NAME[family].commands[0]}
        return super().task_messages(family, {**first, **task} if isinstance(task, dict) else task)

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, {"command": BY_NAME[family].commands[0], **task})


@violates("OPEASY-CREATE-16")
class AcceptsTasksWithoutContent(OpEasy):
    """Accepts a task without content."""

    def task_messages(self, family: str, task: Any) -> list[str]:
        if isinstance(task, dict) and "content" not in task:
            return self.command_messages(family, task)
        return super().task_messages(family, task)

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, {"content": {}, **task})


@violates("OPEASY-CREATE-8")
class AppendsEmptySummaries(OpEasy):
    """Answers an append with a summary of 0 validation errors where there are none."""

    def appended_body(self, operation: Operation, tasks: Tasks) -> dict[str, Any]:
        body = super().appended_body(operation, tasks)
        for family, shown in body["tasks"].items():
            shown.setdefault("validationErrors", {"size": 0, "href": self.errors_href(operation, family)})
        return body


@violates("OPEASY-CREATE-15")
class KnowsCommandsOfAllFamilies(OpEasy):
    """Accepts the commands of one family in the others."""

    def task_messages(self, family: str, task: Any) -> list[str]:
        command = task.get("command") if isinstance(task, dict) else None
        known = any(command in each.commands for each in FAMILIES if each.name != family)
        return [] if known and command not in BY_NAME[family].commands else super().task_messages(family, task)


@violates("OPEASY-CREATE-7", "OPEASY-CREATE-10")
class MisspellsLinksOfAppends(OpEasy):
    """Answers an append with links that are spelled otherwise than the path of operations."""

    def appended_body(self, operation: Operation, tasks: Tasks) -> dict[str, Any]:
        body = super().appended_body(operation, tasks)
        for shown in body["tasks"].values():
            for linked in (shown, shown.get("validationErrors", shown)):
                linked["href"] = linked["href"].replace("/v1/operations/", "/v1/operation/")
        return body
