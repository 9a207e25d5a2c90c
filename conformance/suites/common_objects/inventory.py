"""Which derived requirements are asked about by reading an object, and which by sending one with which method."""

from collections import defaultdict
from collections.abc import Iterator

from conformance.catalogue import load
from conformance.judge import judge, known_tables
from conformance.presence import field_id
from conformance.strategies.objects import API
from conformance.tables import READ, WRITES, Rule, Table

Asked = dict[str, list[str]]
_KNOWN = load(API).requirements


def read() -> Asked:
    """The requirements about what is read of each object, that it is one among them."""
    found: Asked = defaultdict(list)
    for each in _KNOWN.values():
        if each.kind in ("presence", "field") and each.tested and each.needs[0].endswith(f".{READ}"):
            found[each.needs[0].split(".")[1]].append(each.id)
    for table in known_tables(API).values():
        if READ in table.methods:
            found[table.component].append(field_id(judge(API, table.component, READ).prefix, table, "", "type"))
    return {key: list(dict.fromkeys(names)) for key, names in found.items()}


def sent() -> Asked:
    """The requirements about what is sent of each object, as ``CallForwarding PUT``."""
    found: Asked = defaultdict(list)
    for each in _KNOWN.values():
        if each.kind in ("presence", "field") and each.tested and not each.needs[0].endswith(f".{READ}"):
            found[" ".join(each.needs[0].split(".")[1:])].append(each.id)
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
