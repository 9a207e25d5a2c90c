"""Error Handling."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, uses
from conformance.suites.call_control.actions import ACTIONS
from conformance.suites.call_control.answers import body_of, given_done, is_done, refuses
from conformance.suites.call_control.client import MADE_UP, CallControl
from conformance.suites.call_control.records import Record

Cause = tuple[str, Callable[[CallControl], Record]]


def _sound(action: str) -> Callable[[CallControl], Record]:
    """Makes a record for which an action would succeed."""
    return lambda manager: manager.subject(action)


def _update(manager: CallControl, **fields: str) -> Record:
    """The record of a contact to be updated."""
    return manager.contact_of(RegisteredPhoneNumber=manager.contact(), **fields)


# What the document names as the cause of each code, in each action for which it does.
CAUSES: Mapping[str, Sequence[Cause]] = {
    "INVALID_AUTH_ID": [(action, _sound(action)) for action in ACTIONS],
    "AUTH_ID_EXPIRED": [("add extension", lambda manager: manager.extension_of())],
    "INVALID_EXTENSION": [("add extension", lambda manager: manager.extension_of("")),
                          ("delete extension", lambda manager: {"ExtentionNumber": ""}),
                          ("update extension", lambda manager: manager.extension_of(""))],
    "EXTENSION_EXIST": [("add extension", lambda manager: manager.again(manager.extension()))],
    "INVALID_EMAIL": [("add extension", lambda manager: manager.extension_of(EmailAddress="nobody")),
                      ("update extension", lambda manager: manager.extension_of(manager.extension(), EmailAddress="nobody"))],
    "FNAME_INVALID": [("add extension", lambda manager: manager.extension_of(FirstName="")),
                      ("add contact", lambda manager: manager.contact_of(FirstName="")),
                      ("update contact", lambda manager: _update(manager, FirstName=""))],
    "LNAME_INVALID": [("add contact", lambda manager: manager.contact_of(LastName="")),
                      ("update contact", lambda manager: _update(manager, LastName=""))],
    "PHONE_NUMBER_INVALID": [("add contact", lambda manager: manager.contact_of("")),
                             ("update contact", lambda manager: _update(manager, PhoneNumber="")),
                             ("delete contact", lambda manager: {"PhoneNumber": ""})],
}
MESSAGES = {
    "INVALID_AUTH_ID": "Authentication Token invalid", "AUTH_ID_EXPIRED": "Authentication Token expired",
    "INVALID_EXTENSION": "Invalid Extension number", "EXTENSION_EXIST": "Extension number already exist",
    "INVALID_EMAIL": "Invalid Email Address", "FNAME_INVALID": "Invalid First name", "LNAME_INVALID": "Invalid Last name",
    "PHONE_NUMBER_INVALID": "Invalid Phone Number"}
EXPIRED = {"AUTH_ID_EXPIRED": ("credentials.expiredSecurityKey",)}


def _provoked(manager: CallControl, code: str) -> Iterator[Exchange]:
    """A refusal with a code by each action that tells it and is known."""
    for action, record in CAUSES[code]:
        world = ACTIONS[action].world
        if not world or not manager.target.lacks(f"world.{world}"):
            keys = {"INVALID_AUTH_ID": lambda: MADE_UP, "AUTH_ID_EXPIRED": lambda: manager.expired_key}
            yield manager.ask(action, record(manager), **({"key": keys[code]()} if code in keys else {}))


@verifies_in_each("code", list(CAUSES), "CALLCONTROL-ANSWER-1", needs=EXPIRED)
def test_each_code_comes_with_its_message(manager: CallControl, code: str) -> None:
    for answer in _provoked(manager, code):
        refuses(answer, code)
        expect(answer).shows(MESSAGES[code], "message")


@verifies("CALLCONTROL-ANSWER-2")
def test_a_refusal_has_an_error_body_whatever_its_status(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for code in CAUSES:
        if code in EXPIRED and manager.target.lacks(*EXPIRED[code]):
            continue
        for answer in _provoked(manager, code):
            _has_an_error_body(answer, code)


def _has_an_error_body(answer: Exchange, code: str) -> None:
    if is_done(answer):
        raise Inconclusive(f"what is to be told with {code} is done")
    body = body_of(answer)
    for name in ("message", "errorCode"):
        expect(answer).that(isinstance(body.get(name), str) and bool(body[name]), f"a text as {name}", repr(body.get(name)))
    if 400 <= answer.status < 500:
        uses("CALLCONTROL-R-STATUS", "b", f"{answer.status} with {code}")
