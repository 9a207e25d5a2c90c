"""Get Status of Scheduled Operation."""

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, asks, expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import COMPLETE, MADE_UP, OpEasy, Scheduled
from conformance.suites.opeasy.outcomes import before_completion

STATUS = "getScheduledOperationStatus"
FOLLOWS = {"pending": ("pending", "processing", *COMPLETE), "processing": ("processing", *COMPLETE),
           "completed": ("completed",), "completedWithErrors": ("completedWithErrors",)}
STEP, QUICK, AFTERWARDS = 0.02, 60, 12  # seconds between polls, for how many of them, and how many after completion


def _word(exchange: Exchange) -> str:
    return str(given(exchange).json("scheduledOperation", "status"))


def _shown(exchange: Exchange, name: str) -> object:
    """What the status shows under a name; None if it is absent, or null, which shows nothing."""
    shown = given(exchange).json("scheduledOperation")
    return shown.get(name) if isinstance(shown, dict) else None


def _polled(opeasy: OpEasy, tasks: Sequence[Task]) -> list[Exchange]:
    """Every status from scheduling until some time after completion, asked for in small steps."""
    scheduled = opeasy.scheduled(opeasy.operation(tasks))
    clock, limits = opeasy.target.clock, opeasy.target.limits
    life, completed, deadline = [], 0, clock.now() + limits.completionTimeout
    while completed < AFTERWARDS:
        life.append(opeasy.of_scheduled(STATUS, scheduled))
        completed += bool(completed) or _word(life[-1]) in COMPLETE
        if not completed and clock.now() > deadline:
            raise Inconclusive(f"still {_word(life[-1])} after {limits.completionTimeout} s (limits.completionTimeout)")
        clock.sleep(STEP if len(life) < QUICK else limits.pollInterval)
    return life


def _life(opeasy: OpEasy, make: Callable[[int], list[Task]]) -> list[Exchange]:
    """The statuses of one scheduled operation, some before and some after completion; larger ones are tried if need be."""
    for size in (4, 40, 400):
        life = _polled(opeasy, make(size))
        if _word(life[0]) not in COMPLETE:
            return life
    raise Inconclusive("no scheduled operation was ever seen before its completion")


def _before_and_after(opeasy: OpEasy) -> tuple[list[Exchange], list[Exchange]]:
    life = _life(opeasy, opeasy.users.failing)
    return [each for each in life if _word(each) not in COMPLETE], [each for each in life if _word(each) in COMPLETE]


def _completed(opeasy: OpEasy) -> tuple[Scheduled, Exchange]:
    given(opeasy.of_scheduled(STATUS, MADE_UP)).status(404)
    scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(3)))
    opeasy.complete(scheduled)
    return scheduled, opeasy.of_scheduled(STATUS, scheduled)


@verifies("OPEASY-STATUS-1", "OPEASY-STATUS-2")
def test_the_status_is_answered_with_202_before_and_200_after_completion(opeasy: OpEasy) -> None:
    before, after = _before_and_after(opeasy)
    with asks("OPEASY-STATUS-1"):
        for exchange in before:
            expect(exchange).status(202)
    with asks("OPEASY-STATUS-2"):
        for exchange in after:
            expect(exchange).status(200)


@verifies("OPEASY-STATUS-3", "OPEASY-STATUS-4")
def test_completed_time_and_links_are_shown_once_it_is_complete(opeasy: OpEasy) -> None:
    before, after = _before_and_after(opeasy)
    for requirement, name in (("OPEASY-STATUS-3", "completedTime"), ("OPEASY-STATUS-4", "links")):
        with asks(requirement):
            for exchange in before:
                shown = _shown(exchange, name)
                expect(exchange).that(shown is None, f"no {name} while {_word(exchange)}", f"{shown}")
            for exchange in after:
                expect(exchange).that(bool(_shown(exchange, name)), f"{name} once {_word(exchange)}", "none")


@verifies("OPEASY-STATUS-5")
def test_there_is_a_location_only_once_it_is_complete(opeasy: OpEasy) -> None:
    before, after = _before_and_after(opeasy)
    given(after[-1]).that(after[-1].header("Location") is not None, "a Location once it is complete", "none")
    for exchange in before:
        location = exchange.header("Location")
        expect(exchange).that(location is None, f"no Location while {_word(exchange)}", f"{location}")


@verifies("OPEASY-STATUS-6", "OPEASY-STATUS-7")
def test_location_and_link_of_a_completed_status_lead_to_the_results(opeasy: OpEasy) -> None:
    scheduled, status = _completed(opeasy)
    results = opeasy.of_scheduled("getResults", scheduled)
    due = given(results).status(200).holds("3 results", lambda size: size == 3, "results", opeasy.family, "size").json("results")
    with asks("OPEASY-STATUS-6"):
        location = status.header("Location") or ""
        expect(status).that(bool(location), "a Location", "none")
        expect(opeasy.follow(location, status, "getResults")).status(200).shows(due, "results")
    with asks("OPEASY-STATUS-7"):
        link = str(given(status).json("scheduledOperation", "links", "results"))
        expect(opeasy.follow(link, status, "getResults")).status(200).shows(due, "results")


@verifies("OPEASY-STATUS-8")
def test_the_status_never_goes_back(opeasy: OpEasy) -> None:
    for make in (opeasy.users.succeeding, opeasy.users.failing):
        life = _life(opeasy, make)
        expect(life[0]).that(_word(life[0]) in FOLLOWS, f"one of {', '.join(FOLLOWS)}", _word(life[0]))
        for before, exchange in itertools.pairwise(life):
            follows = FOLLOWS[_word(before)]
            expect(exchange).that(_word(exchange) in follows, f"{' or '.join(follows)} after {_word(before)}", _word(exchange))


@verifies("OPEASY-STATUS-9")
def test_it_is_not_completed_before_it_started(opeasy: OpEasy) -> None:
    _, status = _completed(opeasy)
    started, completed = (time_of(status, name) for name in ("startTime", "completedTime"))
    expect(status).that(completed >= started, f"a completedTime from {started} on", f"{completed}")


def time_of(exchange: Exchange, name: str) -> datetime:
    """A time that the status shows; inconclusive if it is none."""
    try:
        time = datetime.fromisoformat(str(_shown(exchange, name)))
    except ValueError:
        raise Inconclusive(f"{name} is no time that can be compared: {_shown(exchange, name)}") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


@verifies("OPEASY-STATUS-10")
def test_the_status_names_what_was_asked_for(opeasy: OpEasy) -> None:
    known = [opeasy.scheduled(opeasy.operation()) for _ in range(3)]
    given(known[-1].exchange).that(len({each.id for each in known}) == 3, "an id of its own", known[-1].id)
    # All of them all the time: what one is doing must not show in the status of another.
    before_completion(opeasy, known[-1], lambda: name_themselves(opeasy, *known))
    for scheduled in known:
        opeasy.complete(scheduled)
    name_themselves(opeasy, *known)


def name_themselves(opeasy: OpEasy, *known: Scheduled) -> None:
    """The status of each of these names the scheduled operation, its operation and its enterprise."""
    for scheduled in known:
        status = expect(opeasy.of_scheduled(STATUS, scheduled)).status(200, 202)
        status.shows(scheduled.id, "scheduledOperation", "id")
        status.shows(scheduled.operation.id, "scheduledOperation", "operation", "id")
        status.shows(opeasy.enterprise, "scheduledOperation", "operation", "enterpriseId")


@verifies("OPEASY-STATUS-11")
def test_the_start_time_is_shown_once_processing_has_started(opeasy: OpEasy) -> None:
    before, after = _before_and_after(opeasy)
    for exchange in (*before, *after):
        shown = _shown(exchange, "startTime")
        if _word(exchange) != "pending":
            expect(exchange).that(bool(shown), f"a startTime while {_word(exchange)}", f"{shown}")
    if any(_word(each) == "pending" and _shown(each, "startTime") for each in before):
        uses("OPEASY-R-START-TIME", "b", "startTime is shown while pending")


@verifies("OPEASY-STATUS-13")
def test_the_times_of_a_scheduled_operation_stay_the_same(opeasy: OpEasy) -> None:
    life = [each for each in _life(opeasy, opeasy.users.failing) if _word(each) != "pending"]
    for name, later in (("startTime", life), ("completedTime", [each for each in life if _word(each) in COMPLETE])):
        first = time_of(later[0], name)
        for exchange in later:
            expect(exchange).that(time_of(exchange, name) == first, f"the {name} {first} as before", f"{time_of(exchange, name)}")
