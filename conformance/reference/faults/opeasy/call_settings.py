"""What lies about CallRecording and CallForwarding are made of. Nothing here lies yet."""

from typing import Any, ClassVar

from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Task, User

NAMES = {"CallRecording": "callRecording", "CallForwarding": "callforwarding"}


class SettingsOf(OpEasy):
    """One family of settings has a mind of its own."""

    family: ClassVar[str]


class FailsFor(SettingsOf):
    """Fails to modify some settings."""

    def fails_for(self, settings: dict[str, Any]) -> bool:
        """Whether these settings of the family fail."""
        raise NotImplementedError

    def call_settings(self, task: Task, name: str) -> dict[str, Any]:
        settings = super().call_settings(task, name)
        if task.family == self.family and self.fails_for(settings):
            raise TaskFailure("100", "The settings cannot be modified")
        return settings


class ObjectsTo(SettingsOf):
    """Objects in validation to some settings."""

    def objects_to(self, settings: dict[str, Any]) -> bool:
        """Whether these settings of the family fail validation."""
        raise NotImplementedError

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        settings = task["content"].get(NAMES.get(family, ""))
        objects = family == self.family and isinstance(settings, dict) and self.objects_to(settings)
        return super().field_messages(family, task) or (["The settings are not valid."] if objects else [])


class AcceptsMissingUsers(SettingsOf):
    """Modifies the settings of nobody."""

    def user_of(self, users: Users, task: Task) -> User:
        if task.family == self.family and task.user_id not in users:
            return User({})
        return super().user_of(users, task)


class MistakesMissingUsers(SettingsOf):
    """Takes a user who does not exist for a missing device."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        mistaken = task.family == self.family and failure.code == "101"
        return "103" if mistaken else super().failure_code(failure, task)


class AcceptsNoSettings(SettingsOf):
    """Accepts a task without the object of settings."""

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        return [] if family == self.family and NAMES[family] not in task["content"] else super().field_messages(family, task)
