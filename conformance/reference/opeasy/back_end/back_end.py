"""Executes the tasks of every family."""

from conformance.reference.opeasy.back_end.call_centers import CallCenters
from conformance.reference.opeasy.back_end.call_settings import CallSettings
from conformance.reference.opeasy.back_end.devices import DeviceCommands
from conformance.reference.opeasy.back_end.knowledge import TaskFailure
from conformance.reference.opeasy.back_end.phone_numbers import PhoneNumbers
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task, Users

# Lines 7767-7803. There is no 106.
DESCRIPTIONS = {
    "100": "General Error.", "101": "User does not exist.", "102": "User already exists.",
    "103": "Device does not exist.", "104": "Device already exists.",
    "105": "Call Center does not exist or agent cannot be assigned to call center.",
    "107": "User is already assigned to Call Center(s) in the list", "401": "Unauthorized", "500": "System Error",
}

# What a command does; commands that are not here, those that synchronize, succeed without effect.
COMMANDS = {
    ("Users", "AddUser"): "add_user", ("Users", "AddUserDevice"): "add_user_device",
    ("Users", "AddDevice"): "add_device", ("Users", "ModifyUser"): "modify_user",
    ("Users", "ModifyDevice"): "modify_device", ("Users", "DeleteUser"): "delete_user_only",
    ("Users", "DeleteDevice"): "delete_device", ("Users", "DeleteUserAndDevices"): "delete_user_and_devices",
    ("Users", "SuspendUser"): "suspend_user", ("Users", "RestoreUser"): "restore_user",
    ("CallCenterAgent", "Assign"): "assign_agent", ("CallCenterAgent", "Modify"): "modify_agent",
    ("CallCenterAgent", "Remove"): "remove_agent", ("CallForwarding", "Modify"): "modify_call_forwarding",
    ("CallRecording", "Modify"): "modify_call_recording", ("PhoneNumbers", "Assign"): "assign_numbers",
    ("PhoneNumbers", "Modify"): "modify_numbers", ("PhoneNumbers", "Unassign"): "unassign_numbers",
}


class BackEnd(DeviceCommands, CallCenters, CallSettings, PhoneNumbers):
    """What an enterprise has outlives the operations that made it. A task has all of its effect or none."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        self.enterprise = self.enterprise_of(scheduled)
        try:
            getattr(self, self.command_of(task))(self.enterprise.users, task)
        except TaskFailure as failure:
            return Result(task, self.failure_code(failure, task), self.failure_description(failure))
        return Result(task)

    def command_of(self, task: Task) -> str:
        """The method that carries a task out."""
        return COMMANDS.get((task.family, task.command), "succeed")

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return failure.code

    def failure_description(self, failure: TaskFailure) -> str:
        """The text that belongs to the code, and context at the end (7770-7780)."""
        return f"{DESCRIPTIONS[failure.code]} {failure.context}"

    def succeed(self, users: Users, task: Task) -> None:
        """What this back end has no model of always works."""
