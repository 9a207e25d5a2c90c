"""Requirements that follow from the tables of a document: for each cell, each limit of an attribute, each rule between them."""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.presence import field_id, presence_id
from conformance.promise import Requirement
from conformance.tables import (
    ALWAYS,
    ANSWER,
    CONDITIONAL,
    FORBIDDEN,
    OPTIONAL,
    READ,
    REQUIRED,
    WRITES,
    Attribute,
    Rule,
    Table,
    tables,
)

# What the codes of a table promise: of what is read, and of what is sent.
_READ = {ALWAYS: "What is read of {table} has {name}.", FORBIDDEN: "What is read of {table} lacks {name}.",
         OPTIONAL: "What is read of {table} may have {name}.",
         CONDITIONAL: "What is read of {table} has {name} under a condition."}
_SENT = {REQUIRED: "A {method} of {table} without {name} is refused.",
         FORBIDDEN: "A {method} of {table} with {name} is refused, or leaves {name} as it was.",
         OPTIONAL: "A {method} of {table} may have {name} or lack it.",
         CONDITIONAL: "A {method} of {table} has {name} under a condition."}
_FREE = "both that it is there and that it is missing is in order"
_UNSEEN = "nothing that can be read shows whether it was refused, ignored or obeyed"
_DISPUTED = "other words of the document contradict it"
_UNSAID = "the table does not say on what condition"
_WORDS = {"type": "of the type {type}", "enum": "one of {enum}", "pattern": "written like {pattern}", "format": "a {format}",
          "minimum": "at least {minimum}", "maximum": "at most {maximum}", "minItems": "of at least {minItems} items",
          "maxItems": "of at most {maxItems} items", "minLength": "of at least {minLength} characters",
          "maxLength": "of at most {maxLength} characters", "items": "a list of what its table names",
          "oneOf": "one of the alternatives of its table", "anyOf": "one of the alternatives of its table", "const": "{const}",
          "uniqueItems": "a list that names nothing twice"}


def requirements(openapi: Mapping[str, Any], prefix: str) -> Iterator[Requirement]:
    """All requirements of the tables, with ids such as ``COMMON-PRESENCE-CallAnchoring-timeSchedule-PUT``."""
    readings = {word: str(openapi.get(f"x-{word}-reading", "")) for word in ("presence", "limits", "forbidden", "refusal")}
    for table in tables(openapi).values():
        yield from _whole(table, prefix)
        for attribute in table.attributes.values():
            for method in table.methods:
                if method in attribute.presence:
                    yield _cell(table, attribute, method, prefix, readings)
            for keyword in attribute.limits:
                yield _limit(table, attribute, keyword, prefix, readings["limits"])
        yield from (_rule(table, rule) for rule in table.rules if rule.text)


def needs(table: Table, methods: tuple[str, ...]) -> tuple[str, ...]:
    """What asking about an object takes: a place at which the target reads or writes it."""
    return tuple(f"binding.{table.component}.{method}" for method in methods)


def asked_by(table: Table, attribute: Attribute | None) -> str:
    """The method by which the limits of an attribute, or objects as such, are asked about: one by which it is sent, or else
    that by which it is read. What can be sent and read is asked about in both ways."""
    allowed = [method for method in table.methods if not attribute or attribute.allowed(method) or method == ANSWER]
    return min(allowed, key=_ORDER.index, default="")


_ORDER = (*WRITES, READ, ANSWER)
_METHODLESS = "its table has no column for any method, so nobody knows what is answered with it"


def _limit_of(table: Table, attribute: str, keyword: str, text: str, prefix: str, method: str, **more: Any) -> Requirement:
    known = method not in ("", ANSWER)
    seen = READ in table.methods and (not attribute or table.attributes[attribute].allowed(READ))
    asked = (f"binding.{table.component}",) if method in WRITES and seen else needs(table, (method,))
    return Requirement(field_id(prefix, table, attribute, keyword), text=text, kind="field",
                       needs=asked if known else (), not_tested="" if known else _METHODLESS, **more)


def _whole(table: Table, prefix: str) -> Iterator[Requirement]:
    method, read = asked_by(table, None), max(table.methods, key=_ORDER.index)
    yield _limit_of(table, "", "type", f"What is called {table.component} is a JSON object.", prefix, method, level="MUST",
                    basis="stated" if READ in table.methods else "implied", source=table.source)
    if known := table.combined.get(read, ()):
        text = f"What is called {table.component} has the attributes of a {' or a '.join(known)} besides its own."
        yield _limit_of(table, "", "combines", text, prefix, read, level="MUST", basis="stated", source=table.source)


def _cell(table: Table, attribute: Attribute, method: str, prefix: str, readings: Mapping[str, str]) -> Requirement:
    code, disputed = attribute.presence[method], attribute.disputed(method)
    code = CONDITIONAL if CONDITIONAL in code else code
    text = (_READ if method == READ else _SENT)[code].format(table=table.told, name=attribute.name, method=method)
    # What a code means for a body is said; what becomes of a body that does not keep to it is not.
    basis = "stated" if method == READ and not disputed else "implied"
    topic = {REQUIRED: "refusal", FORBIDDEN: "forbidden"}.get(code, "presence") if method != READ else "presence"
    idle = _DISPUTED if disputed else _idle(table, attribute, code, method)
    return Requirement(presence_id(prefix, table, attribute.name, method), _level(attribute, method), basis, text,
                       attribute.source, "presence", needs=() if idle else needs(table, (method,)),
                       reading=disputed or attribute.schema.get("x-reading", readings[topic]), not_tested=idle)


def _idle(table: Table, attribute: Attribute, code: str, method: str) -> str:
    """Why a cell is not asked about; empty if it is."""
    if code == CONDITIONAL:
        return _UNSAID
    if (code, method) == (OPTIONAL, READ):
        return _FREE
    seen = attribute.allowed(READ) or "x-renames" in attribute.schema
    unseen = method == "DELETE" or method in WRITES and not seen
    return _UNSEEN if code == FORBIDDEN and unseen else ""


def _limit(table: Table, attribute: Attribute, keyword: str, prefix: str, reading: str) -> Requirement:
    method = asked_by(table, attribute)
    # What is read keeps its limits; nowhere is said that they are enforced where that cannot be read.
    usual = "implied" if method in WRITES and not attribute.allowed(READ) else "stated"
    text = f"The {attribute.name} of {table.told} is {_told(attribute, keyword)}."
    basis = str(attribute.schema.get("x-bases", {}).get(keyword, usual))
    return _limit_of(table, attribute.name, keyword, text, prefix, method, level=_level(attribute, keyword), basis=basis,
                     source=attribute.source, reading=attribute.schema.get("x-reading", reading))


def _told(attribute: Attribute, keyword: str) -> str:
    def plain(value: Any) -> str:
        return " or ".join(f"{each}" for each in value) if isinstance(value, list) else f"{value}"

    return _WORDS[keyword].format(**{word: plain(value) for word, value in {"type": "object", **attribute.schema}.items()})


def _level(attribute: Attribute, word: str) -> str:
    return str(attribute.schema.get("x-level", {}).get(word, "MUST"))


def _rule(table: Table, rule: Rule) -> Requirement:
    said = rule.said
    method = min((method for method in table.methods if rule.holds(method)), key=_ORDER.index)
    return Requirement(rule.id, str(said.get("level", "MUST")), str(said.get("basis", "stated")), rule.text, rule.source, "rule",
                       needs=needs(table, (method,)), reading=str(said.get("reading", "")),
                       not_tested=str(said.get("not_tested", "")))
