"""Asynchronous Processing of Requests."""

import re
from datetime import datetime

from conformance.checks import verifies
from conformance.expect import expect, given, uses
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.outcomes import changed, completed, outcome, processed
from conformance.suites.opeasy.paging import MANY

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


@verifies("OPEASY-CREATE-17")
def test_nothing_is_processed_before_it_is_scheduled(opeasy: OpEasy) -> None:
    users, created, appended = opeasy.users, opeasy.users.add(), opeasy.users.add()
    waiting = opeasy.operation([created])
    given(opeasy.append(waiting, [appended])).status(200)
    waiting.tasks.append(appended)
    names = [task["content"]["user"]["userId"] for task in waiting.tasks]
    early = [changed(opeasy, name, "early") for name in names]
    results = processed(opeasy, early)
    for task in early:
        expect(results).that(*outcome(results, task, "FAILED"))
    _done(opeasy, opeasy.scheduled(waiting))
    late = [changed(opeasy, name, "late") for name in names]
    results = processed(opeasy, [*late, *map(users.delete, names)])
    for task in late:
        given(results).that(*outcome(results, task, "SUCCESS"))


def _done(opeasy: OpEasy, scheduled: Scheduled) -> None:
    given(scheduled.exchange).that(opeasy.complete(scheduled) == "completed", "an operation that succeeds", scheduled.seen[-1])


@verifies_in_each_family("OPEASY-OPERATION-8")
def test_a_scheduled_operation_and_its_tasks_can_be_read(opeasy: OpEasy) -> None:
    for tasks in (opeasy.succeeding(4), opeasy.tasks.failing(4)):
        operation = opeasy.operation(tasks)
        given(opeasy.of_operation("getOperation", operation)).status(200).shows(operation.id, "id")
        given(listed(opeasy, opeasy.family.tasks, operation)).holds("its tasks", same_subjects(tasks), opeasy.family)
        scheduled = opeasy.scheduled(operation)
        for state in ("pending", "processing", *COMPLETE):
            opeasy.await_state(scheduled, state)
            _readable(opeasy, operation)
        given(opeasy.of_scheduled("deleteScheduledOperation", scheduled)).status(204)
        _readable(opeasy, operation)


def _readable(opeasy: OpEasy, operation: Operation) -> None:
    expect(opeasy.of_operation("getOperation", operation)).status(200).shows(operation.id, "id")
    tasks = expect(opeasy.of_operation(opeasy.family.tasks, operation)).status(200)
    tasks.holds("the tasks of the operation", same_subjects(operation.tasks), opeasy.family)


@verifies("OPEASY-SCHED-12")
def test_scheduling_is_answered_before_the_tasks_are_processed(opeasy: OpEasy) -> None:
    for tasks in (opeasy.tasks.failing(1), opeasy.succeeding(40)):
        scheduled = opeasy.scheduled(opeasy.operation(tasks))
        answer = expect(scheduled.exchange).status(202)
        answer.holds("pending or processing", lambda word: word in ("pending", "processing"), "scheduledOperation", "status")
        given(scheduled.exchange).that(opeasy.complete(scheduled) in COMPLETE, "an end", scheduled.seen[-1])


@verifies("OPEASY-STATUS-12")
def test_the_times_of_a_status_are_written_as_in_rfc_3339(opeasy: OpEasy) -> None:
    for state, due in (("processing", ("startTime",)), ("completed", ("startTime", "completedTime"))):
        scheduled = opeasy.scheduled_operation(state)
        status = opeasy.of_scheduled("getScheduledOperationStatus", scheduled)
        for name in due:
            time = given(status).json("scheduledOperation", name)
            expect(status).that(_is_time(time), f"a {name} as in RFC 3339", f"{time!r}")


def _is_time(text: object) -> bool:
    if not isinstance(text, str) or not RFC_3339.fullmatch(text):
        return False
    try:
        return bool(datetime.fromisoformat(text.upper()))
    except ValueError:
        return text[17:19] == "60"  # a leap second is a time, too


@verifies_in_each_family("OPEASY-RESULTS-15", succeeding=True)
def test_the_size_of_the_overview_is_the_number_of_tasks_in_the_operation(opeasy: OpEasy) -> None:
    # What fails comes last: behind a failed task a target may stop (OPEASY-R-AFTER-FAILURE).
    for last in ([], opeasy.tasks.failing(1)):
        tasks, more = opeasy.succeeding(4), [*opeasy.succeeding(2), *last]
        operation = opeasy.operation(tasks)
        given(opeasy.append(operation, more)).status(200)
        operation.tasks += more
        scheduled = opeasy.scheduled(operation)
        opeasy.complete(scheduled)
        overview = opeasy.of_scheduled("getResults", scheduled)
        expect(overview).status(200).shows(len(operation.tasks), "results", opeasy.family, "size")
    _counts_many(opeasy)


def _counts_many(opeasy: OpEasy) -> None:
    """More results than a page holds; all of them are of tasks that fail, which leave nothing behind."""
    scheduled = completed(opeasy, opeasy.tasks.failing(MANY))
    count = given(listed(opeasy, opeasy.family.results, scheduled)).json("totalItems")
    if count == 1:
        uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
        return
    given(scheduled.exchange).that(count == MANY, f"a list of {MANY} results", f"{count}")
    expect(opeasy.of_scheduled("getResults", scheduled)).status(200).shows(MANY, "results", opeasy.family, "size")
