"""Every way in which the JSON body of an answer can break its schema in one place.

A lie must show whatever the body is. So a lie about an optional member writes that member where it is absent, and where a
body has one of several shapes, lies about members that only one shape has are told together, one for each shape.
"""

import copy
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.reference.faults.derived.schemas import (
    Schema,
    alternatives,
    forbidden,
    other_type,
    outside,
    resolved,
    sample,
)

ITEM = "[]"
_NOTHING: Any = object()
_SAYS = {"Drops": "Leaves out", "ChangesTypeOf": "Gives a value of another type to",
         "ChangesValueOf": "Gives a value that the schema forbids to", "Adds": "Adds what must not be there:"}


@dataclass(frozen=True)
class Step:
    """One step down: a member or ``[]`` for each item. An optional member that is absent is first made: ``missing``."""

    name: str
    missing: Any = _NOTHING


@dataclass(frozen=True)
class Edit:
    """One change of a body: the value at a place. Without a value the place goes; ``adds`` leaves alone what is there."""

    kind: str
    steps: tuple[Step, ...]
    value: Any = _NOTHING

    @property
    def place(self) -> str:
        """Where, such as ``tasks.Users.size``."""
        return ".".join(step.name for step in self.steps).replace(f".{ITEM}", ITEM) or "the body"

    @property
    def name(self) -> str:
        """The same as part of a name, such as ``TasksUsersSize``."""
        words = ("Item" if step.name == ITEM else step.name[:1].upper() + step.name[1:] for step in self.steps)
        return "".join(words) or "Body"

    def applied(self, body: Any) -> Any:
        """The body after the change; a body that is not as the schema says may stay as it is."""
        if not self.steps:
            return self.value
        body = copy.deepcopy(body)
        self._descend(body, self.steps)
        return body

    def _descend(self, node: Any, steps: tuple[Step, ...]) -> None:
        step, rest = steps[0], steps[1:]
        keys: list[Any] = [step.name]
        if step.name == ITEM:
            keys = list(range(len(node))) if isinstance(node, list) else []
        elif not isinstance(node, dict):
            return
        elif step.name not in node and step.missing is not _NOTHING:
            node[step.name] = copy.deepcopy(step.missing)
        for key in keys:
            self._change(node, key, rest)

    def _change(self, node: Any, key: Any, rest: tuple[Step, ...]) -> None:
        there = key in node if isinstance(node, dict) else True
        if there and rest:
            self._descend(node[key], rest)
        elif there and self.kind == "Drops":
            del node[key]
        elif there != (self.kind == "Adds") and not rest:
            node[key] = copy.deepcopy(self.value)


@dataclass(frozen=True)
class BodyLie:
    """One lie: edits of one kind, more than one only for a body that has one of several shapes."""

    edits: tuple[Edit, ...]

    @property
    def name(self) -> str:
        """Such as ``DropsTasks`` or ``AddsGeneralErrorOrValidationError``."""
        return self.edits[0].kind + "Or".join(edit.name for edit in self.edits)

    @property
    def says(self) -> str:
        """The lie in words."""
        return f"{_SAYS[self.edits[0].kind]} {' or '.join(edit.place for edit in self.edits)}"

    def applied(self, body: Any) -> Any:
        """The body after the lie."""
        for edit in self.edits:
            body = edit.applied(body)
        return body


def body_lies(document: Schema, schema: Any) -> list[BodyLie]:
    """All lies about a body with this schema, the one about its own type first."""
    return [BodyLie(edits) for edits in _below(document, schema, ())]


def _below(document: Schema, schema: Any, steps: tuple[Step, ...]) -> list[tuple[Edit, ...]]:
    """What can be changed at a place and below it."""
    shapes = alternatives(document, schema)
    strangers = {name: member for shape in shapes for name, member in shape.get("properties", {}).items()}
    return _together([[*_here(shape, steps), *_members(document, shape, steps, strangers), *_items(document, shape, steps)]
                      for shape in shapes])


def _here(schema: Schema, steps: tuple[Step, ...]) -> Iterator[tuple[Edit, ...]]:
    for kind, value in (("ChangesTypeOf", other_type), ("ChangesValueOf", outside)):
        try:
            yield (Edit(kind, steps, value(schema)),)
        except LookupError:
            continue


def _members(document: Schema, schema: Schema, steps: tuple[Step, ...], strangers: Schema) -> Iterator[tuple[Edit, ...]]:
    required, refused = schema.get("required", ()), forbidden(schema)
    for name in required:
        yield (Edit("Drops", (*steps, Step(name))),)
    for name, member in schema.get("properties", {}).items():
        if name not in refused:
            missing = _NOTHING if name in required else sample(document, member)
            yield from _below(document, member, (*steps, Step(name, missing)))
    for name in refused:
        said = strangers.get(name) or _somewhere(document, name)
        yield (Edit("Adds", (*steps, Step(name)), sample(document, said)),)


def _somewhere(document: Schema, name: str) -> Any:
    """How another schema of the document describes a member of this name, so that what is added looks plausible."""
    components = document.get("components", {}).get("schemas", {}).values()
    members = (resolved(document, member) for schema in components for member in _named(schema, name))
    return next((member for member in members if isinstance(member, Mapping)), {})


def _named(node: Any, name: str) -> Iterator[Any]:
    for key, member in node.get("properties", {}).items() if isinstance(node, Mapping) else ():
        if key == name:
            yield member
        yield from _named(member, name)


def _items(document: Schema, schema: Schema, steps: tuple[Step, ...]) -> Iterable[tuple[Edit, ...]]:
    return _below(document, schema["items"], (*steps, Step(ITEM))) if "items" in schema else ()


def _together(shapes: list[list[tuple[Edit, ...]]]) -> list[tuple[Edit, ...]]:
    """The lies that fit every shape, then those about one shape, told together with as good a lie about each other one."""
    keys = [{_key(edits): edits for edits in lies} for lies in shapes]
    common = [edits for key, edits in keys[0].items() if all(key in known for known in keys)]
    found, alike = common, {_key(edits) for edits in common}
    for kind in dict.fromkeys(key[0] for known in keys for key in known):
        rests = [[edits for key, edits in known.items() if key[0] == kind and key not in alike] for known in keys]
        found = found + list(_matched([rest for rest in rests if rest]))
    return found


def _key(edits: tuple[Edit, ...]) -> tuple[str, str]:
    return edits[0].kind, "|".join(f"{edit.place}={edit.value!r}" for edit in edits)


def _matched(rests: list[list[tuple[Edit, ...]]]) -> Iterator[tuple[Edit, ...]]:
    longest = max(map(len, rests), default=0)
    for turns in itertools.islice(zip(*map(itertools.cycle, rests)), longest):
        yield tuple(itertools.chain.from_iterable(turns))
