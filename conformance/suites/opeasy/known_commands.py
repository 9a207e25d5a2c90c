"""Available Commands.

A target that does not know a command, or fails it for a reason that is not there, brings most other checks to no answer at all;
these accuse it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from conformance.checks import verifies_in_each
from conformance.expect import Inconclusive, expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, knows_add_device, modified, with_device
from conformance.suites.opeasy.families import FAMILIES, SUCCESS_NEEDS, USERS, verifies_in_each_family
from conformance.suites.opeasy.items import are_objects, items_of, listed
from conformance.suites.opeasy.outcomes import became, changed, outcome, processed

# Codes whose description (lines 7774-7799) is not true of a command: it adds something new, or is about something that is there.
_UNTRUE = {"AddUser": ("102",), "AddUserDevice": ("102", "104"), "AddDevice": ("104",),
           "ModifyDevice": ("103",), "DeleteDevice": ("103",),
           "Assign": ("101", "105", "107"), "Remove": ("101", "105")}
_OF_USERS = ("101",)


@verifies_in_each_family("OPEASY-COMMAND-1", succeeding=True)
def test_a_task_of_each_available_command_passes_validation(opeasy: OpEasy) -> None:
    stages = list(_stages(opeasy))
    for number, stage in enumerate(stages, 1):
        operation = opeasy.operation(stage)
        errors = listed(opeasy, opeasy.family.errors, operation)
        given(errors).that(are_objects(items_of(errors)), "a list of objects", "others")
        refused = [command_of(error.get("task")) for error in items_of(errors)]
        expect(errors).that(not refused, f"{', '.join(map(command_of, stage))} to pass validation",
                            f"validation errors of {', '.join(refused)}")
        expect(operation.created).shows(len(stage), *opeasy.family.size)
        opeasy.complete(scheduled := opeasy.scheduled(operation))
        if number < len(stages):
            became("SUCCESS", stage, given(listed(opeasy, opeasy.family.results, scheduled)))


@verifies_in_each("family", [family for family in FAMILIES if family != "PhoneNumbers"], "OPEASY-COMMAND-2", needs=SUCCESS_NEEDS)
def test_no_task_about_what_is_there_fails_with_a_code_that_says_otherwise(opeasy: OpEasy) -> None:
    tasks = [task for stage in _stages(opeasy) for task in stage]
    results = processed(opeasy, tasks)
    for task in tasks:
        if outcome(results, task, "SUCCESS")[0]:
            continue
        for code in _UNTRUE.get(task["command"], _OF_USERS):
            holds, _, got = outcome(results, task, f"FAILED {code}")
            expect(results).that(not holds, f"no code {code} for {task['command']}: its description is not true of it", got)
        raise Inconclusive(f"{outcome(results, task, 'SUCCESS')[1]} is out of reach: {outcome(results, task, '')[2]}")


def command_of(task: Any) -> str:
    """What a task says that it is."""
    return str(task.get("command")) if isinstance(task, dict) else str(task)


def _stages(opeasy: OpEasy) -> Iterator[Sequence[Task]]:
    """Tasks of all commands about what exists, once the stages before have been carried out."""
    if opeasy.family == USERS:
        return _of_users(opeasy)
    if opeasy.family == "PhoneNumbers":
        return _changing(opeasy, "Assign", "Unassign", opeasy.world("phoneNumberRange"))
    if opeasy.family == "CallCenterAgent":
        return _changing(opeasy, "Assign", "Remove", opeasy.standing_user(), opeasy.world("callCenterId"))
    return iter([opeasy.succeeding(1)])


def _of_users(opeasy: OpEasy) -> Iterator[Sequence[Task]]:
    users, user, owner = opeasy.users, opeasy.users.user_id(), opeasy.users.user_id()
    device, second = opeasy.names.device(), opeasy.names.device()
    own = add_device(opeasy, second) if knows_add_device(opeasy) else with_device(opeasy, "", second)
    yield [users.add(user), with_device(opeasy, owner, device), own]
    yield [changed(opeasy, user, "Head"), modified(opeasy, device, "Desk"), users.suspend(user)]
    yield [users.restore(user), users.device("DeleteDevice", second), users.delete(user), users.delete_with_devices(owner)]


def _changing(opeasy: OpEasy, first: str, last: str, *whom: str) -> Iterator[Sequence[Task]]:
    maker: Any = opeasy.tasks
    yield [maker.of(first, *whom)]
    yield [maker.of("Modify", *whom), maker.of(last, *whom)]
