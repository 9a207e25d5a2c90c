"""The commands of all families by openapi.yaml, and for each of their fields what valid values look like."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.openapi import Field, fields
from conformance.oracle import Oracle, oracle
from conformance.places import Place, at, put
from conformance.strategies.family import Task
from conformance.strategies.identifiers import (
    extensions,
    mac_addresses,
    number_ranges,
    passwords,
    phone_numbers,
    user_ids,
)
from conformance.strategies.values import texts, valid

API = "opeasy"
_DEVICE = "AddUserDevice"  # its tasks name a device, though openapi.yaml does not insist
_Known = Callable[["World"], st.SearchStrategy[Any]]


@dataclass(frozen=True)
class World:
    """What tasks may name: a domain, and a group; without a group it is only named where it must be."""

    domain: str = "example.com"
    group: str | None = None


def _id(world: World) -> st.SearchStrategy[str]:
    return user_ids(domain=world.domain)


def _number(world: World) -> st.SearchStrategy[str]:
    return phone_numbers()


_KNOWN: Mapping[str, _Known] = {
    **dict.fromkeys(("CallCenterAgent.agentId", "CallRecording.userId", "CallForwarding.userId"), _id),
    **dict.fromkeys(("user.phoneNumber", "CallForwarding.callforwarding.callFwdAllNumber"), _number),
    **dict.fromkeys(("groupId", "PhoneNumbers.groupId"), lambda world: st.just(world.group or "group-1")),
    **dict.fromkeys(("user.userPassword", "user.sipAuthPassword", "device.accessPassword"), lambda world: passwords()),
    "PhoneNumbers.phoneNumbers": lambda world: st.one_of(phone_numbers(), number_ranges()),
    "CallCenterAgent.callCenterInfo.items.supervisors": lambda world: st.lists(_id(world), max_size=2),
    "user.extension": lambda world: extensions(), "device.macAddress": lambda world: mac_addresses(),
}


@dataclass(frozen=True)
class Command:
    """A command of a family; ``component`` is the schema of its tasks."""

    family: str
    component: str

    @property
    def name(self) -> str:
        """As it stands in a task."""
        return str(_schemas()[self.component]["properties"]["command"]["const"])

    @property
    def oracle(self) -> Oracle:
        """What judges its tasks."""
        return oracle(API, self.component)

    @functools.cached_property
    def fields(self) -> dict[str, Field]:
        """Its fields by name."""
        return {field.name: field for field in fields(load(API).openapi, _schemas()[self.component])}

    def is_needed(self, field: Field) -> bool:
        """Whether each task of ours has this field."""
        return bool(field.required) or self.name == _DEVICE and field.name == "device.name"

    def is_optional(self, field: Field) -> bool:
        """Whether a field may be left out and holds no others, so that it can be added alone."""
        return not self.is_needed(field) and not _is_empty(field) and field.path[-1] != "[]"

    def values(self, field: Field, world: World) -> st.SearchStrategy[Any]:
        """Valid values of one of its fields; what holds other fields begins empty."""
        if _is_empty(field):
            return st.just([{}] if field.schema["type"] == "array" else {})
        known = _KNOWN.get(field.name)
        return known(world) if known else valid(field.schema, world.domain)

    def put(self, task: Task, field: Field, value: Any) -> tuple[Task, Place]:
        """The task with a value in a field, and its place; an object that holds something already stays."""
        if _is_empty(field) and at(task, field.path):
            return task, field.path
        changed: tuple[Task, Place] = put(task, field.path, value)
        return changed


def _is_empty(field: Field) -> bool:
    items = field.schema.get("items", {}).get("$ref", "").rsplit("/", 1)[-1]
    return "object" in (field.schema["type"], _schemas().get(items, {}).get("type"))


def _schemas() -> dict[str, Any]:
    found: dict[str, Any] = load(API).openapi["components"]["schemas"]
    return found


@functools.cache
def commands(family: str | None = None, name: str | None = None) -> tuple[Command, ...]:
    """The commands of a family, or of all; by name only those that are called so. Raises ValueError if there are none."""
    found = [Command(each, reference["$ref"].rsplit("/", 1)[1]) for each in _schemas()["Tasks"]["properties"]
             for reference in _schemas()[f"{each}Task"]["oneOf"]]
    chosen = tuple(each for each in found if family in (None, each.family) and name in (None, each.name))
    if not chosen:
        known = ", ".join(dict.fromkeys(f"{each.family} {each.name}" for each in found))
        raise ValueError(f"there is no command {name or 'at all'} of {family or 'any family'}; there are {known}")
    return chosen


def unknown_commands(family: str) -> st.SearchStrategy[str]:
    """Words that are no command of a family."""
    known = {each.name for each in commands(family)}
    return texts(1, 12).map(lambda text: f"No{text}").filter(lambda text: text not in known)
