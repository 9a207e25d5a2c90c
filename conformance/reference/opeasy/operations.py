"""Operations: create, append, get, delete (lines 1045-2296, 4442-4493)."""


from typing import Any

from starlette.datastructures import FormData, UploadFile

from conformance.reference.opeasy.answer import Answer, Refusal, not_found
from conformance.reference.opeasy.documents import form_of, json_of, media_type, object_in, part
from conformance.reference.opeasy.families import BY_NAME, FAMILIES
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Operation, Session, Task, ValidationError
from conformance.reference.opeasy.validation import Validation

Tasks = dict[str, list[Any]]


class Operations(Validation):
    """Collects tasks in operations and sorts out those that fail validation."""

    async def create_operation(self, call: Call) -> Answer:
        enterprise_id, tasks = await self.creation(call)
        self.check_enterprise(call.session, enterprise_id)
        operation = Operation(self.next_operation_id(), enterprise_id)
        self.operations[operation.id] = operation
        self.add(operation, tasks)
        return Answer(201, self.operation_body(operation))

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        tasks = await self.appended(call)
        if not self.may_edit(operation):
            raise Refusal(400, "Operation is scheduled", "A scheduled operation can no longer be edited", operation.id)
        self.add(operation, tasks)
        return Answer(200, self.appended_body(operation, tasks))

    async def get_operation(self, call: Call) -> Answer:
        return Answer(200, self.operation_shown(self.operation_of(call, call.path("operation_id"))))

    async def delete_operation(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        if not self.may_delete_operation(operation):
            raise Refusal(400, "Operation is scheduled", "Its scheduled operation must be deleted first", operation.id)
        self.discard_operation(operation)
        return Answer(204)

    # ------------------------------------------------------------------------------------------ what a client sends
    async def creation(self, call: Call) -> tuple[str, Tasks]:
        """Enterprise and tasks, as form (1068-1079) or as JSON body (168-171)."""
        if media_type(call.request) == "multipart/form-data":
            async with form_of(call.request) as form:
                return self.enterprise_part(call, form), self.file_tasks(call, form)
        body = await object_in(call.request)
        return self.enterprise_member(body), self.body_tasks(call, body)

    async def appended(self, call: Call) -> Tasks:
        """The tasks to append, as form (1591-1599) or as JSON body (168-171)."""
        if media_type(call.request) == "multipart/form-data":
            async with form_of(call.request) as form:
                return self.file_tasks(call, form)
        return self.body_tasks(call, await object_in(call.request))

    def enterprise_part(self, call: Call, form: FormData) -> str:
        """The form must name the enterprise (1070-1073)."""
        return str(part(form, "enterpriseId", str))

    def enterprise_member(self, body: dict[str, Any]) -> str:
        enterprise_id = body.get("enterpriseId")
        if not isinstance(enterprise_id, str):
            raise Refusal(400, "Invalid enterpriseId", "The body must name the enterprise in enterpriseId")
        return enterprise_id

    def file_tasks(self, call: Call, form: FormData) -> Tasks:
        """The tasks of the uploaded file, whose name must end in .json (1048-1050)."""
        upload: UploadFile = part(form, "file", UploadFile)
        if not self.is_json_name(upload.filename or ""):
            raise Refusal(400, "Invalid file name", "The name of the file must end in .json", upload.filename)
        return self.tasks_of(self.file_document(call, upload.file.read()))

    def is_json_name(self, filename: str) -> bool:
        return filename.lower().endswith(".json")

    def file_document(self, call: Call, data: bytes) -> Any:
        """The file must contain valid JSON (254-255)."""
        return json_of(data)

    def body_tasks(self, call: Call, body: dict[str, Any]) -> Tasks:
        """Tasks placed in the request body directly (168-171)."""
        return self.tasks_of(body)

    def tasks_of(self, document: Any) -> Tasks:
        """The lists of tasks by family; without tasks an operation is created empty (165-166)."""
        tasks = document.get("tasks", {}) if isinstance(document, dict) else None
        if not isinstance(tasks, dict):
            raise Refusal(400, "Invalid tasks", "The document must be an object whose tasks are an object")
        for family, items in tasks.items():
            if family not in BY_NAME or not isinstance(items, list):
                raise Refusal(400, "Invalid tasks", "Each member of tasks must be a known family with a list", family)
        return tasks

    # --------------------------------------------------------------------------------------------- what is permitted
    def check_enterprise(self, session: Session, enterprise_id: str) -> None:
        """404 for an enterprise that does not exist, 403 for somebody else's (1562-1563)."""
        if not self.enterprise_exists(enterprise_id):
            raise not_found("Enterprise", enterprise_id)
        if not self.may_create_for(session, enterprise_id):
            raise Refusal(403, "Forbidden", "Attempted to create Operation for incorrect Enterprise", enterprise_id)

    def enterprise_exists(self, enterprise_id: str) -> bool:
        return enterprise_id in self.settings.enterprises

    def may_create_for(self, session: Session, enterprise_id: str) -> bool:
        return enterprise_id == session.enterprise_id

    def operation_of(self, call: Call, id_: str) -> Operation:
        """404 for an operation that does not exist, and for one of another enterprise (96-111)."""
        operation = self.operations.get(id_)
        if operation is None or not self.is_visible(call, operation.enterprise_id):
            raise not_found("Operation", id_)
        return operation

    def is_visible(self, call: Call, enterprise_id: str) -> bool:
        """Administrators see what belongs to their own enterprise (107-111)."""
        return enterprise_id == call.session.enterprise_id

    def may_edit(self, operation: Operation) -> bool:
        """Scheduled operations can no longer be edited (184-185)."""
        return operation.scheduled is None

    def may_delete_operation(self, operation: Operation) -> bool:
        """The scheduled operation must be deleted before (4447-4448, 4487)."""
        return operation.scheduled is None

    def discard_operation(self, operation: Operation) -> None:
        """The tasks and validation errors go with the operation (4444)."""
        self.operations.pop(operation.id, None)

    # ------------------------------------------------------------------------------------------------ adding tasks
    def next_operation_id(self) -> str:
        """Unique for each operation (1326)."""
        return self.new_id()

    def add(self, operation: Operation, tasks: Tasks) -> None:
        """Tasks that fail validation are set aside, the others join the operation (333-336)."""
        for family, items in tasks.items():
            accepted = [self.accepted(family, task) for task in items if not self.set_aside(operation, family, task)]
            operation.tasks[family] = self.lined_up(operation.tasks[family], accepted)

    def set_aside(self, operation: Operation, family: str, task: Any) -> bool:
        """Whether the task failed validation; then it is among the validation errors."""
        messages = self.messages_for(operation, family, task)
        if messages:
            operation.errors[family].append(ValidationError(self.next_error_id(operation), messages, task))
        return bool(messages)

    def messages_for(self, operation: Operation, family: str, task: Any) -> list[str]:
        """What is wrong with a task does not depend on the operation that it is for."""
        return self.task_messages(family, task)

    def next_error_id(self, operation: Operation) -> str:
        """Unique for each validation error (3048)."""
        return self.new_id()

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return Task(family, task["command"], task["content"])

    def lined_up(self, present: list[Task], added: list[Task]) -> list[Task]:
        """Tasks keep the order in which they were sent (172-173)."""
        return present + added

    # -------------------------------------------------------------------------------------------- what is answered
    def operation_shown(self, operation: Operation) -> dict[str, Any]:
        """Retrieving shows what creation or the last append answered (2080-2113)."""
        return self.operation_body(operation)

    def appended_body(self, operation: Operation, tasks: Tasks) -> dict[str, Any]:
        """The sizes are totals (1864-1868)."""
        return self.operation_body(operation)

    def operation_body(self, operation: Operation) -> dict[str, Any]:
        return {"enterpriseId": self.enterprise_shown(operation), "id": operation.id,
                "tasks": {family.name: self.family_body(operation, family.name) for family in FAMILIES}}

    def enterprise_shown(self, operation: Operation) -> str:
        """The enterprise that the operation was created for (1323-1324)."""
        return operation.enterprise_id

    def family_body(self, operation: Operation, family: str) -> dict[str, Any]:
        body: dict[str, Any] = {"size": self.accepted_size(operation, family),
                                "href": self.tasks_href(operation, family)}
        if self.shows_errors(operation, family):
            body["validationErrors"] = {"size": self.error_size(operation, family),
                                        "href": self.errors_href(operation, family)}
        return body

    def accepted_size(self, operation: Operation, family: str) -> int:
        """Tasks that failed validation do not count (1340, 1518-1530)."""
        return len(operation.tasks[family])

    def tasks_href(self, operation: Operation, family: str) -> str:
        """Leads to the tasks of the family (1343-1344)."""
        return f"/v1/operations/{operation.id}/{BY_NAME[family].segment}"

    def shows_errors(self, operation: Operation, family: str) -> bool:
        """The summary is there only while there are validation errors (1346-1351)."""
        return bool(operation.errors[family])

    def error_size(self, operation: Operation, family: str) -> int:
        """One per task that failed (1353-1355)."""
        return len(operation.errors[family])

    def errors_href(self, operation: Operation, family: str) -> str:
        """Leads to the validation errors of the family (1356-1359)."""
        return f"/v1/operations/{operation.id}/{BY_NAME[family].segment}/validationerrors"
