"""“CallForwarding” Fields and Commands."""

import pytest

from conformance.checks import verifies
from conformance.suites.opeasy.call_settings import are_modified, are_needed, need_a_user
from conformance.suites.opeasy.client import OpEasy

NUMBER = "0123456789"  # as in the example
KINDS = ("All", "Busy", "NoAnswer", "NotReachable")
COMPLETE = {"callFwdAllReminder": True, "callFwdNoAnswerRings": 12, **{f"callFwd{kind}Active": True for kind in KINDS},
            **{f"callFwd{kind}Number": NUMBER for kind in KINDS}}


@pytest.fixture
def family() -> str:
    """The family that this section is about."""
    return "CallForwarding"


@verifies("OPEASY-FORWARDING-1")
def test_all_settings_of_call_forwarding_are_modified_at_once(opeasy: OpEasy) -> None:
    are_modified(opeasy, COMPLETE)


@verifies("OPEASY-FORWARDING-2")
def test_a_single_setting_of_call_forwarding_is_modified(opeasy: OpEasy) -> None:
    off = [{f"callFwd{kind}Active": False} for kind in KINDS]
    numbers = [{f"callFwd{kind}Number": NUMBER} for kind in KINDS]
    others = [{"callFwdAllReminder": reminder} for reminder in (True, False)]
    are_modified(opeasy, *off, *numbers, *others, {"callFwdNoAnswerRings": 12})


@verifies("OPEASY-FORWARDING-3")
def test_call_forwarding_is_that_of_a_user_who_exists(opeasy: OpEasy) -> None:
    need_a_user(opeasy)


@verifies("OPEASY-FORWARDING-4")
def test_forwarding_is_switched_on_with_its_number(opeasy: OpEasy) -> None:
    pairs = [{f"callFwd{kind}Active": True, f"callFwd{kind}Number": NUMBER} for kind in KINDS]
    are_modified(opeasy, *pairs, {f"callFwd{kind}Active": False for kind in KINDS})


@verifies("OPEASY-FORWARDING-5")
def test_from_no_ring_to_twenty_are_accepted(opeasy: OpEasy) -> None:
    are_modified(opeasy, *({"callFwdNoAnswerRings": rings} for rings in (0, 1, 20)))


@verifies("OPEASY-FORWARDING-6")
def test_a_task_without_callforwarding_fails_validation(opeasy: OpEasy) -> None:
    are_needed(opeasy)
