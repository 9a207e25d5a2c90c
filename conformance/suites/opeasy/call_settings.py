"""What the checks of CallRecording and CallForwarding have in common: a Modify of the settings of a user."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from conformance.expect import expect, given
from conformance.strategies.tasks import SettingTasks
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.courses import Course
from conformance.suites.opeasy.items import lacks_subjects, listed, same_tasks

Settings = Mapping[str, Any]


def maker(opeasy: OpEasy) -> SettingTasks:
    """What makes the tasks of either family."""
    return cast(SettingTasks, opeasy.tasks)


def are_modified(opeasy: OpEasy, *settings: Settings) -> None:
    """Each of these settings of a user can be modified; those of nobody cannot."""
    make, user = maker(opeasy), opeasy.standing_user()
    nobody, modify = make.modify(**settings[0]), [make.modify(user, **each) for each in settings]
    course = Course(opeasy, [nobody, *modify])
    course.given("FAILED", nobody)
    course.expect("SUCCESS", *modify)


def need_a_user(opeasy: OpEasy) -> None:
    """Settings are those of a user who exists."""
    make = maker(opeasy)
    right, wrong = make.modify(opeasy.standing_user()), make.modify()
    course = Course(opeasy, [right, wrong])
    course.given("SUCCESS", right)
    course.expect("FAILED", wrong)
    course.fails_with("101", wrong)


def are_needed(opeasy: OpEasy) -> None:
    """A task without the object of the settings fails."""
    make, user = maker(opeasy), opeasy.standing_user()
    right, wrong = make.modify(user), {"command": "Modify", "content": {"userId": user}}
    course = Course(opeasy, [right, wrong])
    course.given("SUCCESS", right)
    course.rejects(wrong)


def pass_validation(opeasy: OpEasy, values: Mapping[str, Sequence[str]]) -> None:
    """Each of these values of each field passes validation; a task of an unknown command does not."""
    make, unknown = maker(opeasy), opeasy.tasks.unknown()
    told = {f"{field} = {value}": make.modify(**{field: value}) for field in values for value in values[field]}
    operation = opeasy.operation(list(told.values()), [unknown])
    errors = listed(opeasy, opeasy.family.errors, operation)
    refused = [error.get("task") for error in errors.json()[opeasy.family]]
    given(errors).that(any(same_tasks([unknown])([each]) for each in refused), "the unknown command", f"{refused}")
    for what, task in told.items():
        expect(errors).holds(f"no validation error of {what}", lacks_subjects([task]), opeasy.family)
    expect(operation.created).shows(len(told), *opeasy.family.size)
