"""The maker of Users tasks; Appendix I."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.strategies.family import FamilyTasks, Task
from conformance.strategies.names import Names


@dataclass
class UserTasks(FamilyTasks):
    """Users; Appendix I. ``defaults`` are fields that this target wants on every new user."""

    names: Names
    defaults: Mapping[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The group of all users."""
        return self.names.group

    def user_id(self) -> str:
        """A userId that nobody used before."""
        return self.names.user_id()

    def add(self, user_id: str = "", **fields: Any) -> Task:
        """AddUser; lines 5791, 6817-6910."""
        return self._added("AddUser", user_id, fields)

    def add_with_device(self, user_id: str = "", device: str = "", **fields: Any) -> Task:
        """AddUserDevice; lines 5792-5794, 6912-7052."""
        task = self._added("AddUserDevice", user_id, fields)
        task["content"]["device"] = {"name": device or self.names.device()}
        return task

    def modify(self, user_id: str = "", **fields: Any) -> Task:
        """ModifyUser; lines 5795, 7054-7063."""
        return self._of("ModifyUser", user_id, **(fields or {"title": f"title {self.names.number()}"}))

    def delete(self, user_id: str = "", **fields: Any) -> Task:
        """DeleteUser; lines 5797, 7075-7084."""
        return self._of("DeleteUser", user_id, **fields)

    def delete_with_devices(self, user_id: str = "", **fields: Any) -> Task:
        """DeleteUserAndDevices; lines 5799, 7086-7095."""
        return self._of("DeleteUserAndDevices", user_id, **fields)

    def suspend(self, user_id: str = "") -> Task:
        """SuspendUser; lines 5800, 7107-7115."""
        return self._of("SuspendUser", user_id)

    def restore(self, user_id: str = "") -> Task:
        """RestoreUser; lines 5801, 7117-7125."""
        return self._of("RestoreUser", user_id)

    def device(self, command: str, name: str = "", **fields: Any) -> Task:
        """AddDevice, ModifyDevice or DeleteDevice; lines 5796, 5798, 6441-6813, 7065-7105."""
        return {"command": command, "content": {"device": {"name": name or self.names.device(), **fields}}}

    def sync(self, command: str) -> Task:
        """SyncAddedModifiedTeamsUsers or SyncDeletedTeamsUsers, which have no fields (lines 5802-5812)."""
        return {"command": command, "content": {}}

    def of(self, command: str, user_id: str = "", **fields: Any) -> Task:
        """A task of any command by its name."""
        if command.startswith("Sync"):
            return self.sync(command)
        if command in ("AddDevice", "ModifyDevice", "DeleteDevice"):
            return self.device(command, **fields)
        if command == "AddUserDevice":
            return self.add_with_device(user_id, **fields)
        return self.add(user_id, **fields) if command == "AddUser" else self._of(command, user_id, **fields)

    def succeeding(self, count: int) -> list[Task]:
        """``count`` tasks (an even number) that succeed in this order and leave nothing behind: users added and deleted."""
        names = [self.user_id() for _ in range((count + 1) // 2)]
        return [self.add(name) for name in names] + [self.delete(name) for name in names]

    def plain(self) -> Task:
        return self.modify()

    def ways(self) -> Sequence[Callable[[], Task]]:
        return (lambda: self.modify(lastName="x" * 31), lambda: self.modify(extension="12ab"),
                lambda: self.modify(endpointType="NoSuchType"))

    def _added(self, command: str, user_id: str, fields: Mapping[str, Any]) -> Task:
        user, group = {"userId": user_id or self.user_id(), **self.defaults, **fields}, self.names.group
        return {"command": command, "content": {**({"groupId": group} if group else {}), "user": user}}

    def _of(self, command: str, user_id: str, **fields: Any) -> Task:
        return {"command": command, "content": {"user": {"userId": user_id or self.user_id(), **fields}}}
