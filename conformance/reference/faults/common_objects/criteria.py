"""Lies about criteria and schedules."""

from conformance.reference.common_objects import CommonObjects
from conformance.reference.common_objects.tables import Body
from conformance.reference.faults import violates


@violates("COMMON-CRITERIA-5")
class MisnamesSchedules(CommonObjects):
    """Tells a name of a schedule that is not its own."""

    def shown(self, component: str, found: Body, rich: bool) -> Body:
        answer = super().shown(component, found, rich)
        return {**answer, "timeSchedule": "another"} if isinstance(answer.get("timeSchedule"), str) else answer


@violates("COMMON-CRITERIA-5")
class MisnamesTheSecond(CommonObjects):
    """Tells a name of the schedule of the second criteria that is not its own."""

    def another(self, component: str) -> Body:
        other = super().another(component)
        return {**other, "timeSchedule": "another"} if isinstance(other.get("timeSchedule"), str) else other


@violates("COMMON-CRITERIA-6")
class ForgetsNewNames(CommonObjects):
    """Takes a newName, and keeps the former one."""

    def renamed(self, changed: Body, key: str) -> Body:
        return {name: value for name, value in changed.items() if name != "newName"}


@violates("COMMON-CRITERIA-6")
class KeepsFormerNames(CommonObjects):
    """Has a criteria under its new name, and under the former one, too."""

    def update(self, component: str, name: str | None, changed: Body) -> None:
        former = self.found(component, name) if "newName" in changed else None
        super().update(component, name, changed)
        if former:
            self.add(component, former)


@violates("COMMON-PRESENCE-Criteria-newName-POST")
class RenamesAtOnce(CommonObjects):
    """Gives a new criteria its newName, which only an update may have."""

    def code(self, component: str, attribute: str, method: str) -> str:
        asked = (component, attribute, method)
        return "O" if asked == ("Criteria", "newName", "POST") else super().code(component, attribute, method)

    def add(self, component: str, made: Body) -> None:
        super().add(component, self.renamed(made, self.key(component)))


@violates("COMMON-CRITERIA-7")
class KeepsSchedules(CommonObjects):
    """Takes null for a schedule, and keeps the schedule."""

    def settled(self, component: str, found: Body, sent: Body) -> Body:
        return super().settled(component, found, {name: value for name, value in sent.items() if value is not None})


@violates("COMMON-CRITERIA-12")
class KnowsNoDefaultLevel(CommonObjects):
    """Gives a schedule without a level none."""

    def has_default(self, component: str, name: str) -> bool:
        return name != "level" and super().has_default(component, name)
