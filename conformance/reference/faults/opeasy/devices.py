"""Lies about the commands for devices and the Users commands that synchronize."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.task_values import Objects
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task


@violates("OPEASY-USERS-18")
class AddsNoDevice(OpEasy):
    """Adds only the user of an AddUserDevice."""

    def add_user_device(self, users: Users, task: Task) -> None:
        name = self.device_name(task)
        super().add_user_device(users, task)
        self.enterprise.devices.pop(name, None)


@violates("OPEASY-USERS-18")
class AddsNoUser(OpEasy):
    """Adds only the device of an AddUserDevice."""

    def add_user_device(self, users: Users, task: Task) -> None:
        super().add_user_device(users, task)
        del users[task.user_id]


@violates("OPEASY-USERS-18", "OPEASY-USERS-22")
class ForgetsDevicesBetweenOperations(OpEasy):
    """Finds the devices that an operation adds only within the same operation."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        if not scheduled.results:
            self.devices.pop(scheduled.operation.enterprise_id, None)
        return super().execute(scheduled, task)


@violates("OPEASY-USERS-19")
class AssignsDevicesToNobody(OpEasy):
    """Adds the device of an AddUserDevice without assigning it to the user."""

    def assign_device(self, name: str, task: Task) -> None:
        pass


@violates("OPEASY-USERS-20")
class RefusesProfilesWithDevices(Objects):
    """Refuses an AddUserDevice with a userProfile."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUserDevice" and "userProfile" in fields


@violates("OPEASY-USERS-20")
class DemandsProfilesWithDevices(Objects):
    """Refuses an AddUserDevice without a userProfile."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == "AddUserDevice" and "userProfile" not in fields


@violates("OPEASY-USERS-21")
class ForgetsUsersOfProfiles(OpEasy):
    """Reports that it has added a user and a device without a name, and adds neither."""

    def add_user_device(self, users: Users, task: Task) -> None:
        if self.device_name(task):
            super().add_user_device(users, task)


@violates("OPEASY-USERS-22")
class ForgetsAddedDevices(OpEasy):
    """Reports that it has added a device, and does not."""

    def add_device(self, users: Users, task: Task) -> None:
        self.check_new_device(self.device_name(task), task)


@violates("OPEASY-USERS-22")
class FailsToAddDevices(OpEasy):
    """Fails each AddDevice as if its device had no name."""

    def add_device(self, users: Users, task: Task) -> None:
        raise TaskFailure("100", "The device has no name")


@violates("OPEASY-USERS-23")
class RefusesSingleDeviceFields(OpEasy):
    """Fails a ModifyDevice that changes a single field."""

    def modify_device(self, users: Users, task: Task) -> None:
        super().modify_device(users, task)
        if len(self.device_fields(task)) <= 2:
            raise TaskFailure("100", "The device is incomplete")


@violates("OPEASY-USERS-23")
class ModifiesOneDeviceField(OpEasy):
    """Fails a ModifyDevice that changes more than a single field."""

    def modify_device(self, users: Users, task: Task) -> None:
        if len(self.device_fields(task)) > 2:
            raise TaskFailure("100", "One field at a time")
        super().modify_device(users, task)


@violates("OPEASY-USERS-24")
class ReplacesDevices(OpEasy):
    """Drops the fields of a device that a ModifyDevice does not name."""

    def modify_device(self, users: Users, task: Task) -> None:
        device = self.device_of(task)
        super().modify_device(users, task)
        device.fields = self.device_fields(task)


@violates("OPEASY-USERS-25")
class KeepsDeletedDevices(OpEasy):
    """Reports that it has deleted a device, and does not."""

    def delete_device(self, users: Users, task: Task) -> None:
        self.device_of(task)


@violates("OPEASY-USERS-25")
class FailsToDeleteAssignedDevices(OpEasy):
    """Fails to delete a device that belongs to a user."""

    def delete_device(self, users: Users, task: Task) -> None:
        if self.device_of(task).user_id:
            raise TaskFailure("100", "The device is in use")
        super().delete_device(users, task)


@violates("OPEASY-USERS-26")
class DeletesDevicesWithUsers(OpEasy):
    """Deletes the devices of a user that DeleteUser deletes."""

    def keep_devices_of(self, user_id: str) -> None:
        self.delete_devices_of(user_id)


@violates("OPEASY-USERS-26")
class KeepsUsersWithDevices(OpEasy):
    """Fails to delete a user that still has a device."""

    def delete_user_only(self, users: Users, task: Task) -> None:
        if self.devices_of(task.user_id):
            raise TaskFailure("100", "The user has a device")
        super().delete_user_only(users, task)


@violates("OPEASY-USERS-27")
class KeepsDevicesOfDeletedUsers(OpEasy):
    """Deletes only the user where it should delete the devices as well."""

    def delete_devices_of(self, user_id: str) -> None:
        self.keep_devices_of(user_id)


@violates("OPEASY-USERS-27")
class DeletesOnlyDevices(OpEasy):
    """Deletes only the devices where it should delete the user as well."""

    def delete_user_and_devices(self, users: Users, task: Task) -> None:
        self.user_of(users, task)
        self.delete_devices_of(task.user_id)


@violates("OPEASY-USERS-28")
class DeletesAllDevices(OpEasy):
    """Deletes all devices of the enterprise where it should delete those of one user."""

    def delete_devices_of(self, user_id: str) -> None:
        self.enterprise.devices.clear()


class RefusesCommand(Objects):
    """Refuses a command whose content is empty."""

    command: ClassVar[str]

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return command == self.command and not fields


@violates("OPEASY-USERS-29")
class RefusesToSyncAdditions(RefusesCommand):
    """Refuses SyncAddedModifiedTeamsUsers with an empty content."""

    command = "SyncAddedModifiedTeamsUsers"


@violates("OPEASY-USERS-29")
class RefusesToSyncDeletions(RefusesCommand):
    """Refuses SyncDeletedTeamsUsers with an empty content."""

    command = "SyncDeletedTeamsUsers"
