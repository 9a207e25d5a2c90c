"""Request Format."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.suites.call_control.actions import ACTIONS, NEEDS
from conformance.suites.call_control.answers import OTHER, done, given_done, is_done, refuses
from conformance.suites.call_control.client import MADE_UP, CallControl
from conformance.suites.call_control.numbers import as_integer
from conformance.suites.call_control.queries import encoded
from conformance.suites.call_control.records import Record

WRONG_VALUES = {"a cut": '{"sExtension": [{"ExtentionNumber": ', "an empty text": "", "a word": "sExtension", "a number": "1"}
FORMS: Mapping[str, Callable[[Record], Any]] = {"a bare record": lambda record: record, "a bare array": lambda record: [record]}


def query(manager: CallControl, record: Record, action: str | None = "addExt", order: int = 1) -> str:
    """An encoded query that adds an extension; the parameters follow each other in this order, or the other way round."""
    pairs = [("action", action), ("qstype", "1"), ("qsSecuritykey", manager.key),
             ("qsValue", json.dumps({"sExtension": [record]}))]
    return encoded((name, value) for name, value in pairs[::order] if value is not None)


def _free(manager: CallControl, record: Record, refused: Exchange) -> None:
    """The number of a refused addition is free, and the addition itself is sound."""
    repeated = manager.ask("add extension", record)
    expect(refused).that(is_done(repeated), "nothing made of what was refused", f"then {repeated.told[:80]!r}")


@verifies("CALLCONTROL-REQUEST-1")
def test_parameters_are_read_from_the_query(manager: CallControl) -> None:
    record = manager.extension_of()
    answer = manager.raw("add extension", query(manager, record), {"sExtension": [record]})
    given(answer).that(not answer.request_body, "a request without a body", "one")
    done(answer)
    refuses(manager.ask("add extension", manager.again(record["ExtentionNumber"])), "EXTENSION_EXIST")


@verifies("CALLCONTROL-REQUEST-6")
def test_parameters_may_stand_in_any_order(manager: CallControl) -> None:
    for order in (1, -1):
        record = manager.extension_of()
        done(manager.raw("add extension", query(manager, record, order=order), {"sExtension": [record]}))


@verifies("CALLCONTROL-REQUEST-2")
def test_an_action_that_is_missing_or_unknown_is_refused(manager: CallControl) -> None:
    for action in (None, "", f"add{MADE_UP}", "ADDEXTENSIONS"):
        record = manager.extension_of()
        refused = manager.raw("add extension", query(manager, record, action), {"sExtension": [record]}, documented=False)
        refuses(refused)
        _free(manager, record, refused)


@verifies("CALLCONTROL-REQUEST-3")
def test_a_value_that_is_no_json_is_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for text in WRONG_VALUES.values():
        refuses(manager.ask("add extension", qsValue=text))
    record = manager.extension_of()
    cut = json.dumps({"sExtension": [record]})[:-1]
    refused = manager.ask("add extension", record, qsValue=cut)
    refuses(refused)
    _free(manager, record, refused)


@verifies("CALLCONTROL-ANSWER-4")
def test_a_failure_without_a_code_of_its_own_is_a_webservice_error(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for text in WRONG_VALUES.values():
        answer = manager.ask("add extension", qsValue=text)
        code = refuses(answer, *OTHER)
        expect(answer).holds("a text that says what went wrong", lambda text: isinstance(text, str) and text != "", "message")
        if code == "500":
            uses("CALLCONTROL-R-OTHER-FAILURES", "b", "500 for a qsValue that is no JSON")


@verifies_in_each("form", list(FORMS), "CALLCONTROL-REQUEST-4")
def test_a_value_without_a_name_is_carried_out_or_refused(manager: CallControl, form: str) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    record = manager.extension_of()
    answer = manager.send("add extension", FORMS[form](record))
    if not is_done(answer):
        refuses(answer)
        _free(manager, record, answer)
        return
    uses("CALLCONTROL-R-VALUE", "b" if form == "a bare record" else "c", form)
    expect(answer).that(manager.is_taken(record["ExtentionNumber"]), "an extension where one was created", "a free number")


WRONG_TYPES = (7, True, None, ["a"], {"a": "b"})


def _wrong_types(field: str, number: str) -> tuple[Any, ...]:
    """Values of a field that are no texts. Whoever finds a number in one for a field of numbers finds that of its own record."""
    if not field.endswith("Number"):
        return WRONG_TYPES
    return as_integer(number), None, [number], {"a": number}


@verifies_in_each("action", list(ACTIONS), "CALLCONTROL-REQUEST-8", needs=NEEDS)
def test_a_field_of_another_type_is_answered_as_documented(manager: CallControl, action: str) -> None:
    for field in manager.subject(action):
        for place in range(len(_wrong_types(field, "0"))):
            record = manager.subject(action)
            answer = manager.ask(action, {**record, field: _wrong_types(field, record[field])[place]})
            if not is_done(answer):
                refuses(answer)


@verifies_in_each("action", list(ACTIONS), "CALLCONTROL-REQUEST-9", needs=NEEDS)
def test_an_array_without_a_record_is_refused(manager: CallControl, action: str) -> None:
    ask = manager.question(action)
    refuses(manager.ask(action))
    given_done(ask())


def _misplaced(manager: CallControl) -> Iterator[tuple[str, Record]]:
    """Records below the name of another action."""
    for action in ("update extension", "add contact", "update contact"):
        yield ACTIONS[action].record, manager.extension_of()
    yield "xExtension", manager.extension_of()


@verifies("CALLCONTROL-REQUEST-5")
def test_records_below_the_name_of_another_action_are_refused(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for name, record in _misplaced(manager):
        refused = manager.send("add extension", {name: [record]})
        refuses(refused)
        _free(manager, record, refused)
