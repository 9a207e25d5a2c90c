"""Tasks of OpEasy: what to do, and with whom or what. One maker of tasks for each family.

Tasks are plain JSON: ``{"command": ..., "content": {"groupId": ..., "user": {"userId": ...}}}``. The users and numbers that
they name are made up for the run, so that nothing is touched that was there before.
"""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Task = dict[str, Any]
UNKNOWN = "NoSuchCommand"


@dataclass
class Names:
    """Names that nobody used before. ``prefix`` begins every userId and has at least 6 characters."""

    domain: str
    group: str
    prefix: str
    chance: random.Random
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def needed(self, key: str, value: str) -> str:
        """A name that must exist on the target; who makes tasks for a target may object where it is not known."""
        return value

    def number(self) -> int:
        """1, 2, 3 ..."""
        return next(self._numbers)

    def user_id(self) -> str:
        """A userId at the domain."""
        return f"{self.prefix}-{self.number()}-{self.chance.getrandbits(32):08x}@{self.needed('domain', self.domain)}"

    def device(self) -> str:
        """The name of a device."""
        return f"{self.prefix}-device-{self.number()}-{self.chance.getrandbits(32):08x}"

    def phone_number(self) -> str:
        """A number that nobody can have: no country has the code 999."""
        return f"+999{self.number():04}{self.chance.randrange(10 ** 5):05}"

    def missing(self, kind: str) -> str:
        """The name of something that does not exist."""
        return f"no-such-{kind}-{self.number()}-{self.chance.getrandbits(32):08x}"


class FamilyTasks:
    """What every maker can make: tasks that fail in the back end, and tasks that fail validation."""

    names: Names

    def plain(self) -> Task:
        """A task that is well-formed and fails in the back end: what it is about does not exist."""
        raise NotImplementedError

    def ways(self) -> Sequence[Callable[[], Task]]:
        """Makers of tasks that are wrong in one way each, which the document states; an unknown command is always one."""
        return ()

    def failing(self, count: int) -> list[Task]:
        """Tasks that are well-formed and fail in the back end."""
        return [self.plain() for _ in range(count)]

    def unknown(self, command: str = UNKNOWN) -> Task:
        """A task whose command is not among those of its family."""
        return {**self.plain(), "command": command}

    def wrong(self, count: int) -> list[Task]:
        """Tasks that fail validation, each in exactly one way."""
        kinds = (self.unknown, *self.ways())
        first = self.names.chance.randrange(len(kinds))
        return [kinds[(first + number) % len(kinds)]() for number in range(count)]


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


@dataclass
class AgentTasks(FamilyTasks):
    """CallCenterAgent; Appendix II, lines 7126-7285."""

    names: Names

    def of(self, command: str, agent: str = "", *centers: str, **fields: Any) -> Task:
        """Assign, Modify or Remove an agent at some call centers, with ``fields`` for each of them."""
        found = centers or (self.names.missing("call-center"),)
        return {"command": command, "content": {"agentId": agent or self.names.user_id(), "callCenterInfo": [
            {"callCenterId": center, **fields} for center in found]}}

    def succeeding(self, count: int, agent: str, center: str) -> list[Task]:
        """An agent who is there is assigned and removed in turn."""
        return [self.of(("Assign", "Remove")[number % 2], agent, center) for number in range(count)]

    def plain(self) -> Task:
        return self.of("Modify", skillLevel=1)

    def ways(self) -> Sequence[Callable[[], Task]]:
        return lambda: self.of("Modify", skillLevel=21), lambda: self.of("Assign", skillLevel=0)


@dataclass
class SettingTasks(FamilyTasks):
    """CallRecording and CallForwarding, whose only command is Modify: settings of a user under the name ``settings``."""

    names: Names
    settings: str
    harmless: Mapping[str, Any]
    broken: Sequence[Mapping[str, Any]]

    def modify(self, user_id: str = "", **fields: Any) -> Task:
        """Modify the settings of a user."""
        return {"command": "Modify", "content": {"userId": user_id or self.names.user_id(),
                                                 self.settings: fields or dict(self.harmless)}}

    def of(self, command: str, user_id: str = "", **fields: Any) -> Task:
        """A task of any command by its name."""
        return {**self.modify(user_id, **fields), "command": command}

    def succeeding(self, count: int, user_id: str) -> list[Task]:
        """The settings of a user who is there."""
        return [self.modify(user_id) for _ in range(count)]

    def plain(self) -> Task:
        return self.modify()

    def ways(self) -> Sequence[Callable[[], Task]]:
        return [lambda fields=fields: self.modify(**fields) for fields in self.broken]  # type: ignore[misc]


def recording_tasks(names: Names) -> SettingTasks:
    """CallRecording; Appendix III, lines 7286-7400."""
    return SettingTasks(names, "callRecording", {"recordCall": "Never"}, (
        {"recordCall": "NoSuchMode"}, {"repeatRecordCallWarningToneSeconds": 1801}, {"pauseResumeNotification": "Buzz"}))


def forwarding_tasks(names: Names) -> SettingTasks:
    """CallForwarding; Appendix IV, lines 7401-7529."""
    return SettingTasks(names, "callforwarding", {"callFwdBusyActive": False}, ({"callFwdNoAnswerRings": 21},))


@dataclass
class NumberTasks(FamilyTasks):
    """PhoneNumbers; Appendix V, lines 7530-7654."""

    names: Names

    def of(self, command: str, numbers: str = "", group: str | None = None, **fields: Any) -> Task:
        """Modify, Assign or Unassign a number or a range of numbers, by default in the group of the run."""
        inner = {**self._grouped(command, group), "phoneNumbers": numbers or self.names.phone_number(), **fields}
        return {"command": command, "content": {"phoneNumbers": inner}}

    def _grouped(self, command: str, group: str | None) -> Task:
        """The group that is given, or that of the run; Modify may do without one (lines 7549-7556)."""
        if group is None and command == "Modify" and not self.names.group:
            return {}
        return {"groupId": self.names.needed("groupId", self.names.group) if group is None else group}

    def succeeding(self, count: int, numbers: str) -> list[Task]:
        """Numbers that may be touched are assigned to the group and unassigned in turn."""
        return [self.of(("Assign", "Unassign")[number % 2], numbers) for number in range(count)]

    def plain(self) -> Task:
        return self.of("Modify", activated=True)
