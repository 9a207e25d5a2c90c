"""“CallRecording” Fields and Commands."""

import pytest

from conformance.checks import verifies
from conformance.suites.opeasy.call_settings import are_modified, are_needed, need_a_user, pass_validation
from conformance.suites.opeasy.client import OpEasy

COMPLETE = {"recordCall": "Always", "recordStartStopAnnouncement": False, "recordVoiceMessaging": False,
            "pauseResumeNotification": "Beep", "repeatRecordCallWarningTone": True, "repeatRecordCallWarningToneSeconds": 10}
# Seconds belong to a tone that is on, so they are never sent without it.
PARTIAL = ({"recordStartStopAnnouncement": True}, {"recordCall": "Never"}, {"recordVoiceMessaging": False},
           {"pauseResumeNotification": "None"}, {"repeatRecordCallWarningTone": False},
           {"repeatRecordCallWarningTone": True, "repeatRecordCallWarningToneSeconds": 60})
VALUES = {"recordCall": ("Never", "Always", "AlwaysWithPauseResume", "OnDemand", "OnDemandWithUserInitiatedStart"),
          "pauseResumeNotification": ("None", "Beep", "PlayAnnouncement")}


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "CallRecording"


@verifies("OPEASY-RECORDING-1")
def test_all_settings_of_call_recording_are_modified_at_once(opeasy: OpEasy) -> None:
    are_modified(opeasy, COMPLETE)


@verifies("OPEASY-RECORDING-2")
def test_some_settings_of_call_recording_are_modified(opeasy: OpEasy) -> None:
    are_modified(opeasy, *PARTIAL)


@verifies("OPEASY-RECORDING-3")
def test_each_value_that_the_table_of_call_recording_lists_passes_validation(opeasy: OpEasy) -> None:
    pass_validation(opeasy, VALUES)


@verifies("OPEASY-RECORDING-4")
def test_call_recording_is_that_of_a_user_who_exists(opeasy: OpEasy) -> None:
    need_a_user(opeasy)


@verifies("OPEASY-RECORDING-5")
def test_a_task_without_call_recording_fails_validation(opeasy: OpEasy) -> None:
    are_needed(opeasy)
