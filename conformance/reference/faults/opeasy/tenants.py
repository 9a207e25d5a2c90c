"""Lies about the organizational hierarchy."""

from dataclasses import replace
from typing import ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Enterprise, ScheduledOperation, Session, Task, Users


@violates("OPEASY-TENANT-1")
class CreatesForForeignEnterprises(OpEasy):
    """Creates operations for any enterprise that exists."""

    def may_create_for(self, session: Session, enterprise_id: str) -> bool:
        return True


@violates("OPEASY-TENANT-2")
class CreatesForUnknownEnterprises(OpEasy):
    """Creates operations for enterprises that do not exist."""

    def check_enterprise(self, session: Session, enterprise_id: str) -> None:
        if self.enterprise_exists(enterprise_id):
            super().check_enterprise(session, enterprise_id)


class OpenToEveryone(OpEasy):
    """One endpoint does not ask to which enterprise something belongs."""

    endpoint: ClassVar[str]

    def is_visible(self, call: Call, enterprise_id: str) -> bool:
        return call.kind == self.endpoint or super().is_visible(call, enterprise_id)


@violates("OPEASY-TENANT-3")
class ShowsOperationsToEveryone(OpenToEveryone):
    """Shows an operation to the administrators of other enterprises."""

    endpoint = "getOperation"


@violates("OPEASY-TENANT-3")
class ShowsTasksToEveryone(OpenToEveryone):
    """Shows the tasks of an operation to the administrators of other enterprises."""

    endpoint = "getTasks"


@violates("OPEASY-TENANT-3")
class ShowsStatusToEveryone(OpenToEveryone):
    """Shows the status of a scheduled operation to the administrators of other enterprises."""

    endpoint = "getScheduledOperationStatus"


@violates("OPEASY-TENANT-3")
class ShowsResultsToEveryone(OpenToEveryone):
    """Shows the overview of results to the administrators of other enterprises."""

    endpoint = "getResults"


@violates("OPEASY-TENANT-3")
class ShowsUsersResultsToEveryone(OpenToEveryone):
    """Shows the detailed results to the administrators of other enterprises."""

    endpoint = "getFamilyResults"


@violates("OPEASY-TENANT-4")
class AppendsForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises append to an operation."""

    endpoint = "appendTasks"


@violates("OPEASY-TENANT-4")
class SchedulesForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises schedule an operation."""

    endpoint = "scheduleOperation"


@violates("OPEASY-TENANT-4")
class DeletesForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises delete an operation."""

    endpoint = "deleteOperation"


@violates("OPEASY-TENANT-4")
class DeletesErrorsForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises delete a validation error."""

    endpoint = "deleteValidationError"


@violates("OPEASY-TENANT-4")
class DeletesScheduledOperationsForEveryone(OpenToEveryone):
    """Lets the administrators of other enterprises delete a scheduled operation."""

    endpoint = "deleteScheduledOperation"


@violates("OPEASY-TENANT-8")
class SharesUsersAmongEnterprises(OpEasy):
    """Keeps the users of all enterprises together."""

    def enterprise_of(self, scheduled: ScheduledOperation) -> Enterprise:
        return replace(super().enterprise_of(scheduled), users=self.users.setdefault("", {}))


@violates("OPEASY-TENANT-9")
class SharesDevicesAmongEnterprises(OpEasy):
    """Keeps the devices of all enterprises together."""

    def enterprise_of(self, scheduled: ScheduledOperation) -> Enterprise:
        return replace(super().enterprise_of(scheduled), devices=self.devices.setdefault("", {}))


@violates("OPEASY-TENANT-8")
class DeletesUsersOfEveryone(OpEasy):
    """Deletes a user of another enterprise who is unknown in its own."""

    def delete_user(self, users: Users, task: Task) -> None:
        super().delete_user(next((each for each in self.users.values() if task.user_id in each), users), task)
