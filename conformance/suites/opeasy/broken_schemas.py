"""Endpoints.

Requests that break one keyword of the schema of a query or of a body, each keyword once and not by chance.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from conformance.checks import verifies, verifies_each
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given
from conformance.shape import shapes
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import FAMILIES, USERS, Family
from conformance.suites.opeasy.items import listed

_SHAPES = shapes("opeasy")
_PAGES: tuple[dict[str, Any], ...] = ({"pageSize": 0}, {"pageSize": "many"}, {"pageNumber": -1}, {"pageNumber": "many"})
_INCOMPLETE: tuple[Any, ...] = ([], "text", {})
DEPTHS, ODD = (300, 5_000), "what is odd"
_OF_TASKS = ("createOperation", "appendTasks")
_BODIES = ("createAuthSession", "registerWebhook", "createOperation", "appendTasks", "scheduleOperation")


def _generated(operation: str) -> str:
    return _SHAPES.requirement(operation, "generated")


@verifies_each("family", {family: [*map(_generated, (family.tasks, family.errors, family.results))] for family in FAMILIES})
def test_a_page_that_cannot_be_is_no_server_error(opeasy: OpEasy, family: str) -> None:
    opeasy = opeasy.in_family(Family(family))
    scheduled = opeasy.scheduled_operation("completedWithErrors")
    for name in (opeasy.family.tasks, opeasy.family.errors, opeasy.family.results):
        of_results = name == opeasy.family.results
        with asks(_generated(name)):
            listed(opeasy, name, scheduled if of_results else scheduled.operation)
            for params in _PAGES:
                _admitted(opeasy.of_scheduled(name, scheduled, params=params) if of_results
                          else opeasy.of_operation(name, scheduled.operation, params=params))


@verifies(*map(_generated, _BODIES))
def test_a_body_that_is_no_object_or_lacks_a_field_is_no_server_error(opeasy: OpEasy) -> None:
    for name, (works, send) in _senders(opeasy):
        if not opeasy.session.asked(_generated(name)):
            continue
        with asks(_generated(name)):
            given(works()).holds("an answer", bool)
            for body in _INCOMPLETE:
                exchange = send(body)
                opeasy.adopt(exchange)
                _admitted(exchange)


@verifies(*map(_generated, _OF_TASKS))
def test_a_body_that_parsers_cannot_bear_is_no_server_error(opeasy: OpEasy) -> None:
    """Nested more deeply than stacks are, and numbers that no machine has, also where they are shown again."""
    plain = opeasy.create(opeasy.tasks.failing(1), as_json=True)
    opeasy.adopt(plain)
    given(plain).holds("an answer", bool)
    for name in _OF_TASKS:
        with asks(_generated(name)):
            for body in _unbearable(opeasy):
                operation = opeasy.operation()
                said: dict[str, Any] = {"headers": {"Content-Type": "application/json"}, "content": body}
                answer = opeasy.of_operation(name, operation, **said) if name == "appendTasks" else opeasy.call(name, **said)
                opeasy.adopt(answer)
                _admitted(answer)
                for listing in (USERS.tasks, USERS.errors):  # of the operation that was created, or appended to
                    _admitted(opeasy.of_operation(listing, opeasy.operations[-1]))


def _unbearable(opeasy: OpEasy) -> Iterator[bytes]:
    for odd in (*("[" * depth + "]" * depth for depth in DEPTHS), "1e999", "-1E+999", "9" * DEPTHS[1]):
        task = {"command": "ModifyUser", "content": {"user": {"userId": opeasy.names.user_id()}, "odd": ODD}}
        body = json.dumps({"enterpriseId": opeasy.enterprise, "tasks": {USERS: [task]}})
        yield body.replace(f'"{ODD}"', odd).encode()


def _senders(opeasy: OpEasy) -> Iterator[tuple[str, tuple[Callable[[], Exchange], Callable[[Any], Exchange]]]]:
    """How to ask each operation that takes a body, so that it works, and with any body."""
    yield "createAuthSession", (opeasy.authenticate, lambda body: opeasy.call("createAuthSession", json=body))
    yield "registerWebhook", (opeasy.register, lambda body: opeasy.call("registerWebhook", json=body))
    yield "createOperation", (lambda: opeasy.operation().created, lambda body: opeasy.call("createOperation", json=body))
    operation = opeasy.operation()
    yield "appendTasks", (lambda: opeasy.append(operation, opeasy.tasks.failing(1)),
                          lambda body: opeasy.of_operation("appendTasks", operation, json=body))
    yield "scheduleOperation", (lambda: opeasy.schedule(operation), lambda body: opeasy.call("scheduleOperation", json=body))


def _admitted(exchange: Exchange) -> None:
    documented = exchange.status in _SHAPES.operations[exchange.operation].responses
    expect(exchange).that(exchange.status < 500 or exchange.status == 503, "no server error", f"status {exchange.status}")
    expect(exchange).that(exchange.status >= 300 or documented, "a documented status", f"status {exchange.status}")
