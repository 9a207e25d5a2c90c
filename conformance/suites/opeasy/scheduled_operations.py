"""Schedule Operation for Processing, Delete Scheduled Operation."""

from collections.abc import Sequence

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Scheduled
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.outcomes import STEP, before_completion
from conformance.suites.opeasy.status import name_themselves
from conformance.suites.opeasy.tenants import neighbouring

TRIES = 5


@verifies("OPEASY-SCHED-1")
def test_scheduling_answers_with_the_scheduled_operation(opeasy: OpEasy) -> None:
    for _ in range(3):  # the later ones beside others, which are on their way
        operation = opeasy.operation()
        answer = expect(opeasy.schedule(operation)).status(202)
        answer.shows(operation.id, "scheduledOperation", "operation", "id")
        answer.shows(opeasy.enterprise, "scheduledOperation", "operation", "enterpriseId")
        answer.holds("an id", lambda name: isinstance(name, str) and bool(name), "scheduledOperation", "id")


@verifies("OPEASY-SCHED-13")
def test_the_own_enterprise_is_named_beside_another_one(opeasy: OpEasy) -> None:
    with neighbouring(opeasy) as neighbour:
        known = [(who, who.scheduled(who.operation())) for who in (neighbour, opeasy, neighbour)]
        for who, scheduled in known:
            expect(scheduled.exchange).shows(who.enterprise, "scheduledOperation", "operation", "enterpriseId")
        before_completion(neighbour, scheduled, lambda: _name_themselves(known))
        for who, scheduled in known:
            who.complete(scheduled)
        _name_themselves(known)


def _name_themselves(known: Sequence[tuple[OpEasy, Scheduled]]) -> None:
    for who, scheduled in known:
        name_themselves(who, scheduled)


@verifies("OPEASY-SCHED-2")
def test_the_location_of_a_scheduled_operation_leads_to_its_status(opeasy: OpEasy) -> None:
    for scheduled in [opeasy.scheduled(opeasy.operation()) for _ in range(3)]:
        location = scheduled.exchange.header("Location") or ""
        expect(scheduled.exchange).that(bool(location), "a Location", "none")
        followed = opeasy.follow(location, scheduled.exchange, "getScheduledOperationStatus")
        expect(followed).status(200, 202).shows(scheduled.id, "scheduledOperation", "id")


@verifies_in_each_family("OPEASY-SCHED-3")
def test_an_operation_with_validation_errors_is_not_scheduled(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(2))
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the wrong tasks", same_subjects(operation.wrong), opeasy.family)
    for error in errors.json()[opeasy.family]:
        # Not even if some are deleted: all of them must be.
        refused = expect(opeasy.schedule(operation)).status(400)
        given(opeasy.of_operation(opeasy.family.error, operation, str(error.get("id")))).status(200)
        given(opeasy.of_operation(opeasy.family.error_deletion, operation, str(error.get("id")))).status(204)
    # Were it scheduled in spite of the refusal, it could neither be edited nor scheduled now.
    appended = opeasy.append(operation, opeasy.tasks.failing(1))
    refused.that(appended.status == 200, "nothing to be scheduled", "an operation that is scheduled")
    given(opeasy.schedule(operation)).status(202)


@verifies("OPEASY-SCHED-4")
def test_an_unknown_operation_is_not_scheduled(opeasy: OpEasy) -> None:
    deleted, kept = opeasy.operation(), opeasy.operation()
    given(opeasy.of_operation("deleteOperation", deleted)).status(204)
    for unknown in (MADE_UP, deleted.id):
        answer = opeasy.call("scheduleOperation", json={"operation": {"id": unknown}})
        expect(answer).status(404)
    given(opeasy.schedule(kept)).status(202)


@verifies("OPEASY-SCHED-5")
def test_a_pending_scheduled_operation_is_not_deleted(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation("pending", opeasy.tasks.failing(40))
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(400)
    expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(200, 202)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)


@verifies("OPEASY-SCHED-6")
def test_a_processing_scheduled_operation_is_not_deleted(opeasy: OpEasy) -> None:
    # On a clock on the wall it may have completed just before it was deleted, but not time and again.
    for _ in range(1 if opeasy.target.clock.virtual else TRIES):
        scheduled = opeasy.scheduled_operation(state="processing")
        answer = _deleted_while_processing(opeasy, scheduled)
        if answer.status != 204:
            break
    expect(answer).status(400)
    expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(202, 200)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)


def _deleted_while_processing(opeasy: OpEasy, scheduled: Scheduled) -> Exchange:
    """What answers deletions for as long as it is processing: the first one that is not 400, or else the last one."""
    clock, deadline = opeasy.target.clock, opeasy.target.clock.now() + opeasy.target.limits.completionTimeout
    while clock.now() < deadline:
        asked = clock.now()
        answer = opeasy.of_scheduled("deleteScheduledOperation", scheduled)
        if answer.status != 400:
            return answer
        # Nine times as long as asking takes: so it rarely completes in the moment between its status and its deletion.
        clock.sleep(max(STEP, 9 * (clock.now() - asked)))
        if opeasy.status(scheduled) != "processing":
            return answer
    raise Inconclusive("it is still processing (limits.completionTimeout)")


def _deleted(opeasy: OpEasy, scheduled: Scheduled) -> None:
    status = opeasy.of_scheduled("getScheduledOperationStatus", scheduled)
    given(status).holds("a completed state", lambda word: word in COMPLETE, "scheduledOperation", "status")
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(404)


@verifies("OPEASY-SCHED-7")
def test_a_completed_scheduled_operation_can_be_deleted(opeasy: OpEasy) -> None:
    _deleted(opeasy, opeasy.scheduled_operation("completed"))


@verifies("OPEASY-SCHED-8")
def test_a_scheduled_operation_completed_with_errors_can_be_deleted(opeasy: OpEasy) -> None:
    _deleted(opeasy, opeasy.scheduled_operation("completedWithErrors"))


@verifies_in_each_family("OPEASY-SCHED-9")
def test_results_are_deleted_with_the_scheduled_operation(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation()
    for name in ("getResults", opeasy.family.results):
        expect(opeasy.of_scheduled(name, scheduled)).status(200)
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    for name in ("getResults", opeasy.family.results):
        expect(opeasy.of_scheduled(name, scheduled)).status(404)


@verifies_in_each_family("OPEASY-SCHED-10")
def test_an_unknown_scheduled_operation_is_answered_with_404_everywhere(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation()
    below = ("getScheduledOperationStatus", "getResults", opeasy.family.results)
    for name in below:
        given(opeasy.of_scheduled(name, scheduled)).status(200)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    for unknown in (scheduled.id, MADE_UP):
        for name in (*below, "deleteScheduledOperation"):
            expect(opeasy.of_scheduled(name, unknown)).status(404)
