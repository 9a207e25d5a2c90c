"""The devices of the honest OpEasy server."""

from typing import Any

import pytest
from visitor import Visitor, task


def device(command: str = "AddDevice", name: str | None = "device-1", **fields: Any) -> dict[str, Any]:
    named = {} if name is None else {"name": name}
    return {"command": command, "content": {"device": {**named, **fields}}}


def both(user: str = "john.doe", name: str | None = "device-1", **fields: Any) -> dict[str, Any]:
    added = task("AddUserDevice", user)
    return {**added, "content": {**added["content"], **device(name=name, **fields)["content"]}}


def outcomes(visitor: Visitor, *told: tuple[dict[str, Any], str]) -> None:
    """Processes the tasks, and expects that each has its outcome."""
    assert visitor.outcomes(*(each for each, _ in told)) == [outcome for _, outcome in told]


def test_devices_are_added_modified_and_deleted(visitor: Visitor) -> None:
    outcomes(visitor, (device("ModifyDevice"), "103"), (device("DeleteDevice"), "103"), (device(), "SUCCESS"), (device(), "104"),
             (device("ModifyDevice", description="new"), "SUCCESS"), (device("DeleteDevice"), "SUCCESS"),
             (device("DeleteDevice"), "103"))


def test_a_modified_device_keeps_its_other_fields(visitor: Visitor) -> None:
    outcomes(visitor, (device(level="Group", description="old"), "SUCCESS"),
             (device("ModifyDevice", description="new"), "SUCCESS"))
    assert visitor.server.devices["enterprise-a"]["device-1"].fields == {
        "name": "device-1", "level": "Group", "description": "new"}


def test_a_user_comes_with_a_device_or_not_at_all(visitor: Visitor) -> None:
    outcomes(visitor, (both(), "SUCCESS"), (both(), "102"), (both("jane.roe"), "104"), (task("ModifyUser", "jane.roe"), "101"),
             (both(name="device-2"), "102"), (device("ModifyDevice", "device-2"), "103"))
    users = visitor.server.users["enterprise-a"]
    devices = visitor.server.devices["enterprise-a"]
    assert (list(users), devices["device-1"].user_id) == (["john.doe@example.com"], "john.doe@example.com")


def test_a_device_without_a_name_gets_one(visitor: Visitor) -> None:
    outcomes(visitor, (both(name=None), "SUCCESS"), (task("DeleteUser"), "SUCCESS"), (both(name=None), "SUCCESS"),
             (task("DeleteUserAndDevices"), "SUCCESS"), (task("AddUserDevice", "jane.roe"), "SUCCESS"))
    devices = visitor.server.devices["enterprise-a"]
    assert {name: each.user_id for name, each in devices.items()} == {
        "john.doe@example.com-device-1": "", "jane.roe@example.com-device-1": "jane.roe@example.com"}


def test_devices_stay_or_go_with_their_user(visitor: Visitor) -> None:
    outcomes(visitor, (both(), "SUCCESS"), (both("jane.roe", "device-2"), "SUCCESS"), (device(name="device-3"), "SUCCESS"),
             (task("DeleteUser"), "SUCCESS"), (device("ModifyDevice"), "SUCCESS"),
             (task("DeleteUserAndDevices", "jane.roe"), "SUCCESS"), (device("ModifyDevice", "device-2"), "103"),
             (device("ModifyDevice", "device-3"), "SUCCESS"), (task("DeleteUserAndDevices", "jane.roe"), "101"))


def test_a_device_that_was_left_behind_is_nobodys(visitor: Visitor) -> None:
    outcomes(visitor, (both(), "SUCCESS"), (task("DeleteUser"), "SUCCESS"), (task(), "SUCCESS"),
             (task("DeleteUserAndDevices"), "SUCCESS"), (device("ModifyDevice"), "SUCCESS"))


@pytest.mark.parametrize("field", ["linePort", "accessUserName"])
def test_some_fields_are_unique_in_the_system(visitor: Visitor, field: str) -> None:
    outcomes(visitor, (device(**{field: "one"}), "SUCCESS"), (device("ModifyDevice", **{field: "one"}), "SUCCESS"),
             (device(name="device-2", **{field: "one"}), "100"), (both(name="device-3", **{field: "one"}), "100"),
             (device(name="device-2", **{field: "two"}), "SUCCESS"),
             (device("ModifyDevice", "device-2", **{field: "one"}), "100"),
             (device(name="device-4", **{field: ""}), "SUCCESS"), (device(name="device-5", **{field: ""}), "SUCCESS"),
             (device("DeleteDevice"), "SUCCESS"), (device("ModifyDevice", "device-2", **{field: "one"}), "SUCCESS"))
    visitor.login("b")
    assert visitor.results(Users=[device(), device(name="device-2"), device(**{field: "one"}, name="device-6")]) == [
        "SUCCESS", "104", "100"]


@pytest.mark.parametrize("field, known", [("type", "device-type"), ("template", "my-device-template")])
def test_type_and_template_must_exist(visitor: Visitor, field: str, known: str) -> None:
    outcomes(visitor, (device(**{field: known}), "SUCCESS"), (device(name="device-2", **{field: "unknown"}), "100"),
             (both(name="device-2", **{field: "unknown"}), "100"), (device("ModifyDevice", **{field: "unknown"}), "100"),
             (device("ModifyDevice", **{field: known}), "SUCCESS"))


@pytest.mark.parametrize("command", ["AddUser", "AddUserDevice", "ModifyUser", "AddDevice", "ModifyDevice"])
def test_a_group_must_exist(visitor: Visitor, command: str) -> None:
    before = [task(), device()] if command.startswith("Modify") else []
    tried = device(command) if command.endswith("yDevice") or command == "AddDevice" else task(command)
    lost, found = ({**tried, "content": {**tried["content"], "groupId": group}} for group in ("unknown", "group-2"))
    assert visitor.outcomes(*before, lost, found)[len(before):] == ["100", "SUCCESS"]


def test_each_enterprise_has_its_own_devices(visitor: Visitor) -> None:
    outcomes(visitor, (device(), "SUCCESS"))
    visitor.login("b")
    assert visitor.results(Users=[device("ModifyDevice"), device("DeleteDevice")]) == ["103", "103"]
