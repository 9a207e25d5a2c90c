"""Available Commands, those about devices."""


from conformance.checks import verifies
from conformance.expect import asks, expect, given, uses
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, knows_add_device, modified, with_device, with_profile
from conformance.suites.opeasy.items import same_tasks
from conformance.suites.opeasy.outcomes import became, changed, outcome, processed, sifted
from conformance.suites.opeasy.refusals import pass_validation, spelled


@verifies("OPEASY-USERS-18")
def test_add_user_device_adds_a_user_and_a_device(opeasy: OpEasy) -> None:
    user, device = opeasy.users.user_id(), opeasy.names.device()
    early, later, much_later = ([changed(opeasy, user, when), modified(opeasy, device, when)]
                                for when in ("early", "later", "much later"))
    add = with_device(opeasy, user, device)
    results = processed(opeasy, [*early, add, *later])
    became("FAILED", early, given(results))
    became("SUCCESS", [add], given(results))
    became("SUCCESS", later, expect(results))
    became("SUCCESS", much_later, expect(processed(opeasy, much_later)))


@verifies("OPEASY-USERS-20")
def test_add_user_device_is_accepted_with_and_without_a_user_profile(opeasy: OpEasy) -> None:
    profile = opeasy.world("userProfile")
    told = {f"userProfile = {profile}": with_profile(opeasy), "no userProfile": with_device(opeasy)}
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
        uses("OPEASY-R-PROFILE-DEVICE", "b", "a device needs more beside a userProfile")
        return
    became("SUCCESS", [later, delete], expect(results))


@verifies("OPEASY-USERS-22")
def test_an_added_device_is_found_by_later_commands(opeasy: OpEasy) -> None:
    if not knows_add_device(opeasy):
        return
    device = opeasy.names.device()
    early, later, much_later = (modified(opeasy, device, when) for when in ("early", "later", "much later"))
    add, like_it = add_device(opeasy, device), with_device(opeasy)
    results = processed(opeasy, [early, like_it, add, later])
    became("FAILED", [early], given(results))
    became("SUCCESS", [like_it], given(results))
    became("SUCCESS", [add], expect(results))
    became("SUCCESS", [later], expect(results))
    became("SUCCESS", [much_later], expect(processed(opeasy, [much_later])))


@verifies("OPEASY-USERS-23")
def test_an_existing_device_is_modified_also_in_a_single_field(opeasy: OpEasy) -> None:
    device = opeasy.names.device()
    add, nothing = with_device(opeasy, "", device), modified(opeasy, opeasy.names.device(), "never")
    modify = [modified(opeasy, device, "in one field"),
              modified(opeasy, device, "in two fields", physicalLocation="Hall 5")]
    results = processed(opeasy, [add, *modify, nothing])
    became("SUCCESS", [add], given(results))
    became("FAILED", [nothing], given(results))
    became("SUCCESS", modify, expect(results))


@verifies("OPEASY-USERS-24")
def test_a_modified_device_keeps_what_the_task_does_not_name(opeasy: OpEasy) -> None:
    device, line, free = opeasy.names.device(), opeasy.users.user_id(), opeasy.users.user_id()
    first, before, twin, after = (with_device(opeasy, "", name, linePort=port) for name, port in (
        (device, line), ("", line), ("", free), ("", line)))
    results = processed(opeasy, [first, before, modified(opeasy, device, "another"), twin, after])
    became("SUCCESS", [first, modified(opeasy, device, "another"), twin], given(results))
    became("FAILED", [before], given(results))
    failed, _, got = outcome(results, after, "FAILED")
    expect(results).that(failed, "the linePort to be still in use after another field was modified", got)


@verifies("OPEASY-USERS-25")
def test_a_deleted_device_is_no_longer_found(opeasy: OpEasy) -> None:
    device, nothing = opeasy.names.device(), opeasy.names.device()
    add, early = with_device(opeasy, "", device), modified(opeasy, device, "early")
    results = processed(opeasy, [add, early])
    became("SUCCESS", [add, early], given(results))
    _delete_device(opeasy, device)
    late, never = modified(opeasy, device, "late"), modified(opeasy, nothing, "never")
    results = processed(opeasy, [late, never])
    became("FAILED", [never], given(results))
    became("FAILED", [late], expect(results))


def _delete_device(opeasy: OpEasy, device: str) -> None:
    """With a level if it does not work without one (OPEASY-R-DEVICE-LEVEL)."""
    plain, leveled = (opeasy.users.device("DeleteDevice", device, **level) for level in ({}, {"level": "Group"}))
    results, refused = sifted(opeasy, opeasy.operation([plain, modified(opeasy, opeasy.names.device(), "never")]))
    if not refused and outcome(results, plain, "SUCCESS")[0]:
        return
    became("SUCCESS", [leveled], expect(processed(opeasy, [leveled])))
    uses("OPEASY-R-DEVICE-LEVEL", "c", "DeleteDevice needs a level")


@verifies("OPEASY-USERS-26")
def test_a_deleted_user_leaves_its_devices(opeasy: OpEasy) -> None:
    users, user, device = opeasy.users, opeasy.users.user_id(), opeasy.names.device()
    add, early, delete = with_device(opeasy, user, device), modified(opeasy, device, "early"), users.delete(user)
    gone, nothing = changed(opeasy, user, "late"), modified(opeasy, opeasy.names.device(), "never")
    left = modified(opeasy, device, "late")
    results = processed(opeasy, [add, early, delete, gone, nothing, left])
    became("SUCCESS", [add, early], given(results))
    became("FAILED", [nothing], given(results))
    became("SUCCESS", [delete], expect(results))
    became("FAILED", [gone], expect(results))
    became("SUCCESS", [left], expect(results))


@verifies("OPEASY-USERS-19", "OPEASY-USERS-27", "OPEASY-USERS-28")
def test_a_user_is_deleted_with_its_devices_and_with_no_others(opeasy: OpEasy) -> None:
    users, user, device = opeasy.users, opeasy.users.user_id(), opeasy.names.device()
    # The devices of strangers, two of whom have names that begin or are begun by that of the user.
    others = {opeasy.names.device(): users.user_id(), f"{device}x": spelled(user, "x"), device[:-1]: spelled(user, "-2")}
    adds = [with_device(opeasy, user, device), *(with_device(opeasy, owner, other) for other, owner in others.items())]
    delete, early = users.delete_with_devices(user), [changed(opeasy, user, "early"), modified(opeasy, device, "early")]
    gone, unassigned = changed(opeasy, user, "late"), modified(opeasy, device, "late")
    left = [modified(opeasy, other, "late") for other in others]
    never = [changed(opeasy, users.user_id(), "never"), modified(opeasy, opeasy.names.device(), "never")]
    results = processed(opeasy, [*adds, *early, delete, gone, unassigned, *left, *never])
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
        became("SUCCESS", left, expect(results))


@verifies("OPEASY-USERS-29")
def test_the_commands_that_synchronize_are_accepted_with_an_empty_content(opeasy: OpEasy) -> None:
    # They are never scheduled: what they do reaches users whom the run did not make.
    names = ("SyncAddedModifiedTeamsUsers", "SyncDeletedTeamsUsers")
    pass_validation(opeasy, {f"an empty content ({name})": opeasy.users.sync(name) for name in names})
