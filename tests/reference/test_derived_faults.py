"""Every derived fault tells the lie that it announces, the harness sees it, and nothing else changes."""

from typing import Any

import pytest
from visit import (
    CATALOGUE,
    FAMILIES,
    FAULTS,
    OPERATIONS,
    SECURED,
    Visit,
    altered,
    family_of,
    faults,
    honest,
    is_file,
    login,
    visited,
)

from conformance.derived import CREDENTIALS
from conformance.reference import server_class
from conformance.shape import shapes

# Lies about fields are looked at in test_derived_fields.
SHAPE_FAULTS = [name for name, fault in FAULTS.items() if not name.startswith(("Admits", "Crashes"))
                and "SHAPE" in fault.violated[0]]


def test_the_visit_sees_every_documented_answer() -> None:
    documented = {(operation.id, status) for operation in OPERATIONS.values() for status in operation.responses}
    exchanges = [exchange for family in FAMILIES for exchange in honest(family)]
    assert documented - {(exchange.operation, exchange.status) for exchange in exchanges} == set()
    files = {(exchange.operation, exchange.status) for exchange in exchanges if is_file(exchange)}
    assert files == {(name, status) for name, status in documented if OPERATIONS[name].responses[status].file}
    assert not [found for exchange in exchanges for found in shapes("opeasy").violations(exchange)]


def test_every_derived_requirement_has_a_fault() -> None:
    derived = {name for name, requirement in CATALOGUE.requirements.items() if requirement.kind != "check"}
    violated = {name for fault in FAULTS.values() for name in fault.violated}
    assert derived <= violated <= CATALOGUE.requirements.keys()


def test_each_fault_violates_one_requirement_and_says_how() -> None:
    for name, fault in FAULTS.items():
        assert (fault.__name__, len(fault.violated)) == (name, 1)
        assert issubclass(fault, server_class("opeasy"))
        assert str(fault.__doc__).endswith(".")
    assert len({fault.__doc__ for fault in FAULTS.values()}) == len(FAULTS)


@pytest.mark.parametrize("name", SHAPE_FAULTS)
def test_a_shape_fault_changes_the_answers_of_its_status_and_the_oracle_sees_it(name: str) -> None:
    what, operation, status = name.split("_")
    changes = altered(FAULTS[name])
    assert changes
    assert {(before.operation, before.status) for before, _ in changes} == {(operation, int(status))}
    about_file = "download" in FAULTS[name].violated[0]
    assert all(is_file(before) == about_file for before, _ in changes if OPERATIONS[operation].responses[int(status)].file)
    if what.startswith("Answers") and what != "AnswersHtml":
        assert {now.status for _, now in changes} == {int(what.removeprefix("Answers"))}
    elif what == "RefusesFile":
        assert {now.status for _, now in changes} == {406}
    else:
        seen = {found for _, now in changes for found, _ in shapes("opeasy").violations(now)}
        assert seen == set(FAULTS[name].violated)
    assert all(int(now.header("content-length") or 0) == len(now.body) for _, now in changes)


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("operation", SECURED, ids=lambda operation: operation.id)
def test_an_access_fault_admits_one_kind_of_token_to_one_operation(operation: Any, kind: str) -> None:
    visit = Visit(FAULTS[f"Admits{kind.title()}Token_{operation.id}"])
    login(visit)
    visit.clock.sleep(3600)
    tokens = {"missing": "", "invalid": "made-up", "expired": next(iter(visit.server.sessions))}
    admitted = {(other.id, name) for other in SECURED for name, token in tokens.items()
                if visit.ask(other.id, {}, token=token).status != 401}
    assert admitted == {(operation.id, kind)}


UNUSUAL: tuple[dict[str, Any], ...] = (
    {"unknown": "Ä;"}, {"query": "pageSize=109407773"}, {"header": "g&n"}, {"body": {"ë": 1, "tasks": {}}})


@pytest.mark.parametrize("name", faults("Crashes_"))
def test_a_crash_waits_for_an_unusual_request(name: str) -> None:
    assert not altered(FAULTS[name])
    visit = visited(FAULTS[name], family_of(name))
    for request in UNUSUAL if "{" in OPERATIONS[name.split("_")[1]].path else UNUSUAL[1:]:
        crashed = {operation for operation in OPERATIONS if visit.ask(operation, **request).status == 500}
        assert crashed == {name.split("_")[1]}
    if name != "Crashes_createAuthSession":
        assert visit.ask(name.split("_")[1], token="", **UNUSUAL[1]).status == 401


@pytest.mark.parametrize(("name", "request_"), [
    *((name, {"body": ["no", "object"]}) for name in faults("CrashesOverBodies_")),
    *((name, {"query": "pageSize=many"}) for name in faults("CrashesOverWords_"))])
def test_a_crash_waits_for_what_breaks_a_schema(name: str, request_: dict[str, Any]) -> None:
    assert not altered(FAULTS[name])
    visit = visited(FAULTS[name], family_of(name))
    assert {operation for operation in OPERATIONS if visit.ask(operation, **request_).status == 500} == {name.split("_")[1]}
