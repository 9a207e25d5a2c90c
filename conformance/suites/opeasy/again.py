"""Operations and Scheduled Operations.

An operation that is scheduled once more after its scheduled operation was deleted: nothing of the first time is left.
"""

from dataclasses import dataclass

from conformance.exchange import Exchange
from conformance.expect import NotApplicable, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import USERS, verifies_in_each_family
from conformance.suites.opeasy.items import items_of, listed, same_subjects
from conformance.suites.opeasy.outcomes import became, before_completion
from conformance.suites.opeasy.status import STATUS, name_themselves, time_of


@dataclass
class Again:
    """The last status of the first time, and the scheduled operation of the second time; ``adds`` then name existing users."""

    first: Scheduled
    ended: Exchange
    second: Scheduled
    adds: list[Task]


def _again(opeasy: OpEasy) -> Again:
    """An operation that was scheduled just now for the second time, with more tasks where it can be edited in between."""
    adds = [opeasy.users.add()] if opeasy.family == USERS else []
    operation = opeasy.operation([*adds, *opeasy.tasks.failing(2)])
    first = opeasy.scheduled(operation)
    opeasy.complete(first)
    results = listed(opeasy, opeasy.family.results, first)
    given(results).holds("a result of each task", same_subjects(operation.tasks), opeasy.family)
    became("SUCCESS", adds, given(results))
    ended = opeasy.of_scheduled(STATUS, first)
    given(opeasy.of_scheduled("deleteScheduledOperation", first)).status(204)
    _edited(opeasy, operation)
    exchange = opeasy.schedule(operation)
    if 400 <= exchange.status < 500:
        raise NotApplicable("uses reading OPEASY-R-AFTER-DELETION, alternative b: it is not scheduled once more")
    given(exchange).status(202)
    assert operation.scheduled
    return Again(first, ended, operation.scheduled, adds)


def _edited(opeasy: OpEasy, operation: Operation) -> None:
    more = opeasy.tasks.failing(2)
    appended = opeasy.append(operation, more)
    if 400 <= appended.status < 500:
        uses("OPEASY-R-AFTER-DELETION", "b", "it is not edited any more")
        return
    given(appended).status(200)
    operation.tasks += more


@verifies_in_each_family("OPEASY-AGAIN-1")
def test_the_results_are_those_of_the_second_time(opeasy: OpEasy) -> None:
    again, names = _again(opeasy), ("getResults", opeasy.family.results)
    second, tasks = again.second, again.second.operation.tasks
    for answers in before_completion(opeasy, second, lambda: [opeasy.of_scheduled(name, second) for name in names]):
        for answer in answers:
            expect(answer).status(404)
    results = listed(opeasy, opeasy.family.results, second)
    expect(results).holds("a result of each task of the second time", same_subjects(tasks), opeasy.family)
    became("FAILED", again.adds, expect(results))
    failed = sum(each.get("status") == "FAILED" for each in items_of(results))
    overview = expect(opeasy.of_scheduled("getResults", second)).status(200)
    for name, count in (("size", len(tasks)), ("failed", failed), ("successful", len(tasks) - failed)):
        overview.shows(count, "results", opeasy.family, name)


@verifies_in_each_family("OPEASY-AGAIN-2")
def test_status_and_links_are_those_of_the_second_time(opeasy: OpEasy) -> None:
    again = _again(opeasy)
    second, operation = again.second, again.second.operation
    before_completion(opeasy, second, lambda: name_themselves(opeasy, second))
    status = expect(opeasy.of_scheduled(STATUS, second)).status(200).exchange
    due = given(opeasy.of_scheduled("getResults", second)).status(200).json("results")
    for link in (str(expect(status).json("scheduledOperation", "links", "results")), status.header("Location") or "none"):
        expect(opeasy.follow(link, status, "getResults")).status(200).shows(due, "results")
    ended, started = time_of(again.ended, "completedTime"), time_of(status, "startTime")
    expect(status).that(started >= ended, f"a startTime from {ended} on, when it was completed the first time", f"{started}")
    if again.first.id != second.id:
        expect(opeasy.of_scheduled(STATUS, again.first)).status(404)
    expect(opeasy.of_scheduled("deleteScheduledOperation", second)).status(204)
    expect(opeasy.of_operation("deleteOperation", operation)).status(204)
    expect(opeasy.of_operation("getOperation", operation)).status(404)
