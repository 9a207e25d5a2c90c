"""Lies that show when something is done once more: scheduled, read, added, downloaded."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.memory import Remembers
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import not_found
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.scheduled_operations import COMPLETE, timestamp
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, Result, ScheduledOperation, Task, ValidationError


@violates("OPEASY-AGAIN-1")
class ProcessesFormerTasks(Remembers):
    """Processes the tasks of the first time when an operation is scheduled once more, and none that were appended since."""

    def tasks_to_process(self, operation: Operation) -> dict[str, list[Task]]:
        former = [each for each in self.gone_scheduled.values() if each.operation is operation]
        return former[0].tasks if former else super().tasks_to_process(operation)


@violates("OPEASY-AGAIN-1")
class ShowsResultsOfSecondTimeEarly(Remembers):
    """Shows the overview of results before completion if an operation was scheduled before."""

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        former = any(each.operation is scheduled.operation for each in self.gone_scheduled.values())
        return former and call.kind == "getResults" or super().results_are_available(call, scheduled)


@violates("OPEASY-AGAIN-2")
class KeepsFirstStartTime(Remembers):
    """Shows the startTime of the first time when an operation was scheduled once more."""

    def start_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        former = [each for each in self.gone_scheduled.values() if each.operation is scheduled.operation]
        return super().start_time(former[0] if former else scheduled, status)


@violates("OPEASY-AGAIN-2")
class DeletesOnlyFirstTime(Remembers):
    """Does not let an operation be deleted any more once it was scheduled twice."""

    def may_delete_operation(self, operation: Operation) -> bool:
        times = sum(each.operation is operation for each in self.gone_scheduled.values())
        return super().may_delete_operation(operation) and times < 2


@violates("OPEASY-AGAIN-3")
class LosesOperationsNowAndThen(Remembers):
    """Does not find an operation each tenth time that it is retrieved."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        self.counts[id_] += call.kind == "getOperation"
        if call.kind == "getOperation" and not self.counts[id_] % 10:
            raise not_found("Operation", id_)
        return super().operation_of(call, id_)


@violates("OPEASY-AGAIN-3")
class ShortensPagesNowAndThen(Remembers):
    """Leaves out the last item of a page each seventh time that a list is read."""

    def page_of(self, call: Call, items: Sequence[Any], size: int, number: int) -> list[Any]:
        page, place = super().page_of(call, items, size, number), call.request.url.path
        self.counts[place] += 1
        return page if self.counts[place] % 7 else page[:-1]


@violates("OPEASY-STATUS-13")
class TakesTimeOfAnswer(OpEasy):
    """Shows as completedTime the time at which the status is asked for."""

    def completed_time(self, scheduled: ScheduledOperation, status: str) -> str | None:
        return timestamp(self.now) if status in COMPLETE else None


@violates("OPEASY-RESULTS-21")
class ListsTwinsOnce(OpEasy):
    """Executes a task that is equal to an earlier one of its operation as if it were that one, with the same result."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        for known, result in scheduled.results.items():
            if (known.family, known.command, known.content) == (task.family, task.command, task.content):
                return Result(task, result.code, result.description)
        return super().execute(scheduled, task)


@violates("OPEASY-USERS-49")
class PutsDevicesBeforeLooking(OpEasy):
    """Reports that an AddDevice failed for a type that does not exist, yet has added the device."""

    def add_device(self, users: Users, task: Task) -> None:
        try:
            super().add_device(users, task)
        except TaskFailure as failure:
            if failure.code == "100" and "device.type" in failure.context:
                self.put_device(self.device_name(task), task)
            raise


@violates("OPEASY-USERS-50")
class ReservesDeletedDevices(Remembers):
    """Fails to add a device under the name of one that was deleted, as if that one existed."""

    def delete_device(self, users: Users, task: Task) -> None:
        super().delete_device(users, task)
        self.counts[self.device_name(task)] = 1

    def check_device_absent(self, name: str) -> None:
        super().check_device_absent(name)
        if self.counts[name]:
            raise TaskFailure("104", name)


@violates("OPEASY-AGENT-16")
class KeepsPlacesOfDeleted(Remembers):
    """Takes a new user for an agent of all call centers in which one with the same id ever was, when agents are modified."""

    def assign_agent(self, users: Users, task: Task) -> None:
        super().assign_agent(users, task)
        self.counts.update(f"{task.user_id} {center}" for center in self.places(task))

    def modify_agent(self, users: Users, task: Task) -> None:
        if not all(self.counts[f"{task.user_id} {center}"] for center in self.places(task)):
            super().modify_agent(users, task)


@violates("OPEASY-OPERATION-10")
class MixesUpManyOperations(OpEasy):
    """Shows the sizes of the operation before it for each fiftieth operation."""

    def operation_shown(self, operation: Operation) -> dict[str, Any]:
        known = list(self.operations.values())
        place = known.index(operation)
        other = known[place - 1] if place and not place % 50 else operation
        return {**super().operation_shown(operation), "tasks": super().operation_shown(other)["tasks"]}


@violates("OPEASY-DOWNLOAD-13")
class WritesFirstErrors(OpEasy):
    """Writes the validation errors of a family into a file as they were when it was first downloaded."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.written: dict[str, list[Any]] = {}

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        whole = super().file_items(call, items)
        return self.written.setdefault(call.request.url.path, whole) if call.kind == "getValidationErrors" else whole


@violates("OPEASY-SCHED-13")
class NamesLastEnterprise(OpEasy):
    """Names in a status the enterprise whose operation was scheduled last, while that one is not complete."""

    def status_reference(self, scheduled: ScheduledOperation) -> dict[str, str]:
        last = list(self.scheduled_operations.values())[-1]
        reference = super().status_reference(scheduled)
        return reference if self.status_of(last) in COMPLETE else {**reference, "enterpriseId": last.operation.enterprise_id}


@violates("OPEASY-USERS-51")
class TakesNumbersOfUsers(OpEasy):
    """Takes a phone number for one of the enterprise that a user of any enterprise has."""

    def is_known(self, name: str, value: str) -> bool:
        everybody = [user for users in self.users.values() for user in users.values()]
        taken = name == "phoneNumber" and any(user.fields.get("phoneNumber") == value for user in everybody)
        return taken or super().is_known(name, value)


@violates("OPEASY-SCHED-14")
class LooksAtLastRepair(Remembers):
    """Schedules an operation once the last validation error of a family was deleted, whatever errors the others have."""

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        super().discard_error(operation, family, error)
        self.counts[operation.id] += not operation.errors[family]

    def may_schedule(self, operation: Operation) -> bool:
        return super().may_schedule(operation) or bool(self.counts[operation.id])


@violates("OPEASY-SCHED-14")
class LooksAtFirstFamilies(OpEasy):
    """Schedules an operation whose only validation errors are of CallForwarding or PhoneNumbers, beside tasks of Users."""

    def may_schedule(self, operation: Operation) -> bool:
        left = [family for family, errors in operation.errors.items() if errors]
        late = bool(operation.tasks["Users"]) and set(left) <= {"CallForwarding", "PhoneNumbers"}
        return late or super().may_schedule(operation)


@violates("OPEASY-SCHED-15")
class ForgetsEarlierResults(OpEasy):
    """Forgets with a scheduled operation the results of the one that was scheduled before it."""

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        known = list(self.scheduled_operations.values())
        place = known.index(scheduled)
        super().discard_scheduled_operation(scheduled)
        if place and known[place - 1].operation.enterprise_id == scheduled.operation.enterprise_id:
            known[place - 1].results.clear()


@violates("OPEASY-VERR-5")
class DiscardsTaskOfNeighbour(OpEasy):
    """Deletes with a validation error the last accepted task of the next family that has one."""

    lies_about = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding")

    def discard_error(self, operation: Operation, family: str, error: ValidationError) -> None:
        super().discard_error(operation, family, error)
        families = list(operation.tasks)
        for other in families[families.index(family) + 1:]:
            if operation.tasks[other]:
                operation.tasks[other].pop()
                return


@violates("OPEASY-USERS-27")
class KeepsDevicesOfSuspended(OpEasy):
    """Fails to delete a suspended user together with its devices."""

    def delete_user_and_devices(self, users: Users, task: Task) -> None:
        if self.user_of(users, task).suspended:
            raise TaskFailure("100", "The user is suspended")
        super().delete_user_and_devices(users, task)
