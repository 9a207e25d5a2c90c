"""Authenticate with API."""

import contextlib
from collections.abc import Callable
from typing import Any

from conformance.bodies import wrong_bodies
from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given, uses
from conformance.openapi import FILE
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import listed

HOUR = 3600.0
MANY = 20  # tokens at a time


def _read(opeasy: OpEasy, operation: Operation, token: str) -> Exchange:
    return opeasy.admitted_by(token).of_operation("getOperation", operation)


def _admitted(exchange: Exchange) -> None:
    expect(exchange).that(exchange.status not in (401, 403), "a token that is accepted", f"status {exchange.status}")
    given(exchange).status(200, 201)


def _credentials(opeasy: OpEasy, **changed: Any) -> dict[str, Any]:
    fields = {"apiKey": opeasy.credentials.get("apiKey"), "enterpriseId": opeasy.enterprise, **changed}
    return {"authSession": {name: value for name, value in fields.items() if value is not None}}


def _refused(exchange: Exchange) -> None:
    token = None
    with contextlib.suppress(ValueError, KeyError, TypeError):
        token = exchange.json()["authSession"]["token"]
    expect(exchange).status(401).that(not token, "no token", "a token")


@verifies("OPEASY-AUTH-1")
def test_an_issued_token_is_accepted_by_other_endpoints(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(1)
    created = opeasy.create(tasks)
    _admitted(created)
    operation = opeasy.known(created, tasks)
    given(_read(opeasy, operation, MADE_UP)).status(401)
    for _ in range(2):
        _admitted(_read(opeasy, operation, opeasy.new_token()))


@verifies("OPEASY-AUTH-2")
def test_an_unknown_api_key_gets_no_token(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201).json("authSession", "token")
    known = str(opeasy.credentials.get("apiKey"))
    for unknown in {MADE_UP, f"{known}0", known[:-1], known[::-1], known.swapcase()} - {known}:
        _refused(opeasy.authenticate(_credentials(opeasy, apiKey=unknown)))


@verifies("OPEASY-AUTH-3")
def test_an_api_key_gets_no_token_for_another_enterprise(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201).json("authSession", "token")
    _refused(opeasy.authenticate(_credentials(opeasy, enterpriseId=MADE_UP)))
    if opeasy.target.second_tenant:
        other = opeasy.authenticate(_credentials(opeasy, enterpriseId=opeasy.other().enterprise))
        if other.status == 201:
            uses("OPEASY-R-ADMINISTRATOR", "b", "the credentials reach both tenants")
        else:
            _refused(other)


@verifies("OPEASY-AUTH-4")
def test_a_request_without_its_fields_gets_no_session(opeasy: OpEasy) -> None:
    given(opeasy.authenticate()).status(201).json("authSession", "token")
    for each in wrong_bodies(opeasy.session.catalogue.openapi, "createAuthSession", _credentials(opeasy),
                             opeasy.session.random("wrong sessions")):
        exchange = opeasy.authenticate(each.body)
        expect(exchange).that(exchange.status == 400, f"400 for {each.told}", f"status {exchange.status}")


@verifies_in_each_family("OPEASY-AUTH-5")
def test_what_is_refused_for_its_token_has_no_effect(opeasy: OpEasy) -> None:
    operation, wrong = opeasy.operation(), opeasy.operation(wrong=opeasy.tasks.wrong(1))
    stranger, scheduled = opeasy.admitted_by(MADE_UP), opeasy.scheduled_operation()
    before = [given(opeasy.of_operation("getOperation", each)).json() for each in (operation, wrong)]
    error = str(given(listed(opeasy, opeasy.family.errors, wrong)).json(opeasy.family, 0, "id"))
    for refused in (stranger.append(operation, opeasy.tasks.failing(1)), stranger.schedule(operation),
                    stranger.of_operation(opeasy.family.error_deletion, wrong, error),
                    stranger.of_operation("deleteOperation", operation),
                    stranger.of_scheduled("deleteScheduledOperation", scheduled)):
        given(refused).status(401)
    for each, body in zip((operation, wrong), before, strict=True):
        now = expect(opeasy.of_operation("getOperation", each)).status(200)
        now.that(now.json() == body, "the operation as it was", f"{now.json()}"[:200])
    expect(opeasy.of_operation(opeasy.family.error, wrong, error)).status(200)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    given(opeasy.of_operation(opeasy.family.error_deletion, wrong, error)).status(204)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)


@verifies("OPEASY-AUTH-6", "OPEASY-AUTH-7", "OPEASY-AUTH-8")
def test_a_token_lives_for_one_hour_and_can_be_renewed(opeasy: OpEasy) -> None:
    operation, scheduled = opeasy.operation(), opeasy.scheduled_operation()
    tokens = [opeasy.new_token() for _ in range(MANY)]  # each is valid for its hour, whatever was issued after it
    given(_read(opeasy, operation, MADE_UP)).status(401)
    looks = [look for look in _looks(opeasy, operation, scheduled) if look(tokens[-1]).status == 200]
    given(_read(opeasy, operation, tokens[-1])).status(200)
    opeasy.target.clock.sleep(HOUR - 10)
    with asks("OPEASY-AUTH-6"):
        for token in tokens:
            _admitted(_read(opeasy, operation, token))
    opeasy.target.clock.sleep(20)
    with asks("OPEASY-AUTH-7"):
        for look in looks:
            expect(look(tokens[-1])).status(401)
    with asks("OPEASY-AUTH-8"):
        renewed = str(expect(opeasy.authenticate()).status(201).json("authSession", "token"))
        _admitted(_read(opeasy, operation, renewed))


def _looks(opeasy: OpEasy, operation: Operation, scheduled: Scheduled) -> list[Callable[..., Exchange]]:
    """Each way to read something, pages as well as files, with a token of one's choice."""
    files: list[dict[str, Any]] = [{}, {"headers": {"Accept": FILE}}]
    family = opeasy.family
    return [lambda token, name=name, file=file: opeasy.admitted_by(token).of_operation(name, operation, **file)
            for name in ("getOperation", family.tasks, family.errors) for file in files] + \
           [lambda token, name=name, file=file: opeasy.admitted_by(token).of_scheduled(name, scheduled, **file)
            for name in ("getScheduledOperationStatus", "getResults", family.results) for file in files]
