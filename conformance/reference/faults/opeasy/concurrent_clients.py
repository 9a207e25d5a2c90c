"""Lies about what several clients make, append, delete and look at at the same moment."""

import time
from collections.abc import Callable

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.letting_in import LetsOthersIn
from conformance.reference.opeasy import Settings
from conformance.reference.opeasy.answer import Answer, not_found
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation


@violates("OPEASY-CONCURRENCY-6")
class SharesIdsOfOperations(LetsOthersIn):
    """Gives operations that are created at the same moment the same id."""

    async def create_operation(self, call: Call) -> Answer:
        state = self.random.getstate()
        await self.others()
        if self.operations:
            self.random.setstate(state)
        return await super().create_operation(call)


@violates("OPEASY-CONCURRENCY-6")
class AnswersTheOther(LetsOthersIn):
    """Answers who creates an operation with the one that was created last by anybody."""

    latest: Operation | None = None

    async def create_operation(self, call: Call) -> Answer:
        answer = await super().create_operation(call)
        self.latest = self.operations[answer.body["id"]]
        await self.others()
        shown = self.latest if self.latest.enterprise_id == call.session.enterprise_id else self.operations[answer.body["id"]]
        return Answer(201, self.operation_body(shown))


@violates("OPEASY-CONCURRENCY-7")
class LosesAppends(LetsOthersIn):
    """Writes the tasks back as they were before others were let in, and loses what these appended."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        before = {family: list(tasks) for family, tasks in operation.tasks.items()}
        await self.others()
        if self.may_edit(operation):
            operation.tasks = before
        return await super().append_tasks(call)


@violates("OPEASY-CONCURRENCY-7")
class CountsBefore(LetsOthersIn):
    """Answers an append with totals that leave out what others appended meanwhile."""

    async def append_tasks(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        before = {family: len(tasks) for family, tasks in operation.tasks.items()}
        await self.others()
        middle = {family: len(tasks) for family, tasks in operation.tasks.items()}
        answer = await super().append_tasks(call)
        for family, shown in answer.body["tasks"].items():
            shown["size"] -= middle[family] - before[family]
        return answer


@violates("OPEASY-CONCURRENCY-8")
class RestoresErrors(LetsOthersIn):
    """Writes validation errors back as they were before others were let in, and brings back what these deleted."""

    async def delete_validation_error(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        before = list(operation.errors[call.family])
        await self.others()
        operation.errors[call.family] = before
        return await super().delete_validation_error(call)


@violates("OPEASY-CONCURRENCY-8")
class DeletesByPlace(LetsOthersIn):
    """Deletes what stands in the place of a validation error after others were let in."""

    async def delete_validation_error(self, call: Call) -> Answer:
        operation = self.operation_of(call, call.path("operation_id"))
        errors = operation.errors[call.family]
        places = [place for place, error in enumerate(errors) if error.id == call.path("validation_error_id")]
        await self.others()
        if not places or places[0] >= len(errors):
            return await super().delete_validation_error(call)
        del errors[places[0]]
        return Answer(204)


@violates("OPEASY-CONCURRENCY-9")
class ShowsStaleStatus(LetsOthersIn):
    """Shows the first status that anybody saw while others ask at the same moment."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.first: dict[str, str] = {}

    def status_shown(self, scheduled: ScheduledOperation) -> str:
        first = self.first.setdefault(scheduled.id, super().status_shown(scheduled))
        return first if self.inside > 1 else super().status_shown(scheduled)

    async def get_status(self, call: Call) -> Answer:
        await self.others()
        return await super().get_status(call)


@violates("OPEASY-CONCURRENCY-10")
class MixesUpSessions(LetsOthersIn):
    """Takes who asked last for whoever looks at an operation."""

    asking = ""

    async def get_operation(self, call: Call) -> Answer:
        self.asking = call.session.enterprise_id
        await self.others()
        return await super().get_operation(call)

    def is_visible(self, call: Call, enterprise_id: str) -> bool:
        if call.kind == "getOperation" and self.asking:
            return enterprise_id == self.asking
        return super().is_visible(call, enterprise_id)


@violates("OPEASY-CONCURRENCY-11")
class LosesWebhooks(LetsOthersIn):
    """Writes the webhooks back as they were before others were let in, and loses what these registered."""

    async def register_webhook(self, call: Call) -> Answer:
        before = dict(self.webhooks)
        await self.others()
        self.webhooks = before
        return await super().register_webhook(call)


@violates("OPEASY-CONCURRENCY-11")
class RemovesNeighbour(LetsOthersIn):
    """Removes the webhook that stands in the place of another after others were let in."""

    async def delete_webhook(self, call: Call) -> Answer:
        place = list(self.webhooks).index(self.webhook_of(call).id)
        await self.others()
        found = list(self.webhooks.values())
        if place >= len(found):
            raise not_found("Webhook", call.path("webhook_id"))
        self.discard_webhook(found[place])
        return Answer(204)
