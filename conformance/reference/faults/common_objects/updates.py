"""Lies about what an update changes."""

from typing import Any

from conformance.reference.common_objects import CommonObjects
from conformance.reference.common_objects.tables import Body
from conformance.reference.faults import violates


@violates("COMMON-BODY-1")
class ForgetsTheRest(CommonObjects):
    """Gives what an update leaves out its default again."""

    def merged(self, component: str, found: Body, sent: Body) -> Body:
        names = {name: value for name, value in found.items() if name == self.key(component)}
        return {**self.made(component, {}), **names, **super().merged(component, {}, sent)}


@violates("COMMON-BODY-2")
class ForgetsUpdates(CommonObjects):
    """Takes updates, and changes nothing."""

    def update(self, component: str, name: str | None, changed: Body) -> None:
        pass


@violates("COMMON-VOICEMAIL-6")
class KeepsAnnouncements(CommonObjects):
    """Keeps an announcement where an empty string should unassign it."""

    def taken(self, component: str, sent: Body) -> Body:
        kept = super().taken(component, sent)
        return {name: value for name, value in kept.items() if value != "" or not name.endswith("PersonalAudioFile")
                and name != "extendedAwayAudioFile"}


@violates("COMMON-FILE-1")
class KnowsAnyAnnouncement(CommonObjects):
    """Takes an announcement that does not exist."""

    def knows_announcement(self, name: Any) -> bool:
        return True


@violates("COMMON-MOBILE-4", "COMMON-NUMBERS-7")
class MixesUpDigits(CommonObjects):
    """Keeps the numbers that an update sends with two of their last digits exchanged."""

    def settled(self, component: str, found: Body, sent: Body) -> Body:
        kept = super().settled(component, found, sent)
        return {**kept, **{name: [self.mixed(each) for each in kept[name]] for name in ("phoneNumbers", "mobilesNumbers")
                           if sent.get(name) and name in kept}}

    def mixed(self, number: Any) -> Any:
        if isinstance(number, dict):
            return {**number, "mobileNumber": self.mixed(number["mobileNumber"])}
        return f"{number[:-2]}{number[-1]}{number[-2]}"


@violates("COMMON-MOBILE-4", "COMMON-NUMBERS-7")
class AddsToLists(CommonObjects):
    """Adds the numbers that an update sends to those that there are."""

    def settled(self, component: str, found: Body, sent: Body) -> Body:
        kept = super().settled(component, found, sent)
        return {**kept, **{name: self.joined(found[name], kept[name]) for name in ("phoneNumbers", "mobilesNumbers")
                           if sent.get(name) and name in found}}

    def joined(self, there: list[Any], sent: list[Any]) -> list[Any]:
        return [*there, *(each for each in sent if each not in there)]


@violates("COMMON-NUMBERS-8")
class KeepsNumbers(CommonObjects):
    """Takes an empty list of numbers for none at all."""

    def taken(self, component: str, sent: Body) -> Body:
        kept = super().taken(component, sent)
        return {name: value for name, value in kept.items() if name != "phoneNumbers" or value}


@violates("COMMON-NUMBERS-9")
class WantsNumbers(CommonObjects):
    """Refuses an update to Specified Only without numbers though there are some."""

    def lacks_numbers(self, component: str, sent: Body, found: Body) -> bool:
        return super().lacks_numbers(component, sent, {})


@violates("COMMON-NUMBERS-10")
class WantsNoNumbers(CommonObjects):
    """Takes an update to Specified Only without numbers though there are none."""

    def lacks_numbers(self, component: str, sent: Body, found: Body) -> bool:
        return False
