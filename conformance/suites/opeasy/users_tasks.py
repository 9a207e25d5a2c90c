"""Get User-related Tasks of a Specific Operation."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Expectation, Inconclusive, Mismatch, expect
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import FAMILY, OpEasy, Operation, Scheduled

SIZE, ERRORS = ("tasks", FAMILY, "size"), ("tasks", FAMILY, "validationErrors")
_SECRET = re.compile("password|passcode|authcode", re.IGNORECASE)


class Given(Expectation):
    """Statements that a check only builds on: the first that does not hold is Inconclusive and accuses nobody."""

    def json(self, *path: str | int) -> Any:
        """The value at a place of the JSON body."""
        try:
            return super().json(*path)
        except Mismatch as problem:
            raise Inconclusive(f"out of reach: {problem}") from None

    def that(self, holds: bool, expected: str, got: str) -> Expectation:
        """Any statement about the exchange."""
        if not holds:
            raise Inconclusive(f"out of reach: expected {expected}, got {got} - {self.exchange.asked}")
        return self


def given(exchange: Exchange) -> Given:
    """Begin a chain of statements that must hold before a check can ask its question."""
    return Given(exchange)


def listed(opeasy: OpEasy, name: str, what: Operation | Scheduled) -> Exchange:
    """A list of an operation or a scheduled operation, short enough for one page; inconclusive if it does not come."""
    page = opeasy.of_scheduled(name, what) if isinstance(what, Scheduled) else opeasy.of_operation(name, what)
    given(page).status(200).holds("a list of objects", are_objects, FAMILY)
    return page


def are_objects(items: Any) -> bool:
    """Whether this is a list of JSON objects."""
    return isinstance(items, list) and all(isinstance(each, dict) for each in items)


def user_of(item: Any) -> str:
    """The userId in a task, in a result, or in the task of a validation error; empty if there is none."""
    try:
        return str(item.get("task", item)["content"]["user"]["userId"])
    except (AttributeError, KeyError, TypeError):
        return ""


def same_users(tasks: Sequence[Task], ordered: bool = False) -> Callable[[Any], bool]:
    """Whether a list holds one item for each task, told by the users; ``ordered``: in the order of the tasks."""
    arranged: Callable[[Any], list[str]] = list if ordered else sorted
    return lambda items: isinstance(items, list) and arranged(map(user_of, items)) == arranged(map(user_of, tasks))


def has_users(tasks: Sequence[Task]) -> Callable[[Any], bool]:
    """Whether a list holds an item for each task, whatever else it holds."""
    return lambda items: isinstance(items, list) and set(map(user_of, tasks)) <= set(map(user_of, items))


def lacks_users(tasks: Sequence[Task]) -> Callable[[Any], bool]:
    """Whether a list holds no item for any of these tasks."""
    return lambda items: isinstance(items, list) and set(map(user_of, tasks)).isdisjoint(map(user_of, items))


def same_tasks(tasks: Sequence[Task]) -> Callable[[Any], bool]:
    """Whether a list holds each task once, in any order, with its command and its content."""
    return lambda items: isinstance(items, list) and sorted(map(_told, items)) == sorted(map(_told, tasks))


def _told(item: Any) -> str:
    told = [item.get("command"), without_secrets(item.get("content"))] if isinstance(item, dict) else item
    return json.dumps(told, sort_keys=True)


def without_secrets(value: Any) -> Any:
    """A copy without passwords and passcodes, which may be masked or left out (OPEASY-R-SECRETS)."""
    if isinstance(value, dict):
        return {name: without_secrets(each) for name, each in value.items() if not _SECRET.search(name)}
    return [without_secrets(each) for each in value] if isinstance(value, list) else value


@verifies("OPEASY-TASKS-1")
def test_tasks_are_listed_with_command_and_content_as_sent(opeasy: OpEasy) -> None:
    users = opeasy.users
    tasks = [users.add(firstName="Zoë", lastName="O'Neil"), users.modify(title='Head of "Sales"', vmTranscription=True),
             users.delete(), users.suspend(), users.restore()]
    operation = opeasy.operation(tasks)
    given(operation.created).shows(len(tasks), *SIZE)
    expect(listed(opeasy, "getUsersTasks", operation)).holds("the tasks as they were sent", same_tasks(tasks), FAMILY)


@verifies("OPEASY-TASKS-2")
def test_tasks_are_listed_in_the_order_in_which_they_were_sent(opeasy: OpEasy) -> None:
    tasks = [*opeasy.users.succeeding(6), *opeasy.users.failing(4)]
    opeasy.session.random("order of tasks").shuffle(tasks)
    page = listed(opeasy, "getUsersTasks", opeasy.operation(tasks))
    given(page).holds("all tasks", same_users(tasks), FAMILY)
    expect(page).holds("the tasks in the order of the file", same_users(tasks, ordered=True), FAMILY)


@verifies("OPEASY-TASKS-3")
def test_tasks_that_failed_validation_are_not_among_the_tasks(opeasy: OpEasy) -> None:
    operation = opeasy.operation(opeasy.users.failing(2), opeasy.users.wrong(2))
    failed = listed(opeasy, "getUsersValidationErrors", operation)
    given(failed).holds("the tasks that are wrong", same_users(operation.wrong), FAMILY)
    page = listed(opeasy, "getUsersTasks", operation)
    given(page).holds("some task", bool, FAMILY)
    expect(page).holds("no task that failed validation", lacks_users(operation.wrong), FAMILY)
