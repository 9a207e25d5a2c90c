"""View Results of Completed Scheduled Operation."""


from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, asks, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, OpEasy
from conformance.suites.opeasy.families import USERS, verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, items_of, listed, same_subjects
from conformance.suites.opeasy.outcomes import changed, completed, outcome, processed

CODES = ("100", "101", "102", "103", "104", "105", "107", "401", "500")


def _mixed(opeasy: OpEasy) -> list[Task]:
    """Failing, succeeding and failing tasks."""
    return [*opeasy.tasks.failing(2), *opeasy.succeeding(4), *opeasy.tasks.failing(1)]


def _with_status(results: Exchange, status: str) -> list[int]:
    found = [number for number, each in enumerate(items_of(results)) if each.get("status") == status]
    given(results).that(bool(found), f"a result that is {status}", "none")
    return found


@verifies_in_each_family("OPEASY-RESULTS-1", "OPEASY-RESULTS-2")
def test_there_are_no_results_before_completion(opeasy: OpEasy) -> None:
    for requirement, name in (("OPEASY-RESULTS-1", "getResults"), ("OPEASY-RESULTS-2", opeasy.family.results)):
        with asks(requirement):
            for state in ("pending", "processing"):
                scheduled = opeasy.scheduled_operation(state)
                early = opeasy.of_scheduled(name, scheduled)
                if opeasy.status(scheduled) in COMPLETE:
                    raise Inconclusive("it may have been complete already when its results were asked for")
                expect(early).status(404)
                opeasy.complete(scheduled)
                given(opeasy.of_scheduled(name, scheduled)).status(200)


@verifies_in_each_family("OPEASY-RESULTS-3", succeeding=True)
def test_successful_and_failed_tasks_add_up_to_the_size(opeasy: OpEasy) -> None:
    overview = opeasy.of_scheduled("getResults", completed(opeasy, _mixed(opeasy)))
    given(overview).status(200).holds("an object", lambda got: isinstance(got, dict), "results", opeasy.family)
    users = overview.json()["results"][opeasy.family]
    size, successful, failed = (users.get(name) for name in ("size", "successful", "failed"))
    expect(overview).that(all(isinstance(each, int) for each in (size, successful, failed)), "three numbers", f"{users}")
    expect(overview).that(size > 0 and successful + failed == size, f"successful and failed to be {size} together",
                          f"{successful} and {failed}")


@verifies_in_each_family("OPEASY-RESULTS-5", succeeding=True)
def test_the_href_of_the_overview_leads_to_the_detailed_results(opeasy: OpEasy) -> None:
    scheduled = completed(opeasy, _mixed(opeasy))
    due = given(listed(opeasy, opeasy.family.results, scheduled)).holds("some result", bool, opeasy.family).json(opeasy.family)
    overview = opeasy.of_scheduled("getResults", scheduled)
    given(overview).status(200)
    link = str(expect(overview).json("results", opeasy.family, "href"))
    expect(opeasy.follow(link, overview, opeasy.family.results)).status(200).shows(due, opeasy.family)


@verifies_in_each_family("OPEASY-RESULTS-7")
def test_results_stand_in_the_order_of_processing(opeasy: OpEasy) -> None:
    tasks = opeasy.tasks.failing(7)
    results = processed(opeasy, tasks)
    given(results).holds("a result of each task", same_subjects(tasks), opeasy.family)
    expect(results).holds("the results in the order of the tasks", same_subjects(tasks, ordered=True), opeasy.family)


@verifies_in_each_family("OPEASY-RESULTS-8", "OPEASY-RESULTS-9", succeeding=True)
def test_failed_results_carry_an_error_and_only_they(opeasy: OpEasy) -> None:
    results = processed(opeasy, _mixed(opeasy))
    with asks("OPEASY-RESULTS-8"):
        for number in _with_status(results, "SUCCESS"):
            expect(results).lacks(opeasy.family, number, "errorCode").lacks(opeasy.family, number, "errorDescription")
    with asks("OPEASY-RESULTS-9"):
        for number in _with_status(results, "FAILED"):
            for name in ("errorCode", "errorDescription"):
                expect(results).holds(f"some {name}", bool, opeasy.family, number, name)


def _failing(opeasy: OpEasy) -> list[Task]:
    """Tasks some of which fail, with different commands where the family has them."""
    if opeasy.family != USERS:
        return opeasy.tasks.failing(3)
    user = opeasy.users.user_id()
    again = [opeasy.users.add(user), opeasy.users.add(user), opeasy.users.delete(user)]
    return [*again, *opeasy.tasks.failing(2), opeasy.users.suspend(), opeasy.users.delete()]


@verifies_in_each_family("OPEASY-RESULTS-10")
def test_the_error_code_of_a_failed_task_is_a_documented_one(opeasy: OpEasy) -> None:
    results = processed(opeasy, _failing(opeasy))
    for number in _with_status(results, "FAILED"):
        given(results).json(opeasy.family, number, "errorCode")
        expect(results).holds(f"one of {', '.join(CODES)}", lambda code: str(code) in (*CODES, "400"),
                              opeasy.family, number, "errorCode")
        if str(results.json()[opeasy.family][number]["errorCode"]) == "400":
            uses("OPEASY-R-CODES", "b", "code 400")


@verifies("OPEASY-RESULTS-11")
def test_one_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    for failing_first in (True, False):
        failing, succeeding = opeasy.tasks.failing(1), opeasy.succeeding(4)
        scheduled = completed(opeasy, [*failing, *succeeding] if failing_first else [*succeeding, *failing])
        results = listed(opeasy, opeasy.family.results, scheduled)
        given(results).that(*outcome(results, failing[0], "FAILED"))
        status = opeasy.of_scheduled("getScheduledOperationStatus", scheduled)
        expect(status).shows("completedWithErrors", "scheduledOperation", "status")


@verifies("OPEASY-RESULTS-12")
def test_only_a_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    ends = set()
    for tasks in (opeasy.succeeding(4), opeasy.tasks.failing(2)):
        scheduled = opeasy.scheduled(opeasy.operation(tasks))
        ends.add(end := opeasy.complete(scheduled))
        results = listed(opeasy, opeasy.family.results, scheduled)
        failed = sum(each.get("status") == "FAILED" for each in results.json()[opeasy.family])
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


@verifies("OPEASY-RESULTS-14")
def test_a_failed_task_does_not_keep_later_ones_from_being_processed(opeasy: OpEasy) -> None:
    users, (first, *later) = opeasy.users, [opeasy.users.add() for _ in range(4)]
    failing = [users.modify(), users.delete(), users.suspend(), *(users.modify() for _ in range(9))]
    results = processed(opeasy, [first, failing[0], later[0], *failing[1:], *later[1:]])
    given(results).that(*outcome(results, first, "SUCCESS")).that(*outcome(results, failing[0], "FAILED"))
    if not has_subjects(later[:1])(results.json()[opeasy.family]):
        uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
    else:
        expect(results).holds("results of the tasks behind many failed ones", has_subjects(later), opeasy.family)
        for task in later:
            expect(results).that(*outcome(results, task, "SUCCESS"))
