"""Lies about commands: some are not known, or fail for a reason that is not there."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task

LAST = {"Users": "RestoreUser", "CallCenterAgent": "Remove", "PhoneNumbers": "Unassign"}


@violates("OPEASY-COMMAND-1")
class ForgetsLastCommand(OpEasy):
    """Does not know the last command of each family."""

    def command_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        if task.get("command") == LAST.get(family, "Modify"):
            return ["This command is not supported."]
        return super().command_messages(family, task)


@violates("OPEASY-COMMAND-2")
class FindsNobodyToModify(OpEasy):
    """Fails each change of a user and each assignment of an agent with code 101."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        changes = task.family != "PhoneNumbers" and task.command in ("ModifyUser", "Modify", "Assign")
        return Result(task, "101", "User does not exist.") if changes else super().execute(scheduled, task)
