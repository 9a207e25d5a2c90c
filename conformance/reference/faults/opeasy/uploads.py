"""Lies about uploaded files."""

import json
from typing import Any

from starlette.datastructures import FormData, UploadFile

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.operations import Tasks

MOST = 512


@violates("OPEASY-UPLOAD-1")
class ReadsFilesInLatin1(OpEasy):
    """Takes each byte of a file for a letter of its own."""

    def file_document(self, call: Call, data: bytes) -> Any:
        return super().file_document(call, data.decode("latin-1").encode())


@violates("OPEASY-UPLOAD-1")
class RefusesTabsInAppendedFiles(OpEasy):
    """Refuses an appended file that is indented with tabs."""

    def file_document(self, call: Call, data: bytes) -> Any:
        if call.kind == "appendTasks" and b"\t" in data:
            raise Refusal(400, "Malformed JSON", "The file holds a control character")
        return super().file_document(call, data)


@violates("OPEASY-UPLOAD-2")
class TakesListsForDocuments(OpEasy):
    """Takes a list of tasks in the place of a document for the tasks of Users."""

    def file_document(self, call: Call, data: bytes) -> Any:
        document = super().file_document(call, data)
        return {"tasks": {"Users": document}} if isinstance(document, list) else document


@violates("OPEASY-UPLOAD-2")
class AppendsQuotedDocuments(OpEasy):
    """Takes a document in a string of an appended file for the document itself."""

    def file_document(self, call: Call, data: bytes) -> Any:
        document = super().file_document(call, data)
        quoted = call.kind == "appendTasks" and isinstance(document, str)
        return super().file_document(call, document.encode()) if quoted else document


@violates("OPEASY-UPLOAD-3")
class LosesTasksOfPlainFiles(OpEasy):
    """Creates an empty operation from a file that is called anything but JSON."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        tasks, file = super().file_tasks(call, form), form.get("file")
        return tasks if isinstance(file, UploadFile) and file.content_type == "application/json" else {}


@violates("OPEASY-UPLOAD-3")
class ZipsTwoFiles(OpEasy):
    """Takes half of each of two files."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        files = form.getlist("file")
        if len(files) < 2:
            return super().file_tasks(call, form)
        halves = [super(ZipsTwoFiles, self).file_tasks(call, FormData([("file", each)])) for each in files]
        return {family: [task for half in halves for task in half.get(family, [])[:1]] for family in halves[0]}


@violates("OPEASY-UPLOAD-3")
class FailsOverByteOrderMarks(OpEasy):
    """Answers 500 to a file that begins with a byte order mark."""

    def file_document(self, call: Call, data: bytes) -> Any:
        if data.startswith(b"\xef\xbb\xbf"):
            raise Refusal(500, "Internal error", "A file could not be read")
        return super().file_document(call, data)


@violates("OPEASY-UPLOAD-4")
class CreatesFromFilesUnderAnyName(OpEasy):
    """Takes the first file of a form, whatever the name of its part."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        one = call.kind == "createOperation" and len(files) == 1
        return super().file_tasks(call, FormData([("file", files[0])]) if one else form)


@violates("OPEASY-UPLOAD-4")
class CreatesFromFileBefore(OpEasy):
    """Takes the tasks of the file before for those of a form without a file."""

    before = b"{}"

    def file_document(self, call: Call, data: bytes) -> Any:
        document = super().file_document(call, data)
        self.before = json.dumps(document).encode()
        return document

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        if call.kind == "createOperation" and not any(isinstance(each, UploadFile) for _, each in form.multi_items()):
            return self.tasks_of(json.loads(self.before))
        return super().file_tasks(call, form)


@violates("OPEASY-UPLOAD-5")
class TakesFirst512Tasks(OpEasy):
    """Takes the first 512 tasks of a file and drops the others."""

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        return {family: items[:MOST] for family, items in super().file_tasks(call, form).items()}


@violates("OPEASY-UPLOAD-5")
class RefusesLargeFiles(OpEasy):
    """Refuses a file of more than 512 tasks as too large."""

    async def create_operation(self, call: Call) -> Answer:
        _, tasks = await self.creation(call)
        if sum(map(len, tasks.values())) > MOST:
            raise Refusal(413, "Too large", f"A file may hold {MOST} tasks")
        return await super().create_operation(call)
