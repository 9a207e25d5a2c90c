"""The results of completed scheduled operations (lines 4742-5090)."""


from typing import Any

from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.families import BY_NAME, FAMILIES
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.paging import Paging
from conformance.reference.opeasy.scheduled_operations import COMPLETE, ScheduledOperations
from conformance.reference.opeasy.state import Result, ScheduledOperation


class Results(ScheduledOperations, Paging):
    """Shows what became of the tasks."""

    async def get_results(self, call: Call) -> Answer:
        scheduled = self.completed_of(call)
        return Answer(200, {"results": {family.name: self.overview(scheduled, family.name) for family in FAMILIES}})

    async def get_family_results(self, call: Call) -> Answer:
        scheduled = self.completed_of(call)
        return self.page_answer(call, [self.result_shown(each) for each in self.results_of(scheduled, call.family)])

    def completed_of(self, call: Call) -> ScheduledOperation:
        """404 also while there are no results yet (4927-4929, 5080-5082)."""
        scheduled = self.scheduled_of(call)
        if not self.results_are_available(call, scheduled):
            raise Refusal(404, "Results not found", "The scheduled operation has not completed yet", scheduled.id)
        return scheduled

    def results_are_available(self, call: Call, scheduled: ScheduledOperation) -> bool:
        return self.status_of(scheduled) in COMPLETE

    def results_of(self, scheduled: ScheduledOperation, family: str) -> list[Result]:
        """One result for each task, in the order of the tasks (5008-5015, 172-173)."""
        return [scheduled.results[task] for task in scheduled.tasks[family] if task in scheduled.results]

    def overview(self, scheduled: ScheduledOperation, family: str) -> dict[str, Any]:
        """How many tasks there were, and how many of them succeeded and failed (4787-4796)."""
        results = self.results_of(scheduled, family)
        failed = sum(1 for result in results if result.code)
        return {"size": len(results), "successful": len(results) - failed, "failed": failed,
                "href": self.results_href(scheduled, family)}

    def results_href(self, scheduled: ScheduledOperation, family: str) -> str:
        """Leads to the detailed results of the family (4795-4796); with /v1, which the examples lack (4884-4912)."""
        return f"/v1/scheduledoperations/{scheduled.id}/results/{BY_NAME[family].segment}"

    def result_shown(self, result: Result) -> dict[str, Any]:
        """Command, status, the error if it failed, and the content as it was sent (5011-5039)."""
        return {"command": result.task.command, "status": "FAILED" if result.code else "SUCCESS",
                **self.error_fields(result), "content": self.result_content(result)}

    def error_fields(self, result: Result) -> dict[str, str]:
        """Only in a result that FAILED (5024-5033)."""
        return {"errorCode": result.code, "errorDescription": result.description} if result.code else {}

    def result_content(self, result: Result) -> dict[str, Any]:
        return result.task.content
