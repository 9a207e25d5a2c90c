"""Lies about the bodies of errors."""

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import MESSAGES, Answer, Refusal
from conformance.reference.faults import violates
from conformance.reference.faults.call_control.asked import Asked


@violates("CALLCONTROL-ANSWER-1")
class EndsMessagesWithAFullStop(CallControl):
    """Puts a full stop behind each message."""

    def message(self, refusal: Refusal) -> str:
        return f"{super().message(refusal)}."


class TellsOneMessageOtherwise(CallControl):
    """Has another message for one code."""

    other = ""

    def message(self, refusal: Refusal) -> str:
        return self.other if refusal.code in self.lies_about else super().message(refusal)


@violates("CALLCONTROL-ANSWER-1")
class CorrectsTheGrammar(TellsOneMessageOtherwise):
    """Says that a number already exists, with an s."""

    lies_about, other = ("EXTENSION_EXIST",), "Extension number already exists"


@violates("CALLCONTROL-ANSWER-1")
class SpeaksOfKeys(TellsOneMessageOtherwise):
    """Speaks of a key where the message speaks of a token."""

    lies_about, other = ("INVALID_AUTH_ID",), "Security key invalid"


@violates("CALLCONTROL-ANSWER-1")
class TellsExpiryAsInvalidity(TellsOneMessageOtherwise):
    """Has the message of an invalid key for an expired one."""

    lies_about, other = ("AUTH_ID_EXPIRED",), MESSAGES["INVALID_AUTH_ID"]


@violates("CALLCONTROL-ANSWER-1")
class CallsLastNamesFirst(TellsOneMessageOtherwise):
    """Has the message of a first name for a last one."""

    lies_about, other = ("LNAME_INVALID",), MESSAGES["FNAME_INVALID"]


@violates("CALLCONTROL-ANSWER-2")
class RefusesInOtherWords(CallControl):
    """Refuses with 400 and a body without message and code."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({"error": self.message(refusal)}, 400)


@violates("CALLCONTROL-ANSWER-2")
class RefusesWithNumbers(CallControl):
    """Refuses with 400, and has that number for a code."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({"message": self.message(refusal), "errorCode": 400}, 400)


@violates("CALLCONTROL-ANSWER-2")
class RefusesWithoutAMessage(CallControl):
    """Refuses with 400, a code and no message."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({"errorCode": refusal.code}, 400)


@violates("CALLCONTROL-ANSWER-2")
class TellsDeletionsByCodesOnly(Asked):
    """Refuses with 404 and a code without a message where an extension is to be deleted."""

    action = "deleteExt"

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({"errorCode": refusal.code}, 404) if self.lying else super().refused(refusal)


@violates("CALLCONTROL-ANSWER-2")
class TellsExpiryByItsCodeOnly(CallControl):
    """Refuses an expired key with 401 and a code without a message."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({"errorCode": refusal.code}, 401) if refusal.code == "AUTH_ID_EXPIRED" else super().refused(refusal)


class TellsOneActionOtherwise(Asked):
    """Has another message for one code of one action."""

    def message(self, refusal: Refusal) -> str:
        return "No" if self.lying and refusal.code in self.lies_about else super().message(refusal)


@violates("CALLCONTROL-ANSWER-1")
class TellsDeletionsOtherwise(TellsOneActionOtherwise):
    """Has a message of its own for an empty number on deletion."""

    lies_about, action = ("INVALID_EXTENSION",), "deleteExt"


@violates("CALLCONTROL-ANSWER-1")
class TellsAddressesOfUpdatesOtherwise(TellsOneActionOtherwise):
    """Has a message of its own for a malformed address on update."""

    lies_about, action = ("INVALID_EMAIL",), "updateExt"


@violates("CALLCONTROL-ANSWER-1")
class TellsNamesOfChangesOtherwise(TellsOneActionOtherwise):
    """Has messages of its own for the names of an updated contact."""

    lies_about, action = ("FNAME_INVALID", "LNAME_INVALID"), "updatePhonebook"
