"""Lies about Modify of phone numbers, about Unassign without a group, and about activation."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Task


class ModifiesInItsOwnWay(OpEasy):
    """Modifies numbers otherwise where the group is as it is put."""

    def group_of_modify(self, group: str) -> str:
        """The group that a Modify has in mind."""
        raise NotImplementedError

    def group_given(self, task: Task) -> str:
        group = super().group_given(task)
        return self.group_of_modify(group) if task.command == "Modify" else group


@violates("OPEASY-NUMBERS-9")
class ModifiesActivationOnly(ModifiesInItsOwnWay):
    """Leaves numbers where they are, whatever group a Modify has."""

    def group_of_modify(self, group: str) -> str:
        return group if group == "None" or not self.is_known("groupId", group) else ""


@violates("OPEASY-NUMBERS-9")
class FailsToReassignNumbers(OpEasy):
    """Fails to move numbers from one group into another."""

    def modify_numbers(self, users: Users, task: Task) -> None:
        group, numbers = self.group_given(task), self.numbers_given(task)
        before = {self.enterprise.numbers[number].group for number in numbers}
        if group not in ("", "None") and not before <= {"", group}:
            raise TaskFailure("100", "The numbers are in another group")
        super().modify_numbers(users, task)


@violates("OPEASY-NUMBERS-10")
class LooksForGroupNone(OpEasy):
    """Looks for a group that is called None."""

    def modify_numbers(self, users: Users, task: Task) -> None:
        if self.group_given(task) == "None":
            self.check_known("groupId", "None")
        super().modify_numbers(users, task)


@violates("OPEASY-NUMBERS-10")
class TakesNoneForBlank(ModifiesInItsOwnWay):
    """Leaves numbers in their group where a Modify says None."""

    def group_of_modify(self, group: str) -> str:
        return "" if group == "None" else group


@violates("OPEASY-NUMBERS-11")
class TakesBlankForNone(ModifiesInItsOwnWay):
    """Takes numbers out of their group where a Modify has no group."""

    def group_of_modify(self, group: str) -> str:
        return group or "None"


@violates("OPEASY-NUMBERS-11")
class DemandsGroupInModify(OpEasy):
    """Refuses a Modify without a group."""

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        inner = task["content"].get("phoneNumbers")
        lacks = (family, task["command"]) == ("PhoneNumbers", "Modify") and isinstance(inner, dict) and not inner.get("groupId")
        return super().field_messages(family, task) or (["groupId is missing."] if lacks else [])


@violates("OPEASY-NUMBERS-12")
class MovesToUnknownGroups(OpEasy):
    """Moves numbers to groups that do not exist."""

    def modify_numbers(self, users: Users, task: Task) -> None:
        self.put_into_group(self.numbers_given(task), self.group_given(task))


@violates("OPEASY-NUMBERS-12")
class TakesUnknownGroupForBlank(ModifiesInItsOwnWay):
    """Leaves numbers in their group where that of a Modify does not exist."""

    def group_of_modify(self, group: str) -> str:
        return group if group == "None" or self.is_known("groupId", group) else ""


@violates("OPEASY-NUMBERS-13")
class UnassignsWithoutGroup(OpEasy):
    """Unassigns numbers from whatever group they are in if an Unassign has none."""

    def unassign_numbers(self, users: Users, task: Task) -> None:
        if not self.group_given(task):
            self.put_into_group(self.numbers_given(task), "")
        super().unassign_numbers(users, task)


@violates("OPEASY-NUMBERS-13")
class UnassignsFromEmptyGroup(OpEasy):
    """Unassigns numbers if the groupId is empty, but not if there is none."""

    def unassign_numbers(self, users: Users, task: Task) -> None:
        if task.part("phoneNumbers").get("groupId") == "":
            self.put_into_group(self.numbers_given(task), "")
        super().unassign_numbers(users, task)


class ObjectsToActivation(OpEasy):
    """One command objects in validation to what it finds as activated, which is None where it is missing."""

    command: ClassVar[str]
    objectionable: ClassVar[bool | None] = None

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        inner = task["content"].get("phoneNumbers")
        objects = (family, task["command"]) == ("PhoneNumbers", self.command) and isinstance(inner, dict) \
            and inner.get("activated") is self.objectionable
        return super().field_messages(family, task) or (["activated is not valid."] if objects else [])


@violates("OPEASY-NUMBERS-14")
class DemandsActivatedInAssign(ObjectsToActivation):
    """Refuses an Assign without activated."""

    command = "Assign"


@violates("OPEASY-NUMBERS-14")
class DemandsActivatedInUnassign(ObjectsToActivation):
    """Refuses an Unassign without activated."""

    command = "Unassign"


@violates("OPEASY-NUMBERS-15")
class RefusesActivatedUnassigned(ObjectsToActivation):
    """Refuses to activate numbers that are unassigned."""

    command, objectionable = "Unassign", True


@violates("OPEASY-NUMBERS-15")
class FailsToDeactivate(OpEasy):
    """Fails to deactivate numbers."""

    def activate(self, numbers: list[str], task: Task) -> None:
        super().activate(numbers, task)
        if task.command == "Modify" and task.part("phoneNumbers").get("activated") is False and self.group_given(task):
            raise TaskFailure("100", "The numbers are in use")
