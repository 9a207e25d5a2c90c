"""Lies about the agents of call centers."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.back_end import TaskFailure, Users
from conformance.reference.opeasy.state import Task, User

Places = dict[str, dict[str, Any]]


@violates("OPEASY-AGENT-1")
class ForgetsAgents(OpEasy):
    """Reports that it has assigned an agent, and does not."""

    def assign_agent(self, users: Users, task: Task) -> None:
        user = self.user_of(users, task)
        known = dict(user.call_centers)
        super().assign_agent(users, task)
        user.call_centers = known


@violates("OPEASY-AGENT-1")
class AssignsToSeveralOnly(OpEasy):
    """Fails to assign an agent to a single call center that is named without settings."""

    def assign_agent(self, users: Users, task: Task) -> None:
        super().assign_agent(users, task)
        if all(len(place) == 1 for place in self.places(task).values()):
            raise TaskFailure("105", "[]")


class LooksAtFirst(OpEasy):
    """One command looks at the first call center only."""

    command: ClassVar[str]

    def places(self, task: Task) -> Places:
        places = super().places(task)
        return dict(list(places.items())[:1]) if task.command == self.command else places


@violates("OPEASY-AGENT-2")
class AssignsToFirst(LooksAtFirst):
    """Assigns an agent to the first of several call centers only."""

    command = "Assign"


@violates("OPEASY-AGENT-7")
class RemovesFromFirst(LooksAtFirst):
    """Removes an agent from the first of several call centers only."""

    command = "Remove"


class RefusesSeveral(OpEasy):
    """One command fails for several call centers at once."""

    command: ClassVar[str]

    def places(self, task: Task) -> Places:
        places = super().places(task)
        if len(places) > 1 and task.command == self.command:
            raise TaskFailure("100", "One call center at a time")
        return places


@violates("OPEASY-AGENT-2")
class AssignsToOne(RefusesSeveral):
    """Fails to assign an agent to several call centers at once."""

    command = "Assign"


@violates("OPEASY-AGENT-4")
class ModifiesAtOne(RefusesSeveral):
    """Fails to modify an agent at several call centers at once."""

    command = "Modify"


@violates("OPEASY-AGENT-7")
class RemovesFromOne(RefusesSeveral):
    """Fails to remove an agent from several call centers at once."""

    command = "Remove"


@violates("OPEASY-AGENT-3")
class WantsAllSettings(OpEasy):
    """Fails to modify an agent unless all settings are sent."""

    def modify_agent(self, users: Users, task: Task) -> None:
        super().modify_agent(users, task)
        if any(len(place) < 4 for place in self.places(task).values()):
            raise TaskFailure("100", "The settings are incomplete")


@violates("OPEASY-AGENT-3")
class ModifiesAgentsAway(OpEasy):
    """Takes an agent out of the call center where it was modified."""

    def modify_agent(self, users: Users, task: Task) -> None:
        super().modify_agent(users, task)
        for id_ in self.places(task):
            self.user_of(users, task).call_centers.pop(id_, None)


@violates("OPEASY-AGENT-4")
class ModifiesAtUnknownSecond(OpEasy):
    """Looks for an agent in the first call center only, and fails at the others."""

    def modify_agent(self, users: Users, task: Task) -> None:
        super().modify_agent(users, task)
        if others := list(self.places(task))[1:]:
            raise TaskFailure("105", f"[{others[0]}]")


class FailsWithSupervisors(OpEasy):
    """One command fails if it has supervisors."""

    command: ClassVar[str]

    def places(self, task: Task) -> Places:
        places = super().places(task)
        if task.command == self.command and any("supervisors" in place for place in places.values()):
            raise TaskFailure("100", "Unexpected supervisors")
        return places


@violates("OPEASY-AGENT-5")
class AssignsWithoutSupervisors(FailsWithSupervisors):
    """Fails to assign an agent with supervisors."""

    command = "Assign"


@violates("OPEASY-AGENT-5")
class ModifiesWithoutSupervisors(FailsWithSupervisors):
    """Fails to modify the supervisors of an agent."""

    command = "Modify"


@violates("OPEASY-AGENT-6")
class KeepsRemovedAgents(OpEasy):
    """Reports that it has removed an agent, and does not."""

    def remove_agent(self, users: Users, task: Task) -> None:
        user = self.user_of(users, task)
        known = dict(user.call_centers)
        super().remove_agent(users, task)
        user.call_centers = known


@violates("OPEASY-AGENT-6")
class RemovesWithSettingsOnly(OpEasy):
    """Fails to remove an agent unless the settings are sent, too."""

    def remove_agent(self, users: Users, task: Task) -> None:
        if not any("join" in place for place in self.places(task).values()):
            raise TaskFailure("100", "join is missing")
        super().remove_agent(users, task)


@violates("OPEASY-AGENT-8")
class RemovesFromAll(OpEasy):
    """Removes an agent from every call center."""

    def remove_agent(self, users: Users, task: Task) -> None:
        super().remove_agent(users, task)
        self.user_of(users, task).call_centers.clear()


class AcceptsMissingAgents(OpEasy):
    """One command succeeds, without effect, for an agent that no user is."""

    command: ClassVar[str]

    def user_of(self, users: Users, task: Task) -> User:
        if (task.family, task.command) == ("CallCenterAgent", self.command) and task.user_id not in users:
            return User({}, call_centers={id_: {} for id_ in self.places(task)} if self.command != "Assign" else {})
        return super().user_of(users, task)


@violates("OPEASY-AGENT-9")
class AssignsMissingAgents(AcceptsMissingAgents):
    """Lets Assign succeed for an agent that no user is."""

    command = "Assign"


@violates("OPEASY-AGENT-9")
class ModifiesMissingAgents(AcceptsMissingAgents):
    """Lets Modify succeed for an agent that no user is."""

    command = "Modify"


@violates("OPEASY-AGENT-9")
class RemovesMissingAgents(AcceptsMissingAgents):
    """Lets Remove succeed for an agent that no user is."""

    command = "Remove"


@violates("OPEASY-AGENT-9")
class TakesMissingAgentsForCallCenters(OpEasy):
    """Fails with the code of a call center where the agent does not exist."""

    def failure_code(self, failure: TaskFailure, task: Task) -> str:
        mistaken = task.family == "CallCenterAgent" and failure.code == "101"
        return "105" if mistaken else super().failure_code(failure, task)
