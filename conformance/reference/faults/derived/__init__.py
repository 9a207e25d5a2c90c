"""Lies that follow from openapi.yaml alone, for every requirement that follows from it. Nobody lists them by hand.

* ``shapes`` - a status, media type, header or body that is not the documented one; the body breaks in one place
* ``crashes`` - a server error on an unusual request, or on one that breaks a schema
* ``fields`` - a limit of a field is not enforced
* ``margins`` - or not quite where it stands, or not for all values
* ``cells`` - what a table says of an object is not kept

How a server admits bad credentials, or takes a wrong field for a right one, only those know who know the server: they say it
in ``means`` of the faults of the API. An API of which no such requirement is derived has none.
"""

import functools
import importlib
import importlib.util
from collections.abc import Iterator
from typing import Any

import yaml

from conformance.reference import package, prefix, server_class, specs
from conformance.reference.faults.derived.cells import cell_faults
from conformance.reference.faults.derived.crashes import crashes
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
    for fault in _faults(_document(api), server, _means(api)):
        if fault.name in found:
            raise ValueError(f"two derived faults are called {fault.name}")
        found[fault.name] = fault.of(server, prefix(api))
    return found


def _means(api: str) -> Any:
    """The module in which the faults of an API say how its server lies about credentials and fields; None if there is none."""
    name = f"conformance.reference.faults.{package(api)}.means"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _faults(document: Schema, server: Any, means: Any) -> Iterator[Fault]:
    routes = Routes(tuple(operations(document)))
    for operation in routes.operations:
        yield from _operation_faults(document, server, routes, operation)
        for kind, words, members in means.admissions(server, operation.id) if operation.refuses else ():
            yield Fault(f"Admits{kind.title()}Token_{operation.id}", f"SHAPE-{operation.id}-401-{kind}",
                        f"Admits {words} to {operation.id}.", members)
    for field in fields(document).values():
        for limit in field.limits:
            yield Fault(f"Ignores_{field.name}_{limit}", f"FIELD-{field.name}-{limit}",
                        f"Does not enforce {limit} of {field.name}.", lenient(means, server, field.name, limit))
        yield from margins(means, server, field)
    yield from cell_faults(document, server, means)


def _operation_faults(document: Schema, server: Any, routes: Routes, operation: Operation) -> Iterator[Fault]:
    name, start = operation.id, f"SHAPE-{operation.id}"
    for told in shape_lies(document, operation):
        yield Fault(told.name, f"{start}-{told.facet}", told.says, around(server, routes, name, told.lie))
    for crash in crashes(operation):
        yield Fault(f"{crash.name}_{name}", f"{start}-generated", f"Answers 500 to {crash.over} for {name}.",
                    around(server, routes, name, crash.lie))


def _document(api: str) -> Schema:
    text = (specs(api) / "openapi.yaml").read_text(encoding="utf-8")
    document: Schema = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return document
