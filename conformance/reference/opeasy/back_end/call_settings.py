"""The commands about call recording and call forwarding (lines 7289-7531)."""

from typing import Any

from conformance.reference.opeasy.back_end.users import UserCommands
from conformance.reference.opeasy.state import Task, Users


class CallSettings(UserCommands):
    """Both have one command, which changes the given settings and keeps the others (7375-7403, 7500-7529)."""

    def modify_call_recording(self, users: Users, task: Task) -> None:
        self.user_of(users, task).call_recording.update(self.call_settings(task, "callRecording"))

    def modify_call_forwarding(self, users: Users, task: Task) -> None:
        self.user_of(users, task).call_forwarding.update(self.call_settings(task, "callforwarding"))

    def call_settings(self, task: Task, name: str) -> dict[str, Any]:
        """The settings that a task gives, under a name that is spelled as the document spells it."""
        return task.part(name)
