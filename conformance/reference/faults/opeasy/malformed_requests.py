"""Lies about requests that are not formed as documented, and about the form of answers."""

import re
from typing import Any, ClassVar

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.documents import media_type, part
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Task


@violates("OPEASY-CREATE-18")
class TakesListsForUsers(OpEasy):
    """Takes a list in the place of tasks for the tasks of the family Users."""

    lies_about = ("Users",)

    def tasks_of(self, document: Any) -> Tasks:
        bare = isinstance(document, dict) and isinstance(document.get("tasks"), list)
        return super().tasks_of({"tasks": {"Users": document["tasks"]}} if bare else document)


@violates("OPEASY-CREATE-18")
class TakesOneTaskForAList(OpEasy):
    """Takes an object in the place of the list Users for its only task."""

    def tasks_of(self, document: Any) -> Tasks:
        tasks = document.get("tasks") if isinstance(document, dict) else None
        if isinstance(tasks, dict):
            document = {"tasks": {name: [each] if isinstance(each, dict) else each for name, each in tasks.items()}}
        return super().tasks_of(document)


class Unwraps(OpEasy):
    """Takes a list of one for what it holds, in one place of a task."""

    place: ClassVar[str]

    def unwrapped(self, task: Any) -> Any:
        value = task.get(self.place) if isinstance(task, dict) else None
        return {**task, self.place: value[0]} if isinstance(value, list) and len(value) == 1 else task

    def task_messages(self, family: str, task: Any) -> list[str]:
        return super().task_messages(family, self.unwrapped(task))

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, self.unwrapped(task))


@violates("OPEASY-CREATE-19")
class UnwrapsCommands(Unwraps):
    """Accepts a list of one command as a command."""

    place = "command"


@violates("OPEASY-CREATE-19")
class UnwrapsContents(Unwraps):
    """Accepts a list of one object as content."""

    place = "content"


@violates("OPEASY-APPEND-8")
class AppendsFilesOfAnyName(OpEasy):
    """Does not look at the extension of an appended file."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        if call.kind != "appendTasks":
            return super().file_tasks(call, form)
        upload: UploadFile = part(form, "file", UploadFile)
        return self.tasks_of(self.file_document(call, upload.file.read()))


@violates("OPEASY-APPEND-8")
class AppendsThenRefusesName(OpEasy):
    """Refuses an appended file for its name after it has added the tasks."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        file = form.get("file")
        if call.kind == "appendTasks" and isinstance(file, UploadFile) and not self.is_json_name(file.filename or ""):
            tasks = self.tasks_of(self.file_document(call, file.file.read()))
            self.add(self.operation_of(call, call.path("operation_id")), tasks)
        return super().file_tasks(call, form)


@violates("OPEASY-CREATE-22")
class GuessesEnterpriseOfBodies(OpEasy):
    """Takes the first enterprise that it knows where a JSON body names none."""

    def enterprise_member(self, body: dict[str, Any]) -> str:
        return super().enterprise_member({"enterpriseId": next(iter(self.settings.enterprises)), **body})


@violates("OPEASY-CREATE-22")
class TakesNullForAnEnterprise(OpEasy):
    """Takes the first enterprise that it knows where a JSON body has null in its place."""

    def enterprise_member(self, body: dict[str, Any]) -> str:
        known = next(iter(self.settings.enterprises))
        return super().enterprise_member({**body, "enterpriseId": known} if body.get("enterpriseId", "") is None else body)


@violates("OPEASY-APPEND-9")
class AppendsNothing(OpEasy):
    """Answers 200 to an append without a file."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        return {} if call.kind == "appendTasks" and "file" not in form else super().file_tasks(call, form)


@violates("OPEASY-APPEND-9")
class AppendsFilesUnderAnyName(OpEasy):
    """Takes the first file of an append, whatever the name of its part."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        return super().file_tasks(call, FormData([("file", files[0])]) if call.kind == "appendTasks" and files else form)


@violates("OPEASY-SCHED-11")
class SchedulesLatestOperation(OpEasy):
    """Schedules the operation that was created last when the request names none."""

    async def named_operation(self, call: Call) -> str:
        try:
            return await super().named_operation(call)
        except Refusal:
            own = [each for each in self.operations.values() if self.is_visible(call, each.enterprise_id)]
            if not own or not self.may_reschedule(own[-1]):
                raise
            return own[-1].id


@violates("OPEASY-ERROR-6")
class SendsChunks(OpEasy):
    """Sends answers without Content-Length, so that they go out in chunks."""

    def response(self, answer: Answer) -> Response:
        response = super().response(answer)
        if answer.body is not None:
            del response.headers["Content-Length"]
        return response


@violates("OPEASY-ERROR-6")
class SendsTasksInChunks(OpEasy):
    """Sends pages of a list without Content-Length."""

    def response(self, answer: Answer) -> Response:
        response = super().response(answer)
        if isinstance(answer.body, dict) and "pageNumber" in answer.body:
            del response.headers["Content-Length"]
        return response


@violates("OPEASY-ERROR-7")
class RefusesAppendsBriefly(OpEasy):
    """Refuses an append with 400 and a message, without telling more."""

    def answered(self, operation_id: str, answer: Answer) -> Answer:
        if operation_id == "appendTasks" and answer.status == 400:
            return Answer(400, {"errorCode": "400", "message": answer.body["message"]})
        return super().answered(operation_id, answer)


@violates("OPEASY-ERROR-7")
class RefusesPagesInOtherWords(OpEasy):
    """Refuses a page out of bounds with the error body of its web framework."""

    def answered(self, operation_id: str, answer: Answer) -> Answer:
        if operation_id.endswith("Tasks") and answer.status == 400:
            return Answer(400, {"timestamp": 0, "status": 400, "error": "Bad Request"})
        return super().answered(operation_id, answer)


class FailsOver(OpEasy):
    """Answers 500 to a body that holds something, wherever tasks are sent."""

    unbearable: ClassVar[bytes]

    async def creation(self, call: Call) -> tuple[str, Tasks]:
        await self.bear(call)
        return await super().creation(call)

    async def appended(self, call: Call) -> Tasks:
        await self.bear(call)
        return await super().appended(call)

    async def bear(self, call: Call) -> None:
        if media_type(call.request) == "application/json" and re.search(self.unbearable, await call.request.body()):
            raise Refusal(500, "Internal error", "A task could not be read")


_OF_TASKS = ("OPEASY-SHAPE-createOperation-generated", "OPEASY-SHAPE-appendTasks-generated")


@violates(*_OF_TASKS)
class FailsOverDeepBodies(FailsOver):
    """Answers 500 to a body that is nested too deeply for its stack."""

    unbearable = rb"\[{1000}"


@violates(*_OF_TASKS)
class FailsOverInfiniteNumbers(FailsOver):
    """Answers 500 to a number that is too large for it."""

    unbearable = rb"[0-9][eE]\+?[0-9]{3}"
