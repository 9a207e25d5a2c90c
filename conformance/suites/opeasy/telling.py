"""Tasks with values of many kinds: what servers tend to lose, fold or sort when they store tasks and show them again."""

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.strategies.tasks import UNKNOWN, Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, with_device


def telling(opeasy: OpEasy) -> list[Task]:
    """Tasks of each command of a family, two of them equal; some may fail validation, but none may be shown otherwise."""
    tasks = list(_MAKERS[opeasy.family](opeasy))
    return [*tasks, copy.deepcopy(tasks[-1])]


def telling_wrong(opeasy: OpEasy) -> list[Task]:
    """The same with a command that does not exist."""
    return [{**task, "command": UNKNOWN} for task in telling(opeasy)]


def _capital(opeasy: OpEasy) -> str:
    """A user who does not exist, with letters of both cases in the name."""
    return opeasy.names.user_id().replace("@", "-McCoy@")


def _of_users(opeasy: OpEasy) -> Iterator[Task]:
    users, device = opeasy.users, opeasy.names.device().replace("device", "Device")
    yield from (with_device(opeasy, _capital(opeasy)), add_device(opeasy))
    yield from (users.device(command, device) for command in ("ModifyDevice", "DeleteDevice"))
    for command in ("AddUser", "DeleteUser", "DeleteUserAndDevices", "SuspendUser", "RestoreUser"):
        yield users.of(command, _capital(opeasy))
    packs = [opeasy.names.missing("pack") for _ in range(3)]
    values: tuple[dict[str, Any], ...] = (
        {"extension": "0042"}, {"lastName": "McCoy"}, {"lastName": ""}, {"lastName": None}, {"title": "x" * 50},
        {"servicePacks": packs[::-1]}, {"servicePacks": []}, {"vmTranscription": False}, {"msTeamsXsiPlugin": True})
    yield from (users.modify(_capital(opeasy), **each) for each in values)


def _of_agents(opeasy: OpEasy) -> Iterator[Task]:
    maker: Any = opeasy.tasks
    centers, supervisors = [opeasy.names.missing("Center") for _ in range(3)], [_capital(opeasy) for _ in range(3)]
    yield maker.of("Assign", _capital(opeasy), *centers[::-1], join=False, skillLevel=1)
    values: tuple[dict[str, Any], ...] = (
        {"skillLevel": 20}, {"skillLevel": None}, {"supervisors": supervisors[::-1]}, {"supervisors": []})
    for fields in values:
        yield maker.of("Modify", _capital(opeasy), centers[0], **fields)
    yield maker.of("Remove", _capital(opeasy), *centers)


def _of_recording(opeasy: OpEasy) -> Iterator[Task]:
    yield from _settings(opeasy, {"repeatRecordCallWarningToneSeconds": 10}, {"repeatRecordCallWarningToneSeconds": 1800},
                         {"recordVoiceMessaging": False}, {"pauseResumeNotification": "None"}, {"recordCall": None})


def _of_forwarding(opeasy: OpEasy) -> Iterator[Task]:
    yield from _settings(opeasy, {"callFwdNoAnswerRings": 0}, {"callFwdNoAnswerRings": 20}, {"callFwdAllNumber": "0042"},
                         {"callFwdBusyActive": False}, {"callFwdBusyNumber": ""}, {"callFwdBusyNumber": None})


def _settings(opeasy: OpEasy, *values: Mapping[str, Any]) -> Iterator[Task]:
    maker: Any = opeasy.tasks
    yield from (maker.modify(_capital(opeasy), **each) for each in values)


def _of_numbers(opeasy: OpEasy) -> Iterator[Task]:
    maker: Any = opeasy.tasks
    group, span = opeasy.names.missing("Group"), f"{opeasy.names.phone_number()} - {opeasy.names.phone_number()}"
    yield from (maker.of(command, span, group=group) for command in ("Assign", "Unassign"))
    for fields in ({"activated": False}, {"activated": None}, {"group": ""}):
        yield maker.of("Modify", "", **{"group": "None", **fields})


_MAKERS: Mapping[str, Callable[[OpEasy], Iterator[Task]]] = {
    "Users": _of_users, "CallCenterAgent": _of_agents, "CallRecording": _of_recording, "CallForwarding": _of_forwarding,
    "PhoneNumbers": _of_numbers}
