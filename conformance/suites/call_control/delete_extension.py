"""Deleting an Extension."""

from conformance.checks import verifies
from conformance.strategies.call_control import LETTERS, mixed
from conformance.suites.call_control.answers import done, given_done, refuses, refuses_or
from conformance.suites.call_control.client import CallControl

STATUS = "Extension Deleted"
DELETE = "delete extension"
OTHERWISE = ("INVALID_EXTENSION", "WEBSERVICE_ERROR")


@verifies("CALLCONTROL-DELETE-1")
def test_an_extension_is_deleted(manager: CallControl) -> None:
    done(manager.ask(DELETE, {"ExtentionNumber": manager.extension()}), STATUS)


@verifies("CALLCONTROL-DELETE-7")
def test_a_deleted_extension_leaves_its_number_free(manager: CallControl) -> None:
    number = manager.extension()
    for _ in range(2):
        given_done(manager.ask(DELETE, {"ExtentionNumber": number}))
        done(manager.ask("add extension", manager.extension_of(number)))


@verifies("CALLCONTROL-DELETE-8")
def test_an_extension_without_a_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"ExtentionNumber": manager.extension()}))
    refuses_or(manager.ask(DELETE, {}), *OTHERWISE, "CALLCONTROL-R-MISSING")


@verifies("CALLCONTROL-DELETE-2")
def test_an_empty_number_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"ExtentionNumber": manager.extension()}))
    refuses(manager.ask(DELETE, {"ExtentionNumber": ""}), "INVALID_EXTENSION")


@verifies("CALLCONTROL-DELETE-3")
def test_an_extension_is_deleted_once(manager: CallControl) -> None:
    number = manager.extension()
    given_done(manager.ask(DELETE, {"ExtentionNumber": number}))
    for unknown in (number, manager.number()):
        refuses_or(manager.ask(DELETE, {"ExtentionNumber": unknown}), *OTHERWISE, "CALLCONTROL-R-UNKNOWN-EXTENSION")


@verifies("CALLCONTROL-DELETE-4")
def test_a_number_with_letters_is_not_deleted(manager: CallControl) -> None:
    given_done(manager.ask(DELETE, {"ExtentionNumber": manager.extension()}))
    for number in (*LETTERS, *mixed(manager.extension())):
        refuses_or(manager.ask(DELETE, {"ExtentionNumber": number}), *OTHERWISE, "CALLCONTROL-R-ILLEGAL-NUMBER")


@verifies("CALLCONTROL-DELETE-5")
def test_a_deletion_leaves_other_extensions_alone(manager: CallControl) -> None:
    before, number, after = (manager.extension() for _ in range(3))
    given_done(manager.ask(DELETE, {"ExtentionNumber": number}))
    for other in (before, after):
        refuses(manager.ask("add extension", manager.again(other)), "EXTENSION_EXIST")
