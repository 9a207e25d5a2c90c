"""Lies about authentication sessions."""


import contextlib
from typing import Any, ClassVar

from starlette.requests import Request

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.documents import as_text
from conformance.reference.opeasy.foundation import Call, Endpoint
from conformance.reference.opeasy.state import Session


@violates("OPEASY-AUTH-1")
class ForgetsFurtherTokens(OpEasy):
    """Issues a further token while an earlier one of the enterprise is valid, and does not remember it."""

    def new_session(self, enterprise_id: str) -> Session:
        others = [each for each in self.sessions.values() if each.enterprise_id == enterprise_id]
        session = super().new_session(enterprise_id)
        if any(self.token_is_alive(each) for each in others):
            del self.sessions[session.token]
        return session


@violates("OPEASY-AUTH-2")
class IssuesTokensForUnknownKeys(OpEasy):
    """Looks only at the enterprise when the API key is unknown."""

    def may_authenticate(self, api_key: str, enterprise_id: str) -> bool:
        unknown = api_key not in self.settings.enterprises.values() and self.enterprise_exists(enterprise_id)
        return unknown or super().may_authenticate(api_key, enterprise_id)


@violates("OPEASY-AUTH-3")
class IgnoresEnterprise(OpEasy):
    """Looks only at the API key, whatever enterprise it is sent with."""

    def may_authenticate(self, api_key: str, enterprise_id: str) -> bool:
        return api_key in self.settings.enterprises.values()


@violates("OPEASY-AUTH-4")
class AuthenticatesWithoutEnterprise(OpEasy):
    """Takes the enterprise of the API key when none is sent."""

    def session_field(self, body: dict[str, Any], name: str) -> str:
        sent = body.get("authSession")
        if isinstance(sent, dict) and name == "enterpriseId" and name not in sent:
            return next((each for each, key in self.settings.enterprises.items() if key == sent["apiKey"]), "")
        return super().session_field(body, name)


@violates("OPEASY-AUTH-4")
class TakesAnythingForText(OpEasy):
    """Reads numbers, lists and objects as text, so that they are merely wrong credentials."""

    def session_field(self, body: dict[str, Any], name: str) -> str:
        sent = body.get("authSession")
        return as_text(sent[name]) if isinstance(sent, dict) and name in sent else super().session_field(body, name)


class ActsBeforeAuthenticating(OpEasy):
    """Refuses with 401 what it has already done, as whoever may do it."""

    endpoint: ClassVar[str]

    async def answer(self, endpoint: Endpoint, request: Request) -> Answer:
        answer = await super().answer(endpoint, request)
        if answer.status == 401 and endpoint.kind == self.endpoint:
            for enterprise_id in self.settings.enterprises:
                with contextlib.suppress(Refusal):
                    await self.act(Call(endpoint, request, Session("", enterprise_id, self.now)))
        return answer


@violates("OPEASY-AUTH-5")
class AppendsBeforeAuthenticating(ActsBeforeAuthenticating):
    """Appends the tasks of a request that it refuses with 401."""

    endpoint = "appendTasks"


@violates("OPEASY-AUTH-5")
class DeletesBeforeAuthenticating(ActsBeforeAuthenticating):
    """Deletes the operation of a request that it refuses with 401."""

    endpoint = "deleteOperation"


@violates("OPEASY-AUTH-5")
class SchedulesBeforeAuthenticating(ActsBeforeAuthenticating):
    """Schedules the operation of a request that it refuses with 401."""

    endpoint = "scheduleOperation"


@violates("OPEASY-AUTH-5")
class DeletesErrorsBeforeAuthenticating(ActsBeforeAuthenticating):
    """Deletes the validation error of a request that it refuses with 401."""

    endpoint = "deleteValidationError"


@violates("OPEASY-AUTH-5")
class DeletesScheduledBeforeAuthenticating(ActsBeforeAuthenticating):
    """Deletes the scheduled operation of a request that it refuses with 401."""

    endpoint = "deleteScheduledOperation"


@violates("OPEASY-AUTH-6")
class ExpiresTokensEarly(OpEasy):
    """Lets a token expire ten minutes before its hour is over."""

    def token_is_alive(self, session: Session) -> bool:
        return self.now - session.issued < self.settings.token_seconds * 5 / 6


@violates("OPEASY-AUTH-7")
class KeepsExpiredTokens(OpEasy):
    """Never lets a token expire."""

    def token_is_alive(self, session: Session) -> bool:
        return True


@violates("OPEASY-AUTH-8")
class IssuesExpiredTokensAgain(OpEasy):
    """Hands out the same token again after it has expired."""

    def new_session(self, enterprise_id: str) -> Session:
        for session in self.sessions.values():
            if session.enterprise_id == enterprise_id and not self.token_is_alive(session):
                return session
        return super().new_session(enterprise_id)
