"""Authenticate with API (lines 587-681)."""

import hmac
from typing import Any

from conformance.reference.opeasy.answer import Answer, Refusal
from conformance.reference.opeasy.documents import object_in, text_at
from conformance.reference.opeasy.foundation import Call, Foundation
from conformance.reference.opeasy.state import Session

NOBODY = Session("", "", 0.0)


class AuthSessions(Foundation):
    """Exchanges API keys for tokens, and knows whom a token speaks for."""

    async def create_auth_session(self, call: Call) -> Answer:
        body = await object_in(call.request)
        api_key, enterprise_id = self.session_field(body, "apiKey"), self.session_field(body, "enterpriseId")
        if not self.may_authenticate(api_key, enterprise_id):
            raise Refusal(401, "Failed to authenticate with the provided API Key and Enterprise ID")
        session = self.new_session(enterprise_id)
        return Answer(201, {"authSession": {"token": session.token}})

    def session_field(self, body: dict[str, Any], name: str) -> str:
        """A field of authSession; missing or of the wrong type it is a validation error (673)."""
        return text_at(body, "authSession", name)

    def may_authenticate(self, api_key: str, enterprise_id: str) -> bool:
        """The key must be the one of that enterprise (626-629, 676)."""
        expected = self.settings.enterprises.get(enterprise_id)
        return expected is not None and _equal(expected, api_key)

    def new_session(self, enterprise_id: str) -> Session:
        session = Session(self.new_id(), enterprise_id, self.now)
        self.sessions[session.token] = session
        return session

    def session_of(self, authorization: str | None, operation_id: str) -> Session:
        """The session of the bare token in the Authorization header (594-595, 701)."""
        if operation_id == "createAuthSession":
            return NOBODY
        session = self.sessions.get(authorization or "")
        if session is None or not self.token_is_alive(session):
            raise Refusal(401, "Unauthorized", "An authentication error occurred")
        return session

    def token_is_alive(self, session: Session) -> bool:
        """A token lives one hour (590-598, 651-653)."""
        return self.now - session.issued < self.settings.token_seconds


def _equal(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode("utf-8", "replace"), given.encode("utf-8", "replace"))
