"""Process of Operations."""

from conformance.checks import verifies
from conformance.expect import expect, given
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Scheduled
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, listed, same_subjects, subject_of
from conformance.suites.opeasy.validation_errors import expect_scheduled


@verifies("OPEASY-LIFE-2")
def test_the_documented_sequence_works_from_end_to_end(opeasy: OpEasy) -> None:
    users, wrong, tasks, more = opeasy.users, opeasy.tasks.wrong(1), opeasy.succeeding(2), opeasy.tasks.failing(1)
    created = opeasy.create([*tasks, *wrong])
    expect(created).status(201)
    operation = opeasy.known(created, tasks, wrong)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks", has_subjects(tasks), opeasy.family)
    expect(opeasy.append(operation, more)).status(200)
    error = str(expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).json(opeasy.family, 0, "id"))
    expect(opeasy.of_operation(opeasy.family.error, operation, error)).status(200)
    expect(opeasy.of_operation(opeasy.family.error_deletion, operation, error)).status(204)
    corrected = users.modify(subject_of(wrong[0]))
    expect(opeasy.append(operation, [corrected])).status(200)
    expect(opeasy.of_operation(opeasy.family.errors, operation)).status(200).shows([], opeasy.family)
    scheduled = expect_scheduled(opeasy, operation)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200).json("results", opeasy.family)
    results = expect(opeasy.of_scheduled(opeasy.family.results, scheduled)).status(200)
    results.holds("a result of each task", same_subjects([*tasks, *more, corrected]), opeasy.family)
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(opeasy.of_operation("getOperation", operation)).status(404)


@verifies("OPEASY-SCHED-5")
def test_a_pending_scheduled_operation_is_not_deleted(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation("pending", opeasy.tasks.failing(40))
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(400)
    expect(opeasy.of_scheduled("getScheduledOperationStatus", scheduled)).status(200, 202)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)


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
