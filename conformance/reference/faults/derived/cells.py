"""Lies about objects that are described in tables: about one cell, one limit of an attribute, or one rule between attributes.

How a server tells them, its ``means`` say.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.reference.faults.derived.fault import Fault
from conformance.reference.faults.derived.schemas import Schema

LIMITS = ("type", "oneOf", "anyOf", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
          "minItems", "maxItems", "uniqueItems", "items")
READ, ORDER = "GET", ("PUT", "POST", "DELETE", "GET")
_WRONG: Mapping[str, Any] = {"oneOf": 0.5, "anyOf": 0.5, "enum": "no such value", "const": "no such value", "format": "yesterday",
                             "pattern": "\u2014", "minLength": "", "minItems": [], "items": [0.5]}


def cell_faults(document: Schema, server: Any, means: Any) -> Iterator[Fault]:
    """All lies about the tables of a document; none where it has no tables."""
    for component, schema in document.get("components", {}).get("schemas", {}).items():
        if schema.get("x-methods"):
            yield from _whole(component, schema, server, means)
            for name, said in schema["properties"].items():
                yield from _cells(component, name, said, server, means)
                yield from _limits(component, schema, name, said, server, means)
            yield from _rules(component, schema, server, means)


def _whole(component: str, schema: Schema, server: Any, means: Any) -> Iterator[Fault]:
    if READ in schema["x-methods"]:
        yield Fault(f"AnswersNoObject_{component}", f"FIELD-{component}-type", f"Answers no object for {component}.",
                    means.no_object(server, component))
    else:
        yield Fault(f"TakesAnything_{component}", f"FIELD-{component}-type", f"Takes for a {component} what is no object.",
                    means.lenient(server, component, "", "type"))
    if schema.get("x-combines"):
        says = f"Answers a {component} with its own attributes only."
        yield Fault(f"Separates_{component}", f"FIELD-{component}-combines", says,
                    means.alone(server, component, tuple(schema["properties"])))


def _cells(component: str, name: str, said: Schema, server: Any, means: Any) -> Iterator[Fault]:
    codes = {method: code for method, code in said.get("x-presence", {}).items() if method not in said.get("x-disputed", {})}
    seen = codes.get(READ, "F") != "F" or READ in said.get("x-disputed", {})
    for method, code in codes.items():
        end = f"PRESENCE-{component}-{name}-{method}"
        match ("GET" if method == READ else "write"), code:
            case "GET", "A":
                yield Fault(f"LeavesOut_{component}_{name}", end, f"Answers a {component} without {name}.",
                            means.leaving_out(server, component, name))
            case "GET", "F":
                yield Fault(f"Shows_{component}_{name}", end, f"Answers a {component} with {name}.",
                            means.answering(server, component, name, "shown"))
            case "write", "R":
                yield Fault(f"DoesWithout_{component}_{name}_{method}", end, f"Takes a {method} of a {component} without {name}.",
                            means.coded(server, component, name, method, "O"))
            case "write", "O":
                yield Fault(f"Demands_{component}_{name}_{method}", end, f"Refuses a {method} of a {component} without {name}.",
                            means.coded(server, component, name, method, "R"))
            case "write", "F" if seen and method != "DELETE":
                yield Fault(f"Obeys_{component}_{name}_{method}", end, f"Does what a {method} of a {component} says of {name}.",
                            means.obeying(server, component, name, method))


def _limits(component: str, schema: Schema, name: str, said: Schema, server: Any, means: Any) -> Iterator[Fault]:
    codes = said.get("x-presence", {})
    method = next((each for each in ORDER if each in schema["x-methods"] and codes.get(each, "F") != "F"), "")
    for keyword in ("type", *(word for word in LIMITS if word in said and word != "type")) if method else ():
        if keyword == "type" and not {"type", "$ref"} & said.keys():
            continue
        end = f"FIELD-{component}.{name}-{keyword}"
        if method == READ:
            says = f"Answers a {name} of {component} that breaks {keyword}."
            yield Fault(f"Misanswers_{component}.{name}_{keyword}", end, says,
                        means.answering(server, component, name, _wrong(said, keyword)))
        else:
            yield Fault(f"Ignores_{component}.{name}_{keyword}", end, f"Does not enforce {keyword} of {name} of {component}.",
                        means.lenient(server, component, name, keyword))


def _wrong(said: Schema, keyword: str) -> Any:
    """A value that breaks a keyword."""
    if keyword == "type":
        kinds = said.get("type", "object")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        allowed, tried = [_plain(kind) for kind in kinds], list[Any]([{}, 7, "7", []])
        return next(value for value in tried if value not in allowed)
    if keyword in ("minimum", "maximum"):
        return said[keyword] + (1 if keyword == "maximum" else -1)
    return _WRONG[keyword]


def _plain(kind: str) -> Any:
    return {"object": {}, "integer": 7, "number": 7, "string": "7", "array": []}.get(kind)


def _rules(component: str, schema: Schema, server: Any, means: Any) -> Iterator[Fault]:
    for rule in schema.get("x-rules", ()):
        if set(rule.get("methods") or schema["x-methods"]) - {READ}:
            name = rule["id"].partition("-")[2]
            yield Fault(f"Overlooks_{name}", name, f"Does not mind {name} in a {component}.", means.careless(server, rule["id"]))
