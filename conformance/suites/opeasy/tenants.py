"""Authentication and Authorization."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import NotApplicable, expect, given, uses
from conformance.openapi import FILE
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.device_tasks import modified, with_device
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import listed, subject_of
from conformance.suites.opeasy.outcomes import became, changed, outcome, processed, sifted

AS_FILE = {"Accept": FILE}


@contextmanager
def elsewhere(opeasy: OpEasy) -> Iterator[OpEasy]:
    """An administrator of another enterprise, who leaves nothing behind."""
    client = opeasy.other()
    try:
        yield client
    finally:
        client.clean_up()


@contextmanager
def neighbouring(opeasy: OpEasy) -> Iterator[OpEasy]:
    """One who was seen at work there, and whose enterprise is out of reach for the first."""
    with elsewhere(opeasy) as client:
        ours = {"apiKey": opeasy.credentials.get("apiKey"), "enterpriseId": client.enterprise}
        if opeasy.authenticate({"authSession": ours}).status == 201:
            raise NotApplicable("the credentials reach both tenants (OPEASY-R-ADMINISTRATOR, alternative b)")
        given(client.append(client.operation(), client.tasks.failing(1))).status(200)
        yield client


def hidden(exchange: Exchange) -> None:
    expect(exchange).status(404, 403, 401)
    if exchange.status != 404:
        uses("OPEASY-R-FOREIGN", "b", f"status {exchange.status} for {exchange.asked}")


def _not_created(exchange: Exchange, due: int) -> None:
    expect(exchange).status(403, 404)
    if exchange.status != due:
        uses("OPEASY-R-ENTERPRISE", "b", f"status {exchange.status} instead of {due}")


@verifies("OPEASY-TENANT-1")
def test_no_operation_is_created_for_another_enterprise(opeasy: OpEasy) -> None:
    files: tuple[Any, ...] = (opeasy.tasks.failing(1), [], {}, opeasy.tasks.wrong(1))
    ours = [opeasy.create(tasks) for tasks in files]
    given(ours[0]).status(201)
    with neighbouring(opeasy) as neighbour:
        for tasks, created in zip(files, ours, strict=True):
            if created.status == 201:
                opeasy.adopt(created)
                foreign = opeasy.create(tasks, enterprise=neighbour.enterprise)
                neighbour.adopt(foreign)
                _not_created(foreign, due=403)


@verifies("OPEASY-TENANT-2")
def test_no_operation_is_created_for_an_unknown_enterprise(opeasy: OpEasy) -> None:
    given(opeasy.operation().created).status(201)
    _not_created(opeasy.create(opeasy.tasks.failing(1), enterprise=MADE_UP), due=404)


@verifies_in_each_family("OPEASY-TENANT-3")
def test_an_operation_cannot_be_read_from_another_enterprise(opeasy: OpEasy) -> None:
    operation, scheduled = opeasy.operation(wrong=opeasy.tasks.wrong(1)), opeasy.scheduled_operation()
    error = str(given(listed(opeasy, opeasy.family.errors, operation)).json(opeasy.family, 0, "id"))
    with neighbouring(opeasy) as neighbour:
        for name in ("getOperation", opeasy.family.tasks, opeasy.family.errors, opeasy.family.error):
            given(opeasy.of_operation(name, operation, error)).status(200)
            hidden(neighbour.of_operation(name, operation, error))
        for name in ("getScheduledOperationStatus", "getResults", opeasy.family.results):
            given(opeasy.of_scheduled(name, scheduled)).status(200)
            hidden(neighbour.of_scheduled(name, scheduled))
        for name in (opeasy.family.tasks, opeasy.family.errors):
            if opeasy.of_operation(name, operation, headers=AS_FILE).status == 200:
                hidden(neighbour.of_operation(name, operation, headers=AS_FILE))
        if opeasy.of_scheduled(opeasy.family.results, scheduled, headers=AS_FILE).status == 200:
            hidden(neighbour.of_scheduled(opeasy.family.results, scheduled, headers=AS_FILE))


@verifies_in_each_family("OPEASY-TENANT-4")
def test_an_operation_cannot_be_changed_from_another_enterprise(opeasy: OpEasy) -> None:
    operation, wrong = opeasy.operation(), opeasy.operation(wrong=opeasy.tasks.wrong(1))
    both = [opeasy.scheduled_operation(state) for state in COMPLETE]
    error = str(given(listed(opeasy, opeasy.family.errors, wrong)).json(opeasy.family, 0, "id"))
    before = [given(opeasy.of_operation("getOperation", each)).status(200).json() for each in (operation, wrong)]
    with neighbouring(opeasy) as neighbour:
        hidden(neighbour.append(operation, neighbour.tasks.failing(1)))
        hidden(neighbour.schedule(operation))
        hidden(neighbour.of_operation(opeasy.family.error_deletion, wrong, error))
        hidden(neighbour.of_operation("deleteOperation", operation))
        for scheduled in both:
            hidden(neighbour.of_scheduled("deleteScheduledOperation", scheduled))
    for each, body in zip((operation, wrong), before, strict=True):
        after = expect(opeasy.of_operation("getOperation", each)).status(200)
        after.that(after.json() == body, "the operation as it was", f"{after.json()}"[:200])
    expect(opeasy.of_operation(opeasy.family.error, wrong, error)).status(200)
    for scheduled in both:
        expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    _changed(opeasy, operation, wrong, both, error)


def _changed(opeasy: OpEasy, operation: Operation, wrong: Operation, both: Sequence[Scheduled], error: str) -> None:
    """What its neighbours cannot do its own enterprise can."""
    given(opeasy.append(operation, opeasy.tasks.failing(1))).status(200)
    given(opeasy.of_operation(opeasy.family.error_deletion, wrong, error)).status(204)
    for scheduled in both:
        given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    given(opeasy.of_operation("deleteOperation", operation)).status(204)
    given(opeasy.schedule(wrong)).status(202)


def _is_out_of_reach(opeasy: OpEasy, neighbour: OpEasy, added: Task, ours: Sequence[Task], theirs: Sequence[Task],
                     later: Task) -> None:
    """What a neighbour ``added`` is not there for us, and still there for the neighbour ``later``."""
    results = processed(neighbour, [added])
    given(results).that(*outcome(results, added, "SUCCESS"))
    created = opeasy.create([*ours, *theirs])
    results, refused = sifted(opeasy, opeasy.known(created, [*ours, *theirs]))
    became("SUCCESS", ours, given(results))
    became("FAILED", [task for task in theirs if task not in refused], expect(results))
    became("SUCCESS", [later], expect(processed(neighbour, [later])))


@verifies("OPEASY-TENANT-8")
def test_users_of_another_enterprise_are_out_of_reach(opeasy: OpEasy) -> None:
    with neighbouring(opeasy) as neighbour:
        added = neighbour.users.add()
        user = subject_of(added)
        theirs = [changed(opeasy, user, "ours"), opeasy.users.suspend(user), opeasy.users.delete(user)]
        _is_out_of_reach(opeasy, neighbour, added, opeasy.succeeding(2), theirs, changed(neighbour, user, "theirs"))


@verifies("OPEASY-TENANT-9")
def test_devices_of_another_enterprise_are_out_of_reach(opeasy: OpEasy) -> None:
    own, device = opeasy.names.device(), opeasy.names.device()
    with neighbouring(opeasy) as neighbour:
        ours = [with_device(opeasy, "", own), modified(opeasy, own, "ours")]
        theirs = [modified(opeasy, device, "ours"), opeasy.users.device("DeleteDevice", device)]
        added, later = with_device(neighbour, "", device), modified(neighbour, device, "theirs")
        _is_out_of_reach(opeasy, neighbour, added, ours, theirs, later)
