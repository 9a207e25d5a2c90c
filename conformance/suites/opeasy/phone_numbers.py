"""“PhoneNumbers” Fields and Commands."""

from collections.abc import Callable, Sequence
from typing import cast

import pytest

from conformance.checks import verifies
from conformance.expect import Inconclusive, NotRun, note
from conformance.strategies.tasks import NumberTasks, Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.courses import REFUSED, Course

BETWEEN = " - "


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "PhoneNumbers"


def _maker(opeasy: OpEasy) -> NumberTasks:
    return cast(NumberTasks, opeasy.tasks)


def _ends(opeasy: OpEasy) -> tuple[str, str]:
    """The first and the last of the numbers that a run may touch."""
    first, between, last = opeasy.world("phoneNumberRange").partition(BETWEEN)
    if not between:
        raise NotRun("needs world.phoneNumberRange in the form `A - B` in the target file")
    return first, last


def _course(opeasy: OpEasy, *tasks: Task) -> Course:
    """A course of tasks, after which the numbers are in no group, whatever became of the tasks."""
    make, numbers = _maker(opeasy), opeasy.world("phoneNumberRange")
    groups = [opeasy.names.group, *filter(None, [opeasy.target.world.get("secondGroupId")])]
    undo = [make.of("Unassign", part, group) for group in groups for part in (numbers, *_ends(opeasy))]
    return Course(opeasy, [*tasks, *undo, make.of("Modify", numbers, "None", activated=False)])


# ---------------------------------------------------------------- Assign and Unassign


@verifies("OPEASY-NUMBERS-1")
def test_a_number_is_assigned_to_a_group(opeasy: OpEasy) -> None:
    make, (number, other) = _maker(opeasy), _ends(opeasy)
    unknown, assign, unassign = make.of("Assign"), make.of("Assign", number), make.of("Unassign", number)
    flat: list[Task] = [{"command": command, "content": make.of(command, other)["content"]["phoneNumbers"]}
                        for command in ("Assign", "Unassign")]
    course = _course(opeasy, unknown, assign, unassign, *flat)
    course.given("FAILED", unknown)
    if course.end(assign) != "SUCCESS" and course.end(flat[0]) == "SUCCESS":
        raise Inconclusive("only the flat form is accepted (OPEASY-R-NUMBERS-NESTING, alternative c)")
    course.expect("SUCCESS", assign, unassign)


@verifies("OPEASY-NUMBERS-2")
def test_a_range_is_assigned_from_its_first_to_its_last_number(opeasy: OpEasy) -> None:
    make, (first, last) = _maker(opeasy), _ends(opeasy)
    unknown, assign = make.of("Assign"), make.of("Assign", f"{first} - {last}")
    unassign = [make.of("Unassign", number) for number in (first, last)]
    course = _course(opeasy, unknown, assign, *unassign)
    course.given("FAILED", unknown)
    course.expect("SUCCESS", assign, *unassign)


@verifies("OPEASY-NUMBERS-3")
def test_a_number_and_a_range_are_unassigned_from_their_group(opeasy: OpEasy) -> None:
    make, (number, _), numbers = _maker(opeasy), _ends(opeasy), opeasy.world("phoneNumberRange")
    unknown, assign, unassign = make.of("Assign"), *([make.of(command, each) for each in (number, numbers)]
                                                     for command in ("Assign", "Unassign"))
    course = _course(opeasy, unknown, assign[0], unassign[0], assign[1], unassign[1])
    course.given("FAILED", unknown)
    course.given("SUCCESS", *assign)
    course.expect("SUCCESS", *unassign)


def _before_and_after(opeasy: OpEasy, out: Task) -> None:
    """Numbers that ``out`` takes out of their group are as they were before they were assigned, and can be assigned again.

    What becomes of an Unassign shows it, where it fails for numbers that are in no group.
    """
    make, numbers = _maker(opeasy), opeasy.world("phoneNumberRange")
    assign, later = (make.of("Assign", numbers) for _ in range(2))
    before, after, last = (make.of("Unassign", numbers) for _ in range(3))
    unknown = make.of("Assign")
    course = _course(opeasy, unknown, before, assign, out, after, later, last)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    course.expect("SUCCESS", out)
    course.alike(after, before)
    course.expect("SUCCESS", later, last)


@verifies("OPEASY-NUMBERS-4")
def test_unassigned_numbers_are_as_they_were_before(opeasy: OpEasy) -> None:
    _before_and_after(opeasy, _maker(opeasy).of("Unassign", opeasy.world("phoneNumberRange")))


@verifies("OPEASY-NUMBERS-5")
def test_a_range_without_spaces_around_its_dash_is_none(opeasy: OpEasy) -> None:
    make, (first, last) = _maker(opeasy), _ends(opeasy)
    wrong, right = make.of("Assign", f"{first}-{last}"), make.of("Assign", f"{first} - {last}")
    course = _course(opeasy, wrong, right)
    course.given("SUCCESS", right)
    course.expect("FAILED", wrong)


@verifies("OPEASY-NUMBERS-6")
def test_dashes_within_a_number_only_separate_its_digits(opeasy: OpEasy) -> None:
    make, (number, _) = _maker(opeasy), _ends(opeasy)
    digits = number.replace("-", "")
    other = digits if digits != number else f"{number[:-4]}-{number[-4:]}"
    unknown, assign = make.of("Assign"), make.of("Assign", number)
    respelled = [make.of("Unassign", other), make.of("Assign", other)]
    unassign = make.of("Unassign", number)
    course = _course(opeasy, unknown, assign, *respelled, unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    course.expect("SUCCESS", *respelled, unassign)


@verifies("OPEASY-NUMBERS-7")
def test_numbers_are_assigned_to_existing_groups_only(opeasy: OpEasy) -> None:
    make, (number, _) = _maker(opeasy), _ends(opeasy)
    right, wrong, blank = make.of("Assign", number), make.of("Assign", number, opeasy.names.missing("group")), \
        make.of("Assign", number, "")
    if not _is_refused(opeasy, right, wrong):
        course = _course(opeasy, wrong, blank, right)
        course.given("SUCCESS", right)
        course.expect("FAILED", wrong, blank)


def _is_refused(opeasy: OpEasy, right: Task, wrong: Task) -> bool:
    """Whether a request is refused as a whole that has a task for an unknown group."""
    created = opeasy.create([wrong])
    opeasy.adopt(created)
    if created.status != 404:
        return False
    opeasy.operation([right])
    note("uses reading OPEASY-R-GROUP, alternative b: the request is answered with 404")
    return True


@verifies("OPEASY-NUMBERS-8")
def test_numbers_that_the_enterprise_does_not_have_fail(opeasy: OpEasy) -> None:
    make, (number, _), unknown = _maker(opeasy), _ends(opeasy), opeasy.names.phone_number()
    right = make.of("Assign", number)
    wrong = [make.of(command, numbers, activated=False) for command in ("Assign", "Modify")
             for numbers in (unknown, f"{unknown[:-1]}0 - {unknown[:-1]}3")]
    course = _course(opeasy, right, *wrong)
    course.given("SUCCESS", right)
    course.expect("FAILED", *wrong)


# ---------------------------------------------------------------- Modify


def _without_group(task: Task) -> Task:
    inner = task["content"]["phoneNumbers"]
    return {**task, "content": {"phoneNumbers": {name: inner[name] for name in inner if name != "groupId"}}}


@verifies("OPEASY-NUMBERS-9")
def test_modify_moves_numbers_into_a_group_and_into_another(opeasy: OpEasy) -> None:
    make, numbers, groups = _maker(opeasy), opeasy.world("phoneNumberRange"), (opeasy.names.group, opeasy.world("secondGroupId"))
    unknown = make.of("Modify", activated=False)
    modify = [make.of("Modify", numbers, group, activated=False) for group in groups]
    unassign = make.of("Unassign", numbers, groups[1])
    course = _course(opeasy, unknown, *modify, unassign)
    course.given("FAILED", unknown)
    course.expect("SUCCESS", *modify, unassign)


@verifies("OPEASY-NUMBERS-10")
def test_modify_with_the_group_none_takes_numbers_out(opeasy: OpEasy) -> None:
    _before_and_after(opeasy, _maker(opeasy).of("Modify", opeasy.world("phoneNumberRange"), "None", activated=False))


@verifies("OPEASY-NUMBERS-11")
def test_modify_with_a_blank_group_leaves_numbers_where_they_are(opeasy: OpEasy) -> None:
    make, (first, last) = _maker(opeasy), _ends(opeasy)
    unknown, assign = make.of("Modify", activated=False), make.of("Assign", f"{first} - {last}")
    modify = [make.of("Modify", first, "", activated=False), _without_group(make.of("Modify", last, activated=False))]
    unassign = [make.of("Unassign", number) for number in (first, last)]
    course = _course(opeasy, unknown, assign, *modify, *unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    accepted = [task for task in modify if course.end(task) != REFUSED]
    if len(accepted) == 1:
        note("uses reading OPEASY-R-GROUP-NONE, alternative c: one of the two forms of a blank fails validation")
    course.expect("SUCCESS", *(accepted or modify), *unassign)


@verifies("OPEASY-NUMBERS-12")
def test_modify_moves_numbers_to_existing_groups_only(opeasy: OpEasy) -> None:
    make, (number, _) = _maker(opeasy), _ends(opeasy)
    right = make.of("Modify", number, activated=False)
    wrong = make.of("Modify", number, opeasy.names.missing("group"), activated=False)
    if not _is_refused(opeasy, right, wrong):
        course = _course(opeasy, wrong, right)
        course.given("SUCCESS", right)
        course.expect("FAILED", wrong)


# ---------------------------------------------------------------- without a group, with and without activation


@verifies("OPEASY-NUMBERS-13")
def test_unassign_without_a_group_changes_nothing(opeasy: OpEasy) -> None:
    make, (first, last) = _maker(opeasy), _ends(opeasy)
    unknown, assign = make.of("Assign"), make.of("Assign", f"{first} - {last}")
    ignored = {"no groupId": _without_group(make.of("Unassign", first)), "an empty groupId": make.of("Unassign", last, "")}
    unassign = make.of("Unassign", f"{first} - {last}")
    course = _course(opeasy, unknown, assign, *ignored.values(), unassign)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    for told, task in ignored.items():
        if (end := course.end(task)) != "SUCCESS":
            note(f"uses reading OPEASY-R-UNASSIGN, alternative {'b' if end == REFUSED else 'c'}: with {told} {end}")
    course.expect("SUCCESS", unassign)


@verifies("OPEASY-NUMBERS-14")
def test_assign_and_unassign_do_without_activated(opeasy: OpEasy) -> None:
    make, (number, _) = _maker(opeasy), _ends(opeasy)
    unknown, tasks = make.of("Assign"), [make.of(command, number) for command in ("Assign", "Unassign")]
    course = _course(opeasy, unknown, *tasks)
    course.given("FAILED", unknown)
    course.expect("SUCCESS", *tasks)


def _activating(make: NumberTasks, number: str, field: str) -> Sequence[Task]:
    of: Callable[..., Task] = make.of
    commands = ("Assign", "Modify", "Unassign")
    return [of(command, number, **{field: activated}) for activated in (True, False) for command in commands]


@verifies("OPEASY-NUMBERS-15")
def test_each_command_takes_activated_as_true_and_as_false(opeasy: OpEasy) -> None:
    make, (number, other) = _maker(opeasy), _ends(opeasy)
    unknown, tasks, table = make.of("Assign"), _activating(make, number, "activated"), _activating(make, other, "Activated")
    course = _course(opeasy, unknown, *tasks, *table)
    course.given("FAILED", unknown)
    ends = [{course.end(task) for task in each} for each in (tasks, table)]
    if "SUCCESS" not in ends[0] and ends[1] == {"SUCCESS"}:
        raise Inconclusive("only Activated is understood (OPEASY-R-ACTIVATED, alternative c)")
    course.expect("SUCCESS", *tasks)
