"""Lies about tokens and tenants that show at some endpoint or at some time only."""

import time
from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.downloads import FILE
from conformance.reference.opeasy.foundation import Call, Endpoint
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Operation, ScheduledOperation, Session, Webhook


@violates("OPEASY-AUTH-6")
class ExpiresAMinuteEarly(OpEasy):
    """Lets a token expire after 59 minutes."""

    def token_is_alive(self, session: Session) -> bool:
        return self.now - session.issued < self.settings.token_seconds * 59 / 60


@violates("OPEASY-AUTH-7")
class RenewsTokensInUse(OpEasy):
    """Lets a token live another hour whenever it is used."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.used: dict[str, float] = {}

    def token_is_alive(self, session: Session) -> bool:
        alive = self.now - self.used.get(session.token, session.issued) < self.settings.token_seconds
        if alive:
            self.used[session.token] = self.now
        return alive


@violates("OPEASY-AUTH-6")
class KeepsEightTokens(OpEasy):
    """Keeps eight tokens of an enterprise, and lets the oldest expire when a ninth is issued."""

    def new_session(self, enterprise_id: str) -> Session:
        session = super().new_session(enterprise_id)
        own = [each for each in self.sessions.values() if each.enterprise_id == enterprise_id]
        for old in own[:-8]:
            del self.sessions[old.token]
        return session


@violates("OPEASY-AUTH-7")
class ServesFilesToExpiredTokens(OpEasy):
    """Does not ask for the age of a token when a file is downloaded."""

    downloading = False

    async def answer(self, endpoint: Endpoint, request: Request) -> Answer:
        await request.body()  # from here on nothing else can happen until the session is found
        self.downloading = request.headers.get("accept") == FILE
        return await super().answer(endpoint, request)

    def token_is_alive(self, session: Session) -> bool:
        return self.downloading or super().token_is_alive(session)


@violates("OPEASY-SHAPE-deleteOperation-401-invalid")
class ReadsBeginningOfToken(OpEasy):
    """Overlooks what stands behind a token when an operation is deleted."""

    def session_of(self, authorization: str | None, operation_id: str) -> Session:
        if authorization and operation_id == "deleteOperation":
            authorization = authorization[:32]
        return super().session_of(authorization, operation_id)


@violates("OPEASY-AUTH-2")
class IgnoresCaseOfKeys(OpEasy):
    """Takes an API key in any case."""

    def may_authenticate(self, api_key: str, enterprise_id: str) -> bool:
        expected = self.settings.enterprises.get(enterprise_id, "")
        return super().may_authenticate(expected if api_key.lower() == expected.lower() else api_key, enterprise_id)


@violates("OPEASY-TENANT-4")
class QuietlyDeletesErrorsForEveryone(OpEasy):
    """Lets the administrators of other enterprises delete the validation errors of an operation."""

    def is_visible(self, call: Call, enterprise_id: str) -> bool:
        return call.kind == "deleteValidationError" or super().is_visible(call, enterprise_id)


@violates("OPEASY-TENANT-3")
class ServesFilesToEveryone(OpEasy):
    """Serves the tasks of an operation to the administrators of other enterprises if they ask for a file."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        if call.kind == "getTasks" and self.wants_file(call) and id_ in self.operations:
            return self.operations[id_]
        return super().operation_of(call, id_)


@violates("OPEASY-TENANT-3")
class ServesKeptOverviews(OpEasy):
    """Serves an overview of results to everyone once its own administrator has read it."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.kept: dict[str, Any] = {}

    async def get_results(self, call: Call) -> Answer:
        id_ = call.path("scheduled_operation_id")
        if id_ not in self.kept:
            self.kept[id_] = (await super().get_results(call)).body
        return Answer(200, self.kept[id_])

    def discard_scheduled_operation(self, scheduled: ScheduledOperation) -> None:
        super().discard_scheduled_operation(scheduled)
        self.kept.pop(scheduled.id, None)


@violates("OPEASY-TENANT-4")
class DeletesCompletedForEveryone(OpEasy):
    """Lets the administrators of other enterprises delete a scheduled operation that is completedWithErrors."""

    def scheduled_of(self, call: Call) -> ScheduledOperation:
        scheduled = self.scheduled_operations.get(call.path("scheduled_operation_id"))
        if scheduled and call.kind == "deleteScheduledOperation" and self.status_of(scheduled) == "completedWithErrors":
            return scheduled
        return super().scheduled_of(call)


@violates("OPEASY-WEBHOOK-8")
class DeletesWebhooksForEveryone(OpEasy):
    """Lets the administrators of other enterprises remove a webhook."""

    def webhook_of(self, call: Call) -> Webhook:
        try:
            return super().webhook_of(call)
        except Refusal:
            found = self.webhooks.get(call.path("webhook_id"))
            if found is None or call.kind != "deleteWebhook":
                raise
            return found
