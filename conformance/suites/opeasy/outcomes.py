"""What became of tasks: an operation of them is scheduled and completes, and each has a result."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from conformance.exchange import Exchange
from conformance.expect import Expectation, Inconclusive, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Operation, Scheduled
from conformance.suites.opeasy.items import items_of, listed, subject_of

STEP, QUICK = 0.1, 40  # seconds between questions, and for how many of them
Asked = TypeVar("Asked")


def completed(opeasy: OpEasy, tasks: Sequence[Task]) -> Scheduled:
    """A scheduled operation of these tasks that has completed."""
    operation = opeasy.operation(tasks)
    given(operation.created).shows(len(tasks), *opeasy.family.size)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    return scheduled


def before_completion(opeasy: OpEasy, scheduled: Scheduled, ask: Callable[[], Asked]) -> list[Asked]:
    """What ``ask`` gives in small steps from now on, as long as the status that is asked for behind it is not complete."""
    clock, limits, answers = opeasy.target.clock, opeasy.target.limits, list[Asked]()
    deadline = clock.now() + limits.completionTimeout
    while clock.now() < deadline:
        answer = ask()
        if opeasy.status(scheduled) in COMPLETE:
            return answers
        answers.append(answer)
        clock.sleep(STEP if len(answers) < QUICK else limits.pollInterval)
    raise Inconclusive(f"not complete after {limits.completionTimeout} s (limits.completionTimeout)")


def on_its_way(opeasy: OpEasy, ask: Callable[[Scheduled], Asked]) -> tuple[Scheduled, list[Asked]]:
    """A scheduled operation that has completed, and what was answered before; larger ones are tried if need be."""
    for size in (4, 40, 400):
        scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(size)))
        answers = before_completion(opeasy, scheduled, lambda known=scheduled: ask(known))  # type: ignore[misc]
        if "processing" in scheduled.seen:
            return scheduled, answers
    raise Inconclusive("no scheduled operation was ever seen processing")


def processed(opeasy: OpEasy, tasks: Sequence[Task]) -> Exchange:
    """The results of these tasks."""
    return listed(opeasy, opeasy.family.results, completed(opeasy, tasks))


def sifted(opeasy: OpEasy, operation: Operation) -> tuple[Exchange, list[Any]]:
    """The results of what passed validation, and the tasks that did not."""
    family = opeasy.family
    errors = listed(opeasy, family.errors, operation)
    for error in errors.json()[family]:
        given(opeasy.of_operation(family.error_deletion, operation, str(error.get("id")))).status(204)
    scheduled = opeasy.scheduled(operation)
    opeasy.complete(scheduled)
    return listed(opeasy, family.results, scheduled), [error.get("task") for error in errors.json()[family]]


def result_of(results: Exchange, task: Task) -> dict[str, Any]:
    """The result of a task, wherever it stands; told by command, subject, title and description. Inconclusive if none."""
    found: dict[str, Any] | None = next((each for each in items_of(results) if _mark(each) == _mark(task)), None)
    if found is None:
        raise Inconclusive(f"no result of {task['command']} {subject_of(task)} - {results.asked}")
    return found


def _mark(item: Any) -> tuple[Any, ...]:
    told, content = (item, item.get("content")) if isinstance(item, dict) else ({}, None)
    user, device = (content.get(part) if isinstance(content, dict) else None for part in ("user", "device"))
    title = user.get("title") if isinstance(user, dict) else None
    return told.get("command"), subject_of(item), title, device.get("description") if isinstance(device, dict) else None


def outcome(results: Exchange, task: Task, due: str) -> tuple[bool, str, str]:
    """Whether a task became what is ``due`` - SUCCESS, FAILED or FAILED 101 -, in the form that ``that`` takes."""
    result = result_of(results, task)
    got = f"{result.get('status')} {result.get('errorCode', '')}".strip()
    what = f"{task['command']} {subject_of(task)}"
    return f"{got} ".startswith(f"{due} "), f"{due} for {what}", got


def became(due: str, tasks: Iterable[Task], results: Expectation) -> None:
    """Each of these tasks became what is due."""
    for task in tasks:
        results.that(*outcome(results.exchange, task, due))


def carries(results: Exchange, name: str, tasks: Iterable[Task]) -> None:
    """The results of these tasks have a field; a check only builds on it."""
    for task in tasks:
        given(results).that(bool(result_of(results, task).get(name)), f"{name} in a result that FAILED", "none")


def code(due: str, tasks: Sequence[Task], results: Exchange) -> None:
    """Each of these tasks failed with this code, or with the 400 of an example."""
    carries(results, "errorCode", tasks)
    for task in tasks:
        if outcome(results, task, "FAILED 400")[0]:
            uses("OPEASY-R-CODES", "b", "code 400")
        else:
            expect(results).that(*outcome(results, task, f"FAILED {due}"))


def changed(opeasy: OpEasy, user: str, title: str) -> Task:
    """A task that changes several fields of a user, known by the title."""
    return opeasy.users.modify(user, firstName="Ann", lastName="Lee", title=title)
