"""Every way in which the JSON body of an answer can break its schema in one place.

A lie must show whatever the body is. So a lie about an optional member writes that member where it is absent; and
where a body has one of several shapes, a lie about a member that only one of them has is told together with one about
each other shape.
"""

import copy
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
    """One change of a body. ``Drops`` takes a member away, ``Adds`` leaves what is there, the others put a value."""

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
        there = isinstance(node, list) or key in node
        if rest and there:
            self._descend(node[key], rest)
        elif self.kind == "Drops" and there:
            del node[key]
        elif not rest and there != (self.kind == "Adds"):
            node[key] = copy.deepcopy(self.value)


Edits = tuple[Edit, ...]  # what is told together


@dataclass(frozen=True)
class BodyLie:
    """One lie: edits of one kind, more than one only for a body that has one of several shapes."""

    edits: Edits

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


def _below(document: Schema, schema: Any, steps: tuple[Step, ...]) -> list[Edits]:
    """What can be changed at a place and below it."""
    shapes = alternatives(document, schema)
    known = {name: member for shape in shapes for name, member in shape.get("properties", {}).items() if member}
    return _together([[*_here(shape, steps), *_members(document, shape, steps), *_items(document, shape, steps),
                       *_strangers(document, shape, steps, known)] for shape in shapes])


def _here(schema: Schema, steps: tuple[Step, ...]) -> Iterator[Edits]:
    for kind, value in (("ChangesTypeOf", other_type), ("ChangesValueOf", outside)):
        try:
            yield (Edit(kind, steps, value(schema)),)
        except LookupError:
            continue


def _members(document: Schema, schema: Schema, steps: tuple[Step, ...]) -> Iterator[Edits]:
    required, refused = schema.get("required", ()), forbidden(schema)
    for name in required:
        yield (Edit("Drops", (*steps, Step(name))),)
    for name, member in schema.get("properties", {}).items():
        if name not in refused:
            missing = _NOTHING if name in required else sample(document, member)
            yield from _below(document, member, (*steps, Step(name, missing)))


def _strangers(document: Schema, schema: Schema, steps: tuple[Step, ...], known: Schema) -> Iterator[Edits]:
    """Members that must not be there. ``known`` are those of all shapes of this body; they look most plausible."""
    for name in forbidden(schema):
        said = known.get(name) or _somewhere(document, name)
        yield (Edit("Adds", (*steps, Step(name)), sample(document, said)),)


def _somewhere(document: Schema, name: str) -> Any:
    """How another schema of the document describes a member of this name."""
    components = document.get("components", {}).get("schemas", {}).values()
    members = (resolved(document, member) for schema in components for member in _named(schema, name))
    return next((member for member in members if isinstance(member, Mapping)), {})


def _named(node: Any, name: str) -> Iterator[Any]:
    for key, member in node.get("properties", {}).items() if isinstance(node, Mapping) else ():
        if key == name:
            yield member
        yield from _named(member, name)


def _items(document: Schema, schema: Schema, steps: tuple[Step, ...]) -> Iterable[Edits]:
    return _below(document, schema["items"], (*steps, Step(ITEM))) if "items" in schema else ()


def _together(shapes: list[list[Edits]]) -> list[Edits]:
    """The lies that fit every shape, then those that do not, each together with one about each other shape."""
    keyed = [{_key(told): told for told in lies} for lies in shapes]
    common = {key: told for key, told in keyed[0].items() if all(key in lies for lies in keyed)}
    found = list(common.values())
    for kind in _SAYS:
        rests = [[told for key, told in lies.items() if key[0] == kind and key not in common] for lies in keyed]
        found += _matched([sorted(rest, key=_last_name) for rest in rests if rest])
    return found


def _key(told: Edits) -> tuple[str, str]:
    return told[0].kind, "|".join(f"{edit.place}={edit.value!r}" for edit in told)


def _last_name(told: Edits) -> str:
    # So that members of one name, such as message, mostly go together.
    return told[0].steps[-1].name


def _matched(rests: list[list[Edits]]) -> Iterator[Edits]:
    longest = max(map(len, rests), default=0)
    for turn in range(longest):
        yield tuple(edit for rest in rests for edit in rest[turn % len(rest)])
