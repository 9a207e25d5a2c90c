"""Lies about the order in which families are processed."""

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.operations import Tasks
from conformance.reference.opeasy.state import Operation, Task


@violates("OPEASY-ORDER-1", "OPEASY-ORDER-2")
class ProcessesInOrderOfKeys(OpEasy):
    """Processes the families in the order in which their keys stand in the file."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        super().add(operation, tasks)
        operation.tasks = {family: operation.tasks[family] for family in dict.fromkeys((*tasks, *operation.tasks))}

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return [task for each in tasks.values() for task in each]


class ProcessesFirst(OpEasy):
    """Processes the tasks of some families before those of Users."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return sorted(super().processing_order(tasks), key=lambda task: task.family not in self.lies_about)


@violates("OPEASY-ORDER-1", "OPEASY-ORDER-2")
class ProcessesAgentsFirst(ProcessesFirst):
    """Processes CallCenterAgent before Users."""

    lies_about = ("CallCenterAgent",)


@violates("OPEASY-ORDER-1", "OPEASY-ORDER-2")
class ProcessesSettingsFirst(ProcessesFirst):
    """Processes CallForwarding and CallRecording before Users."""

    lies_about = ("CallForwarding", "CallRecording")


@violates("OPEASY-ORDER-2")
class DeletesUsersLast(OpEasy):
    """Processes the tasks that delete users behind those of all other families."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        deletes = (("Users", "DeleteUser"), ("Users", "DeleteUserAndDevices"))
        return sorted(super().processing_order(tasks), key=lambda task: (task.family, task.command) in deletes)


@violates("OPEASY-ORDER-3")
class TakesEitherSettings(OpEasy):
    """Ignores the CallRecording tasks of a file that has CallForwarding tasks as well."""

    def add(self, operation: Operation, tasks: Tasks) -> None:
        both = "CallForwarding" in tasks and "CallRecording" in tasks
        super().add(operation, {family: items for family, items in tasks.items() if not both or family != "CallRecording"})


@violates("OPEASY-ORDER-3")
class ForgetsNumbersBesideUsers(OpEasy):
    """Does not process PhoneNumbers tasks of an operation that has Users tasks as well."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        order = super().processing_order(tasks)
        return [task for task in order if task.family != "PhoneNumbers"] if tasks["Users"] else order
