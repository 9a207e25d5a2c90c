"""Available Commands, those about users."""

from conformance.checks import verifies
from conformance.expect import expect, given
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.outcomes import became, changed, processed


@verifies("OPEASY-USERS-1")
def test_an_added_user_is_found_by_later_commands(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    early, add, later = changed(opeasy, user, "early"), users.add(user), changed(opeasy, user, "later")
    results = processed(opeasy, [early, add, later])
    became("FAILED", [early], given(results))
    became("SUCCESS", [add], given(results))
    became("SUCCESS", [later], expect(results))
    much_later = [changed(opeasy, user, "much later"), users.delete(user)]
    became("SUCCESS", much_later, expect(processed(opeasy, much_later)))


@verifies("OPEASY-USERS-2")
def test_an_existing_user_is_modified_also_in_a_single_field(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete, nobody = users.add(user), users.delete(user), users.modify()
    modify = [users.modify(user, title="Deputy"), changed(opeasy, user, "Head")]
    results = processed(opeasy, [add, *modify, delete, nobody])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", [nobody], given(results))
    became("SUCCESS", modify, expect(results))


@verifies("OPEASY-USERS-3")
def test_a_deleted_user_is_no_longer_found(opeasy: OpEasy) -> None:
    users, user, nobody = opeasy.users, opeasy.users.user_id(), opeasy.users.user_id()
    add, modify, delete = users.add(user), changed(opeasy, user, "early"), users.delete(user)
    later, never = ([changed(opeasy, each, "late"), users.suspend(each)] for each in (user, nobody))
    results = processed(opeasy, [add, modify, delete, *later, *never])
    became("SUCCESS", [add, modify], given(results))
    became("FAILED", never, given(results))
    became("SUCCESS", [delete], expect(results))
    became("FAILED", later, expect(results))


@verifies("OPEASY-USERS-4")
def test_an_existing_user_is_suspended_and_restored(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, suspend, restore, delete = users.add(user), users.suspend(user), users.restore(user), users.delete(user)
    nobody = users.suspend()
    results = processed(opeasy, [add, suspend, restore, delete, nobody])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", [nobody], given(results))
    became("SUCCESS", [suspend, restore], expect(results))


@verifies("OPEASY-USERS-5")
def test_a_suspended_user_is_still_there(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    before, suspend = [users.add(user), changed(opeasy, user, "early")], users.suspend(user)
    after, late = [changed(opeasy, user, "later"), users.delete(user)], changed(opeasy, user, "late")
    results = processed(opeasy, [*before, suspend, *after, late])
    became("SUCCESS", [*before, suspend], given(results))
    became("FAILED", [late], given(results))
    became("SUCCESS", after, expect(results))
