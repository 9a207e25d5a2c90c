"""Lies about phone numbers that are assigned to groups, and unassigned."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Task


@violates("OPEASY-NUMBERS-1")
class AssignsRangesOnly(OpEasy):
    """Fails to assign a single number."""

    def assign_numbers(self, users: Users, task: Task) -> None:
        super().assign_numbers(users, task)
        if len(self.numbers_given(task)) == 1:
            raise TaskFailure("100", "No range")


@violates("OPEASY-NUMBERS-1")
class ForgetsAssignedNumbers(OpEasy):
    """Reports that it has assigned numbers to a group, and does not."""

    def put_into_group(self, numbers: list[str], group: str) -> None:
        pass


@violates("OPEASY-NUMBERS-2")
class RefusesRanges(OpEasy):
    """Does not know ranges."""

    def ends_of_range(self, text: str) -> list[str]:
        return [text]


class LeavesOut(OpEasy):
    """Leaves out one number of a range that is assigned."""

    place: ClassVar[int]

    def assign_numbers(self, users: Users, task: Task) -> None:
        super().assign_numbers(users, task)
        numbers = self.numbers_given(task)
        if len(numbers) > 1:
            self.put_into_group([numbers[self.place]], "")


@violates("OPEASY-NUMBERS-2")
class LeavesOutLast(LeavesOut):
    """Takes the last number of a range for the one behind it."""

    place = -1


@violates("OPEASY-NUMBERS-2")
class LeavesOutFirst(LeavesOut):
    """Begins a range behind its first number."""

    place = 0


@violates("OPEASY-NUMBERS-3")
class UnassignsSingleNumbersOnly(OpEasy):
    """Fails to unassign a range."""

    def unassign_numbers(self, users: Users, task: Task) -> None:
        super().unassign_numbers(users, task)
        if self.group_given(task) and len(self.numbers_given(task)) > 1:
            raise TaskFailure("100", "One number at a time")


@violates("OPEASY-NUMBERS-3")
class KeepsUnassignedNumbersBusy(OpEasy):
    """Fails to unassign a number that is in a group."""

    def unassign_numbers(self, users: Users, task: Task) -> None:
        super().unassign_numbers(users, task)
        if self.group_given(task):
            raise TaskFailure("100", "The numbers are in use")


@violates("OPEASY-NUMBERS-4")
class KeepsUnassignedNumbers(OpEasy):
    """Reports that it has unassigned numbers, and leaves them in their group."""

    def unassign_numbers(self, users: Users, task: Task) -> None:
        group = self.group_given(task)
        if group:
            self.check_in_group(self.numbers_given(task), group)


class Retires(OpEasy):
    """Takes numbers from the enterprise that one command takes out of their group."""

    command: ClassVar[str]

    def execute(self, scheduled: Any, task: Task) -> Any:
        result = super().execute(scheduled, task)
        if (task.family, task.command) == ("PhoneNumbers", self.command) and not result.code and self.takes_out(task):
            for number in self.numbers_given(task):
                del self.enterprise.numbers[number]
        return result

    def takes_out(self, task: Task) -> bool:
        group = self.group_given(task)
        return group == "None" or task.command == "Unassign" and bool(group)


@violates("OPEASY-NUMBERS-4")
class RetiresUnassignedNumbers(Retires):
    """Takes unassigned numbers from the enterprise, too."""

    command = "Unassign"


@violates("OPEASY-NUMBERS-10")
class RetiresNumbersWithoutGroup(Retires):
    """Takes numbers from the enterprise that a Modify leaves without a group."""

    command = "Modify"


@violates("OPEASY-NUMBERS-5")
class SeparatesByDashAlone(OpEasy):
    """Takes two numbers with a dash between them for a range, with spaces or without."""

    def ends_of_range(self, text: str) -> list[str]:
        parts = text.split("-")
        half = len(parts) // 2
        even = len(parts) % 2 == 0 and len(parts) > 1
        return ["-".join(part).strip() for part in (parts[:half], parts[half:])] if even else super().ends_of_range(text)


@violates("OPEASY-NUMBERS-6")
class ComparesNumbersToTheLetter(OpEasy):
    """Takes numbers for others if their digits are separated otherwise."""

    def ends_of_range(self, text: str) -> list[str]:
        known = self.settings.phone_numbers.get(self.enterprise.id, ())
        ends = super().ends_of_range(text)
        return ends if all(end in known for end in ends) else []


@violates("OPEASY-NUMBERS-7")
class AssignsToUnknownGroups(OpEasy):
    """Assigns numbers to groups that do not exist."""

    def assign_numbers(self, users: Users, task: Task) -> None:
        self.put_into_group(self.numbers_given(task), self.group_given(task))


@violates("OPEASY-NUMBERS-7")
class AssignsToNoGroup(OpEasy):
    """Takes an empty groupId in Assign for the enterprise."""

    def assign_numbers(self, users: Users, task: Task) -> None:
        if self.group_given(task):
            super().assign_numbers(users, task)


class TakesUnknownNumbers(OpEasy):
    """One command succeeds, without effect, for numbers that the enterprise does not have."""

    command: ClassVar[str]

    def numbers_given(self, task: Task) -> list[str]:
        try:
            return super().numbers_given(task)
        except TaskFailure:
            if task.command != self.command:
                raise
            return []


@violates("OPEASY-NUMBERS-8")
class AssignsUnknownNumbers(TakesUnknownNumbers):
    """Assigns numbers that the enterprise does not have."""

    command = "Assign"


@violates("OPEASY-NUMBERS-8")
class ModifiesUnknownNumbers(TakesUnknownNumbers):
    """Modifies numbers that the enterprise does not have."""

    command = "Modify"


@violates("OPEASY-NUMBERS-8")
class TakesUnknownRanges(OpEasy):
    """Takes those numbers of a range that the enterprise has, even if that is none of them."""

    def numbers_given(self, task: Task) -> list[str]:
        try:
            return super().numbers_given(task)
        except TaskFailure:
            if " - " not in task.part("phoneNumbers")["phoneNumbers"]:
                raise
            return []
