"""What is read."""

from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, NotApplicable, asks, current, uses
from conformance.judge import Violation, judge, mentioned
from conformance.strategies.objects import API
from conformance.suites.common_objects.client import Objects
from conformance.suites.common_objects.inventory import attribute_of, needs, read
from conformance.tables import READ, held

_READ = read()
NULL = "COMMON-R-LIMITS"  # the reading that tolerates null


@verifies_each("component", _READ, needs(_READ))
def test_what_is_read_is_what_its_table_says(objects: Objects, component: str) -> None:
    answer, items = objects.listed(component, objects.make(component), **objects.enriched(component))
    if not items:
        raise Inconclusive(f"{answer.asked} shows no {component}")
    every = [each for item in items for each in judge(API, component, READ).violations(item)]
    found = [each for each in every if not each.tolerated]
    for each in every:
        if each.tolerated and each.disputed == NULL:
            uses(NULL, "b", f"{component}: {_place(each)}")
    current.get().observe((each.requirement.id, _mismatch(each, answer)) for each in found
                          if each.requirement.id not in _READ[component])
    for name in _READ[component]:
        with asks(name):
            _judged(name, component, items, found, answer)


def _judged(name: str, component: str, items: list[Any], found: list[Violation], answer: Exchange) -> None:
    """Raise Mismatch if a promise is broken, and Inconclusive if what is read says nothing about it."""
    broken = next((each for each in found if each.requirement.id == name or _is_within(name, component, each)), None)
    if broken:
        raise _mismatch(broken, answer)
    attribute, table = attribute_of(name), judge(API, component, READ).table
    told = {each for rule in table.rules if rule.id == name for each in mentioned(rule.schema)}
    if attribute and table.attributes[attribute].allowed(READ):
        told = {attribute}
    if told:
        if not any(isinstance(item, dict) and item.keys() & told for item in items):
            sent = load(API).requirement(name).needs[0].count(".") < 2  # then others ask about it as well
            raise (NotApplicable if sent else Inconclusive)(f"{answer.asked} shows no {' and no '.join(sorted(told))}")
    elif not any(isinstance(item, dict) and item.keys() & table.attributes.keys() for item in items):
        raise Inconclusive(f"{answer.asked} shows no {component}: {load(API).requirement(name).text}")


def _is_within(name: str, component: str, broken: Violation) -> bool:
    """Whether what is broken is a promise of another table, which this one makes of an attribute of its own, or of the rest."""
    known, attribute, keyword = judge(API, component, READ).table.attributes, attribute_of(name), name.rpartition("-")[2]
    stated = broken.requirement.basis == "stated" and broken.requirement.level == "MUST" and not broken.disputed
    if not stated or not broken.place or broken.requirement.id in _READ[component]:
        return False
    if broken.place[0] not in known:
        return keyword == "combines"
    holds = next((word for word in ("items", "oneOf", "anyOf", "type") if word in known[str(broken.place[0])].limits), "")
    return (attribute, keyword) == (broken.place[0], holds) and any(held(load(API).openapi, known[attribute].schema))


def _mismatch(broken: Violation, answer: Exchange) -> Mismatch:
    return Mismatch(broken.requirement.text, f"{broken.found} at {_place(broken)}", answer)


def _place(broken: Violation) -> str:
    return ".".join(map(str, broken.place)) or "the object"
