"""Process of Operations."""

from conformance.checks import verifies
from conformance.expect import expect
from conformance.suites.opeasy.client import COMPLETE, FAMILY, OpEasy, Scheduled
from conformance.suites.opeasy.scheduled_operations import MADE_UP
from conformance.suites.opeasy.users_tasks import given, has_users, listed, same_users, user_of
from conformance.suites.opeasy.validation_errors import expect_scheduled

BELOW = ("getScheduledOperationStatus", "getResults", "getUsersResults")


@verifies("OPEASY-LIFE-2")
def test_the_documented_sequence_works_from_end_to_end(opeasy: OpEasy) -> None:
    users, wrong, tasks, more = opeasy.users, opeasy.users.wrong(1), opeasy.users.succeeding(2), opeasy.users.failing(1)
    created = opeasy.create([*tasks, *wrong])
    expect(created).status(201)
    operation = opeasy.known(created, tasks, wrong)
    given(listed(opeasy, "getUsersTasks", operation)).holds("the tasks, which need no more fields", has_users(tasks), FAMILY)
    expect(opeasy.append(operation, more)).status(200)
    error = str(expect(opeasy.of_operation("getUsersValidationErrors", operation)).status(200).json(FAMILY, 0, "id"))
    expect(opeasy.of_operation("getUsersValidationError", operation, error)).status(200)
    expect(opeasy.of_operation("deleteUsersValidationError", operation, error)).status(204)
    corrected = users.modify(user_of(wrong[0]))
    expect(opeasy.append(operation, [corrected])).status(200)
    expect(opeasy.of_operation("getUsersValidationErrors", operation)).status(200).shows([], FAMILY)
    scheduled = expect_scheduled(opeasy, operation)
    opeasy.complete(scheduled)
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200).json("results", FAMILY)
    results = expect(opeasy.of_scheduled("getUsersResults", scheduled)).status(200)
    results.holds("a result of each task", same_users([*tasks, *more, corrected]), FAMILY)
    expect(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(opeasy.of_operation("getOperation", operation)).status(404)


@verifies("OPEASY-SCHED-5")
def test_a_pending_scheduled_operation_is_not_deleted(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation("pending", opeasy.users.failing(40))
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


@verifies("OPEASY-SCHED-10")
def test_an_unknown_scheduled_operation_is_answered_with_404_everywhere(opeasy: OpEasy) -> None:
    scheduled = opeasy.scheduled_operation()
    for name in BELOW:
        given(opeasy.of_scheduled(name, scheduled)).status(200)
    given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
    for unknown in (scheduled.id, MADE_UP):
        for name in (*BELOW, "deleteScheduledOperation"):
            expect(opeasy.of_scheduled(name, unknown)).status(404)
