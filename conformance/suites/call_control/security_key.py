"""Security Key."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import expect
from conformance.suites.call_control.actions import ACTIONS, NEEDS
from conformance.suites.call_control.answers import TRIES, code_of, given_done, is_done, refuses
from conformance.suites.call_control.client import MADE_UP, CallControl
from conformance.suites.call_control.records import Record


@verifies_in_each("action", list(ACTIONS), "CALLCONTROL-KEY-1", needs=NEEDS)
def test_each_action_refuses_a_wrong_key(manager: CallControl, action: str) -> None:
    ask = manager.question(action)
    refuses(ask(key=MADE_UP), "INVALID_AUTH_ID")
    given_done(ask())


@verifies_in_each("action", list(ACTIONS), "CALLCONTROL-KEY-2", needs=NEEDS)
def test_each_action_refuses_a_request_without_a_key(manager: CallControl, action: str) -> None:
    ask = manager.question(action)
    for key in (None, ""):
        refuses(ask(key=key), "INVALID_AUTH_ID")
    given_done(ask())


@verifies("CALLCONTROL-KEY-3")
def test_an_expired_key_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    refuses(manager.ask("add extension", manager.extension_of(), key=manager.expired_key), "AUTH_ID_EXPIRED")


@verifies_in_each("action", list(ACTIONS), "CALLCONTROL-KEY-8", needs=NEEDS)
def test_each_action_refuses_an_expired_key(manager: CallControl, action: str) -> None:
    ask = manager.question(action)
    refuses(ask(key=manager.expired_key), "AUTH_ID_EXPIRED")
    given_done(ask())


@verifies("CALLCONTROL-KEY-4")
def test_the_key_is_looked_at_before_the_records(manager: CallControl) -> None:
    wrong = (("add extension", manager.extension_of("")), ("add contact", manager.contact_of(FirstName="")),
             ("update extension", manager.extension_of(EmailAddress="nobody")))
    for action, record in wrong:
        refuses(manager.ask(action, record, key=MADE_UP), "INVALID_AUTH_ID")
    refuses(manager.ask("add extension", key=MADE_UP, qsValue="{"), "INVALID_AUTH_ID")
    given_done(manager.ask("add extension", manager.extension_of()))


@verifies("CALLCONTROL-KEY-5")
def test_a_contact_of_a_wrong_key_is_not_made(manager: CallControl) -> None:
    record = manager.contact_of()
    refused = manager.ask("add contact", record, key=MADE_UP)
    refuses(refused)
    expect(refused).that(not manager.is_listed(record["PhoneNumber"]), "no contact with the number", "there is one")
    given_done(manager.ask("add contact", record))


def _records(manager: CallControl, count: int, freed: bool) -> list[Record]:
    """Records to add. Those of numbers that are ``freed`` nobody has: they were deleted, and after that could be added once."""
    records = [manager.extension_of() for _ in range(count)]
    for record in records * 2 if freed else ():
        given_done(manager.ask("add extension", record))
        given_done(manager.ask("delete extension", {"ExtentionNumber": record["ExtentionNumber"]}))
    return records


@verifies_in_each("action", ["add extension", "add extensions"], "CALLCONTROL-KEY-5")
def test_what_a_wrong_key_asks_for_is_not_done(manager: CallControl, action: str) -> None:
    given_done(manager.question(action)())
    freed = not manager.target.lacks("world.deleteExtension")
    for _ in range(1 if freed else TRIES):
        records = _records(manager, 2 if action == "add extensions" else 1, freed)
        refused = manager.ask(action, *records, key=MADE_UP)
        refuses(refused)
        repeated = manager.ask(action, *records)
        if code_of(repeated) != "EXTENSION_EXIST":  # others may have a number that was drawn, but not time and again
            break
    expect(refused).that(is_done(repeated), "nothing made, so that the same can be asked for again", "it cannot")


@verifies_in_each("action", ["delete extension", "delete contact"], "CALLCONTROL-KEY-5", needs=NEEDS)
def test_a_wrong_key_takes_nothing_away(manager: CallControl, action: str) -> None:
    given_done(manager.question(action)())
    ask = manager.question(action)
    refused = ask(key=MADE_UP)
    refuses(refused)
    expect(refused).that(is_done(ask()), "all as it was, so that the same can be asked for again", "it cannot")


@verifies("CALLCONTROL-KEY-5")
def test_a_wrong_key_moves_no_contact(manager: CallControl) -> None:
    given_done(manager.question("update contact")())
    registered = manager.contact()
    refused = manager.ask("update contact", manager.contact_of(RegisteredPhoneNumber=registered), key=MADE_UP)
    refuses(refused)
    # Others may have the number that it is to get, but not time and again.
    again = (manager.ask("update contact", manager.contact_of(RegisteredPhoneNumber=registered)) for _ in range(TRIES))
    found = any(map(is_done, again))
    expect(refused).that(found, "the contact where it was", "none there")


@verifies("CALLCONTROL-KEY-6")
def test_a_key_that_is_nearly_right_is_wrong(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for key in (manager.key[:-1], manager.key[1:], f"{manager.key}0", f"0{manager.key}", manager.key.swapcase()):
        if key != manager.key:
            refuses(manager.ask("add extension", manager.extension_of(), key=key), "INVALID_AUTH_ID")
