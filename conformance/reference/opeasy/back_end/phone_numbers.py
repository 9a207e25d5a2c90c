"""The commands about phone numbers (lines 7532-7654)."""

from conformance.reference.opeasy.back_end.knowledge import Knowledge, TaskFailure, plain
from conformance.reference.opeasy.state import Task, Users

NO_GROUP = "None"  # in a Modify (7552-7555)


class PhoneNumbers(Knowledge):
    """Each number of an enterprise is in one of its groups or in none, and is activated or not."""

    def assign_numbers(self, users: Users, task: Task) -> None:
        """Assigns numbers to a group that exists (7546-7549)."""
        group, numbers = self.group_given(task), self.numbers_given(task)
        self.check_known("groupId", group)
        self.put_into_group(numbers, group)
        self.activate(numbers, task)

    def modify_numbers(self, users: Users, task: Task) -> None:
        """Assigns, reassigns or unassigns numbers, or leaves them where they are (7549-7556)."""
        group, numbers = self.group_given(task), self.numbers_given(task)
        if group == NO_GROUP:
            self.put_into_group(numbers, "")
        elif group:
            self.check_known("groupId", group)
            self.put_into_group(numbers, group)
        self.activate(numbers, task)

    def unassign_numbers(self, users: Users, task: Task) -> None:
        """Without a group the request is ignored (7556-7557)."""
        group = self.group_given(task)
        if not group:
            return
        numbers = self.numbers_given(task)
        self.check_in_group(numbers, group)
        self.put_into_group(numbers, "")
        self.activate(numbers, task)

    # ------------------------------------------------------------------------------------------------ what is given
    def group_given(self, task: Task) -> str:
        """Empty where there is none."""
        group = task.part("phoneNumbers").get("groupId")
        return group if isinstance(group, str) else ""

    def numbers_given(self, task: Task) -> list[str]:
        """The numbers of a single number or a range, in their plain form; 100 unless the enterprise has all of them."""
        text = task.part("phoneNumbers").get("phoneNumbers")
        ends = [plain(end) for end in self.ends_of_range(text)] if isinstance(text, str) else []
        numbers = self.numbers_in_range(ends[0], ends[-1]) if ends and all(ends) else []
        if not numbers or len(numbers) != self.range_size(ends[0], ends[-1]):
            raise TaskFailure("100", f"Unknown phoneNumbers {text}")
        return numbers

    def ends_of_range(self, text: str) -> list[str]:
        """A space, a dash and a space separate the ends; a single number is both of them (7565-7573)."""
        ends = text.split(" - ")
        return ends if len(ends) <= 2 else []

    def numbers_in_range(self, first: str, last: str) -> list[str]:
        """The numbers of the enterprise from the first to the last, which are in it (7565-7566)."""
        return [number for number in self.enterprise.numbers
                if len(first) == len(number) == len(last) and first <= number <= last]

    def range_size(self, first: str, last: str) -> int:
        """How many numbers there are from the first to the last."""
        return int(last) - int(first) + 1

    # ------------------------------------------------------------------------------------------------- what is done
    def check_in_group(self, numbers: list[str], group: str) -> None:
        """100 unless all of them are in the group."""
        strangers = [number for number in numbers if self.enterprise.numbers[number].group != group]
        if strangers:
            raise TaskFailure("100", f"Not in group {group}: {', '.join(strangers)}")

    def put_into_group(self, numbers: list[str], group: str) -> None:
        for number in numbers:
            self.enterprise.numbers[number].group = group

    def activate(self, numbers: list[str], task: Task) -> None:
        """Activates or deactivates the numbers if the task says so (7581-7585)."""
        activated = task.part("phoneNumbers").get("activated")
        if isinstance(activated, bool):
            for number in numbers:
                self.enterprise.numbers[number].activated = activated
