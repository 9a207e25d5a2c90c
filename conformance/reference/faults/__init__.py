"""Faults: servers that are honest but for one lie. Each names the requirements that it violates.

Where the same is asked of several things, such as families of tasks, a fault lies about all of them; one that does not says
which in ``lies_about``.
"""

import importlib
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from conformance.reference import package, prefix

Fault = TypeVar("Fault", bound=type[Any])

_FAULTS: dict[str, dict[str, type[Any]]] = defaultdict(dict)


def violates(*requirement_ids: str) -> Callable[[Fault], Fault]:
    """Registers a fault under its name, for the API that its requirements begin with."""
    def register(fault: Fault) -> Fault:
        known = _FAULTS[requirement_ids[0].partition("-")[0]]
        if fault.__name__ in known:
            raise ValueError(f"there are two faults named {fault.__name__}")
        fault.violated = requirement_ids
        known[fault.__name__] = fault
        return fault
    return register


def faults(api: str) -> dict[str, type[Any]]:
    """The hand-written faults of an API by name."""
    importlib.import_module(f"{__name__}.{package(api)}")
    return dict(_FAULTS[prefix(api)])
