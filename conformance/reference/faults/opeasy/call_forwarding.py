"""Lies about CallForwarding."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.call_settings import (
    AcceptsMissingUsers,
    AcceptsNoSettings,
    FailsFor,
    MistakesMissingUsers,
    ObjectsTo,
)
from conformance.reference.opeasy import OpEasy


@violates("OPEASY-FORWARDING-1")
class KnowsCallForwardingOnly(OpEasy):
    """Spells callforwarding with a capital letter, as its sibling, and refuses the documented name."""

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        if family == "CallForwarding" and "callforwarding" in task["content"]:
            return ["callForwarding is missing."]
        return super().field_messages(family, task)


@violates("OPEASY-FORWARDING-1")
class FailsToReplaceForwarding(FailsFor):
    """Fails to modify all settings of call forwarding at once."""

    family = "CallForwarding"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return len(settings) >= 10


@violates("OPEASY-FORWARDING-2")
class DemandsPairsOfSettings(ObjectsTo):
    """Refuses a single setting of call forwarding."""

    family = "CallForwarding"

    def objects_to(self, settings: dict[str, Any]) -> bool:
        return len(settings) == 1


@violates("OPEASY-FORWARDING-2")
class FailsForNumbersAlone(FailsFor):
    """Fails to modify the destination of a forwarding that is not switched on by the same task."""

    family = "CallForwarding"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return any(name.endswith("Number") and name.replace("Number", "Active") not in settings for name in settings)


@violates("OPEASY-FORWARDING-3")
class ForwardsMissingUsers(AcceptsMissingUsers):
    """Modifies the call forwarding of a user who does not exist."""

    family = "CallForwarding"


@violates("OPEASY-FORWARDING-3")
class MistakesMissingUsersOfForwarding(MistakesMissingUsers):
    """Fails with the code of a missing device where the user of call forwarding does not exist."""

    family = "CallForwarding"


@violates("OPEASY-FORWARDING-4")
class FailsToForwardUnreachable(FailsFor):
    """Fails to switch on the forwarding of calls to a device out of reach."""

    family = "CallForwarding"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return settings.get("callFwdNotReachableActive") is True


@violates("OPEASY-FORWARDING-4")
class WantsRingsWhileActive(ObjectsTo):
    """Refuses to forward calls that nobody takes unless the rings are sent, too."""

    family = "CallForwarding"

    def objects_to(self, settings: dict[str, Any]) -> bool:
        return settings.get("callFwdNoAnswerActive") is True and "callFwdNoAnswerRings" not in settings


@violates("OPEASY-FORWARDING-5")
class WantsOneRing(FailsFor):
    """Fails for no rings at all."""

    family = "CallForwarding"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return settings.get("callFwdNoAnswerRings") == 0


@violates("OPEASY-FORWARDING-5")
class StopsBelowTwentyRings(FailsFor):
    """Fails for the greatest number of rings."""

    family = "CallForwarding"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return int(settings.get("callFwdNoAnswerRings", 0)) >= 20


@violates("OPEASY-FORWARDING-6")
class AcceptsTasksWithoutForwarding(AcceptsNoSettings):
    """Accepts a CallForwarding task without callforwarding."""

    family = "CallForwarding"
