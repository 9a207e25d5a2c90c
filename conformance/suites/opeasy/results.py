"""View Results of Completed Scheduled Operation."""

from collections.abc import Sequence
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, asks, expect, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, FAMILY, OpEasy, Scheduled
from conformance.suites.opeasy.users_tasks import SIZE, given, has_users, listed, same_tasks, same_users, user_of

CODES = ("100", "101", "102", "103", "104", "105", "107", "401", "500")


def completed(opeasy: OpEasy, tasks: Sequence[Task]) -> Scheduled:
    """A scheduled operation of these tasks that has completed."""
    operation = opeasy.operation(tasks)
    given(operation.created).shows(len(tasks), *SIZE)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    return scheduled


def processed(opeasy: OpEasy, tasks: Sequence[Task]) -> Exchange:
    """The Users results of these tasks."""
    return listed(opeasy, "getUsersResults", completed(opeasy, tasks))


def result_of(results: Exchange, task: Task) -> dict[str, Any]:
    """The result of a task, wherever it stands; told by command, user and title. Inconclusive if there is none."""
    found: dict[str, Any] | None = next((each for each in results.json()[FAMILY] if _mark(each) == _mark(task)), None)
    if found is None:
        raise Inconclusive(f"no result of {task['command']} {user_of(task)} - {results.asked}")
    return found


def _mark(item: Any) -> tuple[Any, ...]:
    user = item["content"]["user"] if user_of(item) else {}
    return item.get("command") if isinstance(item, dict) else None, user_of(item), user.get("title")


def outcome(results: Exchange, task: Task, due: str) -> tuple[bool, str, str]:
    """Whether a task became what is ``due`` - SUCCESS, FAILED or FAILED 101 -, in the form that ``that`` takes."""
    result = result_of(results, task)
    got = f"{result.get('status')} {result.get('errorCode', '')}".strip()
    what = f"{task['command']} {user_of(task)}"
    return f"{got} ".startswith(f"{due} "), f"{due} for {what}", got


def _mixed(opeasy: OpEasy) -> list[Task]:
    return [*opeasy.users.failing(2), *opeasy.users.succeeding(4), *opeasy.users.failing(1)]


def _with_status(results: Exchange, status: str) -> list[int]:
    found = [number for number, each in enumerate(results.json()[FAMILY]) if each.get("status") == status]
    given(results).that(bool(found), f"a result that is {status}", "none")
    return found


@verifies("OPEASY-RESULTS-1", "OPEASY-RESULTS-2")
def test_there_are_no_results_before_completion(opeasy: OpEasy) -> None:
    for requirement, name in (("OPEASY-RESULTS-1", "getResults"), ("OPEASY-RESULTS-2", "getUsersResults")):
        with asks(requirement):
            for state in ("pending", "processing"):
                scheduled = opeasy.scheduled_operation(state)
                early = opeasy.of_scheduled(name, scheduled)
                if opeasy.status(scheduled) in COMPLETE:
                    raise Inconclusive("it may have been complete already when its results were asked for")
                expect(early).status(404)
                opeasy.complete(scheduled)
                given(opeasy.of_scheduled(name, scheduled)).status(200)


@verifies("OPEASY-RESULTS-3")
def test_successful_and_failed_tasks_add_up_to_the_size(opeasy: OpEasy) -> None:
    overview = opeasy.of_scheduled("getResults", completed(opeasy, _mixed(opeasy)))
    given(overview).status(200).holds("an object", lambda got: isinstance(got, dict), "results", FAMILY)
    users = overview.json()["results"][FAMILY]
    size, successful, failed = (users.get(name) for name in ("size", "successful", "failed"))
    expect(overview).that(all(isinstance(each, int) for each in (size, successful, failed)), "three numbers", f"{users}")
    expect(overview).that(size > 0 and successful + failed == size, f"successful and failed to be {size} together",
                          f"{successful} and {failed}")


@verifies("OPEASY-RESULTS-4")
def test_the_counts_of_the_overview_equal_those_of_the_list(opeasy: OpEasy) -> None:
    scheduled = completed(opeasy, _mixed(opeasy))
    results = listed(opeasy, "getUsersResults", scheduled)
    successful, failed = len(_with_status(results, "SUCCESS")), len(_with_status(results, "FAILED"))
    overview = expect(opeasy.of_scheduled("getResults", scheduled)).status(200)
    for name, due in (("successful", successful), ("failed", failed)):
        overview.shows(due, "results", FAMILY, name)


@verifies("OPEASY-RESULTS-5")
def test_the_href_of_the_overview_leads_to_the_detailed_results(opeasy: OpEasy) -> None:
    scheduled = completed(opeasy, _mixed(opeasy))
    due = given(listed(opeasy, "getUsersResults", scheduled)).holds("some result", bool, FAMILY).json(FAMILY)
    overview = opeasy.of_scheduled("getResults", scheduled)
    given(overview).status(200)
    link = str(expect(overview).json("results", FAMILY, "href"))
    expect(opeasy.follow(link, overview, "getUsersResults")).status(200).shows(due, FAMILY)


@verifies("OPEASY-RESULTS-6")
def test_each_task_has_one_result_with_its_command_and_content(opeasy: OpEasy) -> None:
    user = opeasy.users.user_id()
    tasks = [opeasy.users.add(user, firstName="Zoë", lastName="O'Neil"), opeasy.users.modify(user, title="Deputy"),
             opeasy.users.suspend(user), opeasy.users.delete(user), *opeasy.users.failing(2)]
    expect(processed(opeasy, tasks)).holds("a result of each task as it was sent", same_tasks(tasks), FAMILY)


@verifies("OPEASY-RESULTS-7")
def test_results_stand_in_the_order_of_processing(opeasy: OpEasy) -> None:
    tasks = _mixed(opeasy)
    results = processed(opeasy, tasks)
    given(results).holds("a result of each task", same_users(tasks), FAMILY)
    expect(results).holds("the results in the order of the tasks", same_users(tasks, ordered=True), FAMILY)


@verifies("OPEASY-RESULTS-8", "OPEASY-RESULTS-9")
def test_failed_results_carry_an_error_and_only_they(opeasy: OpEasy) -> None:
    results = processed(opeasy, _mixed(opeasy))
    with asks("OPEASY-RESULTS-8"):
        for number in _with_status(results, "SUCCESS"):
            expect(results).lacks(FAMILY, number, "errorCode").lacks(FAMILY, number, "errorDescription")
    with asks("OPEASY-RESULTS-9"):
        for number in _with_status(results, "FAILED"):
            for name in ("errorCode", "errorDescription"):
                expect(results).holds(f"some {name}", bool, FAMILY, number, name)


@verifies("OPEASY-RESULTS-10")
def test_the_error_code_of_a_failed_task_is_a_documented_one(opeasy: OpEasy) -> None:
    user = opeasy.users.user_id()
    again = [opeasy.users.add(user), opeasy.users.add(user), opeasy.users.delete(user)]
    results = processed(opeasy, [*again, *opeasy.users.failing(2), opeasy.users.suspend(), opeasy.users.delete()])
    for number in _with_status(results, "FAILED"):
        given(results).json(FAMILY, number, "errorCode")
        expect(results).holds(f"one of {', '.join(CODES)}", lambda code: str(code) in (*CODES, "400"),
                              FAMILY, number, "errorCode")
        if str(results.json()[FAMILY][number]["errorCode"]) == "400":
            note("uses reading OPEASY-R-CODES, alternative b: code 400")


@verifies("OPEASY-RESULTS-11")
def test_one_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    for failing_first in (True, False):
        failing, succeeding = opeasy.users.failing(1), opeasy.users.succeeding(4)
        scheduled = completed(opeasy, [*failing, *succeeding] if failing_first else [*succeeding, *failing])
        results = listed(opeasy, "getUsersResults", scheduled)
        given(results).that(*outcome(results, failing[0], "FAILED"))
        status = opeasy.of_scheduled("getScheduledOperationStatus", scheduled)
        expect(status).shows("completedWithErrors", "scheduledOperation", "status")


@verifies("OPEASY-RESULTS-12")
def test_only_a_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    ends = set()
    for tasks in (opeasy.users.succeeding(4), opeasy.users.failing(2)):
        scheduled = opeasy.scheduled(opeasy.operation(tasks))
        ends.add(end := opeasy.complete(scheduled))
        results = listed(opeasy, "getUsersResults", scheduled)
        failed = sum(each.get("status") == "FAILED" for each in results.json()[FAMILY])
        expect(results).that(end != "completedWithErrors" or failed > 0, f"a failed task of what ended as {end}", "none")
    given(results).that("completedWithErrors" in ends, "one that ends as completedWithErrors", " and ".join(ends))


@verifies("OPEASY-RESULTS-13")
def test_tasks_are_processed_in_the_order_in_which_they_stand(opeasy: OpEasy) -> None:
    _users_last(opeasy)
    users, first, second = opeasy.users, opeasy.users.user_id(), opeasy.users.user_id()
    adds = [users.add(first), users.add(second)]
    due = [changed(opeasy, first, "early"), users.delete(first), changed(opeasy, second, "early")]
    late, nobody = changed(opeasy, first, "late"), changed(opeasy, users.user_id(), "never")
    results = processed(opeasy, [*adds, *due, late, nobody])
    given(results).that(*outcome(results, nobody, "FAILED"))
    for add in adds:
        given(results).that(*outcome(results, add, "SUCCESS"))
    for task in due:
        expect(results).that(*outcome(results, task, "SUCCESS"))
    expect(results).that(*outcome(results, late, "FAILED"))


def _users_last(opeasy: OpEasy) -> None:
    """Users that one operation adds are found by another; without it nobody can say in which order tasks are processed."""
    user = opeasy.users.user_id()
    for task in (opeasy.users.add(user), changed(opeasy, user, "later")):
        results = processed(opeasy, [task])
        given(results).that(*outcome(results, task, "SUCCESS"))


def changed(opeasy: OpEasy, user: str, title: str) -> Task:
    """A task that changes several fields of a user, known by the title."""
    return opeasy.users.modify(user, firstName="Ann", lastName="Lee", title=title)


@verifies("OPEASY-RESULTS-14")
def test_a_failed_task_does_not_keep_later_ones_from_being_processed(opeasy: OpEasy) -> None:
    first, failing, later = opeasy.users.add(), opeasy.users.modify(), [opeasy.users.add(), opeasy.users.add()]
    results = processed(opeasy, [first, failing, *later])
    given(results).that(*outcome(results, first, "SUCCESS")).that(*outcome(results, failing, "FAILED"))
    if not has_users(later)(results.json()[FAMILY]):
        note("uses reading OPEASY-R-AFTER-FAILURE, alternative b: tasks behind a failed one have no result")
    else:
        for task in later:
            expect(results).that(*outcome(results, task, "SUCCESS"))
