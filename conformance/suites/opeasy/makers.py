"""What makes the tasks of each family for a target, and what these tasks add to its back end."""

from collections.abc import Callable, Iterator, Mapping

from conformance.expect import NotRun
from conformance.strategies.tasks import AgentTasks, FamilyTasks, Names, NumberTasks, Task, forwarding_tasks, recording_tasks
from conformance.suites.opeasy.families import Family
from conformance.target import lacking

ADDS = {"AddUser": ("user",), "AddUserDevice": ("user", "device"), "AddDevice": ("device",)}  # what commands leave behind
_KEYS = {"user": "userId", "device": "name"}
_MAKERS: Mapping[str, Callable[[Names], FamilyTasks]] = {
    "CallCenterAgent": AgentTasks, "CallRecording": recording_tasks, "CallForwarding": forwarding_tasks,
    "PhoneNumbers": NumberTasks}


class WorldNames(Names):
    """Names for a target; what its file leaves out is a reason not to run."""

    def needed(self, key: str, value: str) -> str:
        if not value:
            raise NotRun(lacking(key))
        return value


def maker(family: Family, names: Names) -> FamilyTasks:
    """What makes the tasks of a family other than Users."""
    return _MAKERS[family](names)


def added_by(task: Task) -> Iterator[tuple[str, str]]:
    """Kind and name of what a task adds to the back end: users and devices."""
    content = task.get("content")
    for kind in ADDS.get(str(task.get("command")), ()):
        described = content.get(kind) if isinstance(content, dict) else None
        if isinstance(described, dict) and described.get(_KEYS[kind]):
            yield kind, str(described[_KEYS[kind]])
