"""The call center agents, call settings and phone numbers of the honest OpEasy server."""

from typing import Any

import pytest
from visitor import Visitor, task

ONE, TWO = "call-center-1@example.com", "call-center-2@example.com"
USER = "john.doe@example.com"


def agent(command: str, *ids: str, user: str = USER, **fields: Any) -> dict[str, Any]:
    return {"command": command, "content": {"agentId": user, "callCenterInfo": [{"callCenterId": id_, **fields} for id_ in ids]}}


def numbers(command: str, text: str, group: str | None = None, **fields: Any) -> dict[str, Any]:
    given = {} if group is None else {"groupId": group}
    return {"command": command, "content": {"phoneNumbers": {**given, "phoneNumbers": text, **fields}}}


def state(visitor: Visitor, enterprise: str = "enterprise-a") -> dict[str, tuple[str, bool]]:
    """The numbers that are not as they were at the beginning."""
    found = visitor.server.numbers[enterprise].items()
    return {number: (each.group, each.activated) for number, each in found if each.group or each.activated}


def descriptions(visitor: Visitor, family: str, *tasks: Any) -> list[str]:
    """Codes and descriptions of failures."""
    scheduled = visitor.scheduled(visitor.mixed(**{family: tasks}))
    visitor.time += 60
    results = visitor.get(f"{scheduled}/results/{family.lower()}").json()[family]
    return [f"{each['errorCode']} {each['errorDescription']}" if "errorCode" in each else each["status"] for each in results]


# ------------------------------------------------------------------------------------------------- call center agents
def test_agents_are_assigned_modified_and_removed(visitor: Visitor) -> None:
    told = [(agent("Assign", ONE), "101"), (agent("Assign", ONE, skillLevel=3, supervisors=["jane.roe@example.com"]), "SUCCESS"),
            (agent("Modify", ONE, join=True), "SUCCESS"), (agent("Modify", TWO), "105"), (agent("Remove", TWO), "105"),
            (agent("Assign", TWO), "SUCCESS"), (agent("Remove", TWO), "SUCCESS"), (agent("Remove", TWO), "105")]
    assert visitor.results(CallCenterAgent=[told[0][0]]) == ["101"]
    agents = [each for each, _ in told[1:]]
    assert visitor.results(Users=[task()], CallCenterAgent=agents) == ["SUCCESS", *(outcome for _, outcome in told[1:])]
    assert visitor.server.users["enterprise-a"][USER].call_centers == {
        ONE: {"callCenterId": ONE, "skillLevel": 3, "supervisors": ["jane.roe@example.com"], "join": True}}


def test_failures_of_agents_name_the_call_centers(visitor: Visitor) -> None:
    visitor.outcomes(task())
    does_not_exist = "105 Call Center does not exist or agent cannot be assigned to call center."
    assert descriptions(visitor, "CallCenterAgent", agent("Assign", ONE, TWO), agent("Assign", ONE, TWO), agent("Remove", TWO),
                        agent("Assign", TWO, ONE), agent("Assign", TWO, "unknown"), agent("Modify", ONE, TWO)) == [
        "SUCCESS", f"107 User is already assigned to Call Center(s) in the list [{ONE}, {TWO}]", "SUCCESS",
        f"107 User is already assigned to Call Center(s) in the list [{ONE}]", f"{does_not_exist} [unknown]",
        f"{does_not_exist} [{TWO}]"]
    assert list(visitor.server.users["enterprise-a"][USER].call_centers) == [ONE]


def test_all_of_a_task_or_nothing(visitor: Visitor) -> None:
    visitor.outcomes(task())
    assert visitor.results(CallCenterAgent=[
        agent("Assign", ONE, "unknown"), agent("Assign", ONE), agent("Remove", ONE, TWO), agent("Modify", ONE, TWO, join=True),
        agent("Assign", TWO, ONE), agent("Remove", ONE)]) == ["105", "SUCCESS", "105", "105", "107", "SUCCESS"]


def test_a_user_who_is_deleted_leaves_the_call_centers(visitor: Visitor) -> None:
    visitor.results(Users=[task()], CallCenterAgent=[agent("Assign", ONE)])
    visitor.outcomes(task("DeleteUser"), task())
    assert visitor.results(CallCenterAgent=[agent("Remove", ONE), agent("Assign", ONE)]) == ["105", "SUCCESS"]


# ------------------------------------------------------------------------------------------------------ call settings
@pytest.mark.parametrize("family, name, first, then, kept", [
    ("CallRecording", "callRecording", {"recordCall": "Always", "recordVoiceMessaging": True}, {"recordCall": "Never"},
     {"recordCall": "Never", "recordVoiceMessaging": True}),
    ("CallForwarding", "callforwarding", {"callFwdAllActive": True, "callFwdAllNumber": "0123456789"},
     {"callFwdAllActive": False}, {"callFwdAllActive": False, "callFwdAllNumber": "0123456789"}),
])
def test_call_settings_are_kept_in_the_user(visitor: Visitor, family: str, name: str, first: Any, then: Any, kept: Any) -> None:
    tasks = [{"command": "Modify", "content": {"userId": USER, name: each}} for each in (first, then)]
    assert visitor.results(**{family: tasks}) == ["101"] * 2
    assert visitor.results(Users=[task()], **{family: tasks}) == ["SUCCESS"] * 3
    user = visitor.server.users["enterprise-a"][USER]
    assert {"CallRecording": user.call_recording, "CallForwarding": user.call_forwarding}[family] == kept


# ------------------------------------------------------------------------------------------------------ phone numbers
def test_numbers_are_assigned_moved_and_unassigned(visitor: Visitor) -> None:
    two = numbers("Assign", "312-448-1107 - 312-448-1108", "group-1", activated=True)
    assert visitor.results(PhoneNumbers=[two]) == ["SUCCESS"]
    assert state(visitor) == {"3124481107": ("group-1", True), "3124481108": ("group-1", True)}
    assert visitor.results(PhoneNumbers=[
        numbers("Modify", "3124481108", "group-2"), numbers("Modify", "312-448-1109", "", activated=True),
        numbers("Unassign", "312-4481-107", "group-1", activated=False), numbers("Modify", "312-448-1110"),
        numbers("Assign", "+1-214-555-0100", "group-1"), numbers("Modify", "+12145550100", "None")]) == ["SUCCESS"] * 6
    assert state(visitor) == {"3124481108": ("group-2", True), "3124481109": ("", True)}


@pytest.mark.parametrize("wrong", [
    numbers("Assign", "312-448-1107", "unknown"), numbers("Assign", "312-448-1107"), numbers("Modify", "312-448-1107", "unknown"),
    numbers("Unassign", "312-448-1107", "group-2"), numbers("Unassign", "312-448-1107", "unknown"),
    numbers("Unassign", "312-448-1107 - 312-448-1108", "group-1"), numbers("Assign", "312-448-1107 - 312-448-1111", "group-2"),
    numbers("Assign", "312-448-1108 - 312-448-1107", "group-2"), numbers("Assign", "2145550100", "group-2"),
    numbers("Assign", "+12145550200", "group-2"), numbers("Assign", "312-448-2107", "group-2"),
    *(numbers("Modify", text, "group-2") for text in (
        "", " - ", "1 - 2 - 3", "312-448-1107 -312-448-1108", "312-448-1107-312-448-1108", "312 448 1107", "-", "+", "٣",
        f"0 - {'9' * 5000}", "9" * 5000, "312-448-1107\n", "+3124481107")),
], ids=lambda wrong: repr(wrong)[:90])
def test_what_no_number_of_the_enterprise_allows_fails(visitor: Visitor, wrong: dict[str, Any]) -> None:
    visitor.server.components = {}  # whatever the schemas say
    assert visitor.results(PhoneNumbers=[numbers("Assign", "312-448-1107", "group-1"), wrong]) == ["SUCCESS", "100"]
    assert state(visitor) == {"3124481107": ("group-1", False)}


def test_to_unassign_from_no_group_is_ignored(visitor: Visitor) -> None:
    assert visitor.results(PhoneNumbers=[
        numbers("Assign", "312-448-1107", "group-1"), numbers("Unassign", "312-448-1107", activated=True),
        numbers("Unassign", "312-448-1107", ""), numbers("Unassign", "unknown")]) == ["SUCCESS"] * 4
    assert state(visitor) == {"3124481107": ("group-1", False)}


def test_each_enterprise_has_its_own_numbers(visitor: Visitor) -> None:
    assert visitor.outcomes(task(phoneNumber="+12145550100"), task(user="jane.roe", phoneNumber="+12145550200")) == [
        "SUCCESS", "100"]
    visitor.login("b")
    assert visitor.results(Users=[task(phoneNumber="+12145550200"), task(user="jane.roe", phoneNumber="+12145550100")],
                           PhoneNumbers=[numbers("Assign", "312-448-2107", "group-1"),
                                         numbers("Assign", "312-448-1107", "group-1")]) == ["SUCCESS", "100"] * 2


# ------------------------------------------------------------------------------------------------------- all families
@pytest.mark.parametrize("family", ["Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers"])
def test_a_family_knows_its_commands(visitor: Visitor, family: str) -> None:
    tasks = [{"command": "Anything", "content": {}}, {"command": 5, "content": {}}, {"command": "Modify"}, None]
    summary = visitor.get(visitor.mixed(**{family: tasks})).json()["tasks"][family]
    assert (summary["size"], summary["validationErrors"]["size"]) == (0, 4)


def test_commands_that_have_no_schema_are_taken_as_they_are(visitor: Visitor) -> None:
    visitor.server.components = {}
    empty: Any = {"content": {}}
    assert visitor.results(Users=[
        {"command": "SyncDeletedTeamsUsers", **empty}, {"command": "SyncAddedModifiedTeamsUsers", **empty},
        {"command": "AddUserDevice", **empty}, {"command": "AddDevice", **empty}, {"command": "ModifyDevice", **empty},
        {"command": "DeleteUserAndDevices", "content": {"user": {"userId": []}}}]) == [
        "SUCCESS", "SUCCESS", "100", "100", "103", "101"]
    odd: Any = {"content": {"agentId": 5, "userId": USER, "callCenterInfo": [5, {"callCenterId": []}], "phoneNumbers": [],
                            "callRecording": 5, "callforwarding": None}}
    assert visitor.results(Users=[task()], CallCenterAgent=[{"command": "Assign", **odd}],
                           CallRecording=[{"command": "Modify", **odd}], CallForwarding=[{"command": "Modify", **odd}],
                           PhoneNumbers=[{"command": "Modify", **odd}]) == ["SUCCESS", "101", "SUCCESS", "SUCCESS", "100"]


def test_forwarding_goes_before_recording_and_users_before_all(visitor: Visitor) -> None:
    recording, forwarding = ({"command": "Modify", "content": {"userId": USER, name: {}}}
                             for name in ("callRecording", "callforwarding"))
    visitor.scheduled(visitor.mixed(
        PhoneNumbers=[numbers("Modify", "312-448-1107")], CallRecording=[recording], CallForwarding=[forwarding],
        CallCenterAgent=[agent("Remove", ONE)], Users=[task()]))
    scheduled = next(iter(visitor.server.scheduled_operations.values()))
    assert [each.family for each in scheduled.queue] == [
        "Users", "CallCenterAgent", "CallForwarding", "CallRecording", "PhoneNumbers"]
