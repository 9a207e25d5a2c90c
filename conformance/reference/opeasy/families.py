"""The families of tasks, as data: name in JSON, segment in paths, commands, schemas of the commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Appendix I, lines 5789-5812. AddDevice is missing there, yet used in four examples and in the tables (1252, 5841).
USERS_COMMANDS = (
    "AddUser", "AddUserDevice", "AddDevice", "ModifyUser", "ModifyDevice", "DeleteUser", "DeleteDevice",
    "DeleteUserAndDevices", "SuspendUser", "RestoreUser", "SyncAddedModifiedTeamsUsers", "SyncDeletedTeamsUsers",
)


@dataclass(frozen=True)
class Family:
    """A family of tasks; ``schemas`` names the component of each command, which openapi.yaml need not have."""

    name: str
    segment: str
    commands: tuple[str, ...] = ()
    schemas: Mapping[str, str] = field(default_factory=dict)


def _family(name: str, *commands: str) -> Family:
    """A family whose components bear its name, since commands of several families are called alike."""
    return Family(name, name.lower(), commands, {command: f"{name}{command}Task" for command in commands})


# In the order in which the answers list them (lines 1334-1485).
FAMILIES = (
    Family("Users", "users", USERS_COMMANDS, {command: f"{command}Task" for command in USERS_COMMANDS}),
    _family("CallCenterAgent", "Assign", "Modify", "Remove"),  # 7131-7133
    _family("CallRecording", "Modify"),
    _family("CallForwarding", "Modify"),
    _family("PhoneNumbers", "Modify", "Assign", "Unassign"),
)
# Lines 175-180: forwarding goes before recording.
PROCESSING_ORDER = ("Users", "CallCenterAgent", "CallForwarding", "CallRecording", "PhoneNumbers")
BY_NAME = {family.name: family for family in FAMILIES}
