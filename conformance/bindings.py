"""Where a target reads and writes the objects of an API that describes objects and no endpoints."""

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance import catalogue
from conformance.problems import Problem, did_you_mean
from conformance.tables import Table, tables

_NAMED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Spot:
    """A path in which ``{attribute}`` stands for that of the object, and the way to the object inside of a body."""

    url: str
    at: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that the path takes from the object."""
        return tuple(_NAMED.findall(self.url))

    def of(self, known: Mapping[str, Any]) -> str:
        """The path of one object; raises KeyError if it lacks an attribute that the path takes."""
        return _NAMED.sub(lambda found: urllib.parse.quote(str(known[found[1]]), safe=""), self.url)


@dataclass(frozen=True)
class Binding:
    """Where one object is read and written, by method, and values that it must have here."""

    spots: Mapping[str, Spot]
    values: Mapping[str, Any] = field(default_factory=dict)


Bindings = Mapping[str, Binding]


def read(api: str, said: Mapping[str, Any], path: Path) -> Bindings:
    """The bindings of a target file by component; raises Problem ``target-file`` for what no table has, or is there twice."""
    known = tables(catalogue.load(api).openapi)
    found: dict[str, Binding] = {}
    for name, binding in said.items():
        table = _table(name, known, api, path)
        if table.component in found:
            raise Problem("target-file", f"{path} binds {table.component} twice", f"it is called {table.title}, too",
                          "an object has one binding: put them together")
        found[table.component] = _binding(table, known, binding, path)
    return found


def _table(name: str, known: Mapping[str, Table], api: str, path: Path) -> Table:
    called = [known[name]] if name in known else [each for each in known.values() if each.title == name]
    if len(called) == 1:
        return called[0]
    raise Problem("target-file", f"{path} binds {name}, which is {'several objects' if called else 'no object'} of {api}",
                  f"{api} describes {len(known)} objects",
                  f"write one of {', '.join(each.component for each in called)}" if called else
                  did_you_mean(name, known, f"`conformance objects {api}` shows them"))


def _binding(table: Table, known: Mapping[str, Table], said: Mapping[str, Any], path: Path) -> Binding:
    attributes = {name for each in (table, *(known[other] for other in table.combines)) for name in each.attributes}
    spots = {method: _spot(place) for method, place in said.items() if method != "values"}
    for method, spot in spots.items():
        if method not in table.methods:
            raise _problem(path, table, method, f"its table has {', '.join(table.methods)}", "take the method out")
        if strange := [name for name in spot.names if name not in attributes]:
            raise _problem(path, table, method, f"it has no attribute {strange[0]}", "a path names attributes in {braces}")
    values = said.get("values", {})
    if strange := [name for name in values if name not in attributes]:
        raise _problem(path, table, "values", f"it has no attribute {strange[0]}",
                       did_you_mean(strange[0], attributes, f"it has {', '.join(sorted(attributes))}"))
    return Binding(spots, values)


def _spot(said: Any) -> Spot:
    if isinstance(said, str):
        return Spot(said)
    return Spot(said["url"], tuple(said["at"].split("/")) if "at" in said else ())


def _problem(path: Path, table: Table, method: str, cause: str, hint: str) -> Problem:
    return Problem("target-file", f"{path} is not as it should be at bindings/{table.component}/{method}", cause, hint)


def lacking(bound: Bindings, need: str) -> str:
    """Why a target cannot serve a need such as ``binding.CallForwarding.PUT``; empty if it can."""
    _, _, wanted = need.partition(".")
    component, _, method = wanted.partition(".")
    if not wanted:
        return "" if bound else "needs a binding: say under bindings in the target file where objects are read and written"
    if component not in bound:
        return f"needs a binding of {component}: add it under bindings in the target file"
    if method and method not in bound[component].spots:
        return f"needs a binding of {component} for {method}: add `{method}: /path` to it in the target file"
    return ""
