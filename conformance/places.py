"""Places in a payload: reading what stands there, and putting something else there."""

import copy
from collections.abc import Sequence
from typing import Any

Place = tuple[str | int, ...]


def place_of(path: Sequence[str | int], item: int = 0) -> Place:
    """The place that a path leads to; ``[]`` is the item with that number."""
    return tuple(item if step == "[]" else step for step in path)


def at(payload: Any, path: Sequence[str | int]) -> Any:
    """The value at a path, None if there is none; ``[]`` is the first item of a list."""
    for step in place_of(path):
        try:
            payload = payload[step]
        except (KeyError, IndexError, TypeError):
            return None
    return payload


def depth(payload: Any) -> int:
    """How deeply lists and objects stand inside of each other."""
    level, found = [payload], 0
    while level := [child for node in level for child in (
            node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())]:
        found += 1
    return found


def put(payload: Any, path: Sequence[str], value: Any, item: int = 0) -> tuple[Any, Place]:
    """A copy of a payload with a value at a path, and the place of the value. What is missing on the way is made.

    ``[]`` at the end is the only item of a list; on the way it is the first one, and all others stay. With ``item`` 1 it is
    the second one instead, which is like the first where there is none.
    """
    return _put(payload, path, value, item), place_of(path, item)


def _put(node: Any, path: Sequence[str], value: Any, item: int) -> Any:
    if not path:
        return copy.deepcopy(value)
    step, *rest = path
    if step == "[]":
        items = copy.deepcopy(node) if isinstance(node, list) and rest else []
        first = [items[0] if items else {} if rest else "text"] * item
        there = next(iter(items[item:] or first or items), None)
        return [*first, _put(there, rest, value, item), *items[item + 1:]]
    members = copy.deepcopy(node) if isinstance(node, dict) else {}
    return {**members, step: _put(members.get(step), rest, value, item)}
