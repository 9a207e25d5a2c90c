"""Fields used in Users Commands.

What a field may hold beyond its format: names of what exists on the target, and the forms that the table describes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.checks import verifies
from conformance.expect import NotRun, expect, given, note
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.items import has_subjects, lacks_subjects, listed, same_tasks, subject_of
from conformance.suites.opeasy.outcomes import outcome, sifted

E_164 = re.compile(r"^\+[1-9][0-9]{1,14}$")
VALUES = {"phoneNumberActivation": ("Activate", "Deactivate"), "endpointType": ("DeviceUser", "TrunkUser"),
          "voicemailAccount": ("NoNotification", "EmailNotification", "EmailDelivery")}


# ---------------------------------------------------------------- names that nothing has


def _only_these_fail(opeasy: OpEasy, right: Sequence[Task], wrong: Mapping[str, Task]) -> None:
    """Each of ``wrong``, known by what is wrong with it, fails when it is added or when it is processed; ``right`` succeed.

    Users that are added are deleted at the end.
    """
    tasks = [*right, *wrong.values()]
    names = dict.fromkeys(subject_of(task) for task in tasks if task["command"] == "AddUser")
    operation = opeasy.operation([*tasks, *(opeasy.users.delete(name) for name in names)])
    results, refused = sifted(opeasy, operation)
    for task in right:
        given(results).that(*outcome(results, task, "SUCCESS"))
    for told, task in wrong.items():
        if same_tasks([task])([each for each in refused if subject_of(each) == subject_of(task)]):
            note(f"{task['command']} with {told} fails validation already")
            continue
        failed, _, got = outcome(results, task, "FAILED")
        expect(results).that(failed, f"{task['command']} with {told} to fail", got)


def _made_up(opeasy: OpEasy) -> str:
    return f"no-such-{opeasy.session.random('made-up names').getrandbits(32):08x}"


def _unknown_names(opeasy: OpEasy, command: str, *fields: str) -> None:
    """A made-up name in each of the fields. In its twin the field has a name of world, or is missing if world has none."""
    world, users, before, right, wrong = opeasy.target.world, opeasy.users, [], [], {}
    for field in fields:
        name, (good, bad) = _made_up(opeasy), (users.user_id(), users.user_id())
        if command != "AddUser":
            before += [users.add(good), users.add(bad)]
        right.append(users.of(command, good, title="with a name that exists", **_named(field, world.get(field))))
        wrong[f"{field} = {name}"] = users.of(command, bad, title="with a made-up name", **_named(field, name))
    _only_these_fail(opeasy, [*before, *right], wrong)


def _named(field: str, name: object) -> dict[str, Any]:
    if name is None:
        return {}
    return {field: [str(name)] if field == "servicePacks" else str(name)}


@verifies("OPEASY-USERS-6")
def test_an_unknown_group_fails(opeasy: OpEasy) -> None:
    right, wrong = opeasy.users.add(), opeasy.users.add()
    wrong["content"]["groupId"] = group = _made_up(opeasy)
    created = opeasy.create([wrong])
    opeasy.adopt(created)
    if created.status == 404:
        opeasy.operation([right])
        note("uses reading OPEASY-R-GROUP, alternative b: the request is answered with 404")
        return
    given(created).status(201)
    _only_these_fail(opeasy, [right], {f"groupId = {group}": wrong})


@verifies("OPEASY-USERS-7")
def test_an_unknown_domain_fails(opeasy: OpEasy) -> None:
    users, domain = opeasy.users, f"{_made_up(opeasy)}.invalid"
    right, wrong = [users.add()], {f"userId at {domain}": users.add(_moved(users.user_id(), domain))}
    for field in ("emailAddress", "alias1", "alias2", "alias3"):
        right.append(users.add(**{field: users.user_id()}))
        wrong[f"{field} at {domain}"] = users.add(**{field: _moved(users.user_id(), domain)})
    _only_these_fail(opeasy, right, wrong)


def _moved(address: str, domain: str) -> str:
    return f"{address.rpartition('@')[0]}@{domain}"


@verifies("OPEASY-USERS-8")
def test_an_unknown_department_or_group_of_users_or_service_fails(opeasy: OpEasy) -> None:
    _unknown_names(opeasy, "AddUser", "department", "servicePacks", "callPickupGroup", "huntGroup", "networkClassOfService")


@verifies("OPEASY-USERS-9")
def test_an_unknown_language_or_time_zone_fails(opeasy: OpEasy) -> None:
    _unknown_names(opeasy, "AddUser", "language", "timeZone")


@verifies("OPEASY-USERS-10")
def test_an_unassigned_phone_number_fails(opeasy: OpEasy) -> None:
    number = f"+999{opeasy.session.random('phone number').randrange(10 ** 9):09}"  # no country has the code 999
    right = opeasy.users.add(**_named("phoneNumber", opeasy.target.world.get("phoneNumber")))
    _only_these_fail(opeasy, [right], {f"phoneNumber = {number}": opeasy.users.add(phoneNumber=number)})


@verifies("OPEASY-USERS-11")
def test_an_undefined_voice_route_or_pbx_location_fails(opeasy: OpEasy) -> None:
    _unknown_names(opeasy, "ModifyUser", "teamsVoiceRoute", "teamsPbxLocation")


# ---------------------------------------------------------------- forms that the table describes


def _pass_validation(opeasy: OpEasy, told: Mapping[str, Task]) -> None:
    """Each of these tasks passes validation, where a plain one does and one of an unknown command does not."""
    plain, unknown, tasks = opeasy.users.modify(), opeasy.tasks.unknown(), list(told.values())
    created = opeasy.create([plain, unknown, *tasks])
    given(created).status(201)
    operation = opeasy.known(created, [plain, *tasks], [unknown])
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the unknown command", has_subjects([unknown]), opeasy.family)
    given(errors).holds("no plain task", lacks_subjects([plain]), opeasy.family)
    for what, task in told.items():
        expect(errors).holds(f"no validation error of {task['command']} with {what}", lacks_subjects([task]), opeasy.family)
    expect(created).shows(1 + len(tasks), *opeasy.family.size)


@verifies("OPEASY-USERS-12")
def test_a_phone_number_in_the_form_of_e164_passes_validation(opeasy: OpEasy) -> None:
    number = opeasy.world("phoneNumber")
    if not E_164.match(number):
        raise NotRun("needs world.phoneNumber in the form of E.164 in the target file")
    _pass_validation(opeasy, {f"phoneNumber = {number}": opeasy.users.add(phoneNumber=number)})


@verifies("OPEASY-USERS-13")
def test_an_alternate_user_id_passes_validation_with_and_without_description(opeasy: OpEasy) -> None:
    users, ids = opeasy.users, [opeasy.users.user_id() for _ in range(4)]
    lists = [ids[:1], [f"{ids[1]}/test user description"], [ids[2], f"{ids[3]}/test user description"]]
    _pass_validation(opeasy, {f"alternateUserIds = {each}": users.add(alternateUserIds=each) for each in lists})


@verifies("OPEASY-USERS-14")
def test_the_account_of_the_organization_passes_validation(opeasy: OpEasy) -> None:
    _pass_validation(opeasy, {"accountId = USE_ORG_ID": opeasy.users.add(accountId="USE_ORG_ID")})


@verifies("OPEASY-USERS-15")
def test_each_value_that_the_table_lists_passes_validation(opeasy: OpEasy) -> None:
    _pass_validation(opeasy, dict(_listed_values(opeasy)))


def _listed_values(opeasy: OpEasy) -> Iterator[tuple[str, Task]]:
    for field, values in VALUES.items():
        for value in values:
            yield f"{field} = {value}", opeasy.users.modify(**{field: value})
    for value in ("Deactivate", "Retain"):
        yield f"pingUserDispositionalState = {value}", opeasy.users.delete(pingUserDispositionalState=value)


@verifies("OPEASY-USERS-16")
def test_a_task_without_user_fails_validation(opeasy: OpEasy) -> None:
    right, group = opeasy.tasks.failing(2), {"groupId": opeasy.users.group}
    wrong: list[Task] = [{"command": name, "content": group} for name in ("AddUser", "ModifyUser")]
    wrong += [{"command": name, "content": {}} for name in ("DeleteUser", "SuspendUser", "RestoreUser")]
    created = opeasy.create([*right, *wrong])
    given(created).status(201)
    operation = opeasy.known(created, right, wrong)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("the tasks with a user", has_subjects(right), opeasy.family)
    errors = listed(opeasy, opeasy.family.errors, operation)
    tasks = [error.get("task") for error in errors.json()[opeasy.family]]
    expect(errors).that(same_tasks(wrong)(tasks), f"the {len(wrong)} tasks without a user", f"{tasks}")


@verifies("OPEASY-USERS-17")
def test_a_user_is_added_with_and_without_a_user_profile(opeasy: OpEasy) -> None:
    profile, without, added = opeasy.world("userProfile"), opeasy.users.add(), opeasy.users.add()
    added["content"]["userProfile"] = profile
    _pass_validation(opeasy, {f"userProfile = {profile}": added, "no userProfile": without})
