"""Schedule Operation for Processing, Delete Scheduled Operation."""

from conformance.checks import verifies
from conformance.expect import expect
from conformance.suites.opeasy.client import MADE_UP, OpEasy
from conformance.suites.opeasy.families import verifies_in_each_family


@verifies("OPEASY-SCHED-1")
def test_scheduling_answers_with_the_scheduled_operation(opeasy: OpEasy) -> None:
    operation = opeasy.operation()
    answer = expect(opeasy.schedule(operation)).status(202)
    answer.shows(operation.id, "scheduledOperation", "operation", "id")
    answer.shows(opeasy.enterprise, "scheduledOperation", "operation", "enterpriseId")
    answer.holds("an id", lambda name: isinstance(name, str) and bool(name), "scheduledOperation", "id")


@verifies("OPEASY-SCHED-2")
def test_the_location_of_a_scheduled_operation_leads_to_its_status(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled(opeasy.operation())
    location = scheduled.exchange.header("Location") or ""
    expect(scheduled.exchange).that(bool(location), "a Location", "none")
    followed = opeasy.follow(location, scheduled.exchange, "getScheduledOperationStatus")
    expect(followed).status(200, 202).shows(scheduled.id, "scheduledOperation", "id")


@verifies_in_each_family("OPEASY-SCHED-3")
def test_an_operation_with_validation_errors_is_not_scheduled(opeasy: OpEasy) -> None:
    operation = opeasy.operation(wrong=opeasy.tasks.wrong(1))
    expect(opeasy.schedule(operation)).status(400)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)


@verifies("OPEASY-SCHED-4")
def test_an_unknown_operation_is_not_scheduled(opeasy: OpEasy) -> None:
    opeasy.scheduled(opeasy.operation())
    expect(opeasy.call("scheduleOperation", json={"operation": {"id": MADE_UP}})).status(404)


@verifies("OPEASY-SCHED-6")
def test_a_processing_scheduled_operation_is_not_deleted(opeasy: OpEasy) -> None:
    # On a clock on the wall it may have completed just before it was deleted, but not time and again.
    for _ in range(1 if opeasy.target.clock.virtual else 3):
        scheduled = opeasy.scheduled_operation(state="processing")
        answer = opeasy.of_scheduled("deleteScheduledOperation", scheduled)
        if answer.status != 204:
            break
    expect(answer).status(400)
    expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(202, 200)


@verifies_in_each_family("OPEASY-SCHED-9")
def test_results_are_deleted_with_the_scheduled_operation(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation()
    for name in ("getResults", opeasy.family.results):
        expect(opeasy.of_scheduled(name, scheduled)).status(200)
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    for name in ("getResults", opeasy.family.results):
        expect(opeasy.of_scheduled(name, scheduled)).status(404)
