"""Lies about who is admitted."""

import contextlib
import copy
from collections.abc import Mapping

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Answer, Refusal
from conformance.reference.faults import violates


@violates("CALLCONTROL-KEY-1")
class AdmitsAnyKey(CallControl):
    """Is content with any key that has not expired."""

    def admit(self, key: str, action: str) -> None:
        super().admit(self.settings.security_key if key and key != self.settings.expired_key else key, action)


class AdmitsAnyKeyToOneAction(CallControl):
    """Does not look at the key where one action is asked for."""

    asked = ""

    def admit(self, key: str, action: str) -> None:
        if action != self.asked:
            super().admit(key, action)


@violates("CALLCONTROL-KEY-1")
class UpdatesExtensionsForAnybody(AdmitsAnyKeyToOneAction):
    """Updates extensions whatever the key is."""

    lies_about, asked = ("update extension",), "updateExt"


@violates("CALLCONTROL-KEY-1")
class DeletesExtensionsForAnybody(AdmitsAnyKeyToOneAction):
    """Deletes extensions whatever the key is."""

    lies_about, asked = ("delete extension",), "deleteExt"


@violates("CALLCONTROL-KEY-1")
class AddsContactsForAnybody(AdmitsAnyKeyToOneAction):
    """Adds contacts whatever the key is."""

    lies_about, asked = ("add contact",), "addPhonebook"


@violates("CALLCONTROL-KEY-1")
class UpdatesContactsForAnybody(AdmitsAnyKeyToOneAction):
    """Updates contacts whatever the key is."""

    lies_about, asked = ("update contact",), "updatePhonebook"


@violates("CALLCONTROL-KEY-1")
class DeletesContactsForAnybody(AdmitsAnyKeyToOneAction):
    """Deletes contacts whatever the key is."""

    lies_about, asked = ("delete contact",), "deletePhonebook"


@violates("CALLCONTROL-KEY-2")
class AdmitsWithoutAKey(CallControl):
    """Admits whoever has no key at all."""

    def admit(self, key: str, action: str) -> None:
        super().admit(key or self.settings.security_key, action)


@violates("CALLCONTROL-KEY-2")
class TellsAMissingKeyOtherwise(CallControl):
    """Tells a missing key with WEBSERVICE_ERROR."""

    def admit(self, key: str, action: str) -> None:
        if not key:
            raise Refusal("WEBSERVICE_ERROR", "There is no key")
        super().admit(key, action)


@violates("CALLCONTROL-KEY-3")
class AdmitsExpiredKeys(CallControl):
    """Admits a key that has expired."""

    def admit(self, key: str, action: str) -> None:
        super().admit(self.settings.security_key if key == self.settings.expired_key else key, action)


@violates("CALLCONTROL-KEY-3")
class TellsExpiredKeysAsInvalid(CallControl):
    """Tells an expired key with the code of an invalid one."""

    def admit(self, key: str, action: str) -> None:
        if key == self.settings.expired_key:
            raise Refusal("INVALID_AUTH_ID")
        super().admit(key, action)


@violates("CALLCONTROL-KEY-4")
class LooksAtRecordsFirst(CallControl):
    """Tells a wrong record before it tells a wrong key."""

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        kept = copy.deepcopy((self.extensions, self.contacts))
        mine = super().answer({**parameters, "qsSecuritykey": self.settings.security_key})
        if mine.body["errorCode"]:
            return mine
        self.extensions, self.contacts = kept
        return super().answer(parameters)


@violates("CALLCONTROL-KEY-4")
class ReadsTheValueFirst(CallControl):
    """Tells a qsValue that is no JSON before it tells a wrong key."""

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        try:
            self.value(parameters)
        except Refusal as refusal:
            return self.refused(refusal)
        return super().answer(parameters)


@violates("CALLCONTROL-KEY-5")
class ActsForWrongKeys(CallControl):
    """Refuses a wrong key after it has done what was asked for."""

    def admit(self, key: str, action: str) -> None:
        self.refusal: Refusal | None = None
        try:
            super().admit(key, action)
        except Refusal as refusal:
            self.refusal = refusal

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        done = super().answer(parameters)
        return self.refused(self.refusal) if self.refusal else done


class ActsForWrongKeysOnce(CallControl):
    """Does what one action asks for before it looks at the key."""

    asked = ""

    def answer(self, parameters: Mapping[str, str]) -> Answer:
        key = parameters.get("qsSecuritykey", "")
        if parameters.get("action") == self.asked and not self.same_key(key, self.settings.security_key):
            with contextlib.suppress(Refusal):
                self.act(self.asked, self.value(parameters))
        return super().answer(parameters)


@violates("CALLCONTROL-KEY-5")
class StrikesContactsForWrongKeys(ActsForWrongKeysOnce):
    """Deletes a contact, and then refuses the key."""

    lies_about, asked = ("delete contact",), "deletePhonebook"


@violates("CALLCONTROL-KEY-5")
class ForgetsExtensionsForWrongKeys(ActsForWrongKeysOnce):
    """Deletes an extension, and then refuses the key."""

    lies_about, asked = ("delete extension",), "deleteExt"


@violates("CALLCONTROL-KEY-6")
class ComparesKeysWithoutCase(CallControl):
    """Takes small and capital letters of a key for the same."""

    def same_key(self, given: str, known: str) -> bool:
        return super().same_key(given.lower(), known.lower())


@violates("CALLCONTROL-KEY-6")
class ComparesTheBeginningOfKeys(CallControl):
    """Takes the beginning of a key for the key."""

    def same_key(self, given: str, known: str) -> bool:
        return bool(given) and known.startswith(given)


@violates("CALLCONTROL-KEY-6")
class OverlooksWhatFollowsAKey(CallControl):
    """Overlooks what stands behind the key."""

    def same_key(self, given: str, known: str) -> bool:
        return given.startswith(known)
