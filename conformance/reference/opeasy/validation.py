"""Validation Error Handling (lines 326-393): the basic validation of tasks when they are created or appended."""

import time
from collections.abc import Callable
from typing import Any

from jsonschema_rs import Draft202012Validator

from conformance.reference.opeasy.families import BY_NAME
from conformance.reference.opeasy.foundation import Foundation
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.schemas import component_schemas


class Validation(Foundation):
    """Tells what is wrong with a task. Each command has a validator, compiled when it is first needed."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.components = component_schemas("opeasy")
        self.validators: dict[str, Draft202012Validator] = {}

    def field_schema(self, name: str) -> Any:
        """The component schema of a field, such as ``user.lastName``, or of a command, such as ``AddUserTask``."""
        return self.components[name]

    def validator_of(self, family: str, command: str) -> Draft202012Validator | None:
        """Commands without a schema in openapi.yaml have no validator: their content is taken as it is."""
        name = BY_NAME[family].schemas.get(command, "")
        if name in self.components and name not in self.validators:
            schemas = {each: self.field_schema(each) for each in self.components}
            self.validators[name] = Draft202012Validator(
                {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}})
        return self.validators.get(name)

    def task_messages(self, family: str, task: Any) -> list[str]:
        """What is wrong with a task; nothing if it passes validation (330-335)."""
        if not isinstance(task, dict):
            return ["A task must be an object with command and content."]
        return [*self.command_messages(family, task), *self.content_messages(task)] or self.field_messages(family, task)

    def command_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        """A task needs a command, and a family knows its commands (1103-1108, 5789-5812, 7131-7133, 7291, 7406, 7534-7536)."""
        command = task.get("command")
        if not isinstance(command, str):
            return ["command must be a string." if "command" in task else "command is missing."]
        known = BY_NAME[family].commands
        return [] if command in known else [f"command {command[:80]!r} is not one of {', '.join(known)}."]

    def content_messages(self, task: dict[str, Any]) -> list[str]:
        """A task needs an object with its content (1109-1118)."""
        if isinstance(task.get("content"), dict):
            return []
        return ["content must be an object." if "content" in task else "content is missing."]

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        """The limits of the fields in the content (5816-7593)."""
        validator = self.validator_of(family, task["command"])
        errors = validator.iter_errors(task) if validator else ()
        return [f"{'.'.join(map(str, error.instance_path))}: {error.message}" for error in errors]
