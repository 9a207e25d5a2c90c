"""Fields Used in Error Responses."""

import itertools
from collections.abc import Iterator

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import NotApplicable, expect, given
from conformance.suites.opeasy.client import MADE_UP, OpEasy
from conformance.suites.opeasy.error_responses import UNKNOWN
from conformance.suites.opeasy.registrar import EVENT
from conformance.suites.opeasy.tenants import neighbouring

Wrong = tuple[str, str, Exchange]


def _in_a_session(opeasy: OpEasy) -> Iterator[Wrong]:
    right = {"apiKey": opeasy.credentials.get("apiKey"), "enterpriseId": opeasy.enterprise}
    for name in right:
        for value, shown in ((12345, "12345"), (["left", "right"], "right"), ({"inner": "value"}, "value")):
            yield name, shown, opeasy.authenticate({"authSession": {**right, name: value}})


def _in_a_receiver(opeasy: OpEasy) -> Iterator[Wrong]:
    """A wrong value of each field, and what of it must be seen again."""
    for name, value, shown in (("enterpriseId", 12345, "12345"), ("url", 12345, "12345"), ("url", ["left"], "left"),
                               ("events", EVENT, EVENT), ("events", {"no.such": EVENT}, "no.such"),
                               ("events", ["no.such.event"], "no.such.event"), ("events", [EVENT, 12345], "12345")):
        right = {"enterpriseId": opeasy.enterprise, "url": opeasy.nowhere(), "events": [EVENT]}
        yield name, shown, opeasy.register_with({**right, name: value})


def _lacking(opeasy: OpEasy) -> Iterator[Wrong]:
    """Nothing of a field that is missing can be seen again."""
    for name in ("enterpriseId", "url", "events"):
        right = {"enterpriseId": opeasy.enterprise, "url": opeasy.nowhere(), "events": [EVENT]}
        yield name, "", opeasy.register_with({key: value for key, value in right.items() if key != name})


def _in_a_schedule(opeasy: OpEasy) -> Iterator[Wrong]:
    for value, shown in ((12345, "12345"), (["left"], "left")):
        yield "id", shown, opeasy.call("scheduleOperation", json={"operation": {"id": value}})


def _is_named_and_shown(wrong: Iterator[Wrong]) -> None:
    for name, value, exchange in wrong:
        given(exchange).status(400)
        field = str(expect(exchange).json("validationError", "fieldName"))
        expect(exchange).that(name in field.replace("/", ".").split("."), f"a fieldName with {name}", field)
        if value:
            shown = str(expect(exchange).json("validationError", "originalInput"))
            expect(exchange).that(value in shown, f"an originalInput with {value}", shown)


@verifies("OPEASY-ERROR-3", "OPEASY-ERROR-4")
def test_a_wrong_field_of_a_session_is_named_and_its_value_shown(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201)
    _is_named_and_shown(_in_a_session(opeasy))


@verifies("OPEASY-ERROR-3", "OPEASY-ERROR-4")
def test_a_wrong_name_of_an_operation_is_named_and_its_value_shown(opeasy: OpEasy) -> None:
    opeasy.scheduled(opeasy.operation())
    _is_named_and_shown(_in_a_schedule(opeasy))


@verifies("OPEASY-ERROR-30")
def test_the_original_input_of_the_error_for_an_odd_page_is_what_was_sent(opeasy: OpEasy) -> None:
    operation, pages = opeasy.operation(), []
    given(opeasy.of_operation(opeasy.family.tasks, operation)).status(200)
    for name, text in (("pageSize", "many"), ("pageNumber", "first"), ("pageNumber", "2b")):
        pages.append((opeasy.of_operation(opeasy.family.tasks, operation, params={name: text}), text))
    refused = [(page, text) for page, text in pages if page.status == 400]
    if not refused:
        raise NotApplicable("the target takes any page number and size for another one")
    for page, text in refused:
        expect(page).shows(text, "generalError", "originalInput")


@verifies("OPEASY-WEBHOOK-30")
def test_a_wrong_field_of_a_registration_is_named_and_its_value_shown(opeasy: OpEasy) -> None:
    given(opeasy.register()).status(201)
    _is_named_and_shown(itertools.chain(_in_a_receiver(opeasy), _lacking(opeasy)))


@verifies("OPEASY-WEBHOOK-31")
def test_the_original_input_of_the_error_for_an_unknown_receiver_is_its_id(opeasy: OpEasy) -> None:
    known = given(opeasy.register()).status(201).exchange.json()["webhook"]["id"]
    given(opeasy.call("getWebhook", {"webhook-id": known})).status(200)
    for unknown in UNKNOWN:
        for name in ("getWebhook", "deleteWebhook"):
            exchange = opeasy.call(name, {"webhook-id": unknown})
            given(exchange).status(404)
            expect(exchange).shows(unknown, "generalError", "originalInput")


@verifies_in_each("enterprise", ("unknown", "another"), "OPEASY-WEBHOOK-32", needs={"another": ("second tenant",)})
def test_the_original_input_of_the_error_for_a_wrong_enterprise_is_its_id(opeasy: OpEasy, enterprise: str) -> None:
    given(opeasy.register()).status(201)
    if enterprise == "unknown":
        _is_original_input(opeasy, MADE_UP)
        return
    with neighbouring(opeasy) as neighbour:
        _is_original_input(opeasy, neighbour.enterprise)


def _is_original_input(opeasy: OpEasy, enterprise: str) -> None:
    refused = opeasy.register(opeasy.nowhere(), enterprise=enterprise)
    opeasy.adopt(refused)
    given(refused).status(403, 404)
    expect(refused).shows(enterprise, "generalError", "originalInput")
