"""Schedule Operation for Processing, Delete Scheduled Operation."""

from collections.abc import Sequence

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Scheduled
from conformance.suites.opeasy.families import FAMILIES, verifies_in_each_family
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.outcomes import STEP, before_completion
from conformance.suites.opeasy.status import name_themselves
from conformance.suites.opeasy.tenants import neighbouring
from conformance.suites.opeasy.validation_errors import of_all_families

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


@verifies("OPEASY-SCHED-14")
def test_an_operation_is_not_scheduled_until_no_family_has_validation_errors(opeasy: OpEasy) -> None:
    for family in FAMILIES:  # in one family at a time, beside tasks of all
        tasks = {each: opeasy.maker(each).failing(1) for each in FAMILIES}
        tasks[family] += opeasy.maker(family).wrong(1)
        created = opeasy.create(tasks)
        given(created).status(201).shows(1, *family.summary, "size")
        expect(opeasy.schedule(opeasy.known(created, []))).status(400)
    operation, pages = of_all_families(opeasy, 1)
    families = list(FAMILIES)
    opeasy.session.random("order of families").shuffle(families)
    for family in families:
        expect(opeasy.schedule(operation)).status(400)
        error = str(given(pages[family]).json(family, 0, "id"))
        given(opeasy.of_operation(family.error, operation, error)).status(200)
        given(opeasy.of_operation(family.error_deletion, operation, error)).status(204)
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


@verifies("OPEASY-SCHED-15")
def test_deleting_a_scheduled_operation_leaves_the_others_alone(opeasy: OpEasy) -> None:
    before, deleted, after = (opeasy.scheduled(opeasy.operation(besides={
        family: opeasy.maker(family).failing(1) for family in FAMILIES[1:]})) for _ in range(3))
    names = ("getScheduledOperationStatus", "getResults", *(family.results for family in FAMILIES))
    for scheduled in (before, deleted, after):
        opeasy.complete(scheduled)
    due = {(each.id, name): given(opeasy.of_scheduled(name, each)).status(200).json()
           for each in (before, after) for name in names}
    expect(opeasy.of_scheduled("deleteScheduledOperation", deleted)).status(204)
    given(opeasy.of_scheduled(names[0], deleted)).status(404)
    for each in (before, after):
        for name in names:
            answer = expect(opeasy.of_scheduled(name, each)).status(200)
            answer.that(answer.json() == due[each.id, name], "the same as before", f"{answer.json()}"[:200])


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
