"""Somebody who asks a Call Control Manager, by ASGI and without the harness."""

import json
from typing import Any

import httpx

from conformance.reference.call_control import CallControl
from conformance.serving import InProcess

NAMES = {"add-extension": ("addExt", "sExtension"), "add-extensions": ("addExt", "mExtension"),
         "update-extension": ("updateExt", "uExtension"), "delete-extension": ("deleteExt", "dExtension"),
         "add-contact": ("addPhonebook", "sContact"), "update-contact": ("updatePhonebook", "uContact"),
         "delete-contact": ("deletePhonebook", "dContact")}
EXTENSION = {"ExtentionNumber": "7000001", "FirstName": "Ann"}
CONTACT = {"FirstName": "Ann", "LastName": "Lee", "PhoneNumber": "2145550001"}


class Calls:
    """A server and what it answers."""

    def __init__(self, kind: type[Any] = CallControl) -> None:
        self.server = kind(clock=lambda: 0.0)
        self.key = self.server.settings.security_key
        self._http = httpx.Client(base_url="http://x", transport=InProcess(self.server.app))

    def send(self, method: str = "POST", path: str = "/api.aspx", **request: Any) -> httpx.Response:
        return self._http.request(method, path, **request)

    def value(self, action: str, value: Any, **more: str) -> dict[str, Any]:
        """The body of the answer to an action with this qsValue."""
        said = {"action": NAMES[action][0], "qstype": "1", "qsSecuritykey": self.key, "qsValue": json.dumps(value), **more}
        answer = self.send(params=said)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
        body: dict[str, Any] = answer.json()
        return body

    def ask(self, action: str, *records: dict[str, str], **more: str) -> str:
        """The code of the answer, or ``done``."""
        body = self.value(action, {NAMES[action][1]: list(records)}, **more)
        assert set(body) == ({"status", "errorMessage", "errorCode"} if "status" in body else {"message", "errorCode"})
        return "done" if "status" in body else str(body["errorCode"])
