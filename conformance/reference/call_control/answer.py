"""What goes back to the client: that something was done, or a refusal."""

from dataclasses import dataclass
from typing import Any

MESSAGES = {
    "INVALID_AUTH_ID": "Authentication Token invalid", "AUTH_ID_EXPIRED": "Authentication Token expired",
    "INVALID_EXTENSION": "Invalid Extension number", "EXTENSION_EXIST": "Extension number already exist",
    "INVALID_EMAIL": "Invalid Email Address", "FNAME_INVALID": "Invalid First name", "LNAME_INVALID": "Invalid Last name",
    "PHONE_NUMBER_INVALID": "Invalid Phone Number"}


@dataclass(frozen=True)
class Answer:
    """Status and body; the body becomes JSON."""

    body: dict[str, Any]
    status: int = 200


class Refusal(Exception):
    """A request that is not granted, with its code (lines 178-239)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def exception(detail: str) -> Refusal:
    """What has no code of its own (37, 78-80)."""
    return Refusal("WEBSERVICE_ERROR", detail)
