"""Available Commands, those about users.

Longer lives: users with other spellings, in other states, and with a former life.
"""

from conformance.checks import verifies, verifies_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, knows_add_device, modified, with_device
from conformance.suites.opeasy.items import same_tasks
from conformance.suites.opeasy.outcomes import became, changed, outcome, processed, sifted
from conformance.suites.opeasy.refusals import made_up, spelled

ENDS = ("-Ab", "XYZ", "-0", ".c", "_d", "-a-rather-long-address")  # of addresses, whose form is not described further


@verifies("OPEASY-USERS-1")
def test_a_user_is_found_under_the_very_id_that_was_sent(opeasy: OpEasy) -> None:
    users, plain = opeasy.users, opeasy.users.user_id()
    names = [plain, *(spelled(users.user_id(), end) for end in ENDS)]
    adds = [users.add(name) for name in names]
    early, later = ([changed(opeasy, name, when) for name in names] for when in ("early", "later"))
    results, refused = sifted(opeasy, opeasy.operation([*early, *adds, *later]))
    given(results).that(not same_tasks([adds[0]])(refused), "a plain userId to pass validation", "a validation error")
    became("SUCCESS", adds[:1], given(results))
    became("FAILED", early[:1], given(results))
    there = [number for number, add in enumerate(adds) if add not in refused and outcome(results, add, "SUCCESS")[0]]
    note(f"{len(there)} of {len(names)} spellings of a userId can be added")
    became("SUCCESS", [later[number] for number in there], expect(results))
    much_later = [task for name in (names[number] for number in there)
                  for task in (changed(opeasy, name, "much later"), users.delete(name))]
    became("SUCCESS", much_later, expect(processed(opeasy, much_later)))


@verifies_each("command", {"delete": ("OPEASY-USERS-3",), "delete_with_devices": ("OPEASY-USERS-27",)})
def test_a_user_is_deleted_whatever_happened_to_it(opeasy: OpEasy, command: str) -> None:
    users = opeasy.users
    lives = [["add"], ["add", "modify"], ["add", "suspend"], ["add", "modify", "suspend"], ["add", "suspend", "modify"],
             ["add", "suspend", "restore"], ["add", "suspend", "restore", "modify"]]
    names = [users.user_id() for _ in lives]
    before = [getattr(users, step)(name) for name, life in zip(names, lives, strict=True) for step in life]
    # Some are deleted by the operation that added them, the others by a later one.
    deletes, late = [getattr(users, command)(name) for name in names], [changed(opeasy, name, "late") for name in names]
    parts = [[*before, *deletes[::2], *late[::2]], [*deletes[1::2], *late[1::2]]]
    for number, part in enumerate(parts):
        results = processed(opeasy, part)
        became("SUCCESS", [] if number else before, given(results))
        became("SUCCESS", deletes[number::2], expect(results))
        became("FAILED", late[number::2], expect(results))


@verifies("OPEASY-USERS-4")
def test_a_suspended_user_is_restored_whatever_happened_in_between(opeasy: OpEasy) -> None:
    users, names, nobody = opeasy.users, [opeasy.users.user_id() for _ in range(3)], opeasy.users.restore()
    before = [task for name in names for task in (users.add(name), users.suspend(name))]
    between = [users.modify(names[0], title="Deputy"), users.modify(names[1], title="Head", lastName="Lee")]
    restore, delete = [users.restore(name) for name in names], [users.delete(name) for name in names]
    parts = [[*before, between[0], restore[0]], [between[1], *restore[1:], nobody, *delete]]
    first, second = (processed(opeasy, part) for part in parts)
    became("SUCCESS", [*before, between[0]], given(first))
    became("SUCCESS", [between[1], *delete], given(second))
    became("FAILED", [nobody], given(second))
    became("SUCCESS", restore[:1], expect(first))
    became("SUCCESS", restore[1:], expect(second))


@verifies("OPEASY-USERS-49")
def test_what_could_not_be_added_is_not_there(opeasy: OpEasy) -> None:
    users, name, right = opeasy.users, made_up(opeasy), opeasy.users.add()
    wrong = [users.add(**{field: name}) for field in ("department", "callPickupGroup", "networkClassOfService", "timeZone")]
    wrong += [users.add(servicePacks=[name]), users.add(emailAddress=f"someone@{name}.invalid")]
    devices = [add_device(opeasy), add_device(opeasy)] if knows_add_device(opeasy) else []
    for device in devices[1:]:
        device["content"]["device"]["type"] = name
    tasks = [right, *wrong, *devices]
    results, refused = sifted(opeasy, opeasy.operation(tasks))
    gone = [task for task in tasks if task in refused or outcome(results, task, "FAILED")[0]]
    given(results).that(right not in gone and bool(gone), "a user to be added, and others not", f"{len(gone)} that fail")
    later = processed(opeasy, [_changing(opeasy, task) for task in tasks])
    became("SUCCESS", [_changing(opeasy, right)], given(later))
    became("FAILED", [_changing(opeasy, task) for task in gone], expect(later))


def _changing(opeasy: OpEasy, task: Task) -> Task:
    """A task that changes what another one was to add."""
    content = task["content"]
    return changed(opeasy, content["user"]["userId"], "later") if "user" in content else \
        modified(opeasy, content["device"]["name"], "later")


@verifies("OPEASY-USERS-50")
def test_what_was_deleted_can_be_added_again(opeasy: OpEasy) -> None:
    users, user, other, owner, device = opeasy.users, *(opeasy.users.user_id() for _ in range(3)), opeasy.names.device()
    before = [users.add(user), with_device(opeasy, other), with_device(opeasy, owner, device), users.delete(user),
              users.delete_with_devices(other), users.device("DeleteDevice", device)]
    again = [users.add(user, title="again"), users.add(other, title="again"),
             with_device(opeasy, "", device, description="again")]
    late = [users.add(owner, title="again"), users.add(user, title="at last")]
    undo = [users.delete(owner), users.delete(user)]
    first, second = processed(opeasy, [*before, *again]), processed(opeasy, [*undo, *late, changed(opeasy, user, "late")])
    became("SUCCESS", before, given(first))
    _added(first, again)
    became("SUCCESS", undo, expect(second))
    _added(second, late)
    became("SUCCESS", [changed(opeasy, user, "late")], expect(second))


def _added(results: Exchange, tasks: list[Task]) -> None:
    """Each of these is added, or fails for another reason than that it exists."""
    for task in tasks:
        added, due, got = outcome(results, task, "SUCCESS")
        if not added and got not in ("FAILED 102", "FAILED 104"):
            raise Inconclusive(f"{due}, got {got}")
        expect(results).that(added, due, got)
