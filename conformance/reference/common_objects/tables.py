"""The tables of the document as a server keeps to them: what a body of a method must, may and must not have."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema

from conformance.reference.common_objects.values import Schema, is_a, keeps, limits, reference, sample
from conformance.reference.schemas import component_schemas

API = "common-objects"
OTHER = {"PUT": "POST", "POST": "PUT"}
Body = dict[str, Any]


class Tables:
    """Knows the tables, and says what is wrong with a body. Faults override what is asked about a single promise."""

    announcements: tuple[str, ...] = ("greeting-1", "greeting-2", "text")

    def __init__(self) -> None:
        self.schemas: Mapping[str, Schema] = component_schemas(API)

    def code(self, component: str, attribute: str, method: str) -> str:
        """The code of a cell, empty for none. Where other words of the document contradict it, it counts as conditional."""
        said = self.schemas[component]["properties"].get(attribute, {})
        if method in said.get("x-disputed", {}):
            return "C"
        return str(said.get("x-presence", {}).get(method, ""))

    def enforces(self, component: str, attribute: str, keyword: str) -> bool:
        """Whether a limit of an attribute is kept; without an attribute it is about the body as a whole."""
        return True

    def minds(self, rule: str) -> bool:
        """Whether a rule between attributes is kept."""
        return True

    def knows_announcement(self, name: Any) -> bool:
        """Whether an announcement exists (1085-1089)."""
        return not isinstance(name, str) or name in self.announcements

    def method_of(self, component: str, method: str) -> str:
        """The method by which an object inside of a body counts."""
        known = self.schemas[component]["x-methods"]
        return method if method in known or OTHER.get(method) not in known else OTHER[method]

    def mistakes(self, component: str, method: str, body: Any) -> Iterator[str]:
        """What is wrong with a body."""
        if not isinstance(body, dict):
            yield from [f"{component} is no object"] if self.enforces(component, "", "type") else []
            return
        schema, method = self.schemas[component], self.method_of(component, method)
        for combined in self.combined(component, method):
            yield from self.mistakes(combined, method, body)
        for name, said in schema["properties"].items():
            code = self.code(component, name, method)
            if code == "R" and name not in body or code == "F" and name in body:
                yield f"{name} is {'missing' if code == 'R' else 'forbidden'}"
            if name in body:
                yield from self.value_mistakes(component, name, said, method, body[name])
        broken = [rule["id"] for rule in self.rules(component, method) if breaks(rule["schema"], body)]
        yield from filter(self.minds, broken)
        if component == "AnnouncementFileName" and not self.knows_announcement(body.get("name")):
            yield "there is no such announcement"

    def combined(self, component: str, method: str) -> list[str]:
        """The table whose attributes an object has besides, if any."""
        known = self.schemas[component].get("x-combines", [])
        return [each for each in known if method in self.schemas[each]["x-methods"]][:1]

    def rules(self, component: str, method: str) -> list[Schema]:
        """The rules between attributes for the bodies of a method."""
        known = self.schemas[component].get("x-rules", [])
        return [rule for rule in known if not rule.get("methods") or method in rule["methods"]]

    def value_mistakes(self, component: str, name: str, said: Schema, method: str, value: Any) -> Iterator[str]:
        """What is wrong with the value of an attribute. One of another type breaks nothing but that."""
        broken = [word for word in limits(said) if not keeps(word, said, value)]
        for word in ["type"] if "type" in broken else broken:
            if self.enforces(component, name, word):
                yield f"{name} breaks {word}"
        for inner, item in nested(said, value):
            yield from self.mistakes(inner, method, item)

    def example(self, component: str) -> Body:
        """A whole object as a GET answers it, with all that its rules let stand side by side."""
        found: Body = {}
        for combined in self.combined(component, "GET"):
            found |= self.example(combined)
        for name, said in self.schemas[component]["properties"].items():
            if self.code(component, name, "GET") not in ("F", ""):
                found[name] = self.value(said)
        return self.agreed(component, found, keep=())

    def value(self, said: Schema) -> Any:
        """A value of an attribute as a GET answers it."""
        choices = [said, *said.get("oneOf", ()), *said.get("anyOf", ())]
        if inner := next((reference(part) for part in choices if reference(part)), ""):
            return self.example(inner) if "x-methods" in self.schemas[inner] else {}
        if reference(said.get("items", {})):
            return [self.value(said["items"])]
        return sample(said)

    def agreed(self, component: str, found: Body, keep: tuple[str, ...]) -> Body:
        """An object without what contradicts the attributes to ``keep``, or those before it."""
        for name in reversed(list(found)):
            broken = [rule for rule in self.rules(component, "GET") if breaks(rule["schema"], found)]
            if broken and name not in keep and self.code(component, name, "GET") != "A":
                less = {key: value for key, value in found.items() if key != name}
                if sum(breaks(rule["schema"], less) for rule in self.rules(component, "GET")) < len(broken):
                    found = less
        return found


def nested(said: Schema, value: Any) -> Iterator[tuple[str, Any]]:
    """The objects of other tables that a value is or holds."""
    for part in (said, *said.get("oneOf", ()), *said.get("anyOf", ())):
        if reference(part) and is_a(value, "object"):
            yield reference(part), value
    if "items" in said and isinstance(value, list):
        for item in value:
            yield from nested(said["items"], item)


def breaks(rule: Schema, body: Body) -> bool:
    """Whether an object breaks the schema of a rule."""
    return not jsonschema.Draft202012Validator(rule).is_valid(body)
