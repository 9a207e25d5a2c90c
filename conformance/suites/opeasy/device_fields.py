"""Fields used in Users Commands, those of devices."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import add_device, knows_add_device, modified, with_device
from conformance.suites.opeasy.items import has_subjects, lacks_subjects, listed
from conformance.suites.opeasy.outcomes import became, outcome, processed
from conformance.suites.opeasy.refusals import made_up, named, only_these_fail, only_unknown_group_fails, pass_validation
from conformance.suites.opeasy.tenants import elsewhere

ADDING_DEVICES = ("AddUserDevice", "AddDevice")
REFERENCES = {"type": "deviceType", "template": "deviceTemplate"}  # and what they are in world
LEVELS = [(field, level) for field in ("level", "templateLevel") for level in ("Enterprise", "Group")]


# ---------------------------------------------------------------- names that nothing has


@verifies_in_each("command", ("AddUserDevice", "ModifyUser", "AddDevice", "ModifyDevice"), "OPEASY-USERS-32")
def test_a_group_that_does_not_exist_fails(opeasy: OpEasy, command: str) -> None:
    if command == "AddDevice" and not knows_add_device(opeasy):
        return
    before, right, wrong = _plain_pair(opeasy, command)
    right["content"]["groupId"] = opeasy.users.group
    only_unknown_group_fails(opeasy, [*before, right], wrong)


def _plain_pair(opeasy: OpEasy, command: str) -> tuple[list[Task], Task, Task]:
    """Two tasks of a command, each about something else, and tasks that add what they change."""
    if command in ADDING_DEVICES:
        made = add_device if command == "AddDevice" else with_device
        return [], made(opeasy), made(opeasy)
    before = [with_device(opeasy), with_device(opeasy)]
    contents = [task["content"] for task in before]
    first, second = (_changed_by(opeasy, command, each["user"]["userId"], each["device"]["name"]) for each in contents)
    return before, first, second


def _changed_by(opeasy: OpEasy, command: str, user: str, device: str) -> Task:
    """ModifyUser or ModifyDevice."""
    if command == "ModifyUser":
        return opeasy.users.modify(user, title="in a group")
    return modified(opeasy, device, "in a group")


@verifies_in_each("command", (*ADDING_DEVICES, "ModifyDevice"), "OPEASY-USERS-36")
def test_a_device_type_or_template_that_does_not_exist_fails(opeasy: OpEasy, command: str) -> None:
    if command == "AddDevice" and not knows_add_device(opeasy):
        return
    before, right, wrong = [], [], {}
    for field, key in REFERENCES.items():
        added, good, bad = _plain_pair(opeasy, command)
        name = made_up(opeasy)
        good["content"]["device"].update(named(field, opeasy.target.world.get(key)))
        bad["content"]["device"][field] = name
        before += added
        right.append(good)
        wrong[f"device.{field} = {name}"] = bad
    only_these_fail(opeasy, [*before, *right], wrong)


# ---------------------------------------------------------------- values that another device has


def _values_in_use(opeasy: OpEasy, field: str) -> None:
    users, used, free, device = opeasy.users, opeasy.users.user_id(), opeasy.users.user_id(), opeasy.names.device()
    first = with_device(opeasy, **{field: used})
    twin = with_device(opeasy, "", device, **{field: free})
    again, moved = with_device(opeasy, **{field: used}), modified(opeasy, device, "in use", **{field: used})
    kept = modified(opeasy, device, "free", **{field: users.user_id()})
    only_these_fail(opeasy, [first, twin, kept], {f"device.{field} = {used}, in use": again, f"device.{field} in use": moved})


@verifies("OPEASY-USERS-38")
def test_a_line_port_in_use_fails(opeasy: OpEasy) -> None:
    _values_in_use(opeasy, "linePort")


@verifies("OPEASY-USERS-39")
def test_an_access_user_name_in_use_fails(opeasy: OpEasy) -> None:
    _values_in_use(opeasy, "accessUserName")


@verifies("OPEASY-USERS-52")
def test_a_device_may_have_what_no_other_device_has(opeasy: OpEasy) -> None:
    (device, other), plain = (opeasy.names.device(), opeasy.names.device()), with_device(opeasy)
    own, theirs = ({"linePort": opeasy.users.user_id(), "accessUserName": opeasy.users.user_id()} for _ in range(2))
    add, second = with_device(opeasy, "", device, **own), with_device(opeasy, "", other, **theirs)
    again = modified(opeasy, device, "with the values that it has", **own)
    results = processed(opeasy, [plain, add, second, again])
    became("SUCCESS", [plain], given(results))
    became("SUCCESS", [add, second, again], expect(results))


@verifies("OPEASY-USERS-37")
def test_what_is_unique_is_so_in_all_enterprises(opeasy: OpEasy) -> None:
    device, line, access = opeasy.names.device(), opeasy.users.user_id(), opeasy.users.user_id()
    add = with_device(opeasy, "", device, linePort=line, accessUserName=access)
    became("SUCCESS", [add], given(processed(opeasy, [add])))
    with elsewhere(opeasy) as neighbour:
        free = neighbour.users.user_id()
        wrong = [with_device(neighbour, "", device), with_device(neighbour, linePort=line),
                 with_device(neighbour, accessUserName=access)]
        right = with_device(neighbour, linePort=free, accessUserName=free)
        results = processed(neighbour, [*wrong, right])
        became("SUCCESS", [right], given(results))
        for what, task in zip(("name", "linePort", "accessUserName"), wrong, strict=True):
            failed, _, got = outcome(results, task, "FAILED")
            expect(results).that(failed, f"a {what} that a device of another enterprise has to fail", got)


# ---------------------------------------------------------------- forms that the table describes


@verifies("OPEASY-USERS-40")
def test_both_levels_pass_validation(opeasy: OpEasy) -> None:
    pass_validation(opeasy, {f"device.{field} = {level}": with_device(opeasy, **{field: level}) for field, level in LEVELS})
    small = [with_device(opeasy, **{field: level.lower()}) for field, level in LEVELS]
    created = opeasy.create([opeasy.users.modify(), *small])
    given(created).status(201)
    errors = listed(opeasy, opeasy.family.errors, opeasy.known(created, []))
    if not lacks_subjects(small)(errors.json()[opeasy.family]):
        uses("OPEASY-R-DEVICE-LEVEL", "b", "only the capitalised spelling is accepted")


@verifies("OPEASY-USERS-41")
def test_a_blank_mac_address_passes_validation_for_a_managed_device(opeasy: OpEasy) -> None:
    described = {"type": opeasy.world("managedDeviceType"), "accessUserName": opeasy.users.user_id()}
    full, blank = (with_device(opeasy, **described, macAddress=mac) for mac in ("00085D0A1B2C", ""))
    unknown = opeasy.tasks.unknown()
    created = opeasy.create([full, blank, unknown])
    given(created).status(201)
    errors = listed(opeasy, opeasy.family.errors, opeasy.known(created, []))
    given(errors).holds("the unknown command", has_subjects([unknown]), opeasy.family)
    given(errors).holds("no device with a macAddress", lacks_subjects([full]), opeasy.family)
    expect(errors).holds("no device with a blank macAddress", lacks_subjects([blank]), opeasy.family)
    expect(created).shows(2, *opeasy.family.size)
