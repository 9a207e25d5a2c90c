"""Available Commands, those about devices."""

from typing import Any

from conformance.checks import verifies
from conformance.expect import asks, expect, given, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.items import listed, same_tasks
from conformance.suites.opeasy.outcomes import became, changed, outcome, processed, sifted
from conformance.suites.opeasy.refusals import pass_validation


def renamed(opeasy: OpEasy, device: str, description: str, **fields: Any) -> Task:
    """A task that changes the description of a device, by which its result is known, and perhaps other fields."""
    return opeasy.users.device("ModifyDevice", device, description=description, **fields)


def knows_add_device(opeasy: OpEasy) -> bool:
    """Whether AddDevice is a command of the target; a note if it is not (OPEASY-R-ADD-DEVICE)."""
    plain, add, unknown = opeasy.users.add_with_device(), opeasy.users.device("AddDevice"), opeasy.tasks.unknown()
    created = opeasy.create([plain, add, unknown])
    given(created).status(201)
    errors = listed(opeasy, opeasy.family.errors, opeasy.known(created, []))
    refused = [each.get("task") for each in errors.json()[opeasy.family]]
    if same_tasks([unknown])(refused):
        return True
    given(errors).that(same_tasks([add, unknown])(refused), "no task of a documented command but AddDevice", f"{refused}"[:200])
    note("uses reading OPEASY-R-ADD-DEVICE, alternative b: AddDevice fails validation")
    return False


def with_profile(opeasy: OpEasy, device: dict[str, Any] | None = None) -> Task:
    """AddUserDevice with a userProfile, and perhaps with only these fields of a device."""
    task = opeasy.users.add_with_device()
    task["content"]["userProfile"] = opeasy.world("userProfile")
    if device is not None:
        task["content"]["device"] = device
    return task


@verifies("OPEASY-USERS-18")
def test_add_user_device_adds_a_user_and_a_device(opeasy: OpEasy) -> None:
    users, user, device = opeasy.users, opeasy.users.user_id(), opeasy.names.device()
    early, later, much_later = ([changed(opeasy, user, when), renamed(opeasy, device, when)]
                                for when in ("early", "later", "much later"))
    add = users.add_with_device(user, device)
    results = processed(opeasy, [*early, add, *later])
    became("FAILED", early, given(results))
    became("SUCCESS", [add], given(results))
    became("SUCCESS", later, expect(results))
    became("SUCCESS", much_later, expect(processed(opeasy, much_later)))


@verifies("OPEASY-USERS-20")
def test_add_user_device_is_accepted_with_and_without_a_user_profile(opeasy: OpEasy) -> None:
    profile = opeasy.world("userProfile")
    told = {f"userProfile = {profile}": with_profile(opeasy), "no userProfile": opeasy.users.add_with_device()}
    pass_validation(opeasy, told)


@verifies("OPEASY-USERS-21")
def test_a_user_with_a_profile_is_added_without_the_name_of_a_device(opeasy: OpEasy) -> None:
    users, add = opeasy.users, with_profile(opeasy, {"physicalLocation": "Hall 5"})
    user, twin = add["content"]["user"]["userId"], users.add()
    later, nobody = changed(opeasy, user, "later"), changed(opeasy, users.user_id(), "never")
    delete = users.delete_with_devices(user)
    results, refused = sifted(opeasy, opeasy.operation([twin, add, later, nobody, delete]))
    became("SUCCESS", [twin], given(results))
    became("FAILED", [nobody], given(results))
    if same_tasks([add])(refused) or outcome(results, add, "FAILED")[0]:
        note("uses reading OPEASY-R-PROFILE-DEVICE, alternative b: a device needs more beside a userProfile")
        return
    became("SUCCESS", [later, delete], expect(results))


@verifies("OPEASY-USERS-22")
def test_an_added_device_is_found_by_later_commands(opeasy: OpEasy) -> None:
    if not knows_add_device(opeasy):
        return
    device = opeasy.names.device()
    early, later, much_later = (renamed(opeasy, device, when) for when in ("early", "later", "much later"))
    add = opeasy.users.device("AddDevice", device)
    results = processed(opeasy, [early, add, later])
    became("FAILED", [early], given(results))
    became("SUCCESS", [add], given(results))
    became("SUCCESS", [later], expect(results))
    became("SUCCESS", [much_later], expect(processed(opeasy, [much_later])))


@verifies("OPEASY-USERS-23")
def test_an_existing_device_is_modified_also_in_a_single_field(opeasy: OpEasy) -> None:
    device = opeasy.names.device()
    add, nothing = opeasy.users.add_with_device("", device), renamed(opeasy, opeasy.names.device(), "never")
    modify = [renamed(opeasy, device, "in one field"),
              renamed(opeasy, device, "in two fields", physicalLocation="Hall 5")]
    results = processed(opeasy, [add, *modify, nothing])
    became("SUCCESS", [add], given(results))
    became("FAILED", [nothing], given(results))
    became("SUCCESS", modify, expect(results))


@verifies("OPEASY-USERS-24")
def test_a_modified_device_keeps_what_the_task_does_not_name(opeasy: OpEasy) -> None:
    users, device, line, free = opeasy.users, opeasy.names.device(), opeasy.users.user_id(), opeasy.users.user_id()
    first, before, twin, after = (users.add_with_device("", name, {"linePort": port}) for name, port in (
        (device, line), ("", line), ("", free), ("", line)))
    results = processed(opeasy, [first, before, renamed(opeasy, device, "another"), twin, after])
    became("SUCCESS", [first, renamed(opeasy, device, "another"), twin], given(results))
    became("FAILED", [before], given(results))
    failed, _, got = outcome(results, after, "FAILED")
    expect(results).that(failed, "the linePort to be still in use after another field was modified", got)


@verifies("OPEASY-USERS-25")
def test_a_deleted_device_is_no_longer_found(opeasy: OpEasy) -> None:
    device, nothing = opeasy.names.device(), opeasy.names.device()
    add, early = opeasy.users.add_with_device("", device), renamed(opeasy, device, "early")
    results = processed(opeasy, [add, early])
    became("SUCCESS", [add, early], given(results))
    _delete_device(opeasy, device)
    late, never = renamed(opeasy, device, "late"), renamed(opeasy, nothing, "never")
    results = processed(opeasy, [late, never])
    became("FAILED", [never], given(results))
    became("FAILED", [late], expect(results))


def _delete_device(opeasy: OpEasy, device: str) -> None:
    """With a level if it does not work without one (OPEASY-R-DEVICE-LEVEL)."""
    plain, leveled = (opeasy.users.device("DeleteDevice", device, **level) for level in ({}, {"level": "Group"}))
    results, refused = sifted(opeasy, opeasy.operation([plain, renamed(opeasy, opeasy.names.device(), "never")]))
    if not refused and outcome(results, plain, "SUCCESS")[0]:
        return
    became("SUCCESS", [leveled], expect(processed(opeasy, [leveled])))
    note("uses reading OPEASY-R-DEVICE-LEVEL, alternative c: DeleteDevice needs a level")


@verifies("OPEASY-USERS-26")
def test_a_deleted_user_leaves_its_devices(opeasy: OpEasy) -> None:
    users, user, device = opeasy.users, opeasy.users.user_id(), opeasy.names.device()
    add, early, delete = users.add_with_device(user, device), renamed(opeasy, device, "early"), users.delete(user)
    gone, nothing = changed(opeasy, user, "late"), renamed(opeasy, opeasy.names.device(), "never")
    left = renamed(opeasy, device, "late")
    results = processed(opeasy, [add, early, delete, gone, nothing, left])
    became("SUCCESS", [add, early], given(results))
    became("FAILED", [nothing], given(results))
    became("SUCCESS", [delete], expect(results))
    became("FAILED", [gone], expect(results))
    became("SUCCESS", [left], expect(results))


@verifies("OPEASY-USERS-19", "OPEASY-USERS-27", "OPEASY-USERS-28")
def test_a_user_is_deleted_with_its_devices_and_with_no_others(opeasy: OpEasy) -> None:
    users, user, device, other = opeasy.users, opeasy.users.user_id(), opeasy.names.device(), opeasy.names.device()
    adds, delete = [users.add_with_device(user, device), users.add_with_device("", other)], users.delete_with_devices(user)
    early = [changed(opeasy, user, "early"), renamed(opeasy, device, "early"), renamed(opeasy, other, "early")]
    gone, unassigned, left = (changed(opeasy, user, "late"), renamed(opeasy, device, "late"), renamed(opeasy, other, "late"))
    never = [changed(opeasy, users.user_id(), "never"), renamed(opeasy, opeasy.names.device(), "never")]
    results = processed(opeasy, [*adds, *early, delete, gone, unassigned, left, *never])
    became("SUCCESS", [*adds, *early], given(results))
    became("FAILED", never, given(results))
    with asks("OPEASY-USERS-27"):
        became("SUCCESS", [delete], expect(results))
        became("FAILED", [gone, unassigned], expect(results))
    with asks("OPEASY-USERS-19"):
        became("SUCCESS", [delete], given(results))
        became("FAILED", [unassigned], expect(results))
    with asks("OPEASY-USERS-28"):
        became("SUCCESS", [delete], given(results))
        became("SUCCESS", [left], expect(results))


@verifies("OPEASY-USERS-29")
def test_the_commands_that_synchronize_are_accepted_with_an_empty_content(opeasy: OpEasy) -> None:
    # They are never scheduled: what they do reaches users whom the run did not make.
    names = ("SyncAddedModifiedTeamsUsers", "SyncDeletedTeamsUsers")
    pass_validation(opeasy, {f"an empty content ({name})": opeasy.users.sync(name) for name in names})
