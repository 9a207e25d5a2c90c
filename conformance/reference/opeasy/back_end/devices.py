"""The commands about devices, and those about users with their devices (lines 5792-5799, 6444-6570)."""

import itertools
from collections.abc import Iterator
from typing import Any

from conformance.reference.opeasy.back_end.knowledge import DEVICE_NAMES, TaskFailure
from conformance.reference.opeasy.back_end.users import UserCommands
from conformance.reference.opeasy.state import Device, Task, Users

UNIQUE = ("linePort", "accessUserName")  # as is the name (6491-6493, 6564-6565)


class DeviceCommands(UserCommands):
    """A device has a name, which no other device of any enterprise has, and belongs to a user or to nobody."""

    def add_user_device(self, users: Users, task: Task) -> None:
        """Adds both and assigns the device to the user (5792-5793)."""
        self.check_absent(users, task)
        name = self.device_name(task) or self.derive_device_name(task)
        self.check_new_device(name, task)
        self.add_user(users, task)
        self.put_device(name, task)
        self.assign_device(name, task)

    def add_device(self, users: Users, task: Task) -> None:
        self.check_device_is_named(task)
        name = self.device_name(task) or self.derive_device_name(task)
        self.check_new_device(name, task)
        self.put_device(name, task)

    def modify_device(self, users: Users, task: Task) -> None:
        """Changes the given fields and keeps the others (5796, 7065)."""
        device = self.device_of(task)
        self.check_device(self.device_name(task), task)
        device.fields.update(self.device_fields(task))

    def delete_device(self, users: Users, task: Task) -> None:
        self.device_of(task)
        del self.enterprise.devices[self.device_name(task)]

    def delete_user_only(self, users: Users, task: Task) -> None:
        """Without the associated devices (5797)."""
        self.delete_user(users, task)
        self.keep_devices_of(task.user_id)

    def delete_user_and_devices(self, users: Users, task: Task) -> None:
        """With the associated devices (5799)."""
        self.delete_user(users, task)
        self.delete_devices_of(task.user_id)

    # ------------------------------------------------------------------------------------------------------- devices
    def device_name(self, task: Task) -> str:
        """Empty where the task does not name the device."""
        name = task.part("device").get("name")
        return name if isinstance(name, str) else ""

    def device_fields(self, task: Task) -> dict[str, Any]:
        return dict(task.part("device"))

    def derive_device_name(self, task: Task) -> str:
        """A name that is free, for the device of a user with a profile; the document does not say which."""
        names = (f"{task.user_id[:60]}-device-{number}" for number in itertools.count(1))
        return next(name for name in names if not self.device_exists(name))

    def device_of(self, task: Task) -> Device:
        """103 for a device that the enterprise does not have (7778)."""
        name = self.device_name(task)
        if name not in self.enterprise.devices:
            raise TaskFailure("103", name)
        return self.enterprise.devices[name]

    def device_exists(self, name: str) -> bool:
        """In the system, that is in any enterprise (6458-6460)."""
        return any(name == each for each, _ in self.all_devices())

    def all_devices(self) -> Iterator[tuple[str, Device]]:
        """Every device of the system by name."""
        for devices in self.devices.values():
            yield from devices.items()

    def put_device(self, name: str, task: Task) -> None:
        self.enterprise.devices[name] = Device({**self.device_fields(task), "name": name})

    def assign_device(self, name: str, task: Task) -> None:
        self.enterprise.devices[name].user_id = task.user_id

    def devices_of(self, user_id: str) -> dict[str, Device]:
        """The devices that are associated with a user."""
        return {name: device for name, device in self.enterprise.devices.items() if device.user_id == user_id}

    def keep_devices_of(self, user_id: str) -> None:
        """They stay, and belong to nobody."""
        for device in self.devices_of(user_id).values():
            device.user_id = ""

    def delete_devices_of(self, user_id: str) -> None:
        for name in self.devices_of(user_id):
            del self.enterprise.devices[name]

    # -------------------------------------------------------------------------------------------------------- checks
    def check_device_is_named(self, task: Task) -> None:
        """100 for a device of its own that has no name; only one that comes with a user gets one."""
        if not self.device_name(task):
            raise TaskFailure("100", "The device has no name")

    def check_new_device(self, name: str, task: Task) -> None:
        self.check_device_absent(name)
        self.check_device(name, task)

    def check_device_absent(self, name: str) -> None:
        """104 for a device that exists already (7780)."""
        if self.device_exists(name):
            raise TaskFailure("104", name)

    def check_device(self, name: str, task: Task) -> None:
        self.check_names(task)
        self.check_device_names(task)
        for field in UNIQUE:
            self.check_unique(name, field, task.part("device").get(field))

    def check_device_names(self, task: Task) -> None:
        """Type and template must exist (6480-6505)."""
        for field in DEVICE_NAMES:
            for value in self.texts(task, field):
                self.check_known(field, value)

    def check_unique(self, name: str, field: str, value: Any) -> None:
        """100 for a text that another device of the system has; an empty one is no value."""
        if not isinstance(value, str) or not value:
            return
        if any(each != name and device.fields.get(field) == value for each, device in self.all_devices()):
            raise TaskFailure("100", f"device.{field} {value} is in use")
