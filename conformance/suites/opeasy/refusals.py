"""Tasks that must fail for what they name, beside others that succeed; and tasks that must pass validation."""

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.expect import expect, given, note, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.device_tasks import with_device
from conformance.suites.opeasy.items import has_subjects, lacks_subjects, listed, same_tasks, subject_of
from conformance.suites.opeasy.outcomes import outcome, sifted


def only_these_fail(opeasy: OpEasy, right: Sequence[Task], wrong: Mapping[str, Task]) -> None:
    """Each of ``wrong``, known by what is wrong with it, fails when it is added or when it is processed; ``right`` succeed.

    Users that are added are deleted at the end.
    """
    tasks = [*right, *wrong.values()]
    names = dict.fromkeys(subject_of(task) for task in tasks if task["command"] in ("AddUser", "AddUserDevice"))
    operation = opeasy.operation([*tasks, *(opeasy.users.delete(name) for name in names)])
    results, refused = sifted(opeasy, operation)
    # First what accuses whatever became of the others: a target may take for right what is wrong, and the other way round.
    for told, task in wrong.items():
        if same_tasks([task])([each for each in refused if subject_of(each) == subject_of(task)]):
            note(f"{task['command']} with {told} fails validation already")
            continue
        failed, _, got = outcome(results, task, "FAILED")
        expect(results).that(failed, f"{task['command']} with {told} to fail", got)
    for task in right:
        given(results).that(*outcome(results, task, "SUCCESS"))


def pass_validation(opeasy: OpEasy, told: Mapping[str, Task]) -> None:
    """Each of these tasks passes validation, where a plain one does and one of an unknown command does not."""
    plain, unknown, tasks = opeasy.users.modify(), opeasy.tasks.unknown(), list(told.values())
    created = opeasy.create([plain, unknown, *tasks])
    given(created).status(201)
    operation = opeasy.known(created, [plain, *tasks], [unknown])
    errors = listed(opeasy, opeasy.family.errors, operation)
    given(errors).holds("the unknown command", has_subjects([unknown]), opeasy.family)
    given(errors).holds("no plain task", lacks_subjects([plain]), opeasy.family)
    refused = [each.get("task") for each in errors.json()[opeasy.family]]
    for what, task in told.items():
        expect(errors).that(not any(same_tasks([task])([each]) for each in refused),
                            f"no validation error of {task['command']} with {what}", "one")
    expect(created).shows(1 + len(tasks), *opeasy.family.size)


def only_unknown_group_fails(opeasy: OpEasy, right: Sequence[Task], wrong: Task) -> None:
    """The task of a group that does not exist fails, and those on the right succeed; or the whole request is refused for it."""
    wrong["content"]["groupId"] = group = made_up(opeasy)
    created = opeasy.create([wrong])
    opeasy.adopt(created)
    if created.status == 404:
        opeasy.operation(right[-1:])
        uses("OPEASY-R-GROUP", "b", "the request is answered with 404")
        return
    given(created).status(201)
    only_these_fail(opeasy, right, {f"groupId = {group}": wrong})


def made_up(opeasy: OpEasy) -> str:
    """A name that nothing has."""
    return f"no-such-{opeasy.session.random('made-up names').getrandbits(32):08x}"


def moved(address: str, domain: str) -> str:
    """The address at another domain."""
    return f"{address.rpartition('@')[0]}@{domain}"


def spelled(address: str, end: str) -> str:
    """The address with this end in front of its domain."""
    name, _, domain = address.rpartition("@")
    return f"{name}{end}@{domain}"


def unknown_domains(opeasy: OpEasy) -> list[str]:
    """Domains that nobody knows: a strange one, and two that a known one ends or begins."""
    name, known = made_up(opeasy), opeasy.users.user_id().rpartition("@")[2]
    return [f"{name}.invalid", f"{name}{known}", f"{known}.{name}.invalid"]


def named(field: str, name: object) -> dict[str, Any]:
    """A field that holds a name, or none."""
    if name is None:
        return {}
    return {field: [str(name)] if field == "servicePacks" else str(name)}


def unknown_names(opeasy: OpEasy, command: str, *fields: str) -> None:
    """A made-up name in each of the fields. In its twin the field has a name of world, or is missing if world has none."""
    unknown_values(opeasy, command, {field: (opeasy.target.world.get(field), made_up(opeasy)) for field in fields})


def unknown_values(opeasy: OpEasy, command: str, values: Mapping[str, tuple[object, str]]) -> None:
    """Each field with a value that exists, or without any, and with one that does not; the user of ModifyUser is added first."""
    users, before, right, wrong = opeasy.users, [], [], {}
    for field, (known, unknown) in values.items():
        good, bad = users.user_id(), users.user_id()
        if command == "ModifyUser":
            before += [users.add(good), users.add(bad)]
        right.append(_about(opeasy, command, good, title="with a value that exists", **named(field, known)))
        wrong[f"{field} = {unknown}"] = _about(opeasy, command, bad, title="with a made-up value", **named(field, unknown))
    only_these_fail(opeasy, [*before, *right], wrong)


def _about(opeasy: OpEasy, command: str, user: str, **fields: Any) -> Task:
    if command != "AddUserDevice":
        return opeasy.users.of(command, user, **fields)
    task = with_device(opeasy, user)
    task["content"]["user"].update(fields)
    return task
