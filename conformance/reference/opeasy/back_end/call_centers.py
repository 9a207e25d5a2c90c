"""The commands about call center agents (lines 7128-7288)."""

from typing import Any

from conformance.reference.opeasy.back_end.knowledge import TaskFailure
from conformance.reference.opeasy.back_end.users import UserCommands
from conformance.reference.opeasy.state import Task, User, Users


class CallCenters(UserCommands):
    """An agent is a user with places in call centers; each place has its settings."""

    def assign_agent(self, users: Users, task: Task) -> None:
        """Assigns an agent to one or more call centers (7131)."""
        user, places = self.user_of(users, task), self.places(task)
        for id_ in places:
            self.check_call_center(id_)
        self.check_not_assigned(user, list(places))
        user.call_centers.update(places)

    def modify_agent(self, users: Users, task: Task) -> None:
        """Changes the given settings and keeps the others (7132)."""
        user, places = self.user_of(users, task), self.places(task)
        for id_ in places:
            self.check_assigned(user, id_)
        for id_, given in places.items():
            user.call_centers[id_] = {**user.call_centers.get(id_, {}), **given}

    def remove_agent(self, users: Users, task: Task) -> None:
        """Removes an agent from one or more call centers (7133)."""
        user, places = self.user_of(users, task), self.places(task)
        for id_ in places:
            self.check_assigned(user, id_)
        for id_ in places:
            user.call_centers.pop(id_, None)

    def places(self, task: Task) -> dict[str, dict[str, Any]]:
        """What callCenterInfo says, by call center."""
        infos = task.content.get("callCenterInfo")
        objects = [each for each in infos if isinstance(each, dict)] if isinstance(infos, list) else []
        return {self.call_center_of(info): dict(info) for info in objects}

    def call_center_of(self, info: dict[str, Any]) -> str:
        """As the examples spell it (7226), not as the table does (7174)."""
        id_ = info.get("callCenterId")
        return id_ if isinstance(id_, str) else ""

    def check_call_center(self, id_: str) -> None:
        """105 for a call center that does not exist (7782-7789)."""
        if not self.is_known("callCenterId", id_):
            raise TaskFailure("105", in_brackets([id_]))

    def check_assigned(self, user: User, id_: str) -> None:
        """105 for a call center that the agent is not assigned to; no other code speaks of call centers."""
        if id_ not in user.call_centers:
            raise TaskFailure("105", in_brackets([id_]))

    def check_not_assigned(self, user: User, ids: list[str]) -> None:
        """107 with all call centers that the agent is assigned to already (7791-7799)."""
        assigned = [id_ for id_ in ids if id_ in user.call_centers]
        if assigned:
            raise TaskFailure("107", in_brackets(assigned))


def in_brackets(ids: list[str]) -> str:
    """Such as [callCenter1@test.com, callCenter2@test.com]."""
    return f"[{', '.join(ids)}]"
