"""“CallCenterAgent” Fields and Commands."""

import functools
import re
from collections.abc import Callable
from typing import cast

import pytest

from conformance.checks import verifies
from conformance.expect import Inconclusive, given
from conformance.strategies.tasks import AgentTasks, Task
from conformance.suites.opeasy.back_end_codes import DESCRIPTIONS, begins
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.courses import Course, new_users
from conformance.suites.opeasy.families import USERS
from conformance.suites.opeasy.outcomes import became, processed

IDS = re.compile(r"\[([^\[\]]*)\]\s*$")


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "CallCenterAgent"


def _maker(opeasy: OpEasy) -> AgentTasks:
    return cast(AgentTasks, opeasy.tasks)


def _two_centers(opeasy: OpEasy) -> tuple[str, str]:
    return opeasy.world("callCenterId"), opeasy.world("secondCallCenterId")


def _as_in_the_table(task: Task) -> Task:
    """The same task with the name that the table has for the id of a call center."""
    content = task["content"]
    return {**task, "content": {**content, "callCenterInfo": [{"CallCenterId" if name == "callCenterId" else name: value
                                                              for name, value in info.items()}
                                                             for info in content["callCenterInfo"]]}}


# ---------------------------------------------------------------- Assign


@verifies("OPEASY-AGENT-1")
def test_a_user_is_assigned_to_a_call_center(opeasy: OpEasy) -> None:
    make, center, (agent, other) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy, 2)
    nobody, assign, again = make.of("Assign", "", center), make.of("Assign", agent, center), make.of("Assign", agent, center)
    table = _as_in_the_table(make.of("Assign", other, center))
    removed = [make.of("Remove", agent, center), make.of("Remove", other, center)]
    course = Course(opeasy, [nobody, assign, again, table, *removed, *map(_as_in_the_table, removed)])
    course.given("FAILED", nobody)
    if course.end(assign) != "SUCCESS" and course.end(table) == "SUCCESS":
        raise Inconclusive("only CallCenterId is understood (OPEASY-R-CALL-CENTER-ID, alternative c)")
    course.expect("SUCCESS", assign)
    course.expect("FAILED", again)


@verifies("OPEASY-AGENT-2")
def test_a_user_is_assigned_to_several_call_centers_at_once(opeasy: OpEasy) -> None:
    make, centers, (agent, other) = _maker(opeasy), _two_centers(opeasy), new_users(opeasy, 2)
    both, singly = make.of("Assign", agent, *centers), [make.of("Assign", other, center) for center in centers]
    again = [make.of("Assign", agent, center) for center in centers]
    removed = [make.of("Remove", user, center) for user in (agent, other) for center in centers]
    course = Course(opeasy, [*singly, both, *again, *removed])
    course.given("SUCCESS", *singly)
    course.expect("SUCCESS", both)
    course.expect("FAILED", *again)
    course.expect("SUCCESS", *removed[:2])


# ---------------------------------------------------------------- Modify


@verifies("OPEASY-AGENT-3")
def test_a_single_setting_of_an_agent_is_modified(opeasy: OpEasy) -> None:
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    assign, nobody = make.of("Assign", agent, center, join=False), make.of("Modify", "", center, join=True)
    modify = [make.of("Modify", agent, center, join=join) for join in (True, False)]
    again = make.of("Assign", agent, center, join=False)
    course = Course(opeasy, [assign, nobody, *modify, again, make.of("Remove", agent, center)])
    course.given("SUCCESS", assign)
    course.given("FAILED", nobody)
    course.expect("SUCCESS", *modify)
    course.expect("FAILED", again)


@verifies("OPEASY-AGENT-4")
def test_an_agent_is_modified_at_several_call_centers_at_once(opeasy: OpEasy) -> None:
    make, centers, (agent,) = _maker(opeasy), _two_centers(opeasy), new_users(opeasy)
    assign = [make.of("Assign", agent, center, join=False) for center in centers]
    nobody, modify = make.of("Modify", "", *centers, join=True), make.of("Modify", agent, *centers, join=True)
    course = Course(opeasy, [*assign, nobody, modify, *(make.of("Remove", agent, center) for center in centers)])
    course.given("SUCCESS", *assign)
    course.given("FAILED", nobody)
    course.expect("SUCCESS", modify)


@verifies("OPEASY-AGENT-5")
def test_supervisors_of_an_agent_are_given_by_assign_and_by_modify(opeasy: OpEasy) -> None:
    make, center, (agent, other) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy, 2)
    supervisors = [opeasy.world("supervisorId")]
    assign = make.of("Assign", agent, center, join=False, supervisors=supervisors)
    plain, modify = make.of("Assign", other, center), make.of("Modify", other, center, supervisors=supervisors)
    nobody = make.of("Assign", "", center, supervisors=supervisors)
    course = Course(opeasy, [assign, plain, modify, nobody, *(make.of("Remove", each, center) for each in (agent, other))])
    course.given("SUCCESS", plain)
    course.given("FAILED", nobody)
    course.expect("SUCCESS", assign, modify)


# ---------------------------------------------------------------- Remove


@verifies("OPEASY-AGENT-6")
def test_an_agent_who_was_removed_can_be_assigned_again(opeasy: OpEasy) -> None:
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    assign, twice, later = (make.of("Assign", agent, center) for _ in range(3))
    remove, last = (make.of("Remove", agent, center) for _ in range(2))
    course = Course(opeasy, [assign, twice, remove, later, last])
    course.given("SUCCESS", assign)
    course.given("FAILED", twice)
    course.expect("SUCCESS", remove, later, last)


@verifies("OPEASY-AGENT-7")
def test_an_agent_is_removed_from_several_call_centers_at_once(opeasy: OpEasy) -> None:
    make, centers, (agent,) = _maker(opeasy), _two_centers(opeasy), new_users(opeasy)
    assign, twice, later = ([make.of("Assign", agent, center) for center in centers] for _ in range(3))
    remove = make.of("Remove", agent, *centers)
    course = Course(opeasy, [*assign, *twice, remove, *later, *(make.of("Remove", agent, center) for center in centers)])
    course.given("SUCCESS", *assign)
    course.given("FAILED", *twice)
    course.expect("SUCCESS", remove, *later)


@verifies("OPEASY-AGENT-8")
def test_an_agent_who_is_removed_from_one_call_center_stays_in_another(opeasy: OpEasy) -> None:
    make, (first, second), (agent,) = _maker(opeasy), _two_centers(opeasy), new_users(opeasy)
    assign, remove = [make.of("Assign", agent, center) for center in (first, second)], make.of("Remove", agent, first)
    stays, left = make.of("Assign", agent, second), make.of("Assign", agent, first)
    course = Course(opeasy, [*assign, remove, stays, left, *(make.of("Remove", agent, center) for center in (first, second))])
    course.given("SUCCESS", *assign, remove, left)
    course.expect("FAILED", stays)


@verifies("OPEASY-AGENT-16")
def test_a_user_who_was_deleted_and_added_again_is_an_agent_no_more(opeasy: OpEasy) -> None:
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    assign, twice = (make.of("Assign", agent, center) for _ in range(2))
    course = Course(opeasy, [assign, twice])
    course.given("SUCCESS", assign)
    course.given("FAILED", twice)
    users = opeasy.in_family(USERS)
    for task in (users.users.delete(agent), users.users.add(agent, title="Once more")):
        became("SUCCESS", [task], given(processed(users, [task])))
    modify = make.of("Modify", agent, center, join=True)
    again, remove = make.of("Assign", agent, center), make.of("Remove", agent, center)
    course = Course(opeasy, [modify, again, remove])
    course.expect("FAILED", modify)
    course.expect("SUCCESS", again, remove)


# ---------------------------------------------------------------- what fails


@verifies("OPEASY-AGENT-9")
def test_an_agent_must_be_a_user_who_exists(opeasy: OpEasy) -> None:
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    right = [make.of("Assign", agent, center), make.of("Modify", agent, center, join=True), make.of("Remove", agent, center)]
    wrong = [make.of("Assign", "", center), make.of("Modify", "", center, join=True), make.of("Remove", "", center)]
    course = Course(opeasy, [*right, *wrong])
    course.given("SUCCESS", *right)
    course.expect("FAILED", *wrong)
    course.fails_with("101", *wrong)


def _unknown_center(opeasy: OpEasy) -> tuple[Course, Task, str]:
    """An agent is assigned to a call center that exists, and by the task that is given to another, which does not."""
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    unknown = opeasy.names.missing("call-center")
    right, wrong = make.of("Assign", agent, center), make.of("Assign", agent, unknown)
    course = Course(opeasy, [wrong, right, make.of("Remove", agent, center)])
    course.given("SUCCESS", right)
    return course, wrong, unknown


@verifies("OPEASY-CODES-105")
def test_an_unknown_call_center_fails_with_105(opeasy: OpEasy) -> None:
    course, wrong, _ = _unknown_center(opeasy)
    course.expect("FAILED", wrong)
    course.fails_with("105", wrong)


@verifies("OPEASY-AGENT-10")
def test_the_description_of_105_ends_with_the_call_center_that_failed(opeasy: OpEasy) -> None:
    course, wrong, unknown = _unknown_center(opeasy)
    course.given("FAILED 105", wrong)
    course.told(_ends_with(unknown), f"a description that ends with [{unknown}]", wrong)


@verifies("OPEASY-CODES-6")
def test_the_description_of_105_and_of_107_begins_with_that_of_the_code(opeasy: OpEasy) -> None:
    course, wrong, _ = _unknown_center(opeasy)
    begun = {"105": (course, wrong), "107": _assigned_again(opeasy)}
    for code, (course, task) in begun.items():
        course.given(f"FAILED {code}", task)
        due = DESCRIPTIONS[code]
        course.told(functools.partial(begins, due=due), f"a description that begins with {due}", task)


@verifies("OPEASY-CODES-107")
def test_an_agent_who_is_assigned_already_fails_with_107(opeasy: OpEasy) -> None:
    course, again = _assigned_again(opeasy)
    course.expect("FAILED", again)
    course.fails_with("107", again)


def _assigned_again(opeasy: OpEasy) -> tuple[Course, Task]:
    """An agent is assigned to a call center, and once more by the task that is given."""
    make, center, (agent,) = _maker(opeasy), opeasy.world("callCenterId"), new_users(opeasy)
    assign, again, remove = make.of("Assign", agent, center), make.of("Assign", agent, center), make.of("Remove", agent, center)
    course = Course(opeasy, [assign, again, remove])
    course.given("SUCCESS", assign, remove)
    return course, again


@verifies("OPEASY-AGENT-11")
def test_the_description_of_107_ends_with_the_call_centers_of_the_agent(opeasy: OpEasy) -> None:
    make, (first, second), (agent, other) = _maker(opeasy), _two_centers(opeasy), new_users(opeasy, 2)
    assign = [make.of("Assign", agent, first), make.of("Assign", agent, second), make.of("Assign", other, second)]
    all_known, one_known = make.of("Assign", agent, first, second), make.of("Assign", other, first, second)
    removed = [make.of("Remove", user, center) for user in (agent, other) for center in (first, second)]
    course = Course(opeasy, [*assign, all_known, one_known, *removed])
    course.given("SUCCESS", *assign)
    for task, ids in ((all_known, (first, second)), (one_known, (second,))):
        course.given("FAILED 107", task)
        course.told(_ends_with(*ids), f"a description that ends with [{', '.join(ids)}]", task)


def _ends_with(*ids: str) -> Callable[[str], bool]:
    """Whether these ids, in whatever order and no others, stand between square brackets at the end of a text."""
    def holds(text: str) -> bool:
        found = IDS.search(text)
        return found is not None and sorted(each.strip() for each in found[1].split(",")) == sorted(ids)
    return holds
