"""What is read."""

from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, asks, current, uses
from conformance.judge import Violation, judge
from conformance.strategies.objects import API
from conformance.suites.common_objects.client import Objects
from conformance.suites.common_objects.inventory import attribute_of, needs, read
from conformance.tables import READ

_READ = read()
NULL = "COMMON-R-LIMITS"  # the reading that tolerates null


@verifies_each("component", _READ, needs(_READ))
def test_what_is_read_is_what_its_table_says(objects: Objects, component: str) -> None:
    answer, items = objects.read(component, objects.make(component), **objects.enriched(component))
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
    broken = next((each for each in found if each.requirement.id == name), None)
    if broken:
        raise _mismatch(broken, answer)
    attribute, table = attribute_of(name), judge(API, component, READ).table
    if attribute and table.attributes[attribute].allowed(READ):
        if not any(isinstance(item, dict) and attribute in item for item in items):
            raise Inconclusive(f"{answer.asked} shows no {attribute}")
    elif not any(isinstance(item, dict) and item.keys() & table.attributes.keys() for item in items):
        raise Inconclusive(f"{answer.asked} shows no {component}: {load(API).requirement(name).text}")


def _mismatch(broken: Violation, answer: Exchange) -> Mismatch:
    return Mismatch(broken.requirement.text, f"{broken.found} at {_place(broken)}", answer)


def _place(broken: Violation) -> str:
    return ".".join(map(str, broken.place)) or "the object"
