"""What a target file would say about this server: where it serves which object."""

from typing import Any

from conformance.reference.common_objects.stores import Stores

LISTS = ("ServiceAssignmentStatus", "PhoneList")  # read as a list, although a path leads to each of their objects


def as_target(stores: Stores, token: str) -> dict[str, Any]:
    """Credentials and bindings under the keys of a target file."""
    known = {name: schema["x-methods"] for name, schema in stores.schemas.items() if schema.get("x-methods")}
    return {"credentials": {"Authorization": token}, "world": {},
            "bindings": {name: _binding(stores, name, methods) for name, methods in known.items()}}


def _binding(stores: Stores, name: str, methods: list[str]) -> dict[str, Any]:
    """Objects of which a DELETE names one are read, and updated, at a path with their name."""
    key = stores.key(name)
    one = f"/objects/{name}/{{{key}}}" if key else f"/objects/{name}"
    paths = {"GET": f"/objects/{name}" if name in LISTS else one, "PUT": one}
    values = {"values": {"name": stores.announcements[0]}} if name == "AnnouncementFileName" else {}
    return {**{method: paths.get(method, f"/objects/{name}") for method in methods}, **values}
