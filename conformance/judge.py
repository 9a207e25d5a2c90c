"""Judges bodies by the tables of a document: which promises a payload breaks, where, and what was found there."""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.catalogue import load
from conformance.openapi import resolved
from conformance.oracle import Oracle
from conformance.places import Place, at
from conformance.presence import IMPLIED, body_schema, field_id
from conformance.promise import Requirement
from conformance.redaction import cut
from conformance.tables import Table, held, tables

SHOWN = 120  # characters of a value that is told


@dataclass(frozen=True)
class Violation:
    """A promise that a payload breaks. ``expected`` says what would keep it where the promise is about what becomes of a request;
    ``disputed`` says why it accuses nobody: a reading, or that it is only implied. What is ``tolerated`` is so because other
    words of the document contradict the promise, or because of null for a value."""

    place: Place
    requirement: Requirement
    found: str
    expected: str = ""
    disputed: str = ""
    tolerated: bool = False


@dataclass(frozen=True)
class _Promise:
    """What a part of a schema stands for: a requirement, the attribute that it is about, and the object that has it."""

    id: str = ""
    attribute: str = ""
    disputed: str = ""
    implied: str = ""
    depth: int = 0
    rule: Any = None


class Judge:
    """Judges the bodies of one method of one table."""

    def __init__(self, api: str, component: str, method: str) -> None:
        known = load(api)
        prefix = self.prefix = next(iter(known.requirements)).split("-")[0]
        self._tables = known_tables(api)
        self.table = self._tables[component]
        self._combines = field_id(prefix, self.table, "", "combines")
        self._requirements = known.requirements
        self._null = str(known.openapi.get("x-limits-reading", IMPLIED))  # what is said of null in place of a value
        self._schema = body_schema(known.openapi, component, method, prefix)
        self._whole = Oracle(self._schema, formats=True)
        self.oracle = Oracle(body_schema(known.openapi, component, method, prefix, disputed=False), formats=True)

    def fits(self, payload: Any) -> bool:
        """Whether a payload breaks no promise, but for disputed ones."""
        return self.oracle.fits(payload)

    def violations(self, payload: Any, disputed: bool = True) -> list[Violation]:
        """All promises that a payload breaks, each once a place; raises Disowned if two validators disagree.

        Without ``disputed`` what is tolerated is passed over.
        """
        found = dict[tuple[Place, str], Violation]()
        payload = encodable(payload)
        for error in (part for whole in self._whole.errors(payload) for part in self._nearest(whole, payload)):
            each = self._violation(error, payload)
            if disputed or not each.tolerated:
                found.setdefault((each.place, each.requirement.id), each)
        return list(found.values())

    def _nearest(self, error: Any, payload: Any) -> Iterator[Any]:
        """Where an object should be one of several and has attributes of one, what is wrong with it as the one as which that is
        least; otherwise the error as it is."""
        parts: dict[Any, list[Any]] = {}
        if self._promise(list(error.absolute_schema_path)).id == self._combines:
            for part in error.context:
                parts.setdefault(part.relative_schema_path[0], []).append(part)
        known = {name for each in self.table.combines for name in self._tables[each].attributes}
        seen = at(payload, tuple(error.absolute_path))
        named = isinstance(seen, Mapping) and not known.isdisjoint(seen)
        accused = [(sum(not self._violation(part, payload).disputed for part in each), len(each)) for each in parts.values()]
        yield from [*parts.values()][accused.index(min(accused))] if parts and named else [error]

    def _violation(self, error: Any, payload: Any) -> Violation:
        """What an error of the validator means."""
        promise = self._promise(list(error.absolute_schema_path))
        place = tuple(error.absolute_path)
        expected = ""
        if promise.attribute:
            place, forbidden = (*place[:promise.depth], promise.attribute), error.validator == "not"
            found, expected = (_short(at(payload, place)), "nothing") if forbidden else ("nothing", promise.attribute)
        elif promise.rule is not None:
            place, found = place[:promise.depth], _mentioned(promise.rule, at(payload, place[:promise.depth]))
        else:
            found = _short(error.instance)
        requirement = self._requirements[promise.id]
        implied = promise.implied
        if promise.rule is not None and requirement.basis == "implied":
            implied = requirement.reading or IMPLIED
        plain = promise.rule is None and not promise.attribute
        null = plain and error.instance is None and isinstance(next(reversed(place), 0), str)
        contradicted = promise.disputed or (self._null if null else "")
        return Violation(place, requirement, found, expected, contradicted or implied, bool(contradicted))

    def _promise(self, path: list[str | int]) -> _Promise:
        """The innermost promise on the way of an error through the schema."""
        node: Any = self._schema
        found, depth, named = _Promise(), 0, False
        for step in path:
            if isinstance(node, Mapping) and not named and step not in node:  # the path of an error leaves out references
                node = resolved(self._schema, {"$ref": node["$ref"]})
            if not named and isinstance(node, Mapping):
                if "x-promise" in node:
                    found = _Promise(node["x-promise"], node.get("x-attribute", ""), node.get("x-disputed", ""),
                                     node.get("x-implied", ""), depth, node.get("allOf"))
                if step in node.get("x-promises", ()):
                    weak = IMPLIED if node.get("x-bases", {}).get(step) == "implied" else ""
                    found = _Promise(node["x-promises"][step], implied=weak)
                depth += step in ("properties", "items")
            named = step == "properties" and not named
            node = node[step]
        return found


def encodable(payload: Any) -> Any:
    """A payload in which each lone surrogate, which one of the validators cannot take, is a question mark."""
    if isinstance(payload, str):
        return payload.encode("utf-8", "replace").decode("utf-8")
    if isinstance(payload, Mapping):
        return {encodable(name): encodable(value) for name, value in payload.items()}
    return [encodable(item) for item in payload] if isinstance(payload, list) else payload


def strangers(openapi: Mapping[str, Any], component: str, payload: Any, place: Place = ()) -> Iterator[Place]:
    """Where a payload has attributes that no table lists. They are neither promised nor ruled out."""
    every = tables(openapi)
    whole = [every[name] for name in {component: None, **dict.fromkeys(every[component].combines)}]
    known = {name: attribute for table in reversed(whole) for name, attribute in table.attributes.items()}
    for name, value in payload.items() if isinstance(payload, Mapping) else ():
        if name not in known:
            yield (*place, name)
            continue
        inner = next(held(openapi, known[name].schema), "")
        for number, item in enumerate(value) if inner and isinstance(value, list) else ():
            yield from strangers(openapi, inner, item, (*place, name, number))
        if inner and isinstance(value, Mapping):
            yield from strangers(openapi, inner, value, (*place, name))


def _mentioned(rule: Any, holder: Any) -> str:
    """What an object holds of the attributes that a rule speaks of."""
    if not isinstance(holder, Mapping):
        return _short(holder)
    names = dict.fromkeys(mentioned(rule))
    return cut(", ".join(f"{name} = {_short(holder[name])}" if name in holder else f"no {name}" for name in names), 3 * SHOWN)


def mentioned(rule: Any) -> Iterator[str]:
    """The attributes that a rule speaks of, at the top of the object."""
    if isinstance(rule, list):
        for each in rule:
            yield from mentioned(each)
    elif isinstance(rule, Mapping):
        yield from rule.get("properties", ())
        yield from rule.get("required", ())
        for word in ("allOf", "anyOf", "oneOf", "not", "if", "then", "else"):
            yield from mentioned(rule.get(word))
        for name, others in rule.get("dependentRequired", {}).items():
            yield from (name, *others)


def _short(value: Any) -> str:
    return cut(json.dumps(value), SHOWN)


@functools.cache
def known_tables(api: str) -> dict[str, Table]:
    """The tables of an API by component."""
    return tables(load(api).openapi)


@functools.cache
def judge(api: str, component: str, method: str) -> Judge:
    """The judge of one method of one table, made once."""
    return Judge(api, component, method)
