"""Lies about the limits of single fields, in some commands or for some values only."""

import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Task

EACH = "*"  # in a path, each item of a list


def changed(value: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    """A copy in which what stands at the end of the path is changed."""
    if not path:
        return change(value)
    if path[0] == EACH:
        return [changed(item, path[1:], change) for item in value] if isinstance(value, list) else value
    if isinstance(value, dict) and path[0] in value:
        return {**value, path[0]: changed(value[path[0]], path[1:], change)}
    return value


class Misreads(OpEasy):
    """Validates something else than what was sent, in one place of the content; without commands in all of the family."""

    family: ClassVar[str] = "Users"
    commands: ClassVar[tuple[str, ...]] = ()
    path: ClassVar[tuple[str, ...]]

    def seen(self, value: Any) -> Any:
        """What it takes a value for."""
        raise NotImplementedError

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        if family == self.family and task["command"] in (self.commands or (task["command"],)):
            task = {**task, "content": changed(task["content"], self.path, self.seen)}
        return super().field_messages(family, task)

    def command_of(self, task: Task) -> str:
        # A back end that refused the value would only be late.
        wrong = OpEasy.field_messages(self, task.family, {"command": task.command, "content": task.content})
        return "succeed" if wrong else super().command_of(task)


@violates("OPEASY-FIELD-user.firstName-maxLength")
class AcceptsLongerFirstName(Misreads):
    """Accepts 31 characters for the firstName in ModifyUser."""

    commands, path = ("ModifyUser",), ("user", "firstName")

    def seen(self, value: Any) -> Any:
        return value[:30] if isinstance(value, str) and len(value) == 31 else value


@violates("OPEASY-VALUE-1")
class TrimsBeforeMeasuring(Misreads):
    """Measures the lastName without the blanks around it."""

    path = ("user", "lastName")

    def seen(self, value: Any) -> Any:
        return value.strip(" ") if isinstance(value, str) else value


@violates("OPEASY-FIELD-user.zipPostalCode-maxLength")
class MeasuresNoPostalCodesWithDevices(Misreads):
    """Does not measure the zipPostalCode in AddUserDevice."""

    commands, path = ("AddUserDevice",), ("user", "zipPostalCode")

    def seen(self, value: Any) -> Any:
        return value[:50] if isinstance(value, str) else value


@violates("OPEASY-TEXT-4")
class QuietlyCountsBytes(Misreads):
    """Counts the bytes of a city instead of its characters."""

    path = ("user", "city")

    def seen(self, value: Any) -> Any:
        return "x" * len(value.encode()) if isinstance(value, str) else value


@violates("OPEASY-TEXT-4")
class CountsSurrogates(Misreads):
    """Counts characters beyond the basic plane twice in a title."""

    path = ("user", "title")

    def seen(self, value: Any) -> Any:
        return "x" * (len(value.encode("utf-16-le")) // 2) if isinstance(value, str) else value


@violates("OPEASY-VALUE-3")
class AcceptsForeignDigits(Misreads):
    """Accepts the digits of any script in an extension."""

    path = ("user", "extension")

    def seen(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return "".join(str(unicodedata.decimal(each, None) or 0) if each.isdecimal() else each for each in value)


@violates("OPEASY-FIELD-user.pagerNumber-pattern")
class OverlooksTrailingNewline(Misreads):
    """Accepts a newline behind the digits of a pagerNumber."""

    path = ("user", "pagerNumber")

    def seen(self, value: Any) -> Any:
        return value.removesuffix("\n") if isinstance(value, str) else value


@violates("OPEASY-VALUE-4")
class TakesNullForAbsent(Misreads):
    """Accepts null for the firstName in AddUser."""

    commands, path = ("AddUser",), ("user", "firstName")

    def seen(self, value: Any) -> Any:
        return "" if value is None else value


@violates("OPEASY-FIELD-user.userId-pattern")
class DemandsSeventhCharacter(Misreads):
    """Refuses a userId whose address has exactly six characters."""

    path = ("user", "userId")

    def seen(self, value: Any) -> Any:
        return value[1:] if isinstance(value, str) and value.find("@") == 6 else value


@violates("OPEASY-FIELD-device.dect112Info.repeaterIpeiNumber-maxItems")
class AcceptsFourthRepeater(Misreads):
    """Accepts a fourth repeaterIpeiNumber."""

    path = ("device", "dect112Info", "repeaterIpeiNumber")

    def seen(self, value: Any) -> Any:
        return value[:3] if isinstance(value, list) and len(value) == 4 else value


class MisreadsSkills(Misreads):
    """Reads the skillLevel of each call center in its own way."""

    family = "CallCenterAgent"
    path: ClassVar[tuple[str, ...]] = ("callCenterInfo", EACH, "skillLevel")
    lies_about = ("CallCenterAgent",)


@violates("OPEASY-FIELD-CallCenterAgent.callCenterInfo.items.skillLevel-type")
class ReadsSkillsInText(MisreadsSkills):
    """Accepts a string of digits as a skillLevel."""

    digits = tuple(map(str, range(1, 21)))

    def seen(self, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value in self.digits else value


@violates("OPEASY-FIELD-CallCenterAgent.callCenterInfo.items.skillLevel-minimum")
class AcceptsNoSkill(MisreadsSkills):
    """Accepts 0 as a skillLevel in Modify."""

    commands = ("Modify",)

    def seen(self, value: Any) -> Any:
        return 1 if value == 0 and not isinstance(value, bool) else value


@violates("OPEASY-FIELD-CallCenterAgent.callCenterInfo.items.skillLevel-maximum")
class LooksAtFirstCallCenter(MisreadsSkills):
    """Validates only the first call center of an agent."""

    path = ("callCenterInfo",)

    def seen(self, value: Any) -> Any:
        return value[:1] if isinstance(value, list) else value


@violates("OPEASY-VALUE-2")
class IgnoresCaseOfRecordCall(Misreads):
    """Accepts the values of recordCall in any case."""

    family, path = "CallRecording", ("callRecording", "recordCall")
    lies_about = ("CallRecording",)
    values = ("Never", "Always", "AlwaysWithPauseResume", "OnDemand", "OnDemandWithUserInitiatedStart")

    def seen(self, value: Any) -> Any:
        return next((each for each in self.values if each.lower() == str(value).lower()), value)


@violates("OPEASY-FIELD-CallRecording.callRecording.repeatRecordCallWarningToneSeconds-maximum")
class ExcludesLongestInterval(Misreads):
    """Refuses 1800 seconds, the end of the range."""

    family, path = "CallRecording", ("callRecording", "repeatRecordCallWarningToneSeconds")
    lies_about = ("CallRecording",)

    def seen(self, value: Any) -> Any:
        return 1801 if value == 1800 else value


@violates("OPEASY-FORWARDING-5")
class RefusesNoRings(Misreads):
    """Takes 0 rings for no value at all."""

    family, path = "CallForwarding", ("callforwarding", "callFwdNoAnswerRings")
    lies_about = ("CallForwarding",)

    def seen(self, value: Any) -> Any:
        return value if value or isinstance(value, bool) else None


@violates("OPEASY-FIELD-CallForwarding.callforwarding.callFwdAllActive-type")
class ReadsWordsAsSwitches(Misreads):
    """Accepts the words true and false for callFwdAllActive."""

    family, path = "CallForwarding", ("callforwarding", "callFwdAllActive")
    lies_about = ("CallForwarding",)

    def seen(self, value: Any) -> Any:
        return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
