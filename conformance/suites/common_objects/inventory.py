"""Which derived requirements are asked about by reading an object, and which by sending one with which method."""

from collections import defaultdict
from collections.abc import Iterator

from conformance.catalogue import load
from conformance.cells import asked_by
from conformance.judge import judge, known_tables
from conformance.presence import field_id
from conformance.promise import Requirement
from conformance.strategies.objects import API
from conformance.tables import READ, WRITES, Rule, Table

Asked = dict[str, list[str]]
_KNOWN = load(API).requirements


def _derived() -> Iterator[tuple[Requirement, Table, str]]:
    """What follows from cells and limits, with the one method by which it is asked about; without any if in both ways."""
    for each in _KNOWN.values():
        if each.kind in ("presence", "field") and each.tested:
            _, component, method = f"{each.needs[0]}.".split(".")[:3]
            yield each, known_tables(API)[component], method


def read() -> Asked:
    """The requirements about what is read of each object, that it is one among them."""
    found: Asked = defaultdict(list)
    for each, table, method in _derived():
        if method in ("", READ):
            found[table.component].append(each.id)
    for table, rule in rules():
        if READ in table.methods and rule.holds(READ) and not rule.disputed(READ):
            found[table.component].append(rule.id)
    for table in known_tables(API).values():
        if READ in table.methods:
            found[table.component].append(field_id(judge(API, table.component, READ).prefix, table, "", "type"))
    return {key: list(dict.fromkeys(names)) for key, names in found.items()}


def sent() -> Asked:
    """The requirements about what is sent of each object, as ``CallForwarding PUT``."""
    found: Asked = defaultdict(list)
    for each, table, method in _derived():
        if method != READ:
            way = method or asked_by(table, table.attributes.get(attribute_of(each.id)))
            found[f"{table.component} {way}"].append(each.id)
    for table, rule in rules():
        if method := next((method for method in WRITES if method in table.methods and rule.holds(method)), ""):
            found[f"{table.component} {method}"].append(rule.id)
    return {key: list(dict.fromkeys(names)) for key, names in found.items()}


def rules() -> Iterator[tuple[Table, Rule]]:
    """The rules between attributes that are asked about."""
    yield from ((table, rule) for table in known_tables(API).values() for rule in table.rules if _KNOWN[rule.id].tested)


def needs(asked: Asked) -> dict[str, list[str]]:
    """The bindings that each check needs."""
    return {key: [f"binding.{key.replace(' ', '.')}" if " " in key else f"binding.{key}.{READ}"] for key in asked}


def attribute_of(requirement: str) -> str:
    """The attribute that a derived requirement is about; empty if it is about the whole object or a rule."""
    kind = requirement.split("-")[1]
    if kind == "PRESENCE":
        return requirement.split("-")[3]
    return requirement.rpartition("-")[0].partition(".")[2] if kind == "FIELD" else ""
