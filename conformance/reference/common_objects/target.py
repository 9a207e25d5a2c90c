"""What a target file would say about this server: where it serves which object."""

from collections.abc import Mapping
from typing import Any

# Objects of which a DELETE names one: they are read, and updated, at a path with their name. Two are read as a list.
LISTS = ("ServiceAssignmentStatus", "PhoneList")


def as_target(schemas: Mapping[str, Any], token: str) -> dict[str, Any]:
    """Credentials and bindings under the keys of a target file."""
    return {"credentials": {"Authorization": token}, "world": {}, "bindings": {
        name: _binding(name, schema["x-methods"], schemas) for name, schema in schemas.items() if schema.get("x-methods")}}


def _binding(name: str, methods: list[str], schemas: Mapping[str, Any]) -> dict[str, Any]:
    keyed = _key(name, schemas) if {"GET", "DELETE"} <= set(methods) else ""
    one = f"/objects/{name}/{{{keyed}}}" if keyed else f"/objects/{name}"
    paths = {"GET": f"/objects/{name}" if name in LISTS else one, "PUT": one}
    values = {"values": {"name": "greeting-1"}} if name == "AnnouncementFileName" else {}
    return {**{method: paths.get(method, f"/objects/{name}") for method in methods}, **values}


def _key(name: str, schemas: Mapping[str, Any]) -> str:
    combined = [each for each in schemas[name].get("x-combines", ()) if "DELETE" in schemas[each]["x-methods"]]
    rows = [row for each in (*combined, name) for row in schemas[each]["properties"].items()]
    return next((str(attribute) for attribute, said in rows if said.get("x-presence", {}).get("DELETE") == "R"), "")
