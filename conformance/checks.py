"""Checks: functions that name the requirements they ask about, found by importing the suites of an API.

The inventory of checks is independent of what pytest collects or deselects; that is how a check that did not run is missed.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from conformance.problems import Problem
from conformance.verdict import ExitCode

SUITES = "conformance.suites"
_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Check:
    """One check. ``id`` is its place below the suites, such as ``opeasy/lifecycle.py::test_cells[pending]``.

    ``twin`` is the value that tells it from its twins, which ask the same of something else: a fault must be caught by each
    of them, or say about which of them it lies. ``needs`` are those of the check alone, as a requirement has them: without
    them the others still ask about its requirements. ``turn`` is -1 for what is asked first, and 1 for what is asked last.
    """

    id: str
    title: str
    section: str
    requirements: tuple[str, ...]
    twin: str = ""
    needs: tuple[str, ...] = ()
    turn: int = 0


def first(function: _Function) -> _Function:
    """Mark a check that is asked before all others: it goes through much of the API with few requests."""
    function.__turn__ = -1  # type: ignore[attr-defined]
    return function


def last(function: _Function) -> _Function:
    """Mark a check that is asked after all others: it takes far more requests than they do."""
    function.__turn__ = 1  # type: ignore[attr-defined]
    return function


def verifies(*requirements: str, needs: Sequence[str] = ()) -> Callable[[_Function], _Function]:
    """Mark a function as the check of some requirements; ``needs`` are those of the check alone."""
    def mark(function: _Function) -> _Function:
        function.__verifies__ = {"": requirements}  # type: ignore[attr-defined]
        function.__needs__ = {"": tuple(needs)}  # type: ignore[attr-defined]
        return function
    return mark


def verifies_each(parameter: str, table: Mapping[str, Sequence[str]],
                  needs: Mapping[str, Sequence[str]] | None = None) -> Callable[[_Function], _Function]:
    """Mark a function as one check for each value of a parameter, each with requirements, and perhaps needs, of its own."""
    def mark(function: _Function) -> _Function:
        marked: _Function = pytest.mark.parametrize(parameter, list(table), ids=list(table))(function)
        marked.__verifies__ = {value: tuple(names) for value, names in table.items()}  # type: ignore[attr-defined]
        marked.__needs__ = {value: tuple(names) for value, names in (needs or {}).items()}  # type: ignore[attr-defined]
        return marked
    return mark


def verifies_in_each(parameter: str, values: Sequence[str], *requirements: str,
                     needs: Mapping[str, Sequence[str]] | None = None) -> Callable[[_Function], _Function]:
    """Mark a function as one check for each value of a parameter, twins which all ask about the same requirements.

    ``needs`` are what the twin of a value needs, such as a name of ``world``.
    """
    def mark(function: _Function) -> _Function:
        function.__twins__ = True  # type: ignore[attr-defined]
        return verifies_each(parameter, dict.fromkeys(values, requirements), needs)(function)
    return mark


def suite(api: str) -> Any:
    """The package of the checks of an API."""
    return importlib.import_module(f"{SUITES}.{api.replace('-', '_')}")


@functools.cache
def checks(api: str) -> dict[str, Check]:
    """All checks of an API by id; raises Problem ``broken-suite`` for a check that names no requirement."""
    package = suite(api)
    found: dict[str, Check] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        if info.name != "conftest":
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            found |= _of_module(module, f"{package.__name__.rsplit('.', 1)[1]}/{info.name}.py")
    return found


def _of_module(module: Any, place: str) -> dict[str, Check]:
    section = (inspect.getdoc(module) or place).splitlines()[0].rstrip(".")
    found = {}
    for name, function in vars(module).items():
        if not (name.startswith("test_") and callable(function)):
            continue
        if not hasattr(function, "__verifies__"):
            raise Problem("broken-suite", f"{place}::{name} names no requirement", "every check must",
                          "decorate it with @verifies(...)", ExitCode.HARNESS_ERROR)
        for value, requirements in function.__verifies__.items():
            suffix = f"[{value}]" if value else ""
            title, twins = _title(name) + (f": {value}" if value else ""), hasattr(function, "__twins__")
            needs = getattr(function, "__needs__", {}).get(value, ())
            found[f"{place}::{name}{suffix}"] = Check(f"{place}::{name}{suffix}", title, section, tuple(requirements),
                                                       value if twins else "", needs,
                                                       getattr(function, "__turn__", 0))
    return found


def _title(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ").capitalize()


def id_of(node_id: str) -> str:
    """The id of the check behind a pytest node id; empty if it is none of ours."""
    path, _, name = node_id.replace("\\", "/").partition("::")
    marker = SUITES.replace(".", "/") + "/"
    return f"{path.rsplit(marker, 1)[1]}::{name}" if marker in path else ""
