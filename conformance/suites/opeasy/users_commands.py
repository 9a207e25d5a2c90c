"""Available Commands; Back End Error Codes on Failed Tasks."""


from conformance.checks import verifies
from conformance.expect import expect, given
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.outcomes import became, carries, changed, code, processed, result_of

DESCRIPTIONS = {"100": "General Error", "101": "User does not exist", "102": "User already exists"}


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


@verifies("OPEASY-CODES-101")
def test_a_command_for_a_missing_user_fails_with_101(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete, missing = users.add(user), users.delete(user), [users.modify(), users.delete(), users.suspend(), users.restore()]
    results = processed(opeasy, [add, *missing, delete])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", missing, expect(results))
    code("101", missing, results)


@verifies("OPEASY-CODES-102")
def test_adding_an_existing_user_fails_with_102(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, again, delete = users.add(user), users.add(user, title="Once more"), users.delete(user)
    results = processed(opeasy, [add, again, delete])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", [again], expect(results))
    code("102", [again], results)


@verifies("OPEASY-CODES-2")
def test_the_description_of_an_error_begins_with_that_of_itscode(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete = users.add(user), users.delete(user)
    failing = [users.add(user, title="Once more"), users.modify()]
    results = processed(opeasy, [add, *failing, delete])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", failing, given(results))
    for name in ("errorCode", "errorDescription"):
        carries(results, name, failing)
    for result in (result_of(results, task) for task in failing):
        shown, description = str(result["errorCode"]), str(result["errorDescription"])
        given(results).that(shown in DESCRIPTIONS, f"one of the codes {', '.join(DESCRIPTIONS)}", shown)
        due = DESCRIPTIONS[shown]
        expect(results).that(description.startswith(due), f"a description that begins with {due}", description)
