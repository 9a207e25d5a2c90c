"""Operations and Scheduled Operations.

Once more: an operation that is scheduled again after its scheduled operation was deleted, and what is read time and again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import NotApplicable, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import FAMILIES, USERS, verifies_in_each_family
from conformance.suites.opeasy.items import items_of, listed, same_subjects
from conformance.suites.opeasy.outcomes import became, before_completion
from conformance.suites.opeasy.status import STATUS, name_themselves, time_of
from conformance.suites.opeasy.validation_errors import of_all_families

TIMES = 11  # so that what happens once in ten times is seen


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


@verifies("OPEASY-AGAIN-3")
def test_what_is_read_again_is_answered_as_before(opeasy: OpEasy) -> None:
    broken, _ = of_all_families(opeasy, 2)
    scheduled = opeasy.scheduled(opeasy.operation(besides={family: opeasy.maker(family).failing(3) for family in FAMILIES[1:]}))
    opeasy.complete(scheduled)
    first = list(_read(opeasy, broken, scheduled))
    for exchange in first:
        given(exchange).status(200)
    for _ in range(TIMES - 1):
        for before, exchange in zip(first, _read(opeasy, broken, scheduled), strict=True):
            got = expect(exchange).status(200).json()
            expect(exchange).that(got == before.json(), f"the same as before: {before.json()}"[:200], f"{got}"[:200])


def _read(opeasy: OpEasy, broken: Operation, scheduled: Scheduled) -> Iterator[Exchange]:
    """All that can be read of an operation with validation errors, and of a scheduled operation that is complete."""
    for operation in (broken, scheduled.operation):
        yield opeasy.of_operation("getOperation", operation)
    for name in (STATUS, "getResults"):
        yield opeasy.of_scheduled(name, scheduled)
    for family in FAMILIES:
        yield opeasy.of_operation(family.errors, broken)
        yield opeasy.of_operation(family.tasks, scheduled.operation)
        yield opeasy.of_scheduled(family.results, scheduled)
