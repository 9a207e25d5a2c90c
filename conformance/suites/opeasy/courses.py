"""Courses: tasks of one family that are processed one after another, several of which may be about the same."""

from collections.abc import Callable, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Expectation, Inconclusive, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.families import USERS
from conformance.suites.opeasy.items import listed, same_tasks, subject_of

REFUSED = "a validation error"


class Course:
    """What became of tasks, each told by its place; those that fail validation are taken out before.

    Inconclusive unless the results stand in the order of the tasks.
    """

    def __init__(self, opeasy: OpEasy, tasks: Sequence[Task]) -> None:
        self._family, self._tasks = opeasy.family, list(tasks)
        operation = opeasy.operation(self._tasks)
        self._exchange, self._refused = operation.created, _taken_out(opeasy, operation)
        accepted = [task for task in self._tasks if not any(map(same_tasks([task]), self._refused))]
        results = self._processed(opeasy, operation, accepted) if accepted else []
        self._results = {id(task): result for task, result in zip(accepted, results, strict=True)}

    def _processed(self, opeasy: OpEasy, operation: Operation, accepted: Sequence[Task]) -> list[dict[str, Any]]:
        scheduled = opeasy.scheduled(operation)
        opeasy.complete(scheduled)
        self._exchange = listed(opeasy, self._family.results, scheduled)
        given(self._exchange).holds("the results in the order of the tasks",
                                    lambda items: list(map(_about, items)) == list(map(_about, accepted)), self._family)
        found: list[dict[str, Any]] = self._exchange.json()[self._family]
        return found

    def end(self, task: Task) -> str:
        """SUCCESS, FAILED with its code, or ``REFUSED``."""
        result = self._results.get(id(task))
        return REFUSED if result is None else f"{result.get('status')} {result.get('errorCode', '')}".strip()

    def given(self, due: str, *tasks: Task) -> None:
        """Each of these tasks became what is due; a check only builds on it."""
        self._judge(given, due, tasks)

    def expect(self, due: str, *tasks: Task) -> None:
        """Each of these tasks became what is due: SUCCESS, or FAILED, be it in validation already."""
        self._judge(expect, due, tasks)

    def _judge(self, statement: Callable[[Exchange], Expectation], due: str, tasks: Sequence[Task]) -> None:
        for task in tasks:
            end = self.end(task)
            if (end, due) == (REFUSED, "FAILED"):
                uses("OPEASY-R-VALIDATION-STAGE", "c", f"{_told(task)} fails validation already")
            else:
                statement(self._exchange).that(f"{end} ".startswith(f"{due} "), f"{due} for {_told(task)}", end)

    def rejects(self, *tasks: Task) -> None:
        """Each of these tasks fails validation, or is FAILED at the latest."""
        for task in tasks:
            end = self.end(task)
            expect(self._exchange).that(end != "SUCCESS", f"{_told(task)} to fail validation", end)
            if end != REFUSED:
                uses("OPEASY-R-VALIDATION-STAGE", "b", f"{_told(task)} fails when it is processed")

    def alike(self, task: Task, other: Task) -> None:
        """Two tasks became the same, whatever it is."""
        expect(self._exchange).that(self.end(task) == self.end(other), f"{self.end(other)} for {_told(task)}", self.end(task))

    def fails_with(self, code: str, *tasks: Task) -> None:
        """Each of these tasks failed with this code, or with the 400 of an example."""
        for task in tasks:
            shown = self._shown("errorCode", task)
            if shown == "400":
                uses("OPEASY-R-CODES", "b", "code 400")
            else:
                expect(self._exchange).that(shown == code, f"FAILED {code} for {_told(task)}", f"FAILED {shown}")

    def told(self, holds: Callable[[str], bool], due: str, task: Task) -> None:
        """The description of a failure is as it is due."""
        description = self._shown("errorDescription", task)
        expect(self._exchange).that(holds(description), due, repr(description))

    def _shown(self, name: str, task: Task) -> str:
        """A field that only a failure in processing has."""
        if self.end(task) == REFUSED:
            raise Inconclusive(f"{_told(task)} fails validation, which shows no {name}")
        self.expect("FAILED", task)
        found = self._results[id(task)].get(name)
        given(self._exchange).that(bool(found), f"{name} in a result that FAILED", "none")
        return str(found)


def _taken_out(opeasy: OpEasy, operation: Operation) -> list[list[Any]]:
    """The tasks that failed validation, each in a list of its own; the operation can be scheduled without them."""
    given(operation.created).json(*opeasy.family.size)
    if operation.created.json()["tasks"][opeasy.family]["size"] == len(operation.tasks):
        return []
    errors = listed(opeasy, opeasy.family.errors, operation).json()[opeasy.family]
    for error in errors:
        given(opeasy.of_operation(opeasy.family.error_deletion, operation, str(error.get("id")))).status(204)
    return [[error.get("task")] for error in errors]


def _about(item: Any) -> tuple[Any, str]:
    return item.get("command") if isinstance(item, dict) else None, subject_of(item)


def _told(task: Task) -> str:
    return f"{task['command']} {subject_of(task)}".strip()


def new_users(opeasy: OpEasy, count: int = 1) -> list[str]:
    """Users that were added just now."""
    users = opeasy.in_family(USERS)
    names = [users.users.user_id() for _ in range(count)]
    operation = users.operation([users.users.add(name) for name in names])
    if users.complete(users.scheduled(operation)) != "completed":
        raise Inconclusive("users could not be added")
    return names
