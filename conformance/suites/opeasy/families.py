"""The families of tasks as the checks see them: the name in JSON, and the operations of the API that belong to it."""

from collections.abc import Callable
from typing import Any, TypeVar

from conformance.checks import verifies_in_each

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Family(str):
    """A family; as a text it is its name in JSON bodies, such as ``CallRecording``."""

    __slots__ = ()

    @property
    def tasks(self) -> str:
        """The operation of the API that lists its tasks."""
        return f"get{self}Tasks"

    @property
    def errors(self) -> str:
        """The one that lists its validation errors."""
        return f"get{self}ValidationErrors"

    @property
    def error(self) -> str:
        """The one that shows one of them."""
        return f"get{self}ValidationError"

    @property
    def error_deletion(self) -> str:
        """The one that deletes one of them."""
        return f"delete{self}ValidationError"

    @property
    def results(self) -> str:
        """The one that lists its results."""
        return f"get{self}Results"

    @property
    def size(self) -> tuple[str, str, str]:
        """Where the body of an operation has the number of its tasks."""
        return "tasks", self, "size"

    @property
    def summary(self) -> tuple[str, str, str]:
        """Where the body of an operation has the summary of its validation errors."""
        return "tasks", self, "validationErrors"


USERS = Family("Users")
# In the order in which tasks are processed (lines 175-180).
FAMILIES = tuple(map(Family, ("Users", "CallCenterAgent", "CallForwarding", "CallRecording", "PhoneNumbers")))


# What the target file must name so that tasks of a family can succeed.
SUCCESS_NEEDS = {"CallCenterAgent": ("world.callCenterId",), "PhoneNumbers": ("world.phoneNumberRange",)}


def verifies_in_each_family(*requirements: str, succeeding: bool = False) -> Callable[[_Function], _Function]:
    """Mark a function as one check for each family; the fixture ``opeasy`` is then at work in this family.

    ``succeeding`` says that it has tasks that must succeed.
    """
    return verifies_in_each("family", FAMILIES, *requirements, needs=SUCCESS_NEEDS if succeeding else None)
