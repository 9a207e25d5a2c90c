"""Lies about CallRecording."""

from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.faults.opeasy.call_settings import (
    AcceptsMissingUsers,
    AcceptsNoSettings,
    FailsFor,
    MistakesMissingUsers,
    ObjectsTo,
)


@violates("OPEASY-RECORDING-1")
class FailsToReplaceRecording(FailsFor):
    """Fails to modify all settings of call recording at once."""

    family = "CallRecording"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return len(settings) >= 6


@violates("OPEASY-RECORDING-1")
class RefusesTonesWhileAlwaysRecording(ObjectsTo):
    """Refuses seconds between tones beside recordCall."""

    family = "CallRecording"

    def objects_to(self, settings: dict[str, Any]) -> bool:
        return {"recordCall", "repeatRecordCallWarningToneSeconds"} <= settings.keys()


@violates("OPEASY-RECORDING-2")
class DemandsRecordCall(ObjectsTo):
    """Refuses settings of call recording without recordCall."""

    family = "CallRecording"

    def objects_to(self, settings: dict[str, Any]) -> bool:
        return bool(settings) and "recordCall" not in settings


@violates("OPEASY-RECORDING-2")
class FailsToModifyWarningToneAlone(FailsFor):
    """Fails to switch the warning tone off without its seconds."""

    family = "CallRecording"

    def fails_for(self, settings: dict[str, Any]) -> bool:
        return list(settings) == ["repeatRecordCallWarningTone"]


class RefusesRecordingValue(ObjectsTo):
    """Refuses one of the values that the table lists."""

    family = "CallRecording"
    value: ClassVar[str]

    def objects_to(self, settings: dict[str, Any]) -> bool:
        return self.value in (settings.get("recordCall"), settings.get("pauseResumeNotification"))


@violates("OPEASY-RECORDING-3")
class RefusesUserInitiatedStart(RefusesRecordingValue):
    """Refuses OnDemandWithUserInitiatedStart as recordCall."""

    value = "OnDemandWithUserInitiatedStart"


@violates("OPEASY-RECORDING-3")
class RefusesPauseResume(RefusesRecordingValue):
    """Refuses AlwaysWithPauseResume as recordCall."""

    value = "AlwaysWithPauseResume"


@violates("OPEASY-RECORDING-3")
class RefusesAnnouncements(RefusesRecordingValue):
    """Refuses PlayAnnouncement as pauseResumeNotification."""

    value = "PlayAnnouncement"


@violates("OPEASY-RECORDING-4")
class RecordsMissingUsers(AcceptsMissingUsers):
    """Modifies the call recording of a user who does not exist."""

    family = "CallRecording"


@violates("OPEASY-RECORDING-4")
class MistakesMissingUsersOfRecording(MistakesMissingUsers):
    """Fails with the code of a missing device where the user of call recording does not exist."""

    family = "CallRecording"


@violates("OPEASY-RECORDING-5")
class AcceptsTasksWithoutRecording(AcceptsNoSettings):
    """Accepts a CallRecording task without callRecording."""

    family = "CallRecording"
