"""The makers of CallCenterAgent, CallRecording, CallForwarding and PhoneNumbers tasks; Appendices II to V."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.strategies.family import FamilyTasks, Task
from conformance.strategies.names import Names


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
