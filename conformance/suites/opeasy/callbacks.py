"""Webhook Callback Support."""

import functools
import itertools
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from conformance.checks import verifies
from conformance.expect import Inconclusive, asks, expect, given, note
from conformance.receiver import Callback
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Scheduled
from conformance.suites.opeasy.families import Family
from conformance.suites.opeasy.outcomes import before_completion
from conformance.suites.opeasy.subscribers import ON_THE_WAY, Subscriber, about, change, ended, told_of
from conformance.suites.opeasy.tenants import neighbouring

STATUS, OBJECT = "getScheduledOperationStatus", ("event", "scheduledOperation")
MANY = 20  # tasks
LEFT_OUT = "uses reading OPEASY-R-CALLBACK-BODY, alternative b: a callback without {}"


# ---------------------------------------------------------------- how a callback is sent

@verifies("OPEASY-CALLBACK-1", "OPEASY-CALLBACK-2", "OPEASY-CALLBACK-18")
def test_callbacks_are_posted_over_https_to_the_registered_url(opeasy: OpEasy) -> None:
    plain, queried = Subscriber(opeasy), Subscriber(opeasy, query="?token=A%20b&n=1")
    scheduled = ended(opeasy)
    with asks("OPEASY-CALLBACK-1"):
        for callback in plain.anything(scheduled):
            expect(callback).that(callback.method == "POST", "a POST request", callback.method)
    with asks("OPEASY-CALLBACK-2"):
        for callback in plain.anything(scheduled):
            expect(callback).that(callback.tls, "a callback over TLS", "one in the clear")
    with asks("OPEASY-CALLBACK-18"):
        for callback in queried.anything(scheduled):
            query = urlsplit(callback.url).query
            expect(callback).that(query == "token=A%20b&n=1", "the query token=A%20b&n=1", query or "none")


@verifies("OPEASY-CALLBACK-3")
def test_each_change_of_any_scheduled_operation_is_told(opeasy: OpEasy) -> None:
    subscriber = Subscriber(opeasy)
    other = opeasy.in_family(Family("CallForwarding"))
    both = [opeasy.scheduled(opeasy.operation()), other.scheduled(other.operation())]
    for scheduled in both:
        opeasy.complete(scheduled)
    for scheduled in both:
        subscriber.told(scheduled, expect)


@verifies("OPEASY-CALLBACK-8")
def test_every_receiver_is_told(opeasy: OpEasy) -> None:
    subscribers = [Subscriber(opeasy) for _ in range(3)]
    scheduled = ended(opeasy)
    told = [bool(each.heard(scheduled)) for each in subscribers]
    given(scheduled.exchange).that(any(told), "a callback to one of three receivers", "none at all")
    expect(scheduled.exchange).that(all(told), "callbacks to each of three receivers", f"to {sum(told)} of them")


# ---------------------------------------------------------------- what a callback says

@verifies("OPEASY-CALLBACK-4", "OPEASY-CALLBACK-5", "OPEASY-CALLBACK-6")
def test_a_callback_has_the_documented_fields(opeasy: OpEasy) -> None:
    callbacks = _of_both_ends(opeasy)
    with asks("OPEASY-CALLBACK-4"):
        for callback in callbacks:
            wrong = next(opeasy.session.client.shapes.of_callback(callback), "")
            expect(callback).that(not wrong, "a body of the documented shape", wrong)
    with asks("OPEASY-CALLBACK-5"):
        for callback in callbacks:
            expect(callback).shows("scheduledOperation.statusChanged", "event", "type")
    with asks("OPEASY-CALLBACK-6"):
        for callback in callbacks:
            expect(callback).shows(expect(callback).json(*OBJECT, "status"), "event", "newStatus")


def _of_both_ends(opeasy: OpEasy) -> list[Callback]:
    """All that a receiver is told while an operation is completed, and another one completedWithErrors."""
    subscriber = Subscriber(opeasy)
    for tasks in (opeasy.users.succeeding(2), opeasy.tasks.failing(1)):
        callbacks = subscriber.anything(ended(opeasy, tasks))
    return callbacks


@verifies("OPEASY-CALLBACK-7")
def test_callbacks_lead_from_pending_over_processing_to_the_end(opeasy: OpEasy) -> None:
    subscriber = Subscriber(opeasy)
    for tasks in (opeasy.users.succeeding(2), opeasy.tasks.failing(1), opeasy.tasks.failing(MANY)):
        scheduled = ended(opeasy, tasks)
        callbacks = subscriber.heard(scheduled)
        given(scheduled.exchange).that(bool(callbacks), "callbacks about a scheduled operation", "none")
        changes = [change(each) for each in callbacks]
        for callback, (previous, new) in zip(callbacks, changes, strict=True):
            skipped = previous == "pending" and "processing" not in [each for _, each in changes]
            due = ("processing", *(COMPLETE if skipped else ())) if previous == "pending" else COMPLETE
            expect(callback).that(previous in ON_THE_WAY, "a previousStatus of pending or processing", previous)
            expect(callback).that(new in due, f"{' or '.join(due)} after {previous}", new)


@verifies("OPEASY-CALLBACK-9")
def test_the_end_that_is_told_is_the_status_that_polling_shows(opeasy: OpEasy) -> None:
    subscriber, ends = Subscriber(opeasy), set()
    for tasks in (opeasy.users.succeeding(2), opeasy.tasks.failing(1)):
        scheduled = opeasy.scheduled(opeasy.operation(tasks))
        ends.add(end := opeasy.complete(scheduled))
        last = [each for each in subscriber.heard(scheduled) if change(each)[1] not in ON_THE_WAY]
        expect(scheduled.exchange).that(bool(last), f"a callback with newStatus {end}", "none")
        for callback in last:
            expect(callback).shows(end, "event", "newStatus")
    given(scheduled.exchange).that(len(ends) == 2, "both ways to be complete", " ".join(ends))


@verifies("OPEASY-CALLBACK-23")
def test_no_end_is_told_that_polling_does_not_show(opeasy: OpEasy) -> None:
    subscriber = Subscriber(opeasy)
    for size in (MANY, 20 * MANY):
        scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(size)))
        before = before_completion(opeasy, scheduled, functools.partial(subscriber.in_the_end, scheduled, COMPLETE))
        # What was told at the last but one of these questions was not there at the last one.
        for callback in itertools.chain(*before[:-1]):
            end = change(callback)[1]
            expect(callback).that(end in ON_THE_WAY, "no end while polling shows none", f"newStatus {end}")
        if len(before) > 1:
            subscriber.told(scheduled)
            return
    raise Inconclusive("no scheduled operation takes long enough to be seen on its way")


def _shown(callback: Callback, name: str) -> object:
    """What a callback shows of its scheduled operation under a name; None, with a note, if it leaves this out."""
    if told_of(callback).get(name) is None:
        note(LEFT_OUT.format(name))
    return told_of(callback).get(name)


@verifies("OPEASY-CALLBACK-10")
def test_a_callback_names_the_scheduled_operation_its_operation_and_enterprise(opeasy: OpEasy) -> None:
    subscriber = Subscriber(opeasy)
    both = [opeasy.scheduled(opeasy.operation()) for _ in range(2)]  # at the same time
    for scheduled in both:
        opeasy.complete(scheduled)
    for scheduled in both:
        callbacks = subscriber.anything(scheduled)
        ours = about(scheduled, callbacks)
        expect(callbacks[-1]).that(bool(ours), f"callbacks that name {scheduled.id}", f"{told_of(callbacks[-1])}"[:300])
        for callback in ours:
            if _shown(callback, "operation") is not None:
                expect(callback).shows(scheduled.operation.id, *OBJECT, "operation", "id")
                expect(callback).shows(opeasy.enterprise, *OBJECT, "operation", "enterpriseId")


@verifies("OPEASY-CALLBACK-11")
def test_the_times_of_a_callback_are_those_of_the_status(opeasy: OpEasy) -> None:
    subscriber, scheduled = Subscriber(opeasy), ended(opeasy, opeasy.tasks.failing(4))
    status = opeasy.of_scheduled(STATUS, scheduled)
    for callback in subscriber.told(scheduled):
        for name in ("startTime", *(["completedTime"] if change(callback)[1] in COMPLETE else [])):
            due, shown = str(given(status).json("scheduledOperation", name)), _shown(callback, name)
            expect(callback).that(shown is None or _same_time(due, str(shown)), f"the {name} {due}", f"{shown}")


def _same_time(due: str, shown: str) -> bool:
    try:
        return due == shown or datetime.fromisoformat(due) == datetime.fromisoformat(shown)
    except ValueError:
        raise Inconclusive(f"{due} and {shown} are no times that can be compared") from None


@verifies("OPEASY-CALLBACK-12", "OPEASY-CALLBACK-13")
def test_completed_time_and_links_come_with_the_completion(opeasy: OpEasy) -> None:
    subscriber, scheduled = Subscriber(opeasy), ended(opeasy)
    callbacks = subscriber.told(scheduled)
    last = [each for each in callbacks if change(each)[1] in COMPLETE]
    with asks("OPEASY-CALLBACK-12"):
        given(callbacks[0]).that(len(last) < len(callbacks), "a callback before the completion", "none")
        for callback in callbacks:
            for name in ("completedTime", "links"):
                shown = _shown(callback, name) if callback in last else told_of(callback).get(name)
                expect(callback).that(callback in last or shown is None, f"no {name} before completion", f"{shown}")
    with asks("OPEASY-CALLBACK-13"):
        results = opeasy.of_scheduled("getResults", scheduled)
        due = given(results).status(200).json("results")
        for callback in last:
            link = (expect if _shown(callback, "links") else given)(callback).json(*OBJECT, "links", "results")
            expect(opeasy.follow(str(link), callback, "getResults")).status(200).shows(due, "results")


# ---------------------------------------------------------------- who is told, and who is not

def _silent(subscriber: Subscriber, scheduled: Scheduled, why: str, ends: Sequence[str] = ()) -> None:
    for callback in subscriber.in_the_end(scheduled, ends):
        expect(callback).that(bool(ends) and change(callback)[1] not in ends, f"no callback {why}", f"one about {scheduled.id}")


@verifies("OPEASY-CALLBACK-14")
def test_a_removed_receiver_is_told_nothing_any_more(opeasy: OpEasy) -> None:
    removed, kept = Subscriber(opeasy), Subscriber(opeasy)
    before = ended(opeasy)
    for each in (removed, kept):
        each.told(before)
    going_on = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(MANY)))
    given(opeasy.of_webhook("deleteWebhook", removed.webhook)).status(204)
    if opeasy.status(going_on) in ON_THE_WAY:  # what was told before the removal may still be on its way, its end not
        opeasy.complete(going_on)
        kept.told(going_on)
        _silent(removed, going_on, "of an end after the removal", COMPLETE)
    for after in [ended(opeasy) for _ in range(2)]:
        kept.told(after)
        _silent(removed, after, "after the removal")


@verifies("OPEASY-CALLBACK-15")
def test_nothing_is_told_about_another_enterprise(opeasy: OpEasy) -> None:
    with neighbouring(opeasy) as neighbour:
        ours, theirs = Subscriber(opeasy), Subscriber(neighbour)
        foreign, own = ended(neighbour), ended(opeasy)
        theirs.told(foreign)
        ours.told(own)
        _silent(ours, foreign, f"about the enterprise {neighbour.enterprise}")
        _silent(theirs, own, f"about the enterprise {opeasy.enterprise}")
