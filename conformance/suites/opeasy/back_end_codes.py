"""Back End Error Codes on Failed Tasks."""

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, knows_add_device, modified, with_device
from conformance.suites.opeasy.items import subject_of
from conformance.suites.opeasy.outcomes import became, carries, code, outcome, processed, result_of, sifted
from conformance.suites.opeasy.refusals import made_up

DESCRIPTIONS = {"100": "General Error", "101": "User does not exist", "102": "User already exists",
                "103": "Device does not exist", "104": "Device already exists",
                "105": "Call Center does not exist or agent cannot be assigned to call center",
                "107": "User is already assigned to Call Center(s) in the list"}


@verifies("OPEASY-CODES-100")
def test_a_task_that_names_what_does_not_exist_fails_with_100(opeasy: OpEasy) -> None:
    results, failing = _unknown_names(opeasy)
    if not failing:
        raise Inconclusive("no task with a made-up name fails when it is processed")
    code("100", failing, results)


def _unknown_names(opeasy: OpEasy) -> tuple[Exchange, list[Task]]:
    """Results, and the tasks among them that FAILED for a made-up name, with those that succeed without one."""
    users, name = opeasy.users, made_up(opeasy)
    right = [users.add(), with_device(opeasy)]
    wrong = [users.add(department=name), users.add(servicePacks=[name]), users.add(networkClassOfService=name),
             with_device(opeasy, type=name), with_device(opeasy, template=name)]
    results, refused = sifted(opeasy, opeasy.operation([*right, *wrong]))
    became("SUCCESS", right, given(results))
    early = {subject_of(task) for task in refused}
    late = [task for task in wrong if subject_of(task) not in early]
    return results, [task for task in late if outcome(results, task, "FAILED")[0]]


@verifies("OPEASY-CODES-101")
def test_a_command_for_a_missing_user_fails_with_101(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, delete = users.add(user), users.delete(user)
    missing = [users.modify(), users.delete(), users.suspend(), users.restore(), users.delete_with_devices()]
    results = processed(opeasy, [add, *_of_other_codes(opeasy, user), *missing, delete])
    became("SUCCESS", [add, delete], given(results))
    became("FAILED", missing, expect(results))
    code("101", missing, results)


def _of_other_codes(opeasy: OpEasy, user: str) -> list[Task]:
    """Tasks that fail for other reasons than a missing user, as far as is known; each code stands by its own task alone."""
    return [opeasy.users.add(user, title="Once more"), opeasy.users.device("DeleteDevice")]


@verifies("OPEASY-CODES-102")
def test_adding_an_existing_user_fails_with_102(opeasy: OpEasy) -> None:
    users, user = opeasy.users, opeasy.users.user_id()
    add, twin, delete = users.add(user), with_device(opeasy), users.delete(user)
    again = [users.add(user, title="Once more"), with_device(opeasy, user)]
    results = processed(opeasy, [add, twin, users.modify(), *again, delete])
    became("SUCCESS", [add, twin, delete], given(results))
    became("FAILED", again, expect(results))
    code("102", again, results)


@verifies("OPEASY-CODES-103")
def test_a_command_for_a_missing_device_fails_with_103(opeasy: OpEasy) -> None:
    users, device = opeasy.users, opeasy.names.device()
    there = [with_device(opeasy, "", device), modified(opeasy, device, "early"), users.device("DeleteDevice", device)]
    missing = [users.device(command) for command in ("ModifyDevice", "DeleteDevice")]
    results = processed(opeasy, [*there, users.modify(), *missing])
    became("SUCCESS", there, given(results))
    became("FAILED", missing, expect(results))
    code("103", missing, results)


@verifies("OPEASY-CODES-104")
def test_adding_an_existing_device_fails_with_104(opeasy: OpEasy) -> None:
    device = opeasy.names.device()
    add, twin, again = with_device(opeasy, "", device), [with_device(opeasy)], [with_device(opeasy, "", device)]
    if knows_add_device(opeasy):
        twin.append(add_device(opeasy))
        again.append(add_device(opeasy, device))
    results = processed(opeasy, [add, *twin, opeasy.users.modify(), *again])
    became("SUCCESS", [add, *twin], given(results))
    became("FAILED", again, expect(results))
    code("104", again, results)


@verifies("OPEASY-CODES-2")
def test_the_description_of_an_error_begins_with_that_of_its_code(opeasy: OpEasy) -> None:
    users, user, device = opeasy.users, opeasy.users.user_id(), opeasy.names.device()
    add, twin = users.add(user), with_device(opeasy, "", device)
    failing = [users.add(user, title="Once more"), users.modify(), modified(opeasy, opeasy.names.device(), "never"),
               with_device(opeasy, "", device)]
    results = processed(opeasy, [add, twin, *failing])
    became("SUCCESS", [add, twin], given(results))
    became("FAILED", failing, given(results))
    unknown, general = _unknown_names(opeasy)
    for exchange, tasks in ((results, failing), (unknown, general)):
        for name in ("errorCode", "errorDescription"):
            carries(exchange, name, tasks)
        for task in tasks:
            _described(exchange, task)


def _described(results: Exchange, task: Task) -> None:
    result = result_of(results, task)
    shown, description = str(result["errorCode"]), str(result["errorDescription"])
    if shown == "400":
        uses("OPEASY-R-CODES", "b", "code 400")
        return
    given(results).that(shown in DESCRIPTIONS, f"one of the codes {', '.join(DESCRIPTIONS)}", shown)
    due = DESCRIPTIONS[shown]
    expect(results).that(begins(description, due), f"a description that begins with {due}", description)


def begins(description: str, due: str) -> bool:
    """Whether a description begins with another one, whatever the case of its letters."""
    return description.lower().startswith(due.lower())
