"""Webhook Callback Support.

Receivers that do not do their duty.
"""

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given
from conformance.receiver import answers, gone, slow
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Scheduled
from conformance.suites.opeasy.subscribers import Subscriber, ended

STATUS = "getScheduledOperationStatus"
HOLD = 2.0  # seconds for which a slow receiver keeps its answer to itself


def _broken(opeasy: OpEasy) -> list[Subscriber]:
    return [Subscriber(opeasy, each) for each in (slow(_hold(opeasy)), answers(500), gone())]


def _hold(opeasy: OpEasy) -> float:
    return min(HOLD, opeasy.target.limits.requestTimeout / 2)


@verifies("OPEASY-CALLBACK-16")
def test_broken_receivers_keep_the_api_neither_from_answering_nor_from_processing(opeasy: OpEasy) -> None:
    ended(opeasy)
    broken = _broken(opeasy)
    for _ in range(2):
        scheduled = opeasy.scheduled(opeasy.operation())
        _completes(opeasy, scheduled)
        for each in broken:
            given(scheduled.exchange).that(each.reached, "callbacks to receivers that fail", "none")


def _completes(opeasy: OpEasy, scheduled: Scheduled) -> None:
    """It does, and each status on the way is answered before a slow receiver answers."""
    clock, limits = opeasy.target.clock, opeasy.target.limits
    deadline, status = clock.now() + limits.completionTimeout, _polled(opeasy, scheduled)
    while (word := expect(status).json("scheduledOperation", "status")) not in COMPLETE and clock.now() < deadline:
        clock.sleep(limits.pollInterval)
        status = _polled(opeasy, scheduled)
    expect(status).that(word in COMPLETE, f"completion within {limits.completionTimeout} s", f"still {word}")


def _polled(opeasy: OpEasy, scheduled: Scheduled) -> Exchange:
    status, held = opeasy.of_scheduled(STATUS, scheduled), _hold(opeasy)
    expect(status).status(200, 202)
    expect(status).that(status.seconds < held, f"an answer within {held} s", f"one after {status.seconds:.1f} s")
    return status


@verifies("OPEASY-CALLBACK-17")
def test_broken_receivers_do_not_keep_the_others_from_being_told(opeasy: OpEasy) -> None:
    first = Subscriber(opeasy)
    first.told(ended(opeasy))
    broken, last = _broken(opeasy), Subscriber(opeasy)
    scheduled = ended(opeasy)
    for each in (first, last):
        each.told(scheduled, expect)
    given(scheduled.exchange).that(any(each.reached for each in broken), "callbacks to receivers that fail", "none")
