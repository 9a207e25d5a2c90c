"""Tasks of a Specific Operation."""

from typing import Any

from conformance.expect import expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import each_one_of, lacks_subjects, listed, same_subjects, same_tasks, subject_of
from conformance.suites.opeasy.telling import telling

MANY = 103  # more than two pages of 50


@verifies_in_each_family("OPEASY-TASKS-1")
def test_tasks_are_listed_with_command_and_content_as_sent(opeasy: OpEasy) -> None:
    tasks = various(opeasy)
    operation = opeasy.operation(tasks)
    given(operation.created).shows(len(tasks), *opeasy.family.size)
    expect(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks as they were sent", same_tasks(tasks), opeasy.family)
    _shown_unless_refused(opeasy, telling(opeasy))


def _shown_unless_refused(opeasy: OpEasy, tasks: list[Task]) -> None:
    """Values that a target may well refuse; those of tasks that it accepts are shown as they are."""
    operation = opeasy.operation(tasks)
    accepted = given(operation.created).json(*opeasy.family.size)
    page = expect(listed(opeasy, opeasy.family.tasks, operation))
    page.holds(f"the {accepted} accepted tasks", lambda items: len(items) == accepted, opeasy.family)
    page.holds("the tasks as they were sent", each_one_of(tasks), opeasy.family)


def various(opeasy: OpEasy) -> list[Task]:
    """Tasks of different commands and with different fields."""
    if opeasy.family == "Users":
        users = opeasy.users
        return [users.add(firstName="Zoë", lastName="O'Neil"), users.modify(title='Head of "Sales"', vmTranscription=True),
                users.delete(), users.suspend(), users.restore()]
    maker: Any = opeasy.tasks
    return {"CallCenterAgent": lambda: [maker.of("Assign", join=True, skillLevel=20), maker.of("Remove"),
                                        maker.of("Modify", "", "center-1", "center-2", supervisors=["supervisor-1"])],
            "CallRecording": lambda: [maker.modify(), maker.modify(recordVoiceMessaging=True, pauseResumeNotification="Beep")],
            "CallForwarding": lambda: [maker.modify(), maker.modify(callFwdAllActive=True, callFwdAllNumber="+1 (214) 555-0100")],
            "PhoneNumbers": lambda: [maker.of("Assign", group="group-1"), maker.of("Unassign", group="group-1"),
                                     maker.of("Modify", group="None", activated=False)],
            }[opeasy.family]()


@verifies_in_each_family("OPEASY-TASKS-2")
def test_tasks_are_listed_in_the_order_in_which_they_were_sent(opeasy: OpEasy) -> None:
    tasks, wrong, chance = opeasy.tasks.failing(MANY), opeasy.tasks.wrong(3), opeasy.session.random("order of tasks")
    chance.shuffle(tasks)
    file = list(tasks)
    for place, task in zip(sorted(chance.sample(range(1, MANY), len(wrong))), wrong, strict=True):
        file.insert(place, task)
    created = opeasy.create(file)
    given(created).status(201)
    operation = opeasy.known(created, tasks, wrong)
    items = opeasy.pages(opeasy.family.tasks, {"operation-id": operation.id})
    given(created).that(same_subjects(tasks)(items), "a list of all tasks", f"{len(items)} items")
    expect(created).that(same_subjects(tasks, ordered=True)(items), "a list of the tasks in the order of the file",
                         f"{[subject_of(each) for each in items]}"[:200])


@verifies_in_each_family("OPEASY-TASKS-3")
def test_tasks_that_failed_validation_are_not_among_the_tasks(opeasy: OpEasy) -> None:
    operation = opeasy.operation(opeasy.tasks.failing(2), opeasy.tasks.wrong(2))
    failed = listed(opeasy, opeasy.family.errors, operation)
    given(failed).holds("the tasks that are wrong", same_subjects(operation.wrong), opeasy.family)
    page = listed(opeasy, opeasy.family.tasks, operation)
    given(page).holds("some task", bool, opeasy.family)
    expect(page).holds("no task that failed validation", lacks_subjects(operation.wrong), opeasy.family)
