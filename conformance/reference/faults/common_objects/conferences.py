"""Lies about conferences."""

from conformance.reference.common_objects import CommonObjects
from conformance.reference.common_objects.tables import Body
from conformance.reference.faults import violates


@violates("COMMON-CONFERENCE-3")
class ShowsPin(CommonObjects):
    """Shows a security pin where none is required."""

    def pinned(self, conference: Body) -> Body:
        return {**super().pinned(conference), "securityPin": "1234"}

    def agreed(self, component: str, found: Body, keep: tuple[str, ...]) -> Body:
        return found if "securityPin" in found else super().agreed(component, found, keep)


@violates("COMMON-CONFERENCE-4")
class HidesPin(CommonObjects):
    """Shows no security pin where one is required."""

    def pinned(self, conference: Body) -> Body:
        return {name: value for name, value in conference.items() if name != "securityPin"}


@violates("COMMON-CONFERENCE-5")
class InventsEndTime(CommonObjects):
    """Ends a reservationless conference that was made without an end."""

    def has_default(self, component: str, name: str) -> bool:
        return name == "endTime" or super().has_default(component, name)


@violates("COMMON-CONFERENCE-6")
class MistakesTypes(CommonObjects):
    """Lists conferences with another type than their schedule makes."""

    def conference_type(self, conference: Body) -> str:
        right = super().conference_type(conference)
        return "One Time" if right == "Reservationless" else "Reservationless"


@violates("COMMON-CONFERENCE-13")
class HasNoMediaType(CommonObjects):
    """Reads a greeting without a media type if it was sent without one."""

    def settled(self, component: str, found: Body, sent: Body) -> Body:
        kept = super().settled(component, found, sent)
        silent = component == "ConferenceGreetingAnnouncement" and "mediaType" not in sent
        return {name: value for name, value in kept.items() if name != "mediaType"} if silent else kept
