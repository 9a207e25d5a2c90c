"""Operations and Scheduled Operations.

Tasks of several families in one operation, and the order in which families are processed.
"""

from collections.abc import Mapping
from typing import Any

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, SUCCESS_NEEDS, USERS, Family
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.outcomes import outcome, processed

OF_USERS = ("CallCenterAgent", "CallForwarding", "CallRecording")  # families whose tasks are about users


def _of_each_family(opeasy: OpEasy) -> dict[Family, list[Task]]:
    """1 task of the last family, 2 of the one before, and so on: none has as many as another, and Users stand last."""
    return {family: opeasy.maker(family).failing(count) for count, family in enumerate(reversed(FAMILIES), 1)}


def _created(opeasy: OpEasy, tasks: Mapping[Family, list[Task]], created: Exchange) -> Operation:
    operation = opeasy.known(created, tasks[opeasy.family])
    operation.besides = {family: each for family, each in tasks.items() if family != opeasy.family}
    return operation


@verifies("OPEASY-CREATE-20")
def test_an_operation_takes_tasks_of_all_families_together(opeasy: OpEasy) -> None:
    for family in FAMILIES:
        client = opeasy.in_family(family)
        given(client.operation(valid=1).created).shows(1, *family.size)
    tasks = _of_each_family(opeasy)
    created = opeasy.create(tasks)
    expect(created).status(201)
    operation = _created(opeasy, tasks, created)
    for family, due in tasks.items():
        expect(created).shows(len(due), *family.size)
        page = listed(opeasy.in_family(family), family.tasks, operation)
        expect(page).holds(f"the tasks of {family} alone", same_subjects(due), family)


@verifies("OPEASY-RESULTS-18", "OPEASY-RESULTS-19")
def test_each_family_has_counts_and_results_of_its_own(opeasy: OpEasy) -> None:
    tasks = _of_each_family(opeasy)
    created = opeasy.create(tasks)
    given(created).status(201)
    scheduled = opeasy.scheduled(_created(opeasy, tasks, created))
    opeasy.complete(scheduled)
    overview = opeasy.of_scheduled("getResults", scheduled)
    with asks("OPEASY-RESULTS-18"):
        given(overview).status(200)
        for family, due in tasks.items():
            for name, count in (("size", len(due)), ("successful", 0), ("failed", len(due))):
                expect(overview).shows(count, "results", family, name)
    with asks("OPEASY-RESULTS-19"):
        for family, due in tasks.items():
            results = listed(opeasy.in_family(family), family.results, scheduled)
            expect(results).holds(f"the results of {family} alone", same_subjects(due), family)


@verifies("OPEASY-VERR-13")
def test_each_family_has_validation_errors_of_its_own(opeasy: OpEasy) -> None:
    wrong = {family: opeasy.maker(family).wrong(count) for count, family in enumerate(reversed(FAMILIES), 1)}
    created = opeasy.create(wrong)
    given(created).status(201)
    operation, ids = opeasy.known(created, [], wrong[opeasy.family]), {}
    for family, due in wrong.items():
        page = listed(opeasy.in_family(family), family.errors, operation)
        expect(page).holds(f"the validation errors of {family} alone", same_subjects(due), family)
        ids[family] = str(given(page).json(family, 0, "id"))
    for family, error in ids.items():
        for other in set(FAMILIES) - {family}:
            for name in (other.error, other.error_deletion):
                expect(opeasy.of_operation(name, operation, error)).status(404)
        expect(opeasy.of_operation(family.error, operation, error)).status(200)


def _done(opeasy: OpEasy, first: Task, users: Task) -> Exchange:
    """The results of the family after one operation of both tasks; Users stand behind the other family in its file."""
    tasks = {opeasy.family: [first], USERS: [users]}
    created = opeasy.create(tasks)
    given(created).status(201).shows(1, *opeasy.family.size).shows(1, *USERS.size)
    scheduled = opeasy.scheduled(_created(opeasy, tasks, created))
    opeasy.complete(scheduled)
    of_users = opeasy.in_family(USERS)
    given(listed(of_users, USERS.results, scheduled)).that(
        *outcome(listed(of_users, USERS.results, scheduled), users, "SUCCESS"))
    return listed(opeasy, opeasy.family.results, scheduled)


def _about(opeasy: OpEasy, user: str, command: str) -> Task:
    """A task of the family about a user; ``command`` is that of CallCenterAgent, the others have Modify alone."""
    maker: Any = opeasy.tasks
    if opeasy.family == "CallCenterAgent":
        return dict(maker.of(command, user, opeasy.world("callCenterId")))
    return dict(maker.modify(user))


@verifies_in_each("family", OF_USERS, "OPEASY-RESULTS-16", needs=SUCCESS_NEEDS)
def test_tasks_of_users_are_processed_before_those_of_other_families(opeasy: OpEasy) -> None:
    user = opeasy.users.user_id()
    first, again = _about(opeasy, user, "Assign"), [_about(opeasy, user, "Remove"), _about(opeasy, user, "Assign")]
    added = _done(opeasy, first, opeasy.users.add(user))
    # Where the first one came too early there is nothing to remove, yet such a task can succeed for this user.
    later = processed(opeasy, again if opeasy.family == "CallCenterAgent" else again[1:])
    given(later).that(*outcome(later, again[1], "SUCCESS"))
    expect(added).that(*outcome(added, first, "SUCCESS"))
    last = _about(opeasy, user, "Remove")
    deleted = _done(opeasy, last, opeasy.users.delete(user))
    expect(deleted).that(*outcome(deleted, last, "FAILED"))
