"""View Results of Completed Scheduled Operation."""


from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import USERS, verifies_in_each_family
from conformance.suites.opeasy.items import has_subjects, items_of, listed, same_subjects, same_tasks
from conformance.suites.opeasy.outcomes import became, changed, completed, on_its_way, outcome, processed

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
    names = {"OPEASY-RESULTS-1": "getResults", "OPEASY-RESULTS-2": opeasy.family.results}
    scheduled, early = on_its_way(opeasy, lambda each: {name: opeasy.of_scheduled(name, each) for name in names.values()})
    for requirement, name in names.items():
        with asks(requirement):
            given(opeasy.of_scheduled(name, scheduled)).status(200)
            for answers in early:
                expect(answers[name]).status(404)


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


@verifies_in_each_family("OPEASY-RESULTS-11", succeeding=True)
def test_one_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    for failing_first, others in ((True, 4), (False, 30)):
        failing, succeeding = opeasy.tasks.failing(1), opeasy.succeeding(others)
        scheduled = completed(opeasy, [*failing, *succeeding] if failing_first else [*succeeding, *failing])
        results = listed(opeasy, opeasy.family.results, scheduled)
        given(results).that(*outcome(results, failing[0], "FAILED"))
        status = opeasy.of_scheduled("getScheduledOperationStatus", scheduled)
        expect(status).shows("completedWithErrors", "scheduledOperation", "status")


@verifies("OPEASY-RESULTS-12")
def test_only_a_failed_task_makes_it_end_with_errors(opeasy: OpEasy) -> None:
    ends = set()
    plain = [opeasy.operation(tasks) for tasks in (opeasy.succeeding(4), opeasy.tasks.failing(2))]
    for operation in (*plain, _repaired(opeasy)):
        scheduled = opeasy.scheduled(operation)
        ends.add(end := opeasy.complete(scheduled))
        results = listed(opeasy, opeasy.family.results, scheduled)
        failed = sum(each.get("status") == "FAILED" for each in results.json()[opeasy.family])
        expect(results).that(end != "completedWithErrors" or failed > 0, f"a failed task of what ended as {end}", "none")
    given(results).that("completedWithErrors" in ends, "one that ends as completedWithErrors", " and ".join(ends))


def _repaired(opeasy: OpEasy) -> Operation:
    """An operation whose validation errors, some of them appended, were deleted; its tasks succeed."""
    operation = opeasy.operation(opeasy.succeeding(2), opeasy.tasks.wrong(1))
    appended = opeasy.succeeding(2)
    given(opeasy.append(operation, [*opeasy.tasks.wrong(1), *appended])).status(200)
    operation.tasks += appended
    for error in listed(opeasy, opeasy.family.errors, operation).json()[opeasy.family]:
        name = str(error.get("id"))
        given(opeasy.of_operation(opeasy.family.error, operation, name)).status(200)
        given(opeasy.of_operation(opeasy.family.error_deletion, operation, name)).status(204)
    return operation


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


@verifies("OPEASY-RESULTS-13")
def test_many_tasks_are_processed_in_the_order_in_which_they_stand(opeasy: OpEasy) -> None:
    users, names = opeasy.users, [opeasy.users.user_id() for _ in range(16)]
    adds, deletes = [users.add(name) for name in names], [users.delete(name) for name in names]
    modify = [changed(opeasy, name, "between") for name in names]
    nobody = changed(opeasy, users.user_id(), "never")
    results = processed(opeasy, [*adds, *modify, *deletes, nobody])
    became("SUCCESS", adds, given(results))
    became("FAILED", [nobody], given(results))
    became("SUCCESS", [*modify, *deletes], expect(results))


def _users_last(opeasy: OpEasy) -> None:
    """Users that one operation adds are found by another; without it nobody can say in which order tasks are processed."""
    user = opeasy.users.user_id()
    for task in (opeasy.users.add(user), changed(opeasy, user, "later")):
        results = processed(opeasy, [task])
        given(results).that(*outcome(results, task, "SUCCESS"))


@verifies("OPEASY-RESULTS-21")
def test_each_of_several_equal_tasks_has_a_result_of_its_own(opeasy: OpEasy) -> None:
    users, user, other = opeasy.users, opeasy.users.user_id(), opeasy.users.add()
    add, modify, there = users.add(user), changed(opeasy, user, "twice"), changed(opeasy, user, "there")
    delete = users.delete(user)
    tasks = [other, add, add, there, modify, delete, modify]
    results = processed(opeasy, tasks)
    became("SUCCESS", [other], given(results))
    if not same_subjects(tasks)(items_of(results)):
        given(results).holds("results of the first tasks alone", lambda items: len(items) < len(tasks), opeasy.family)
        uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
        return
    became("SUCCESS", [there, delete], given(results))
    for twin in (add, modify):
        ends = sorted(str(each.get("status")) for each in items_of(results) if same_tasks([twin])([each]))
        expect(results).that(ends == ["FAILED", "SUCCESS"], f"one of two equal {twin['command']} to be FAILED", f"{ends}")


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
