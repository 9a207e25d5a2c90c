"""Fields Used in Error Responses."""

from collections.abc import Iterator

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.create_operation import EMPTY
from conformance.suites.opeasy.families import verifies_in_each_family

UNKNOWN = ("0" * 31 + "1", "f" * 32)


def _session(opeasy: OpEasy, **changed: object) -> Exchange:
    fields = {"apiKey": opeasy.credentials.get("apiKey"), "enterpriseId": opeasy.enterprise, **changed}
    return opeasy.authenticate({"authSession": fields})


def _refusals(opeasy: OpEasy) -> Iterator[Exchange]:
    """Refusals with 400, 401 and 404."""
    operation = opeasy.operation()
    yield opeasy.session.client.call("getOperation", {"operation-id": operation.id}, credential=MADE_UP)
    yield _session(opeasy, apiKey=MADE_UP)
    yield _session(opeasy, enterpriseId=12345)
    yield opeasy.of_operation("getOperation", MADE_UP)
    yield opeasy.of_operation("deleteOperation", MADE_UP)
    yield opeasy.of_scheduled("getResults", MADE_UP)
    yield opeasy.call("scheduleOperation", json={"operation": {"id": MADE_UP}})
    opeasy.scheduled(operation)
    yield opeasy.of_operation("deleteOperation", operation)


@verifies("OPEASY-ERROR-1")
def test_the_error_code_is_the_status_of_the_answer(opeasy: OpEasy) -> None:
    statuses = set()
    for exchange in _refusals(opeasy):
        given(exchange).that(exchange.status >= 400, "a refusal", f"status {exchange.status}")
        expect(exchange).shows(str(exchange.status), "errorCode")
        statuses.add(exchange.status)
    given(exchange).that(len(statuses) > 1, "refusals with different statuses", f"{statuses}")


@verifies_in_each_family("OPEASY-ERROR-2")
def test_the_original_input_of_a_general_error_is_the_unknown_id(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.of_operation("getOperation", operation)).status(200)
    for unknown in UNKNOWN:
        for exchange in _not_found(opeasy, operation, unknown):
            given(exchange).status(404)
            expect(exchange).shows(unknown, "generalError", "originalInput")


def _not_found(opeasy: OpEasy, operation: Operation, unknown: str) -> Iterator[Exchange]:
    """An unknown id of each kind, wherever one can be sent."""
    family = opeasy.family
    for name in ("getOperation", family.tasks, family.errors, "deleteOperation"):
        yield opeasy.of_operation(name, unknown)
    yield opeasy.of_operation("appendTasks", unknown, files={"file": ("tasks.json", EMPTY, "application/json")})
    for name in (family.error, family.error_deletion):
        yield opeasy.of_operation(name, operation, unknown)
    for name in ("getScheduledOperationStatus", "getResults", family.results, "deleteScheduledOperation"):
        yield opeasy.of_scheduled(name, unknown)
    yield opeasy.call("scheduleOperation", json={"operation": {"id": unknown}})


@verifies("OPEASY-ERROR-8")
def test_an_error_that_no_input_caused_shows_no_original_input(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    given(opeasy.of_operation("getOperation", MADE_UP)).status(404).shows(MADE_UP, "generalError", "originalInput")
    nobody = opeasy.admitted_by(None)
    for exchange in (nobody.of_operation("getOperation", operation), nobody.of_operation(opeasy.family.tasks, operation)):
        given(exchange).status(401).json("generalError", "message")
        shown = exchange.json()["generalError"].get("originalInput")
        expect(exchange).that(shown is None, "no originalInput where there is no input", f"{shown!r}")


@verifies("OPEASY-ERROR-3")
def test_a_validation_error_body_names_the_field(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201)
    for name in ("apiKey", "enterpriseId"):
        for value in (12345, True):
            exchange = _session(opeasy, **{name: value})
            given(exchange).status(400)
            field = str(expect(exchange).json("validationError", "fieldName"))
            named = field.replace("/", ".").rpartition(".")[2]
            expect(exchange).that(named == name, f"a fieldName that ends in {name}", field)


@verifies("OPEASY-ERROR-4")
def test_the_original_input_of_a_validation_error_is_the_wrong_value(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201)
    for name, value in (("apiKey", 12345), ("enterpriseId", 67890)):
        exchange = _session(opeasy, **{name: value})
        given(exchange).status(400)
        shown = str(expect(exchange).json("validationError", "originalInput"))
        expect(exchange).that(shown == str(value), f"the originalInput {value}", shown)
