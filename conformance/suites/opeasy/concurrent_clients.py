"""Several clients at once, each with things of its own."""

from collections.abc import Callable

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.tenants import hidden, neighbouring
from conformance.together import together

TRIES = 2


def _at_once(opeasy: OpEasy, *scripts: Callable[[], Exchange]) -> list[Exchange]:
    """What several clients sent at the same moment, one request each."""
    _ = opeasy.token
    return [exchange for sent in together(opeasy.session.client, *([script] for script in scripts)) for exchange in sent]


@verifies("OPEASY-CONCURRENCY-6", "OPEASY-CREATE-5")
def test_operations_created_at_the_same_moment_are_different_ones(opeasy: OpEasy) -> None:
    for _ in range(TRIES):
        brought = [opeasy.tasks.failing(count) for count in (1, 2, 3, 4)]
        sent = _at_once(opeasy, *(lambda tasks=tasks: opeasy.create(tasks) for tasks in brought))
        created = [(exchange, opeasy.known(exchange, tasks)) for exchange, tasks in zip(sent, brought, strict=True)
                   if given(exchange).status(201)]
        with asks("OPEASY-CREATE-5"):
            ids = [operation.id for _, operation in created]
            expect(sent[-1]).that(len(set(ids)) == len(ids), "a different id for each operation", f"{sorted(ids)}")
        with asks("OPEASY-CONCURRENCY-6"):
            for exchange, operation in created:
                expect(exchange).shows(len(operation.tasks), *opeasy.family.size)
                tasks = listed(opeasy, opeasy.family.tasks, operation)
                expect(tasks).holds("the tasks that this client sent", same_subjects(operation.tasks), opeasy.family)


@verifies("OPEASY-CONCURRENCY-10")
def test_clients_of_two_enterprises_are_not_taken_for_each_other(opeasy: OpEasy) -> None:
    with neighbouring(opeasy) as neighbour:
        mine, theirs = opeasy.operation(), neighbour.operation()
        for _ in range(TRIES):
            _ = neighbour.token
            own, foreign, own_of_them = _at_once(
                opeasy, lambda: _shown(opeasy, mine), lambda: _shown(opeasy, theirs), lambda: _shown(neighbour, theirs))
            expect(own).status(200).shows(mine.id, "id")
            hidden(foreign)
            expect(own_of_them).status(200).shows(theirs.id, "id")


def _shown(opeasy: OpEasy, operation: Operation) -> Exchange:
    return opeasy.of_operation("getOperation", operation)


@verifies("OPEASY-CONCURRENCY-11")
def test_receivers_registered_and_removed_at_the_same_moment_do_not_disturb_each_other(opeasy: OpEasy) -> None:
    for _ in range(TRIES):
        sent = _at_once(opeasy, opeasy.register, opeasy.register, opeasy.register)
        names = [str(given(exchange).status(201).exchange.json()["webhook"]["id"]) for exchange in sent]
        expect(sent[-1]).that(len(set(names)) == len(names), "a different id for each receiver", f"{sorted(names)}")
        _registered(opeasy, names, set())
        for exchange in _at_once(opeasy, *(lambda name=name: opeasy.of_webhook("deleteWebhook", name) for name in names[:2])):
            expect(exchange).status(204)
        _registered(opeasy, names[2:], set(names[:2]))


def _registered(opeasy: OpEasy, there: list[str], gone: set[str]) -> None:
    """The list of receivers has some, and others not."""
    exchange = opeasy.of_webhook("getWebhooks")
    shown = {each.get("id") for each in given(exchange).status(200).exchange.json()["webhooks"]}
    expect(exchange).that(set(there) <= shown, "every receiver that was registered", f"none with the id {set(there) - shown}")
    expect(exchange).that(not gone & shown, "no receiver that was removed", f"one with the id {gone & shown}")
