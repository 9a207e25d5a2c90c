"""Lies about results, in overviews and lists, that need a certain mix of outcomes to show."""

import time
from collections.abc import Callable
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.back_end.back_end import DESCRIPTIONS
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task


@violates("OPEASY-RESULTS-4")
class TakesMostForSuccesses(OpEasy):
    """Swaps the counts of an overview where more tasks failed than succeeded."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown = super().overview(scheduled, family)
        failed, successful = sorted((shown["failed"], shown["successful"]))
        return {**shown, "successful": successful, "failed": failed}


@violates("OPEASY-RESULTS-15")
class CountsFirstFifty(OpEasy):
    """Counts no more than the first 50 results of a family in the overview."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        failed = sum(1 for result in self.results_of(scheduled, family)[:50] if result.code)
        size = len(self.results_of(scheduled, family)[:50])
        return {**super().overview(scheduled, family), "size": size, "successful": size - failed, "failed": failed}


@violates("OPEASY-RESULTS-4")
class CountsNeighbour(OpEasy):
    """Counts the failures of CallRecording for those of CallForwarding when both families have as many tasks."""

    lies_about = ("CallForwarding",)

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        shown, other = super().overview(scheduled, family), super().overview(scheduled, "CallRecording")
        equal = family == "CallForwarding" and shown["size"] == other["size"]
        return {**shown, "successful": other["successful"], "failed": other["failed"]} if equal else shown


@violates("OPEASY-CODES-101")
class RepeatsCodes(OpEasy):
    """Gives a failed task the errorCode of the one that failed before it in the same operation."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        result = super().execute(scheduled, task)
        codes = [each.code for each in scheduled.results.values() if each.code]
        return Result(task, codes[-1], result.description) if result.code and codes else result


@violates("OPEASY-CODES-2")
class DescribesOtherCode(OpEasy):
    """Gives a failed task the description of the task that failed first in the same operation."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        result = super().execute(scheduled, task)
        codes = [each.code for each in scheduled.results.values() if each.code]
        return Result(task, result.code, f"{DESCRIPTIONS[codes[0]]} {task.user_id}") if result.code and codes else result


@violates("OPEASY-RESULTS-8")
class KeepsErrorOfLastFailure(OpEasy):
    """Shows in a result that succeeded the error of the one before it, if that failed."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.last: dict[str, str] = {}

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        self.last = {}
        return super().results_of(scheduled, family)

    def error_fields(self, result: Result) -> dict[str, str]:
        shown = super().error_fields(result) or self.last
        self.last = super().error_fields(result)
        return shown


@violates("OPEASY-RESULTS-6")
class ShortensCommands(OpEasy):
    """Shows AddUserDevice as AddUser in results."""

    lies_about = ("Users",)

    def result_shown(self, result: Result) -> dict[str, Any]:
        shown = super().result_shown(result)
        return {**shown, "command": "AddUser"} if shown["command"] == "AddUserDevice" else shown


@violates("OPEASY-RESULTS-6")
class ShowsMergedUsers(OpEasy):
    """Shows all fields that the user then has in the result of a ModifyUser."""

    lies_about = ("Users",)

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.merged: dict[Task, dict[str, Any]] = {}

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        result = super().execute(scheduled, task)
        user = self.enterprise.users.get(task.user_id)
        if user and task.command == "ModifyUser" and not result.code:
            self.merged[task] = {**task.content, "user": dict(user.fields)}
        return result

    def result_content(self, result: Result) -> dict[str, Any]:
        return self.merged.get(result.task, super().result_content(result))


@violates("OPEASY-RESULTS-14")
class SkipsAfterThreeFailures(OpEasy):
    """Lets the other tasks of a family fail without processing them once three in a row have failed."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        last = [each.code for each in scheduled.results.values() if each.task.family == task.family][-3:]
        if len(last) == 3 and all(last):
            return Result(task, "100", "General Error. Not processed")
        return super().execute(scheduled, task)
