"""Available Commands; Back End Error Codes on Failed Tasks."""

from conformance.checks import verifies
from conformance.expect import expect
from conformance.suites.opeasy.client import FAMILY, OpEasy
from conformance.suites.opeasy.results import outcome, processed, result_of
from conformance.suites.opeasy.users_tasks import given

DESCRIPTIONS = {"100": "General Error", "101": "User does not exist", "102": "User already exists"}


@verifies("OPEASY-USERS-1")
def test_an_added_user_is_found_by_later_commands(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    early, add, modify = users.modify(user), users.add(user), users.modify(user)
    results = processed(opeasy, [early, add, modify])
    given(results).that(*outcome(results, early, "FAILED")).that(*outcome(results, add, "SUCCESS"))
    expect(results).that(*outcome(results, modify, "SUCCESS"))
    later = [users.modify(user), users.delete(user)]
    results = processed(opeasy, later)
    for task in later:
        expect(results).that(*outcome(results, task, "SUCCESS"))


@verifies("OPEASY-USERS-2")
def test_an_existing_user_is_modified_also_in_a_single_field(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, nobody, delete = users.add(user), users.modify(), users.delete(user)
    single, several = users.modify(user, title="Deputy"), users.modify(user, firstName="Ann", lastName="Lee", title="Head")
    results = processed(opeasy, [add, nobody, single, several, delete])
    given(results).that(*outcome(results, add, "SUCCESS")).that(*outcome(results, nobody, "FAILED"))
    for task in (single, several):
        expect(results).that(*outcome(results, task, "SUCCESS"))


@verifies("OPEASY-USERS-3")
def test_a_deleted_user_is_no_longer_found(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, modify, delete = users.add(user), users.modify(user), users.delete(user)
    later = [users.modify(user), users.suspend(user)]
    results = processed(opeasy, [add, modify, delete, *later])
    given(results).that(*outcome(results, add, "SUCCESS")).that(*outcome(results, modify, "SUCCESS"))
    expect(results).that(*outcome(results, delete, "SUCCESS"))
    for task in later:
        expect(results).that(*outcome(results, task, "FAILED"))


@verifies("OPEASY-USERS-4")
def test_an_existing_user_is_suspended_and_restored(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, nobody, suspend, restore = users.add(user), users.suspend(), users.suspend(user), users.restore(user)
    results = processed(opeasy, [add, nobody, suspend, restore, users.delete(user)])
    given(results).that(*outcome(results, add, "SUCCESS")).that(*outcome(results, nobody, "FAILED"))
    for task in (suspend, restore):
        expect(results).that(*outcome(results, task, "SUCCESS"))


@verifies("OPEASY-USERS-5")
def test_a_suspended_user_is_still_there(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, suspend, again = users.add(user), users.suspend(user), users.add(user, title="Once more")
    modify, delete, late = users.modify(user), users.delete(user), users.modify(user)
    results = processed(opeasy, [add, suspend, again, modify, delete, late])
    for task, due in ((add, "SUCCESS"), (suspend, "SUCCESS"), (late, "FAILED")):
        given(results).that(*outcome(results, task, due))
    for task, due in ((again, "FAILED"), (modify, "SUCCESS"), (delete, "SUCCESS")):
        expect(results).that(*outcome(results, task, due))


@verifies("OPEASY-CODES-101")
def test_a_command_for_a_missing_user_fails_with_101(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, missing = users.add(user), [users.modify(), users.delete(), users.suspend(), users.restore()]
    results = processed(opeasy, [add, *missing, users.delete(user)])
    given(results).that(*outcome(results, add, "SUCCESS"))
    for task in missing:
        expect(results).that(*outcome(results, task, "FAILED 101"))


@verifies("OPEASY-CODES-102")
def test_adding_an_existing_user_fails_with_102(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, again = users.add(user), users.add(user, title="Once more")
    results = processed(opeasy, [add, again, users.delete(user)])
    given(results).that(*outcome(results, add, "SUCCESS"))
    expect(results).that(*outcome(results, again, "FAILED 102"))


@verifies("OPEASY-CODES-2")
def test_the_description_of_an_error_begins_with_that_of_its_code(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, again, missing = users.add(user), users.add(user, title="Once more"), users.modify()
    results = processed(opeasy, [add, again, missing, users.delete(user)])
    given(results).that(*outcome(results, add, "SUCCESS"))
    for task in (again, missing):
        given(results).that(*outcome(results, task, "FAILED"))
        result = result_of(results, task)
        due = DESCRIPTIONS.get(str(result.get("errorCode")), "")
        given(results).that(bool(due), f"one of the codes {', '.join(DESCRIPTIONS)}", f"{result.get('errorCode')}")
        description = str(result.get("errorDescription"))
        expect(results).that(description.startswith(due), f"a description that begins with {due}", description)
    given(results).holds("results", bool, FAMILY)
