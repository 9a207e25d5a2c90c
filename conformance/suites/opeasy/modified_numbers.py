"""“PhoneNumbers” Fields and Commands.

What Modify does, and what each command can do without.
"""

from collections.abc import Callable, Sequence

import pytest

from conformance.checks import verifies
from conformance.expect import Inconclusive, uses
from conformance.strategies.tasks import NumberTasks, Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.courses import REFUSED
from conformance.suites.opeasy.number_courses import before_and_after, course_of, ends, in_and_out, is_refused, maker


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "PhoneNumbers"


def _without_group(task: Task) -> Task:
    inner = task["content"]["phoneNumbers"]
    return {**task, "content": {"phoneNumbers": {name: inner[name] for name in inner if name != "groupId"}}}


@verifies("OPEASY-NUMBERS-9")
def test_modify_moves_numbers_into_a_group_and_into_another(opeasy: OpEasy) -> None:
    make, numbers, groups = maker(opeasy), opeasy.world("phoneNumberRange"), (opeasy.names.group, opeasy.world("secondGroupId"))
    unknown = make.of("Modify", activated=False)
    modify = [make.of("Modify", numbers, group, activated=False) for group in groups]
    usual, unassign = in_and_out(opeasy, activated=False), make.of("Unassign", numbers, groups[1])
    course = course_of(opeasy, unknown, *usual, *modify, unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", *usual)
    course.expect("SUCCESS", *modify, unassign)


@verifies("OPEASY-NUMBERS-10")
def test_modify_with_the_group_none_takes_numbers_out(opeasy: OpEasy) -> None:
    before_and_after(opeasy, maker(opeasy).of("Modify", opeasy.world("phoneNumberRange"), "None", activated=False))


@verifies("OPEASY-NUMBERS-11")
def test_modify_with_a_blank_group_leaves_numbers_where_they_are(opeasy: OpEasy) -> None:
    make, (first, last) = maker(opeasy), ends(opeasy)
    unknown, assign = make.of("Modify", activated=False), make.of("Assign", f"{first} - {last}", activated=False)
    modify = [make.of("Modify", first, "", activated=False), _without_group(make.of("Modify", last, activated=False))]
    unassign = [make.of("Unassign", number) for number in (first, last)]
    course = course_of(opeasy, unknown, assign, *modify, *unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    accepted = [task for task in modify if course.end(task) != REFUSED]
    if len(accepted) == 1:
        uses("OPEASY-R-GROUP-NONE", "c", "one of the two forms of a blank fails validation")
    course.expect("SUCCESS", *(accepted or modify), *unassign)


@verifies("OPEASY-NUMBERS-12")
def test_modify_moves_numbers_to_existing_groups_only(opeasy: OpEasy) -> None:
    make, (number, _) = maker(opeasy), ends(opeasy)
    right = make.of("Modify", number, activated=False)
    wrong = make.of("Modify", number, opeasy.names.missing("group"), activated=False)
    if not is_refused(opeasy, right, wrong):
        course = course_of(opeasy, wrong, right)
        course.given("SUCCESS", right)
        course.expect("FAILED", wrong)


# ---------------------------------------------------------------- without a group, with and without activation


@verifies("OPEASY-NUMBERS-13")
def test_unassign_without_a_group_changes_nothing(opeasy: OpEasy) -> None:
    make, (first, last) = maker(opeasy), ends(opeasy)
    unknown, assign = make.of("Assign"), make.of("Assign", f"{first} - {last}")
    ignored = {"no groupId": _without_group(make.of("Unassign", first)), "an empty groupId": make.of("Unassign", last, "")}
    unassign = make.of("Unassign", f"{first} - {last}")
    course = course_of(opeasy, unknown, assign, *ignored.values(), unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    for told, task in ignored.items():
        if (end := course.end(task)) != "SUCCESS":
            uses("OPEASY-R-UNASSIGN", "b" if end == REFUSED else "c", f"with {told} {end}")
    course.expect("SUCCESS", unassign)


@verifies("OPEASY-NUMBERS-14")
def test_assign_and_unassign_do_without_activated(opeasy: OpEasy) -> None:
    make, (number, _) = maker(opeasy), ends(opeasy)
    unknown, assign, tasks = make.of("Assign"), make.of("Assign", number, activated=False), in_and_out(opeasy)
    course = course_of(opeasy, unknown, assign, make.of("Unassign", number, activated=False), *tasks)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    course.expect("SUCCESS", *tasks)


def _activating(make: NumberTasks, number: str, field: str) -> Sequence[Task]:
    of: Callable[..., Task] = make.of
    commands = ("Assign", "Modify", "Unassign")
    return [of(command, number, **{field: activated}) for activated in (True, False) for command in commands]


@verifies("OPEASY-NUMBERS-15")
def test_each_command_takes_activated_as_true_and_as_false(opeasy: OpEasy) -> None:
    make, (number, other) = maker(opeasy), ends(opeasy)
    unknown, tasks, table = make.of("Assign"), _activating(make, number, "activated"), _activating(make, other, "Activated")
    usual = in_and_out(opeasy)
    course = course_of(opeasy, unknown, *usual, *tasks, *table)
    course.given("FAILED", unknown)
    course.given("SUCCESS", *usual)
    ways = [{course.end(task) for task in each} for each in (tasks, table)]
    if "SUCCESS" not in ways[0] and ways[1] == {"SUCCESS"}:
        raise Inconclusive("only Activated is understood (OPEASY-R-ACTIVATED, alternative c)")
    course.expect("SUCCESS", *tasks)
