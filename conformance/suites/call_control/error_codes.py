"""Error Handling."""

from collections.abc import Callable, Mapping

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, uses
from conformance.suites.call_control.answers import body_of, given_done, is_done, refuses
from conformance.suites.call_control.client import MADE_UP, CallControl


def _existing(manager: CallControl) -> Exchange:
    return manager.ask("add extension", manager.again(manager.extension()))


# What the document names as the cause of each code.
PROVOKED: Mapping[str, Callable[[CallControl], Exchange]] = {
    "INVALID_AUTH_ID": lambda manager: manager.ask("add extension", manager.extension_of(), key=MADE_UP),
    "AUTH_ID_EXPIRED": lambda manager: manager.ask("add extension", manager.extension_of(), key=manager.expired_key),
    "INVALID_EXTENSION": lambda manager: manager.ask("add extension", manager.extension_of("")),
    "EXTENSION_EXIST": _existing,
    "INVALID_EMAIL": lambda manager: manager.ask("add extension", manager.extension_of(EmailAddress="nobody")),
    "FNAME_INVALID": lambda manager: manager.ask("add contact", manager.contact_of(FirstName="")),
    "LNAME_INVALID": lambda manager: manager.ask("add contact", manager.contact_of(LastName="")),
    "PHONE_NUMBER_INVALID": lambda manager: manager.ask("add contact", manager.contact_of("")),
}
MESSAGES = {
    "INVALID_AUTH_ID": "Authentication Token invalid", "AUTH_ID_EXPIRED": "Authentication Token expired",
    "INVALID_EXTENSION": "Invalid Extension number", "EXTENSION_EXIST": "Extension number already exist",
    "INVALID_EMAIL": "Invalid Email Address", "FNAME_INVALID": "Invalid First name", "LNAME_INVALID": "Invalid Last name",
    "PHONE_NUMBER_INVALID": "Invalid Phone Number"}
EXPIRED = {"AUTH_ID_EXPIRED": ("credentials.expiredSecurityKey",)}


@verifies_in_each("code", list(PROVOKED), "CALLCONTROL-ANSWER-1", needs=EXPIRED)
def test_each_code_comes_with_its_message(manager: CallControl, code: str) -> None:
    answer = PROVOKED[code](manager)
    refuses(answer, code)
    expect(answer).shows(MESSAGES[code], "message")


@verifies("CALLCONTROL-ANSWER-2")
def test_a_refusal_has_an_error_body_whatever_its_status(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for code in (code for code in PROVOKED if code not in EXPIRED):
        answer = PROVOKED[code](manager)
        if is_done(answer):
            raise Inconclusive(f"what is to be told with {code} is done")
        body = body_of(answer)
        for name in ("message", "errorCode"):
            expect(answer).that(isinstance(body.get(name), str) and bool(body[name]), f"a text as {name}", repr(body.get(name)))
        if 400 <= answer.status < 500:
            uses("CALLCONTROL-R-STATUS", "b", f"{answer.status} with {code}")
