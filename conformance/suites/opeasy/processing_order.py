"""Operations and Scheduled Operations, the order of families."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Scheduled
from conformance.suites.opeasy.families import FAMILIES, SUCCESS_NEEDS, USERS, Family
from conformance.suites.opeasy.items import listed, same_subjects
from conformance.suites.opeasy.outcomes import became

ABOUT_USERS = ("CallCenterAgent", "CallForwarding", "CallRecording")
Files = Mapping[Family, Sequence[Task]]


def _completed(opeasy: OpEasy, file: Files) -> Scheduled:
    """A scheduled operation of these tasks that has completed; their keys stand in this order in the file."""
    created = opeasy.create(file)
    given(created).status(201)
    first, *others = file
    operation = opeasy.known(created, file[first])
    operation.besides = {family: file[family] for family in others}
    for family, tasks in file.items():
        given(created).shows(len(tasks), *family.size)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    return scheduled


def _results(opeasy: OpEasy, family: Family, scheduled: Scheduled) -> Exchange:
    return listed(opeasy.in_family(family), family.results, scheduled)


def _for_users(opeasy: OpEasy, *names: str) -> tuple[list[Task], list[Task]]:
    """One task of this family for each of these users, and tasks that undo these."""
    maker: Any = opeasy.tasks
    if opeasy.family == "CallCenterAgent":
        center = opeasy.world("callCenterId")
        return [maker.of("Assign", name, center) for name in names], [maker.of("Remove", name, center) for name in names]
    return [maker.modify(name) for name in names], []


def _orders(opeasy: OpEasy, users: Sequence[Task], tasks: Sequence[Task]) -> list[Files]:
    """The key of this family before that of Users, and behind it."""
    return [{opeasy.family: tasks, USERS: users}, {USERS: users, opeasy.family: tasks}]


@verifies_in_each("family", ABOUT_USERS, "OPEASY-ORDER-1", needs=SUCCESS_NEEDS)
def test_users_are_added_before_other_tasks_are_processed(opeasy: OpEasy) -> None:
    standing = opeasy.standing_user()
    for number in range(2):
        user, nobody = opeasy.users.user_id(), opeasy.users.user_id()
        (there, here, missing), undo = _for_users(opeasy, standing, user, nobody)
        add = opeasy.users.add(user)
        scheduled = _completed(opeasy, _orders(opeasy, [add], [there, here, missing, *undo])[number])
        became("SUCCESS", [add], given(_results(opeasy, USERS, scheduled)))
        results = _results(opeasy, opeasy.family, scheduled)
        became("SUCCESS", [there], given(results))
        became("FAILED", [missing], given(results))
        became("SUCCESS", [here], expect(results))


@verifies_in_each("family", ABOUT_USERS, "OPEASY-ORDER-2", needs=SUCCESS_NEEDS)
def test_users_are_deleted_before_other_tasks_are_processed(opeasy: OpEasy) -> None:
    standing = opeasy.standing_user()
    for number in range(2):
        user, users = opeasy.users.user_id(), opeasy.in_family(USERS)
        add, delete = users.users.add(user), users.users.delete(user)
        became("SUCCESS", [add], given(_results(opeasy, USERS, _completed(opeasy, {USERS: [add]}))))
        (there, gone), undo = _for_users(opeasy, standing, user)
        scheduled = _completed(opeasy, _orders(opeasy, [delete], [there, gone, *undo])[number])
        became("SUCCESS", [delete], given(_results(opeasy, USERS, scheduled)))
        results = _results(opeasy, opeasy.family, scheduled)
        became("SUCCESS", [there], given(results))
        became("FAILED", [gone], expect(results))


@verifies("OPEASY-ORDER-3")
def test_an_operation_holds_tasks_of_any_families_and_processes_them_all(opeasy: OpEasy) -> None:
    plain = {family: opeasy.in_family(family).tasks.failing(2 + number) for number, family in enumerate(FAMILIES)}
    for families in (*combinations(FAMILIES, 2), FAMILIES):
        created = opeasy.create({family: plain[family] for family in families})
        opeasy.adopt(created)
        expect(created).status(201)
        for family in families:
            expect(created).shows(len(plain[family]), *family.size)
    scheduled = _completed(opeasy, plain)
    results = {family: _results(opeasy, family, scheduled) for family in plain}
    if [len(each.json()[family]) for family, each in results.items()] == [1, 0, 0, 0, 0]:
        uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
        return
    for family, tasks in plain.items():
        expect(results[family]).holds(f"a result of each {family} task", same_subjects(tasks), family)
