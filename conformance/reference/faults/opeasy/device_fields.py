"""Lies about what the fields of a device may hold, and the group of any task."""

from collections.abc import Iterator
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.task_values import Objects, TakesAnyName
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Device, Task


class TrustsCommand(OpEasy):
    """Does not look at some fields of the tasks of one command."""

    command: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]

    def texts(self, task: Task, name: str) -> list[str]:
        trusted = task.command == self.command and name in self.fields
        return [] if trusted else super().texts(task, name)


class TrustsAddUserDevice(TrustsCommand):
    """Does not look at some fields of AddUserDevice."""

    command = "AddUserDevice"
    lies_about = ("AddUserDevice",)


class TrustsModifyUser(TrustsCommand):
    """Does not look at some fields of ModifyUser."""

    command = "ModifyUser"
    lies_about = ("ModifyUser",)


class TrustsAddDevice(TrustsCommand):
    """Does not look at some fields of AddDevice."""

    command = "AddDevice"
    lies_about = ("AddDevice",)


class TrustsModifyDevice(TrustsCommand):
    """Does not look at some fields of ModifyDevice."""

    command = "ModifyDevice"
    lies_about = ("ModifyDevice",)


@violates("OPEASY-USERS-32")
class AddsDevicesOfUsersAnywhere(TrustsAddUserDevice):
    """Adds users with devices to groups that do not exist."""

    fields = ("groupId",)


@violates("OPEASY-USERS-32")
class MovesUsersAnywhere(TrustsModifyUser):
    """Modifies users in groups that do not exist."""

    fields = ("groupId",)


@violates("OPEASY-USERS-32")
class AddsDevicesAnywhere(TrustsAddDevice):
    """Adds devices to groups that do not exist."""

    fields = ("groupId",)


@violates("OPEASY-USERS-32")
class MovesDevicesAnywhere(TrustsModifyDevice):
    """Modifies devices in groups that do not exist."""

    fields = ("groupId",)


@violates("OPEASY-USERS-36")
class TakesUnknownTypes(TakesAnyName):
    """Takes device types that do not exist."""

    fields = ("device.type",)


@violates("OPEASY-USERS-36")
class TakesUnknownTemplates(TakesAnyName):
    """Takes device templates that do not exist."""

    fields = ("device.template",)


@violates("OPEASY-USERS-36")
class TrustsModifiedDevices(TrustsModifyDevice):
    """Gives existing devices a type or a template that does not exist."""

    fields = ("device.type", "device.template")


@violates("OPEASY-USERS-37")
class ComparesWithinEnterprises(OpEasy):
    """Looks for a value in use only among the devices of the same enterprise."""

    def all_devices(self) -> Iterator[tuple[str, Device]]:
        return iter(self.enterprise.devices.items())


@violates("OPEASY-USERS-37")
class ComparesNamesWithinEnterprises(OpEasy):
    """Looks for the name of a device only in the same enterprise."""

    def device_exists(self, name: str) -> bool:
        return name in self.enterprise.devices


class SharesValue(OpEasy):
    """Lets several devices have the same value in a field."""

    field: ClassVar[str]

    def check_unique(self, name: str, field: str, value: Any) -> None:
        if field != self.field:
            super().check_unique(name, field, value)


@violates("OPEASY-USERS-38")
class SharesLinePorts(SharesValue):
    """Lets several devices have the same linePort."""

    field = "linePort"


@violates("OPEASY-USERS-39")
class SharesAccessUserNames(SharesValue):
    """Lets several devices have the same accessUserName."""

    field = "accessUserName"


@violates("OPEASY-USERS-38", "OPEASY-USERS-39")
class SharesModifiedValues(OpEasy):
    """Lets a ModifyDevice set a value that another device has."""

    def check_device(self, name: str, task: Task) -> None:
        if task.command == "ModifyDevice":
            self.check_names(task)
            self.check_device_names(task)
        else:
            super().check_device(name, task)


@violates("OPEASY-USERS-52")
class TakesOwnValuesForOthers(OpEasy):
    """Fails a ModifyDevice that repeats what is unique to the device, as if another one had it."""

    def check_unique(self, name: str, field: str, value: Any) -> None:
        super().check_unique("", field, value)


@violates("OPEASY-USERS-40")
class RefusesEnterpriseDevices(Objects):
    """Refuses devices at the level of the enterprise."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return device_in(fields).get("level") == "Enterprise"


@violates("OPEASY-USERS-40")
class RefusesGroupTemplates(Objects):
    """Refuses device templates at the level of the group."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return device_in(fields).get("templateLevel") == "Group"


@violates("OPEASY-USERS-41")
class RefusesBlankAddresses(Objects):
    """Refuses a blank macAddress, whatever the type of the device."""

    def objects(self, command: str, fields: dict[str, Any]) -> bool:
        return device_in(fields).get("macAddress") == ""


def device_in(fields: dict[str, Any]) -> dict[str, Any]:
    """The device among the fields of a task, or nothing."""
    device = fields.get("device")
    return device if isinstance(device, dict) else {}
