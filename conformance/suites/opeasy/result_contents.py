"""View Results of Completed Scheduled Operation.

What a result shows of its task, and what the overview counts, also where several families have results.
"""

from collections.abc import Mapping, Sequence

from conformance.checks import verifies
from conformance.contract.answers import keep
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given, uses
from conformance.openapi import FILE
from conformance.shape import shapes
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Scheduled
from conformance.suites.opeasy.families import FAMILIES, SUCCESS_NEEDS, USERS, Family, verifies_in_each_family
from conformance.suites.opeasy.items import each_one_of, items_of, listed, same_tasks
from conformance.suites.opeasy.outcomes import processed, sifted
from conformance.suites.opeasy.telling import telling

_NUMBERS, _SHAPES = Family("PhoneNumbers"), shapes("opeasy")
_MOVED = {_SHAPES.requirement(_NUMBERS.results, f"200-{facet}"): accept
          for facet, accept in (("body", "application/json"), ("download", FILE))}


def _various(opeasy: OpEasy) -> list[Task]:
    """Tasks that succeed, with different commands, and two that fail."""
    if opeasy.family != USERS:
        return [*opeasy.succeeding(4), *opeasy.tasks.failing(2)]
    user = opeasy.users.user_id()
    return [opeasy.users.add(user, firstName="Zoë", lastName="O'Neil"), opeasy.users.modify(user, title="Deputy"),
            opeasy.users.suspend(user), opeasy.users.delete(user), *opeasy.tasks.failing(2)]


@verifies_in_each_family("OPEASY-RESULTS-6", succeeding=True)
def test_each_task_has_one_result_with_its_command_and_content(opeasy: OpEasy) -> None:
    tasks = _various(opeasy)
    expect(processed(opeasy, tasks)).holds("a result of each task as it was sent", same_tasks(tasks), opeasy.family)
    tasks = [*opeasy.succeeding(2), *telling(opeasy)]
    results, refused = sifted(opeasy, opeasy.operation(tasks))
    expect(results).holds("results of tasks as they were sent", each_one_of(tasks), opeasy.family)
    if _stops(results):
        uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
    else:
        count = len(tasks) - len(refused)
        expect(results).holds(f"a result of each of {count} tasks", lambda items: len(items) == count, opeasy.family)


@verifies(*_MOVED, needs=SUCCESS_NEEDS[_NUMBERS])
def test_results_of_numbers_that_were_moved_have_the_documented_shape(opeasy: OpEasy) -> None:
    """Those of other families are looked at along with all documented answers; numbers may be moved by one worker only."""
    opeasy = opeasy.in_family(_NUMBERS)
    opeasy.complete(scheduled := opeasy.scheduled(opeasy.operation(opeasy.succeeding(2))))
    for requirement, accept in _MOVED.items():
        with asks(requirement):
            answer = opeasy.of_scheduled(_NUMBERS.results, scheduled, headers={"Accept": accept})
            given(answer).status(200)
            keep(_SHAPES, requirement, [answer])


def _stops(results: Exchange) -> bool:
    """Whether no result stands behind one that FAILED."""
    ends = [each.get("status") for each in items_of(results)]
    return "FAILED" in ends and ends.index("FAILED") == len(ends) - 1


@verifies_in_each_family("OPEASY-RESULTS-4", succeeding=True)
def test_the_counts_of_the_overview_equal_those_of_the_list(opeasy: OpEasy) -> None:
    """In each family as many tasks, with other outcomes in the one at work: more fail than succeed, or more succeed."""
    for mixed in ([*opeasy.tasks.failing(2), *opeasy.succeeding(4), *opeasy.tasks.failing(1)],
                  [*opeasy.succeeding(2), *opeasy.tasks.failing(3)]):
        tasks = {family: mixed if family == opeasy.family else opeasy.maker(family).failing(len(mixed)) for family in FAMILIES}
        scheduled = _completed(opeasy, tasks)
        overview = expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
        for family in FAMILIES:
            results = listed(opeasy.in_family(family), family.results, scheduled)
            ends = [each.get("status") for each in items_of(results)]
            for name, status in (("successful", "SUCCESS"), ("failed", "FAILED")):
                given(results).that(status in ends or family != opeasy.family, f"a result that is {status}", "none")
                overview.shows(ends.count(status), "results", family, name)


def _completed(opeasy: OpEasy, tasks: Mapping[Family, Sequence[Task]]) -> Scheduled:
    """A scheduled operation of tasks of several families that has completed."""
    others: dict[str, Sequence[Task]] = {family: each for family, each in tasks.items() if family != opeasy.family}
    operation = opeasy.operation(tasks[opeasy.family], besides=others)
    for family, each in tasks.items():
        given(operation.created).shows(len(each), *family.size)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    return scheduled
