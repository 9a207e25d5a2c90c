"""What the back end knows of an enterprise, and how it fails where a task refers to something else."""

import re
import time
from collections.abc import Callable
from typing import Any

from conformance.reference.opeasy.foundation import Foundation
from conformance.reference.opeasy.settings import DEFAULTS, Settings
from conformance.reference.opeasy.state import Enterprise, Number, ScheduledOperation, Task

# Fields that must name something known, and the setting that holds the known names (lines 5825-6241).
NAMES = {
    "userProfile": "user_profiles", "groupId": "groups", "department": "departments", "phoneNumber": "",
    "servicePacks": "service_packs", "callPickupGroup": "call_pickup_groups", "huntGroup": "hunt_groups",
    "teamsVoiceRoute": "voice_routes", "teamsPbxLocation": "pbx_locations",
    "networkClassOfService": "network_classes_of_service", "language": "languages", "timeZone": "time_zones",
}
DEVICE_NAMES = {"device.type": "device_types", "device.template": "device_templates"}  # 6480-6505
ADDRESSES = ("emailAddress", "alias1", "alias2", "alias3")  # their domains must be known, as that of a userId
LISTS = ("servicePacks",)
FORMS = {"phoneNumber": r"^\+?[0-9]+$", **dict.fromkeys(ADDRESSES, "@.")}
SETTINGS = {**NAMES, **DEVICE_NAMES, "callCenterId": "call_centers"}


class TaskFailure(Exception):
    """A task that the back end could not carry out."""

    def __init__(self, code: str, context: str) -> None:
        super().__init__(code, context)
        self.code = code
        self.context = context


class Knowledge(Foundation):
    """What the commands of all families ask. ``enterprise`` is the one whose task is being executed."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.enterprise = Enterprise()

    def enterprise_of(self, scheduled: ScheduledOperation) -> Enterprise:
        """No enterprise sees what another one has (96-111)."""
        id_ = scheduled.operation.enterprise_id
        if id_ not in self.numbers:
            self.numbers[id_] = {plain(number): Number() for number in self.settings.phone_numbers.get(id_, ())}
        return Enterprise(id_, self.users.setdefault(id_, {}), self.devices.setdefault(id_, {}), self.numbers[id_])

    def check_names(self, task: Task) -> None:
        """Names and numbers must be those of something that exists, and all other domains be known, too (5825-6322)."""
        for name in (*NAMES, *ADDRESSES):
            for value in self.texts(task, name):
                self.check_known(name, value)

    def texts(self, task: Task, name: str) -> list[str]:
        """The texts in a field of a task; what has another form does not refer to anything."""
        value = self.value_of(task, name)
        if isinstance(value, list) is not (name in LISTS):
            return []
        values = value if isinstance(value, list) else [value]
        return [each for each in values if isinstance(each, str) and re.search(FORMS.get(name, ""), each)]

    def value_of(self, task: Task, name: str) -> Any:
        """The value of a field of the user, of ``device.``, or beside them."""
        part, _, field = name.rpartition(".")
        return task.part(part).get(field) if part else task.user.get(name, task.content.get(name))

    def check_known(self, name: str, value: str) -> None:
        """100 for what is not known."""
        if not self.is_known(name, value):
            raise TaskFailure("100", f"Unknown {name} {value}")

    def is_known(self, name: str, value: str) -> bool:
        """Domains are compared whatever their case, numbers by their digits (7569-7572), all other names to the letter."""
        if name in ("userId", *ADDRESSES):
            return value.rpartition("@")[2].lower() == self.settings.domain.lower()
        if name == "phoneNumber":
            return plain(value) in self.enterprise.numbers
        return value in getattr(self.settings, SETTINGS[name])


def plain(number: str) -> str:
    """A phone number without the dashes between its digits (7569-7572); empty if it is none."""
    return number.replace("-", "") if re.fullmatch(r"\+?[0-9]+(-[0-9]+)*", number) else ""
