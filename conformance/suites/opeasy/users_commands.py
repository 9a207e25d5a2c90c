"""Available Commands; Back End Error Codes on Failed Tasks."""

from collections.abc import Iterable, Sequence

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Expectation, expect, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.results import changed, outcome, processed, result_of
from conformance.suites.opeasy.users_tasks import given

DESCRIPTIONS = {"100": "General Error", "101": "User does not exist", "102": "User already exists"}


def _became(due: str, tasks: Iterable[Task], results: Expectation) -> None:
    for task in tasks:
        results.that(*outcome(results.exchange, task, due))


def _carries(results: Exchange, name: str, tasks: Iterable[Task]) -> None:
    for task in tasks:
        given(results).that(bool(result_of(results, task).get(name)), f"{name} in a result that FAILED", "none")


def _code(due: str, tasks: Sequence[Task], results: Exchange) -> None:
    _carries(results, "errorCode", tasks)
    for task in tasks:
        if outcome(results, task, "FAILED 400")[0]:
            note("uses reading OPEASY-R-CODES, alternative b: code 400")
        else:
            expect(results).that(*outcome(results, task, f"FAILED {due}"))


@verifies("OPEASY-USERS-1")
def test_an_added_user_is_found_by_later_commands(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    early, add, later = changed(opeasy, user, "early"), users.add(user), changed(opeasy, user, "later")
    results = processed(opeasy, [early, add, later])
    _became("FAILED", [early], given(results))
    _became("SUCCESS", [add], given(results))
    _became("SUCCESS", [later], expect(results))
    much_later = [changed(opeasy, user, "much later"), users.delete(user)]
    _became("SUCCESS", much_later, expect(processed(opeasy, much_later)))


@verifies("OPEASY-USERS-2")
def test_an_existing_user_is_modified_also_in_a_single_field(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete, nobody = users.add(user), users.delete(user), users.modify()
    modify = [users.modify(user, title="Deputy"), changed(opeasy, user, "Head")]
    results = processed(opeasy, [add, *modify, delete, nobody])
    _became("SUCCESS", [add, delete], given(results))
    _became("FAILED", [nobody], given(results))
    _became("SUCCESS", modify, expect(results))


@verifies("OPEASY-USERS-3")
def test_a_deleted_user_is_no_longer_found(opeasy: OpEasy) -> None:
    users, user, nobody = opeasy.users, opeasy.users.user_id(), opeasy.users.user_id()
    add, modify, delete = users.add(user), changed(opeasy, user, "early"), users.delete(user)
    later, never = ([changed(opeasy, each, "late"), users.suspend(each)] for each in (user, nobody))
    results = processed(opeasy, [add, modify, delete, *later, *never])
    _became("SUCCESS", [add, modify], given(results))
    _became("FAILED", never, given(results))
    _became("SUCCESS", [delete], expect(results))
    _became("FAILED", later, expect(results))


@verifies("OPEASY-USERS-4")
def test_an_existing_user_is_suspended_and_restored(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, suspend, restore, delete = users.add(user), users.suspend(user), users.restore(user), users.delete(user)
    nobody = users.suspend()
    results = processed(opeasy, [add, suspend, restore, delete, nobody])
    _became("SUCCESS", [add, delete], given(results))
    _became("FAILED", [nobody], given(results))
    _became("SUCCESS", [suspend, restore], expect(results))


@verifies("OPEASY-USERS-5")
def test_a_suspended_user_is_still_there(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    before, suspend = [users.add(user), changed(opeasy, user, "early")], users.suspend(user)
    after, late = [changed(opeasy, user, "later"), users.delete(user)], changed(opeasy, user, "late")
    results = processed(opeasy, [*before, suspend, *after, late])
    _became("SUCCESS", [*before, suspend], given(results))
    _became("FAILED", [late], given(results))
    _became("SUCCESS", after, expect(results))


@verifies("OPEASY-CODES-101")
def test_a_command_for_a_missing_user_fails_with_101(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete, missing = users.add(user), users.delete(user), [users.modify(), users.delete(), users.suspend(), users.restore()]
    results = processed(opeasy, [add, *missing, delete])
    _became("SUCCESS", [add, delete], given(results))
    _became("FAILED", missing, expect(results))
    _code("101", missing, results)


@verifies("OPEASY-CODES-102")
def test_adding_an_existing_user_fails_with_102(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, again, delete = users.add(user), users.add(user, title="Once more"), users.delete(user)
    results = processed(opeasy, [add, again, delete])
    _became("SUCCESS", [add, delete], given(results))
    _became("FAILED", [again], expect(results))
    _code("102", [again], results)


@verifies("OPEASY-CODES-2")
def test_the_description_of_an_error_begins_with_that_of_its_code(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete = users.add(user), users.delete(user)
    failing = [users.add(user, title="Once more"), users.modify()]
    results = processed(opeasy, [add, *failing, delete])
    _became("SUCCESS", [add, delete], given(results))
    _became("FAILED", failing, given(results))
    for name in ("errorCode", "errorDescription"):
        _carries(results, name, failing)
    for result in (result_of(results, task) for task in failing):
        code, description = str(result["errorCode"]), str(result["errorDescription"])
        given(results).that(code in DESCRIPTIONS, f"one of the codes {', '.join(DESCRIPTIONS)}", code)
        due = DESCRIPTIONS[code]
        expect(results).that(description.startswith(due), f"a description that begins with {due}", description)
