"""A small Clearspan: the users of each enterprise, the commands of Appendix I and the codes of Appendix VII."""

import re

from conformance.reference.opeasy.foundation import Foundation
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task, User

Users = dict[str, User]

# Lines 7767-7803. There is no 106.
DESCRIPTIONS = {
    "100": "General Error.", "101": "User does not exist.", "102": "User already exists.",
    "103": "Device does not exist.", "104": "Device already exists.",
    "105": "Call Center does not exist or agent cannot be assigned to call center.",
    "107": "User is already assigned to Call Center(s) in the list", "401": "Unauthorized", "500": "System Error",
}

# What a command does; commands that are not here succeed without effect.
COMMANDS = {
    ("Users", "AddUser"): "add_user", ("Users", "AddUserDevice"): "add_user", ("Users", "ModifyUser"): "modify_user",
    ("Users", "DeleteUser"): "delete_user", ("Users", "DeleteUserAndDevices"): "delete_user",
    ("Users", "SuspendUser"): "suspend_user", ("Users", "RestoreUser"): "restore_user",
}

# Fields that must name something known, and the setting that holds the known names (lines 5825-6241).
NAMES = {
    "userProfile": "user_profiles", "groupId": "groups", "department": "departments", "phoneNumber": "phone_numbers",
    "servicePacks": "service_packs", "callPickupGroup": "call_pickup_groups", "huntGroup": "hunt_groups",
    "teamsVoiceRoute": "voice_routes", "teamsPbxLocation": "pbx_locations",
    "networkClassOfService": "network_classes_of_service", "language": "languages", "timeZone": "time_zones",
}
ADDRESSES = ("emailAddress", "alias1", "alias2", "alias3")  # their domains must be known, as that of a userId
LISTS = ("servicePacks",)
FORMS = {"phoneNumber": r"^\+?[0-9]+$", **dict.fromkeys(ADDRESSES, "@.")}


class TaskFailure(Exception):
    """A task that the back end could not carry out."""

    def __init__(self, code: str, context: str) -> None:
        super().__init__(code, context)
        self.code = code
        self.context = context


class BackEnd(Foundation):
    """Executes tasks. Users live in their enterprise and outlive the operations that made them."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        users = self.users.setdefault(scheduled.operation.enterprise_id, {})
        command = COMMANDS.get((task.family, task.command), "succeed")
        try:
            getattr(self, command)(users, task)
        except TaskFailure as failure:
            return Result(task, self.failure_code(failure, task), self.failure_description(failure))
        return Result(task)

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return failure.code

    def failure_description(self, failure: TaskFailure) -> str:
        """The text that belongs to the code, and context at the end (7770-7780)."""
        return f"{DESCRIPTIONS[failure.code]} {failure.context}"

    def succeed(self, users: Users, task: Task) -> None:
        """What this back end has no model of always works."""

    def add_user(self, users: Users, task: Task) -> None:
        """Add a new user (5791); an existing one fails with 102."""
        self.check_absent(users, task)
        self.check_domain(task)
        self.check_names(task)
        users[task.user_id] = User(dict(task.user))

    def modify_user(self, users: Users, task: Task) -> None:
        """Changes the given fields and keeps the others (5795, 7054)."""
        user = self.user_of(users, task)
        self.check_names(task)
        user.fields.update(task.user)

    def delete_user(self, users: Users, task: Task) -> None:
        self.user_of(users, task)
        del users[task.user_id]

    def suspend_user(self, users: Users, task: Task) -> None:
        """Temporarily disables a user, who stays (5800)."""
        self.user_of(users, task).suspended = True

    def restore_user(self, users: Users, task: Task) -> None:
        self.user_of(users, task).suspended = False

    def user_of(self, users: Users, task: Task) -> User:
        """101 for a user that does not exist (7774)."""
        if task.user_id not in users:
            raise TaskFailure("101", task.user_id)
        return users[task.user_id]

    def check_absent(self, users: Users, task: Task) -> None:
        """102 for a user that exists already (7776)."""
        if task.user_id in users:
            raise TaskFailure("102", task.user_id)

    def check_domain(self, task: Task) -> None:
        """The domain of a userId must be known by the system (5872-5873)."""
        self.check_known("userId", task.user_id)

    def check_names(self, task: Task) -> None:
        """Names and numbers must be those of something that exists, and all other domains be known, too (5825-6322)."""
        for name in (*NAMES, *ADDRESSES):
            for value in self.texts(task, name):
                self.check_known(name, value)

    def texts(self, task: Task, name: str) -> list[str]:
        """The texts in a field of a task; what has another form does not refer to anything."""
        value = task.user.get(name, task.content.get(name))
        if isinstance(value, list) is not (name in LISTS):
            return []
        values = value if isinstance(value, list) else [value]
        return [each for each in values if isinstance(each, str) and re.search(FORMS.get(name, ""), each)]

    def check_known(self, name: str, value: str) -> None:
        """100 for what is not known."""
        if not self.is_known(name, value):
            raise TaskFailure("100", f"Unknown {name} {value}")

    def is_known(self, name: str, value: str) -> bool:
        """Domains are compared whatever their case, all other names to the letter."""
        if name in ("userId", *ADDRESSES):
            return value.rpartition("@")[2].lower() == self.settings.domain.lower()
        return value in getattr(self.settings, NAMES[name])
