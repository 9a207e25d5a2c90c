"""Strategies for bodies that are wrong in exactly one way, each vouched for by two validators."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from conformance.presence import field_id, presence_id
from conformance.strategies.attributes import Strategy, values, wrong_values
from conformance.strategies.objects import API, Body, Shape, bodies, named, shape
from conformance.strategies.sampling import samples
from conformance.tables import FORBIDDEN, WRITES, Attribute

REQUIRED, FORBIDDEN_ONE, RULE, OBJECT = "required", "forbidden", "rule", "type"
_SEED = 0


@dataclass(frozen=True)
class Break:
    """One way to be wrong: the requirement that is broken, by which attribute and keyword, and what is done to a valid body."""

    requirement: str
    attribute: str
    keyword: str
    done: Callable[[Body], Strategy]


def breaks(chosen: Shape) -> Iterator[Break]:
    """All ways in which a body of this shape can be wrong, whether or not each can be had alone."""
    table, method, prefix = chosen.table, chosen.method, chosen.judge.prefix
    yield Break(field_id(prefix, table, "", OBJECT), "", OBJECT, functools.partial(_no_object, method))
    for each in table.attributes.values():
        cell = presence_id(prefix, table, each.name, method)
        if chosen.needs(each.name):
            yield Break(cell, each.name, REQUIRED, functools.partial(_without, each.name))
        elif each.presence.get(method) == FORBIDDEN and not each.disputed(method):
            yield Break(cell, each.name, FORBIDDEN_ONE, functools.partial(_with, chosen, each))
        for keyword in each.limits if chosen.may_have(each) else ():
            limit = field_id(prefix, table, each.name, keyword)
            yield Break(limit, each.name, keyword, functools.partial(_broken, each, keyword))
    for rule in table.rules:
        if rule.holds(method) and not rule.disputed(method):
            yield Break(rule.id, "", RULE, functools.partial(_against, chosen, rule.id))


def _no_object(method: str, body: Body) -> Strategy:
    lists = [[body], []] if method in WRITES else []  # what is answered may be a list of objects
    return st.sampled_from([*lists, "text", 7, True, None])


def _without(name: str, body: Body) -> Strategy:
    return st.just({key: value for key, value in body.items() if key != name})


def _with(chosen: Shape, attribute: Attribute, body: Body) -> Strategy:
    def inner(component: str) -> Strategy:
        return bodies(shape(chosen.api, component, chosen.method), 0)

    return values(attribute.schema, inner).map(lambda value: {**body, attribute.name: value})


def _broken(attribute: Attribute, keyword: str, body: Body) -> Strategy:
    return st.one_of(wrong_values(attribute.schema, keyword)).map(lambda value: {**body, attribute.name: value})


def _against(chosen: Shape, rule: str, body: Body) -> Strategy:
    free = {name: value for name, value in body.items() if name not in chosen.ruled}
    return st.sampled_from(_offences(chosen).get(rule, [{}])).map(lambda ruled: {**free, **ruled})


@functools.cache
def _offences(chosen: Shape) -> dict[str, list[Body]]:
    """Combinations of values that break one rule and no other, by rule."""
    found: dict[str, list[Body]] = {}
    for each in chosen.combinations():
        body = {**chosen.plain, **each}
        if chosen.judge.oracle.count(body) == 1:
            for broken in chosen.judge.violations(body, disputed=False):
                found.setdefault(broken.requirement.id, []).append(each)
    return {rule: bodies[:8] for rule, bodies in found.items()}


def is_wrong_in(body: Any, requirement: str, chosen: Shape) -> bool:
    """Whether a body breaks this requirement and nothing else, in the opinion of two validators.

    What has another type may break further limits of the same attribute.
    """
    found = chosen.judge.violations(body, disputed=False)
    broken = {each.requirement.id for each in found}
    same = {name.rpartition("-")[0] for name in broken if "-FIELD-" in name} == {requirement.rpartition("-")[0]}
    return broken == {requirement} or requirement in broken and same and len({each.place for each in found}) == 1


@functools.cache
def witnesses(chosen: Shape) -> dict[str, tuple[Break, Any]]:
    """The requirements that a body can break alone, each with the way to do so and a valid body that it works on."""
    bases = [{**chosen.plain, **kept} for kept in chosen.kept[:40]]
    found = {}
    for each in breaks(chosen):
        for body in bases:
            if all(is_wrong_in(wrong, each.requirement, chosen) for wrong in samples(each.done(body), 3, _SEED)):
                found[each.requirement] = each, body
                break
    return found


def objects_wrong_in(name: str, method: str, *, attribute: str = "", limit: str = "", requirement: str = "",
                     api: str = API) -> st.SearchStrategy[Any]:
    """Bodies of a method that are wrong in exactly one way.

    ``attribute`` says where, ``limit`` which keyword is broken: ``required``, ``forbidden``, ``rule``, or one of JSON Schema;
    ``requirement`` says both at once by an id. Without them it is any of the ways. Each body is vouched for by two
    validators. Raises ValueError for what does not exist or cannot be broken alone.
    """
    chosen = named(name, method, api)
    known = [(each, body) for id_, (each, body) in witnesses(chosen).items()
             if requirement in ("", id_) and attribute in ("", each.attribute) and limit in ("", each.keyword)]
    if not known:
        ways = dict.fromkeys(f"{each.attribute or 'the whole'} {each.keyword}" for each, _ in witnesses(chosen).values())
        raise ValueError(f"no {method} of {chosen.component} can be wrong like this; it can be in: {', '.join(ways)}")
    return st.sampled_from(known).flatmap(lambda case: _wrong(chosen, *case))


def _wrong(chosen: Shape, way: Break, sound: Body) -> Strategy:
    """A drawn body broken in one way; where that breaks more, the sound one is broken instead."""
    def vouched(drawn: Any, plain: Any) -> Any:
        return drawn if is_wrong_in(drawn, way.requirement, chosen) else plain

    return st.builds(vouched, bodies(chosen, 2).flatmap(way.done), way.done(sound))
