"""Fields used in Users Commands.

What a field may hold beyond its format: names of what exists on the target, and the forms that the table describes.
"""

import re
from collections.abc import Iterator

from conformance.checks import verifies, verifies_in_each
from conformance.expect import NotRun, expect, given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.items import has_subjects, listed, same_tasks, subject_of
from conformance.suites.opeasy.outcomes import became, sifted
from conformance.suites.opeasy.refusals import (
    made_up,
    moved,
    named,
    only_these_fail,
    only_unknown_group_fails,
    pass_validation,
    unknown_domains,
    unknown_names,
    unknown_values,
)
from conformance.suites.opeasy.tenants import neighbouring

E_164 = re.compile(r"^\+[1-9][0-9]{1,14}$")
VALUES = {"phoneNumberActivation": ("Activate", "Deactivate"), "endpointType": ("DeviceUser", "TrunkUser"),
          "voicemailAccount": ("NoNotification", "EmailNotification", "EmailDelivery")}
EXISTING = ("department", "servicePacks", "callPickupGroup", "huntGroup", "networkClassOfService", "language", "timeZone")


# ---------------------------------------------------------------- names that nothing has


@verifies("OPEASY-USERS-6")
def test_an_unknown_group_fails(opeasy: OpEasy) -> None:
    only_unknown_group_fails(opeasy, [opeasy.users.add()], opeasy.users.add())


@verifies("OPEASY-USERS-7")
def test_an_unknown_domain_fails(opeasy: OpEasy) -> None:
    users, right, wrong = opeasy.users, [opeasy.users.add()], {}
    for domain in unknown_domains(opeasy):
        wrong[f"userId at {domain}"] = users.add(moved(users.user_id(), domain))
        for field in ("emailAddress", "alias1", "alias2", "alias3"):
            wrong[f"{field} at {domain}"] = users.add(**{field: moved(users.user_id(), domain)})
    right += [users.add(**{field: users.user_id()}) for field in ("emailAddress", "alias1", "alias2", "alias3")]
    only_these_fail(opeasy, right, wrong)


@verifies("OPEASY-USERS-8")
def test_an_unknown_department_or_group_of_users_or_service_fails(opeasy: OpEasy) -> None:
    unknown_names(opeasy, "AddUser", "department", "servicePacks", "callPickupGroup", "huntGroup", "networkClassOfService")
    known = [str(opeasy.target.world["servicePacks"])] if opeasy.target.world.get("servicePacks") else []
    lists = [[*known, made_up(opeasy)], [made_up(opeasy), *known]]
    right = opeasy.users.add(servicePacks=known) if known else opeasy.users.add()
    only_these_fail(opeasy, [right], {f"servicePacks = {each}": opeasy.users.add(servicePacks=each) for each in lists})


@verifies("OPEASY-USERS-9")
def test_an_unknown_language_or_time_zone_fails(opeasy: OpEasy) -> None:
    unknown_names(opeasy, "AddUser", "language", "timeZone")


@verifies("OPEASY-USERS-10")
def test_an_unassigned_phone_number_fails(opeasy: OpEasy) -> None:
    number = f"+999{opeasy.session.random('phone number').randrange(10 ** 9):09}"  # no country has the code 999
    right = opeasy.users.add(**named("phoneNumber", opeasy.target.world.get("phoneNumber")))
    only_these_fail(opeasy, [right], {f"phoneNumber = {number}": opeasy.users.add(phoneNumber=number)})


@verifies("OPEASY-USERS-51")
def test_a_phone_number_of_another_enterprise_fails(opeasy: OpEasy) -> None:
    number = opeasy.world("phoneNumber")
    ours = opeasy.users.add(phoneNumber=number)
    with neighbouring(opeasy) as neighbour:
        for task in (ours, opeasy.users.delete(subject_of(ours))):  # while a user has the number, and when nobody has it
            results, refused = sifted(opeasy, opeasy.operation([task]))
            given(results).that(task not in refused, "a number of the own enterprise to pass validation", "a validation error")
            became("SUCCESS", [task], given(results))
            theirs = {f"phoneNumber = {number}": neighbour.users.add(phoneNumber=number)}
            only_these_fail(neighbour, [neighbour.users.add()], theirs)


@verifies("OPEASY-USERS-11")
def test_an_undefined_voice_route_or_pbx_location_fails(opeasy: OpEasy) -> None:
    unknown_names(opeasy, "ModifyUser", "teamsVoiceRoute", "teamsPbxLocation")


@verifies_in_each("command", ("AddUserDevice", "ModifyUser"), "OPEASY-USERS-33")
def test_a_domain_that_is_not_known_fails(opeasy: OpEasy, command: str) -> None:
    domains, address = unknown_domains(opeasy), opeasy.users.user_id
    fields = zip(("emailAddress", "alias1", "alias2", "alias3"), (*domains, domains[0]), strict=True)
    unknown_values(opeasy, command, {field: (address(), moved(address(), domain)) for field, domain in fields})


@verifies_in_each("command", ("AddUserDevice", "ModifyUser"), "OPEASY-USERS-34")
def test_what_must_exist_for_a_new_user_must_exist_here(opeasy: OpEasy, command: str) -> None:
    known = opeasy.target.world.get
    values: dict[str, tuple[object, str]] = {field: (known(field), made_up(opeasy)) for field in EXISTING}
    unknown_values(opeasy, command, {**values, "phoneNumber": (known("phoneNumber"), opeasy.names.phone_number())})


@verifies("OPEASY-USERS-35")
def test_an_undefined_voice_route_or_pbx_location_of_a_new_user_fails(opeasy: OpEasy) -> None:
    unknown_names(opeasy, "AddUserDevice", "teamsVoiceRoute", "teamsPbxLocation")


# ---------------------------------------------------------------- forms that the table describes


@verifies("OPEASY-USERS-12")
def test_a_phone_number_in_the_form_of_e164_passes_validation(opeasy: OpEasy) -> None:
    number = opeasy.world("phoneNumber")
    if not E_164.match(number):
        raise NotRun("needs world.phoneNumber in the form of E.164 in the target file")
    pass_validation(opeasy, {f"phoneNumber = {number}": opeasy.users.add(phoneNumber=number)})


@verifies("OPEASY-USERS-13")
def test_an_alternate_user_id_passes_validation_with_and_without_description(opeasy: OpEasy) -> None:
    users, ids = opeasy.users, [opeasy.users.user_id() for _ in range(4)]
    lists = [ids[:1], [f"{ids[1]}/test user description"], [ids[2], f"{ids[3]}/test user description"]]
    pass_validation(opeasy, {f"alternateUserIds = {each}": users.add(alternateUserIds=each) for each in lists})


@verifies("OPEASY-USERS-14")
def test_the_account_of_the_organization_passes_validation(opeasy: OpEasy) -> None:
    pass_validation(opeasy, {"accountId = USE_ORG_ID": opeasy.users.add(accountId="USE_ORG_ID")})


@verifies("OPEASY-USERS-15")
def test_each_value_that_the_table_lists_passes_validation(opeasy: OpEasy) -> None:
    pass_validation(opeasy, dict(_listed_values(opeasy)))


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
    pass_validation(opeasy, {f"userProfile = {profile}": added, "no userProfile": without})


@verifies("OPEASY-USERS-42")
def test_a_user_is_added_without_what_is_called_optional(opeasy: OpEasy) -> None:
    add, full = opeasy.users.add(), opeasy.users.add(**named("language", opeasy.target.world.get("language")),
                                                     **named("timeZone", opeasy.target.world.get("timeZone")),
                                                     alternateUserIds=[opeasy.users.user_id()])
    for field in ("language", "timeZone", "alternateUserIds"):
        add["content"]["user"].pop(field, None)
    unknown = opeasy.tasks.unknown()
    results, refused = sifted(opeasy, opeasy.operation([full, unknown, add]))
    became("SUCCESS", [full], given(results))
    given(results).that(bool(refused), "the unknown command to fail validation", "none that does")
    expect(results).that(same_tasks([unknown])(refused), "a user without the three fields to pass validation", f"{refused}"[:200])
    became("SUCCESS", [add], expect(results))
