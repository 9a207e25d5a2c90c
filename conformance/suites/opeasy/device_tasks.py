"""Tasks about devices, as the target wants them."""

from typing import Any

from conformance.expect import given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.items import listed, same_tasks


def with_device(opeasy: OpEasy, user: str = "", device: str = "", **described: Any) -> Task:
    """AddUserDevice, with further fields of the device."""
    task = opeasy.users.add_with_device(user, device)
    task["content"]["device"].update(_always(opeasy), **described)
    return task


def add_device(opeasy: OpEasy, device: str = "") -> Task:
    """AddDevice in the group of the run."""
    task = opeasy.users.device("AddDevice", device, **_always(opeasy))
    if opeasy.users.group:
        task["content"]["groupId"] = opeasy.users.group
    return task


def _always(opeasy: OpEasy) -> dict[str, Any]:
    """What the target wants on every new device: a type, as far as one is known, and its own fields."""
    world = opeasy.target.world
    return {**({"type": world["deviceType"]} if world.get("deviceType") else {}), **world.get("newDevice", {})}


def modified(opeasy: OpEasy, device: str, description: str, **fields: Any) -> Task:
    """ModifyDevice with a description, by which its result is known, and perhaps other fields."""
    return opeasy.users.device("ModifyDevice", device, description=description, **fields)


def with_profile(opeasy: OpEasy, device: dict[str, Any] | None = None) -> Task:
    """AddUserDevice with a userProfile, and perhaps with only these fields of a device."""
    task = with_device(opeasy)
    task["content"]["userProfile"] = opeasy.world("userProfile")
    if device is not None:
        task["content"]["device"] = device
    return task


def knows_add_device(opeasy: OpEasy) -> bool:
    """Whether AddDevice is a command of the target; a note if it is not (OPEASY-R-ADD-DEVICE)."""
    plain, add, unknown = with_device(opeasy), add_device(opeasy), opeasy.tasks.unknown()
    created = opeasy.create([plain, add, unknown])
    given(created).status(201)
    errors = listed(opeasy, opeasy.family.errors, opeasy.known(created, []))
    refused = [each.get("task") for each in errors.json()[opeasy.family]]
    if same_tasks([unknown])(refused):
        return True
    given(errors).that(same_tasks([add, unknown])(refused), "no task of a documented command but AddDevice", f"{refused}"[:200])
    uses("OPEASY-R-ADD-DEVICE", "b", "AddDevice fails validation")
    return False
