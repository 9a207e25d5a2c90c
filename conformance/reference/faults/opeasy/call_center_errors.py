"""Lies about the codes of call centers."""

from collections.abc import Iterable
from typing import ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure
from conformance.reference.opeasy.state import Task, User


@violates("OPEASY-CODES-105")
class AssignsToUnknownCallCenters(OpEasy):
    """Assigns agents to call centers that do not exist."""

    def check_call_center(self, id_: str) -> None:
        pass


@violates("OPEASY-CODES-105")
class ReportsUnknownCallCentersAsGeneralError(OpEasy):
    """Fails with code 100 where a call center does not exist."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "100" if failure.code == "105" else super().failure_code(failure, task)


@violates("OPEASY-CODES-107")
class AssignsAgentsAgain(OpEasy):
    """Assigns an agent once more to a call center of the agent."""

    def check_not_assigned(self, user: User, ids: list[str]) -> None:
        pass


@violates("OPEASY-CODES-107")
class ReportsAssignedAgentsAsUnassignable(OpEasy):
    """Fails with code 105 where an agent is assigned already."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        return "105" if failure.code == "107" else super().failure_code(failure, task)


class DescribesOtherwise(OpEasy):
    """Describes the failures of one code otherwise."""

    code: ClassVar[str]

    def described(self, text: str, ids: Iterable[str]) -> str:
        """The description; ``text`` is the one that is due, with ``ids`` at its end."""
        raise NotImplementedError

    def failure_description(self, failure: TaskFailure) -> str:
        text = super().failure_description(failure)
        return self.described(text, failure.context.strip("[]").split(", ")) if failure.code == self.code else text


@violates("OPEASY-AGENT-10")
class HidesFailedCallCenter(DescribesOtherwise):
    """Does not say which call center failed."""

    code = "105"

    def described(self, text: str, ids: Iterable[str]) -> str:
        return text.partition(" [")[0]


@violates("OPEASY-AGENT-10")
class QuotesFailedCallCenter(DescribesOtherwise):
    """Puts the call center that failed into quotes instead of square brackets."""

    code = "105"

    def described(self, text: str, ids: Iterable[str]) -> str:
        return text.replace("[", "'").replace("]", "'")


@violates("OPEASY-AGENT-11")
class NamesFirstAssignedCallCenter(DescribesOtherwise):
    """Names the first call center to which an agent is assigned already, and no other one."""

    code = "107"

    def described(self, text: str, ids: Iterable[str]) -> str:
        return f"{text.partition(' [')[0]} [{next(iter(ids))}]"


@violates("OPEASY-AGENT-11")
class HidesAssignedCallCenters(DescribesOtherwise):
    """Does not say to which call centers an agent is assigned already."""

    code = "107"

    def described(self, text: str, ids: Iterable[str]) -> str:
        return text.partition(" [")[0]


@violates("OPEASY-AGENT-11")
class NamesAllCallCentersOfTask(OpEasy):
    """Names every call center of the task, also those to which the agent is not assigned."""

    def check_not_assigned(self, user: User, ids: list[str]) -> None:
        if any(id_ in user.call_centers for id_ in ids):
            raise TaskFailure("107", f"[{', '.join(ids)}]")


@violates("OPEASY-CODES-6")
class DescribesCallCenterErrorsByCode(OpEasy):
    """Describes what fails with 105 or 107 by the code alone."""

    def failure_description(self, failure: TaskFailure) -> str:
        known = super().failure_description(failure)
        return f"Error {failure.code}: {known}" if failure.code in ("105", "107") else known
