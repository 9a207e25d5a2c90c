"""The back end of the honest OpEasy server takes its time, and knows users and what they refer to."""


import pytest
from visitor import NAMED, Visitor, task


def test_status_follows_the_clock() -> None:
    visitor = Visitor(pending_seconds=0.25, task_seconds=0.125, processing_seconds=0.25)
    visitor.login()
    scheduled, seen = visitor.scheduled(visitor.operation(task(), task("ModifyUser"))), []
    for _ in range(7):
        answer = visitor.get(f"{scheduled}/status")
        body = answer.json()["scheduledOperation"]
        seen.append((answer.status_code, body["status"], "startTime" in body, "completedTime" in body,
                     "links" in body, "location" in answer.headers))
        visitor.time += 0.125
    assert seen == 2 * [(202, "pending", False, False, False, False)] + \
        4 * [(202, "processing", True, False, False, False)] + [(200, "completed", True, True, True, True)]
    assert body["startTime"] == "2023-11-14T22:13:20.250+00:00"
    assert body["completedTime"] == "2023-11-14T22:13:20.750+00:00"


def test_nothing_takes_time_where_the_settings_say_so() -> None:
    visitor = Visitor(pending_seconds=0, task_seconds=0, processing_seconds=0)
    visitor.login()
    scheduled = visitor.schedule(visitor.operation(task("DeleteUser"))).json()["scheduledOperation"]
    assert scheduled["status"] == "completedWithErrors"


def test_tasks_are_executed_in_their_turn_and_across_operations_by_time(visitor: Visitor) -> None:
    first, second = visitor.operation(task(), task("DeleteUser")), visitor.operation(task("SuspendUser"))
    visitor.scheduled(first)
    visitor.time += 0.01  # the one task of the second is due between the two of the first
    later = visitor.scheduled(second)
    visitor.time += 60
    assert visitor.get(f"{later}/results/users").json()["Users"][0]["status"] == "SUCCESS"


def test_back_end_reports_its_codes(visitor: Visitor) -> None:
    expected = [("ModifyUser", "101"), ("AddUser", "SUCCESS"), ("AddUser", "102"), ("ModifyUser", "SUCCESS"),
                ("SuspendUser", "SUCCESS"), ("RestoreUser", "SUCCESS"),
                ("DeleteUser", "SUCCESS"), ("DeleteUser", "101")]
    assert visitor.outcomes(*(task(command) for command, _ in expected)) == [outcome for _, outcome in expected]
    stranger, lost = task(userId="john.doe@elsewhere.com"), task()
    lost["content"]["groupId"] = "unknown"
    assert visitor.outcomes(stranger, lost) == ["100", "100"]


@pytest.mark.parametrize("name", NAMED)
def test_back_end_knows_what_exists(visitor: Visitor, name: str) -> None:
    known, unknown = NAMED[name]
    adds = [task(user=f"known-{name}", **{name: known}), task(user=f"unknown-{name}", **{name: unknown})]
    changes = [task("ModifyUser", f"known-{name}", **{name: value}) for value in (known, unknown)]
    assert visitor.outcomes(*adds, *changes) == ["SUCCESS", "100", "SUCCESS", "100"]


def test_back_end_knows_its_user_profiles(visitor: Visitor) -> None:
    tasks = [task(user="with-one"), task(user="unknown")]
    for each, profile in zip(tasks, ("MS Teams", "unknown"), strict=True):
        each["content"]["userProfile"] = profile
    assert visitor.outcomes(*tasks) == ["SUCCESS", "100"]
