"""What the checks of PhoneNumbers have in common: the numbers that a run may touch, and courses that leave them as they were."""

from typing import cast

from conformance.expect import NotRun, uses
from conformance.strategies.tasks import NumberTasks, Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.courses import Course

BETWEEN = " - "


def maker(opeasy: OpEasy) -> NumberTasks:
    return cast(NumberTasks, opeasy.tasks)


def ends(opeasy: OpEasy) -> tuple[str, str]:
    """The first and the last of the numbers that a run may touch."""
    first, between, last = opeasy.world("phoneNumberRange").partition(BETWEEN)
    if not between:
        raise NotRun("needs world.phoneNumberRange in the form `A - B` in the target file")
    return first, last


def course_of(opeasy: OpEasy, *tasks: Task) -> Course:
    """A course of tasks, after which the numbers are in no group, whatever became of the tasks."""
    make, numbers = maker(opeasy), opeasy.world("phoneNumberRange")
    groups = [opeasy.names.group, *filter(None, [opeasy.target.world.get("secondGroupId")])]
    undo = [make.of("Unassign", part, group) for group in groups for part in (numbers, *ends(opeasy))]
    return Course(opeasy, [*tasks, *undo, make.of("Modify", numbers, "None", activated=False)])


def in_and_out(opeasy: OpEasy, **fields: bool) -> list[Task]:
    """A number is assigned and unassigned; where this fails nobody can say what else it is that makes a task fail."""
    make, (number, _) = maker(opeasy), ends(opeasy)
    return [make.of(command, number, None, **fields) for command in ("Assign", "Unassign")]


def before_and_after(opeasy: OpEasy, out: Task) -> None:
    """Numbers that ``out`` takes out of their group are as they were before they were assigned, and can be assigned again.

    What becomes of an Unassign shows it, where it fails for numbers that are in no group.
    """
    make, numbers = maker(opeasy), opeasy.world("phoneNumberRange")
    assign, later = (make.of("Assign", numbers, activated=False) for _ in range(2))
    before, after, last = (make.of("Unassign", numbers) for _ in range(3))
    unknown = make.of("Assign")
    course = course_of(opeasy, unknown, before, assign, out, after, later, last)
    course.given("FAILED", unknown)
    course.given("SUCCESS", assign)
    course.expect("SUCCESS", out)
    course.alike(after, before)
    course.expect("SUCCESS", later, last)


def is_refused(opeasy: OpEasy, right: Task, wrong: Task) -> bool:
    """Whether a request is refused as a whole that has a task for an unknown group."""
    created = opeasy.create([wrong])
    opeasy.adopt(created)
    if created.status != 404:
        return False
    opeasy.operation([right])
    uses("OPEASY-R-GROUP", "b", "the request is answered with 404")
    return True
