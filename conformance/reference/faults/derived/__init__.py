"""Lies that follow from openapi.yaml alone, for every requirement that follows from it. Nobody lists them by hand.

* ``shapes`` - a status, media type, header or body that is not the documented one; the body breaks in one place
* ``access`` - bad credentials are admitted
* ``crashes`` - a server error on an unusual request
* ``fields`` - a limit of a field is not enforced
* ``margins`` - or not quite where it stands, or not for all values
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from conformance.reference import prefix, server_class
from conformance.reference.faults.derived.access import admissions
from conformance.reference.faults.derived.crashes import crash
from conformance.reference.faults.derived.fault import Fault, around
from conformance.reference.faults.derived.fields import fields, lenient
from conformance.reference.faults.derived.margins import margins
from conformance.reference.faults.derived.operations import Operation, Routes, operations
from conformance.reference.faults.derived.schemas import Schema
from conformance.reference.faults.derived.shapes import shape_lies


@functools.cache
def derived_faults(api: str) -> dict[str, type[Any]]:
    """All derived faults of an API by name: subclasses of its honest server, none of them started yet."""
    server, found = server_class(api), dict[str, type[Any]]()
    for fault in _faults(_document(api), server):
        if fault.name in found:
            raise ValueError(f"two derived faults are called {fault.name}")
        found[fault.name] = fault.of(server, prefix(api))
    return found


def _faults(document: Schema, server: Any) -> Iterator[Fault]:
    routes = Routes(tuple(operations(document)))
    for operation in routes.operations:
        yield from _operation_faults(document, server, routes, operation)
    for field in fields(document).values():
        for limit in field.limits:
            yield Fault(f"Ignores_{field.name}_{limit}", f"FIELD-{field.name}-{limit}",
                        f"Does not enforce {limit} of {field.name}.", lenient(server, field.name, limit))
        yield from margins(server, field)


def _operation_faults(document: Schema, server: Any, routes: Routes, operation: Operation) -> Iterator[Fault]:
    name, start = operation.id, f"SHAPE-{operation.id}"
    for told in shape_lies(document, operation):
        yield Fault(told.name, f"{start}-{told.facet}", told.says, around(server, routes, name, told.lie))
    for kind, words, members in admissions(server, name) if operation.secured else ():
        yield Fault(f"Admits{kind.title()}Token_{name}", f"{start}-401-{kind}", f"Admits {words} to {name}.", members)
    yield Fault(f"Crashes_{name}", f"{start}-generated", f"Answers 500 to an unusual request for {name}.",
                around(server, routes, name, crash(operation)))


def _document(api: str) -> Schema:
    package = Path(__file__).resolve().parents[3]
    # Inside the package in an installed wheel, beside it in a checkout.
    folder = next(specs for specs in (package / "specs", package.parent / "specs") if specs.is_dir())
    text = (folder / api / "openapi.yaml").read_text(encoding="utf-8")
    document: Schema = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return document
