"""Fields used in Users Commands.

One operation holds a task at each limit of each field and one just past it; the target must sort out exactly those.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.expect import Inconclusive, Mismatch, asks, note
from conformance.openapi import fields
from conformance.oracle import oracle
from conformance.rows import Row, bisected, pairs
from conformance.suites.opeasy.client import OpEasy, Operation

BATCH = 200
_OPENAPI = load("opeasy").openapi
_COMMANDS = [name.removesuffix("Task") for name in
             (ref["$ref"].rsplit("/", 1)[1] for ref in _OPENAPI["components"]["schemas"]["UsersTask"]["oneOf"])]
_SECRET = re.compile("password|passcode|authcode", re.IGNORECASE)


def _limits(command: str) -> list[str]:
    found = fields(_OPENAPI, _OPENAPI["components"]["schemas"][f"{command}Task"])
    return list(dict.fromkeys(f"OPEASY-FIELD-{field.name}-{limit}" for field in found for limit in field.limits))


@verifies_each("command", {command: _limits(command) for command in _COMMANDS})
def test_each_limit_of_each_field_is_kept(opeasy: OpEasy, command: str) -> None:
    _sorts_out_at_all(opeasy, command)
    chance = opeasy.session.random(f"rows {command}")
    rows = list(pairs(_OPENAPI, f"{command}Task", oracle("opeasy", f"{command}Task"), "OPEASY",
                      lambda: opeasy.users.of(command), chance, opeasy.users.domain))
    chance.shuffle(rows)
    found = [row for start in range(0, len(rows), BATCH)
             for row in bisected(rows[start:start + BATCH], lambda part: _sorted_right(opeasy, part))]
    for requirement in _limits(command):
        with asks(requirement):
            for row in (row for row in found if row.requirement == requirement):
                _judge(opeasy, row, command)


def _sorts_out_at_all(opeasy: OpEasy, command: str) -> None:
    plain = Row("", opeasy.users.of(command), True, "a plain task")
    unknown = Row("", {**opeasy.users.of(command), "command": "NoSuchCommand"}, False, "a task of an unknown command")
    if not _sorted_right(opeasy, [plain, unknown]):
        raise Inconclusive(f"a plain {command} and a task of an unknown command are not sorted out")


def _sorted_right(opeasy: OpEasy, rows: Sequence[Row]) -> bool:
    exchange = opeasy.create([row.payload for row in rows])
    if exchange.status != 201:
        return False
    operation = opeasy.known(exchange, [], [])
    refused = opeasy.pages(opeasy.family.errors, {"operation-id": operation.id}, size=BATCH)
    accepted = opeasy.pages(opeasy.family.tasks, {"operation-id": operation.id}, size=BATCH)
    opeasy.of_operation("deleteOperation", operation)
    opeasy.forget(operation)
    return (_named(row.payload for row in rows if row.valid), _named(row.payload for row in rows if not row.valid)) == \
        (_named(accepted), _named(error.get("task") for error in refused if isinstance(error, dict)))


def _named(tasks: Any) -> Counter[str]:
    return Counter(repr(_without_secrets(task)) for task in tasks)


def _without_secrets(value: Any) -> Any:
    # A target may mask them: OPEASY-R-SECRETS.
    if isinstance(value, dict):
        return sorted((key, _without_secrets(each)) for key, each in value.items() if not _SECRET.search(key))
    return value


def _judge(opeasy: OpEasy, row: Row, command: str) -> None:
    operation = opeasy.known(opeasy.create([row.payload]), [row.payload])
    size = opeasy.size(operation)
    if row.valid and size == 0:
        _sorts_out_at_all(opeasy, command)
        raise Mismatch(f"{command} with {row.told} to be accepted", "a validation error", operation.created)
    if not row.valid and size == 1:
        _judge_later(opeasy, row, command, operation)
        return
    place = "the tasks" if row.valid else "the validation errors"
    raise Mismatch(f"{command} with {row.told} among {place} as it was sent", "something else", operation.created)


def _judge_later(opeasy: OpEasy, row: Row, command: str, accepted: Operation) -> None:
    """A limit may also be checked in the back end (OPEASY-R-VALIDATION-STAGE): then the task is FAILED, on a user that exists."""
    user_id = row.payload["content"].get("user", {}).get("userId")
    before = [opeasy.users.add(user_id)] if command != "AddUser" and isinstance(user_id, str) and "userId" not in row.told else []
    scheduled = opeasy.scheduled(opeasy.operation([*before, row.payload]))
    opeasy.complete(scheduled)
    result = opeasy.pages(opeasy.family.results, {"scheduled-operation-id": scheduled.id})[-1]
    if result.get("status") != "FAILED":
        raise Mismatch(f"{command} with {row.told} to fail validation", "a task that is accepted and succeeds", accepted.created)
    if result.get("errorCode") in ("101", "102"):
        raise Inconclusive(f"{command} with {row.told} is accepted and fails for its user, not for its value")
    note("uses reading OPEASY-R-VALIDATION-STAGE, alternative b: checked when it is processed")
