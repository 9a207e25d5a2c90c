"""Lies about results."""


from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.tasks import without_last_field
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Result, ScheduledOperation, Task


@violates("OPEASY-RESULTS-1")
class ShowsOverviewEarly(OpEasy):
    """Shows the overview of results before the scheduled operation has completed."""

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        return call.kind == "getResults" or super().results_are_available(call, scheduled)


@violates("OPEASY-RESULTS-2")
class ShowsUsersResultsEarly(OpEasy):
    """Shows the detailed results before the scheduled operation has completed."""

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        return call.kind == "getFamilyResults" or super().results_are_available(call, scheduled)


@violates("OPEASY-RESULTS-3")
class LeavesFailedOutOfSize(OpEasy):
    """Counts only successful tasks in the size of the overview."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        overview = super().overview(scheduled, family)
        return {**overview, "size": overview["successful"]}


@violates("OPEASY-RESULTS-4")
class CountsFailedAsSuccessful(OpEasy):
    """Counts every task as successful in the overview."""

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        overview = super().overview(scheduled, family)
        return {**overview, "successful": overview["size"], "failed": 0}


@violates("OPEASY-RESULTS-5")
class LinksResultsByFamilyName(OpEasy):
    """Puts the name of the family into the link to its results, capital letters and all."""

    def results_href(self, scheduled: ScheduledOperation, family: str) -> str:
        return f"/v1/scheduledoperations/{scheduled.id}/results/{family}"


@violates("OPEASY-RESULTS-6")
class LosesFieldOfResult(OpEasy):
    """Shows the content of each result without its last field."""

    def result_content(self, result: Result) -> dict[str, Any]:
        content: dict[str, Any] = without_last_field(result.task.content)
        return content


@violates("OPEASY-RESULTS-6")
class LosesLastResult(OpEasy):
    """Forgets the result of the last task, unless it is the only one."""

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        results = super().results_of(scheduled, family)
        return results[:-1] if len(results) > 1 else results


@violates("OPEASY-RESULTS-7")
class ListsResultsBackwards(OpEasy):
    """Lists the result of the last task first."""

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        return super().results_of(scheduled, family)[::-1]


@violates("OPEASY-RESULTS-8")
class DescribesSuccess(OpEasy):
    """Shows errorCode and errorDescription in results that succeeded, too."""

    def error_fields(self, result: Result) -> dict[str, str]:
        return super().error_fields(result) or {"errorCode": "0", "errorDescription": "Success"}


@violates("OPEASY-RESULTS-9")
class ForgetsErrorCode(OpEasy):
    """Shows failed results without errorCode."""

    def error_fields(self, result: Result) -> dict[str, str]:
        return {name: value for name, value in super().error_fields(result).items() if name != "errorCode"}


@violates("OPEASY-RESULTS-9")
class ForgetsErrorDescription(OpEasy):
    """Shows failed results without errorDescription."""

    def error_fields(self, result: Result) -> dict[str, str]:
        return {name: value for name, value in super().error_fields(result).items() if name != "errorDescription"}


@violates("OPEASY-RESULTS-10")
class InventsCode106(OpEasy):
    """Reports users who do not exist, and general errors, with code 106, which is not documented."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "106" if failure.code in ("100", "101") else super().failure_code(failure, task)


@violates("OPEASY-RESULTS-11")
class CompletesDespiteFailures(OpEasy):
    """Ends as completed although tasks failed."""

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        return False


@violates("OPEASY-RESULTS-11")
class JudgesByLastTask(OpEasy):
    """Ends as completedWithErrors only if the last task failed."""

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        return bool(scheduled.queue) and bool(scheduled.results[scheduled.queue[-1]].code)


@violates("OPEASY-RESULTS-12")
class SeesErrorsEverywhere(OpEasy):
    """Ends as completedWithErrors although all tasks succeeded."""

    def has_errors(self, scheduled: ScheduledOperation) -> bool:
        return True


@violates("OPEASY-RESULTS-13")
class ProcessesBackwards(OpEasy):
    """Processes the last task first, and lists the results in the order of the tasks."""

    def processing_order(self, tasks: dict[str, list[Task]]) -> list[Task]:
        return super().processing_order(tasks)[::-1]


@violates("OPEASY-RESULTS-14")
class StopsAtFirstFailure(OpEasy):
    """Lets all tasks behind a failed one fail without processing them."""

    def execute(self, scheduled: ScheduledOperation, task: Task) -> Result:
        if any(result.code for result in scheduled.results.values()):
            return Result(task, "100", "General Error. Not processed")
        return super().execute(scheduled, task)
