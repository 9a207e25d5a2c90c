"""Lists of tasks, validation errors and results: their items, and whether these are the tasks that were sent."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled

SECRET = re.compile("password|passcode|authcode", re.IGNORECASE)
# Where the content of a task says what it is about; the first that is there.
_SUBJECTS = (("user", "userId"), ("device", "name"), ("agentId",), ("userId",), ("phoneNumbers", "phoneNumbers"))


def listed(opeasy: OpEasy, name: str, what: Operation | Scheduled) -> Exchange:
    """A list of an operation or a scheduled operation, short enough for one page; inconclusive if it does not come."""
    page = opeasy.of_scheduled(name, what) if isinstance(what, Scheduled) else opeasy.of_operation(name, what)
    given(page).status(200).holds("a list of objects", are_objects, opeasy.family)
    return page


def items_of(page: Exchange) -> list[Any]:
    """The items of a list, of whatever family it is."""
    return next((value for value in page.json().values() if isinstance(value, list)), [])


def are_objects(items: Any) -> bool:
    """Whether this is a list of JSON objects."""
    return isinstance(items, list) and all(isinstance(each, dict) for each in items)


def subject_of(item: Any) -> str:
    """The user, device, agent or numbers in a task, in a result, or in the task of a validation error; empty if none."""
    try:
        content = item.get("task", item)["content"]
    except (AttributeError, KeyError, TypeError):
        return ""
    return next((str(value) for path in _SUBJECTS if (value := _at(content, path)) is not None), "")


def _at(content: Any, path: Sequence[str]) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, Mapping) else None
    return content


def same_subjects(tasks: Sequence[Task], ordered: bool = False) -> Callable[[Any], bool]:
    """Whether a list holds one item for each task, told by what it is about; ``ordered``: in the order of the tasks."""
    arranged: Callable[[Any], list[str]] = list if ordered else sorted
    return lambda items: isinstance(items, list) and arranged(map(subject_of, items)) == arranged(map(subject_of, tasks))


def has_subjects(tasks: Sequence[Task]) -> Callable[[Any], bool]:
    """Whether a list holds an item for each task, whatever else it holds."""
    return lambda items: isinstance(items, list) and set(map(subject_of, tasks)) <= set(map(subject_of, items))


def lacks_subjects(tasks: Sequence[Task]) -> Callable[[Any], bool]:
    """Whether a list holds no item for any of these tasks."""
    return lambda items: isinstance(items, list) and set(map(subject_of, tasks)).isdisjoint(map(subject_of, items))


def same_tasks(tasks: Sequence[Any], ordered: bool = False) -> Callable[[Any], bool]:
    """Whether a list holds each task once, with its command and its content; ``ordered``: in the order of the tasks."""
    arranged: Callable[[Any], list[str]] = list if ordered else sorted
    return lambda items: isinstance(items, list) and arranged(map(_told, items)) == arranged(map(_told, tasks))


def each_one_of(tasks: Sequence[Any]) -> Callable[[Any], bool]:
    """Whether each item of a list is one of these tasks, as it was sent, and none more often."""
    return lambda items: isinstance(items, list) and Counter(map(_told, items)) <= Counter(map(_told, tasks))


def _told(item: Any) -> str:
    told = [item.get("command"), without_secrets(item.get("content"))] if isinstance(item, dict) else item
    return json.dumps(told, sort_keys=True)


def named(tasks: Iterable[Any]) -> Counter[str]:
    """How often each task occurs, as far as a list must show it."""
    return Counter(json.dumps(without_secrets(task), sort_keys=True) for task in tasks)


def without_secrets(value: Any) -> Any:
    """A copy without passwords and passcodes, which may be masked or left out (OPEASY-R-SECRETS)."""
    if isinstance(value, dict):
        return {name: without_secrets(each) for name, each in value.items() if not SECRET.search(name)}
    return [without_secrets(each) for each in value] if isinstance(value, list) else value
