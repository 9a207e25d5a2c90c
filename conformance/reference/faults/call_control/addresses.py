"""Lies about the addresses of extensions."""

import re

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Demanding


@violates("CALLCONTROL-ADD-5")
class NeedsAnAddress(Demanding):
    """Refuses an extension with an empty EmailAddress."""

    action, field, absent = "addExt", "EmailAddress", False


@violates("CALLCONTROL-ADD-5")
class NeedsTheFieldOfAnAddress(Demanding):
    """Refuses an extension without EmailAddress."""

    action, field, empty = "addExt", "EmailAddress", False


@violates("CALLCONTROL-ADD-6")
class TakesAnyAddress(CallControl):
    """Takes anything for an address."""

    def check_address(self, record: Record) -> None:
        pass


@violates("CALLCONTROL-ADD-6")
class LooksForAnAtSign(CallControl):
    """Takes for an address whatever has one sign of it, and something behind."""

    def is_address(self, text: str) -> bool:
        return bool(re.search("@.", text))


@violates("CALLCONTROL-ADD-6")
class LooksForHalfAnAddress(CallControl):
    """Takes an address whose host has no name."""

    def is_address(self, text: str) -> bool:
        return text.endswith("@") or super().is_address(text)


@violates("CALLCONTROL-ADD-6")
class TakesBlanksInAddresses(CallControl):
    """Takes an address with a blank in it."""

    def is_address(self, text: str) -> bool:
        return super().is_address(text.replace(" ", ""))


@violates("CALLCONTROL-ADD-7")
class RefusesTags(CallControl):
    """Refuses addresses with a plus sign."""

    def is_address(self, text: str) -> bool:
        return "+" not in text and super().is_address(text)


@violates("CALLCONTROL-ADD-7")
class RefusesLongHosts(CallControl):
    """Refuses addresses whose host has more than two parts."""

    def is_address(self, text: str) -> bool:
        return text.rpartition("@")[2].count(".") < 2 and super().is_address(text)
