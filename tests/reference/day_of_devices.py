"""What a day at a reference server of OpEasy holds of devices, of users that come with them, and of the order of families."""

from typing import Any

from visitor import NAMED, Visitor, task

FORMS: tuple[dict[str, str], ...] = (
    {"level": "Enterprise", "templateLevel": "Group", "macAddress": ""}, {"type": "unknown"}, {"template": "unknown"},
    {"linePort": "line-1"}, {"accessUserName": "access-1"})


def equip(visitor: Visitor) -> None:
    """Devices of two enterprises with values that exist or are in use; a later operation comes back to what an earlier made."""
    first = _added("first.user", "desk", linePort="line-1", accessUserName="access-1")
    visitor.results(Users=[first, _device("AddDevice", "shelf")])
    described = [_added(f"form-{number}", f"form-{number}", **fields) for number, fields in enumerate(FORMS)]
    modified = [_device("ModifyDevice", "shelf", **fields) for fields in FORMS]
    named = [_of(_added(f"named-{name}", f"named-{name}"), **{name: unknown}) for name, (_, unknown) in NAMED.items()]
    heir = [_device("ModifyDevice", "desk", description="new"), _added("heir.user", "heir", linePort="line-1")]
    for tasks in ([*described, *modified], named, [*_placed(), *heir], _left()):
        visitor.results(Users=tasks)
    visitor.operation(*({"command": f"Sync{which}TeamsUsers", "content": {}} for which in ("AddedModified", "Deleted")))
    visitor.login("b")
    visitor.results(Users=[_added("second.user", "desk"), _added("third.user", "desk-3", linePort="line-1")])
    visitor.login()
    _keys_in_any_order(visitor)


def _device(command: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"command": command, "content": {"device": {"name": name, **fields}}}


def _added(user: str, device: str, **fields: Any) -> dict[str, Any]:
    added = task("AddUserDevice", user)
    return {**added, "content": {**added["content"], **_device("", device, **fields)["content"]}}


def _of(added: dict[str, Any], **fields: Any) -> dict[str, Any]:
    content = added["content"]
    return {**added, "content": {**content, "user": {**content["user"], **fields}}}


def _placed() -> list[Any]:
    """Each command that may name a group, with one that does not exist; and a userProfile."""
    tasks = [_added("placed", "placed"), task("ModifyUser", "first.user"), _device("ModifyDevice", "shelf")]
    profiled = _added("profiled", "profiled")
    return [*({**each, "content": {**each["content"], "groupId": "unknown"}} for each in tasks),
            {**profiled, "content": {**profiled["content"], "userProfile": "MS Teams"}}]


def _left() -> list[Any]:
    """Devices and users are deleted, and asked for again."""
    return [_device("DeleteDevice", "shelf"), _device("ModifyDevice", "shelf"), _added("owner.user", "owned"),
            _device("DeleteDevice", "owned"), _added("leaving.user", "left"), task("DeleteUserAndDevices", "leaving.user"),
            task("ModifyUser", "leaving.user")]


def _keys_in_any_order(visitor: Visitor) -> None:
    """The key of Users last in the file, and first."""
    for number, reverse in enumerate((True, False)):
        user = f"early-{number}"
        call = {"command": "Modify", "content": {"userId": f"{user}@example.com", "callRecording": {}}}
        families = {"Users": [task(user=user)], "CallRecording": [call]}
        visitor.results(**dict(sorted(families.items(), reverse=not reverse)))
