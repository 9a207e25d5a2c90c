"""Lies about the codes of tasks that failed, and their descriptions."""

from typing import ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task, User


class SucceedsWithout(OpEasy):
    """One command succeeds, without effect, on a user or a device that does not exist."""

    command: ClassVar[str]

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        result = super().execute(scheduled, task)
        return Result(task) if task.command == self.command and result.code in ("101", "103") else result


@violates("OPEASY-CODES-101")
class ModifiesMissingUsers(SucceedsWithout):
    """Lets ModifyUser succeed on a user that does not exist."""

    command = "ModifyUser"


@violates("OPEASY-CODES-101")
class DeletesMissingUsers(SucceedsWithout):
    """Lets DeleteUser succeed on a user that does not exist."""

    command = "DeleteUser"


@violates("OPEASY-CODES-101")
class SuspendsMissingUsers(SucceedsWithout):
    """Lets SuspendUser succeed on a user that does not exist."""

    command = "SuspendUser"


@violates("OPEASY-CODES-101")
class RestoresMissingUsers(SucceedsWithout):
    """Lets RestoreUser succeed on a user that does not exist."""

    command = "RestoreUser"


@violates("OPEASY-CODES-101")
class DeletesMissingUsersAndDevices(SucceedsWithout):
    """Lets DeleteUserAndDevices succeed on a user that does not exist."""

    command = "DeleteUserAndDevices"


@violates("OPEASY-CODES-103")
class ModifiesMissingDevices(SucceedsWithout):
    """Lets ModifyDevice succeed on a device that does not exist."""

    command = "ModifyDevice"


@violates("OPEASY-CODES-103")
class DeletesMissingDevices(SucceedsWithout):
    """Lets DeleteDevice succeed on a device that does not exist."""

    command = "DeleteDevice"


@violates("OPEASY-CODES-103")
class TakesDevicesForUsers(OpEasy):
    """Fails with the code of a missing user where a device does not exist."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "101" if failure.code == "103" else super().failure_code(failure, task)


@violates("OPEASY-CODES-101")
class ReportsMissingUsersAsGeneralError(OpEasy):
    """Fails with code 100 where a user does not exist."""

    def user_of(self, users: Users, task: Task) -> User:
        if task.user_id not in users:
            raise TaskFailure("100", f"No user {task.user_id}")
        return super().user_of(users, task)


@violates("OPEASY-CODES-102")
class AddsUsersAgain(OpEasy):
    """Lets AddUser succeed on a user that exists already, which it replaces."""

    def check_absent(self, users: Users, task: Task) -> None:
        return None


@violates("OPEASY-CODES-102")
class TakesUsersForDevices(OpEasy):
    """Fails with the code of an existing device where a user exists already."""

    def check_absent(self, users: Users, task: Task) -> None:
        if task.user_id in users:
            raise TaskFailure("104", task.user_id)


@violates("OPEASY-CODES-102")
class ReplacesUsersWithDevices(OpEasy):
    """Lets AddUserDevice succeed on a user that exists already, which it replaces."""

    def check_absent(self, users: Users, task: Task) -> None:
        if task.command != "AddUserDevice":
            super().check_absent(users, task)


@violates("OPEASY-CODES-104")
class AddsDevicesAgain(OpEasy):
    """Lets a device be added that exists already, which it replaces."""

    def check_device_absent(self, name: str) -> None:
        return None


@violates("OPEASY-CODES-104")
class ReportsExistingDevicesAsUsers(OpEasy):
    """Fails with the code of an existing user where a device exists already."""

    def check_device_absent(self, name: str) -> None:
        if self.device_exists(name):
            raise TaskFailure("102", name)


@violates("OPEASY-CODES-104")
class ReplacesDevicesThatStandAlone(OpEasy):
    """Lets AddDevice replace a device that exists already."""

    def add_device(self, users: Users, task: Task) -> None:
        self.check_device(self.device_name(task), task)
        self.put_device(self.device_name(task), task)


@violates("OPEASY-CODES-100")
class TakesUnknownNamesForUsers(OpEasy):
    """Fails with the code of a missing user where a task names something else that does not exist."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "101" if failure.code == "100" else super().failure_code(failure, task)


@violates("OPEASY-CODES-100")
class ReportsSystemErrors(OpEasy):
    """Fails with the code of a system error where a task names something that does not exist."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "500" if failure.code == "100" else super().failure_code(failure, task)


@violates("OPEASY-CODES-2")
class DescribesFailuresFreely(OpEasy):
    """Describes failures in words of its own."""

    def failure_description(self, failure: TaskFailure) -> str:
        return f"{failure.context}: the task could not be carried out"


@violates("OPEASY-CODES-2")
class DescribesDevicesFreely(OpEasy):
    """Describes failures of devices by their names alone."""

    def failure_description(self, failure: TaskFailure) -> str:
        return failure.context if failure.code in ("103", "104") else super().failure_description(failure)


@violates("OPEASY-CODES-2")
class DescribesGeneralErrorsFreely(OpEasy):
    """Describes general errors by their causes alone."""

    def failure_description(self, failure: TaskFailure) -> str:
        return failure.context if failure.code == "100" else super().failure_description(failure)
