"""Operations and Scheduled Operations, several clients at once.

What they are answered must be what they would be answered one after another, in some order. An order is looked for, and
the lifecycle table says what it explains; a request that got no answer may have been carried out or not.
"""

from collections.abc import Callable, Sequence

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given, uses
from conformance.suites.opeasy.client import COMPLETE, OpEasy, Scheduled
from conformance.suites.opeasy.histories import Act, Acts, History, Life
from conformance.suites.opeasy.items import listed, subject_of

Race = Callable[[Acts], Sequence[Act]]
LIVES, REAL_LIVES = 12, 3  # operations that clients drive at random, and how many on a clock on the wall
LOOKS = 3  # times that each client looks before it waits


def _tried(race: Race) -> list[Race]:
    """A race as it is and the other way round. Beyond a network nobody knows who comes first: there these are two tries."""
    return [race, lambda acts: list(race(acts))[::-1]]


def _race(opeasy: OpEasy, race: Race, wrong: int = 0, again: bool = False) -> History:
    """Several clients do something each to a new operation; later one of them looks at what came of it."""
    history = _new(opeasy, wrong, again)
    return _looked_at(history, [[act] for act in race(history.acts)])


def _new(opeasy: OpEasy, wrong: int, again: bool) -> History:
    """The history of a new operation, in which nothing has happened yet."""
    operation = opeasy.operation(wrong=[opeasy.tasks.unknown() for _ in range(wrong)])
    given(operation.created).shows(len(operation.tasks), *opeasy.family.size)
    acts = Acts(opeasy, operation)
    return History(acts, Life("invalid" if wrong else "open", tuple(map(subject_of, operation.tasks)),
                              frozenset(map(subject_of, operation.wrong)), again))


def _looked_at(history: History, clients: Sequence[Sequence[Act]]) -> History:
    """The history of what several clients do, and of what one of them sees later."""
    acts, operation = history.acts, history.acts.operation
    history.at_once(*clients)
    for action in ("getOperation", "getTasks", "getValidationErrors"):
        history.then(acts.ask(action))
    scheduled = operation.scheduled
    if scheduled and history.then(acts.ask_scheduled("getScheduledOperationStatus", scheduled)).status < 300:
        acts.opeasy.complete(scheduled)
        history.then(acts.ask_scheduled("getTaskResults", scheduled))
    return history


def _schedules_again(opeasy: OpEasy) -> bool:
    """Whether this target schedules what is scheduled already, also where nobody else asks."""
    alone = opeasy.operation()
    given(opeasy.schedule(alone)).status(202)
    again = opeasy.schedule(alone)
    if again.status < 300:
        uses("OPEASY-R-RESCHEDULE", "b", f"status {again.status}")
    return again.status < 300


def _all_explained(opeasy: OpEasy, *races: tuple[Race, int]) -> None:
    for race, wrong in races:
        for each in _tried(race):
            _race(opeasy, each, wrong).judge()


# ---------------------------------------------------------------------- any two things

@verifies("OPEASY-CONCURRENCY-1")
def test_whatever_is_done_at_the_same_moment_is_done_in_some_order(opeasy: OpEasy) -> None:
    _all_explained(
        opeasy,
        (lambda acts: [acts.ask("getOperation"), acts.ask("getOperation"), acts.ask("getTasks")], 0),
        (lambda acts: [acts.append(), acts.ask("getOperation"), acts.ask("getTasks")], 0),
        (lambda acts: [acts.append(), acts.ask("deleteOperation")], 0),
        (lambda acts: [acts.append(1, wrong=2), acts.ask("getOperation"), acts.ask("deleteOperation")], 0),
        (lambda acts: [acts.resolve(), acts.ask("deleteOperation")], 1),
        (lambda acts: [acts.resolve(), acts.append(), acts.ask("getValidationErrors")], 2),
        (lambda acts: [acts.schedule(), acts.ask("getOperation"), acts.ask("getTasks")], 0))


@verifies("OPEASY-CONCURRENCY-1")
def test_several_clients_drive_an_operation_through_its_life(opeasy: OpEasy) -> None:
    chance, again = opeasy.session.random("lives"), _schedules_again(opeasy)
    for _ in range(LIVES if opeasy.target.clock.virtual else REAL_LIVES):
        history = _new(opeasy, wrong=chance.choice((0, 1)), again=again)
        acts = _deeds(history.acts)
        _looked_at(history, [[chance.choice(acts)() for _ in range(3)] for _ in range(3)]).judge()


def _deeds(acts: Acts) -> list[Callable[[], Act]]:
    """What a client may do at any time; each makes up tasks of its own."""
    return [acts.append, lambda: acts.append(1, wrong=1), acts.schedule, lambda: acts.ask("getOperation"),
            lambda: acts.ask("getTasks"), lambda: acts.ask("deleteOperation"), *([acts.resolve] if acts.errors else [])]


# ---------------------------------------------------------------------- scheduled and deleted

@verifies("OPEASY-CONCURRENCY-2", "OPEASY-SCHED-2")
def test_an_operation_is_not_scheduled_twice_at_the_same_moment(opeasy: OpEasy) -> None:
    again = _schedules_again(opeasy)
    for race in _tried(lambda acts: [acts.schedule() for _ in range(3)]):
        history = _race(opeasy, race, again=again)
        with asks("OPEASY-CONCURRENCY-2"):
            history.judge()
        with asks("OPEASY-SCHED-2"):
            scheduled = [exchange for act, exchange in history.done if exchange.status == 202 and act.action[:3] == "sch"]
            given(history.done[0][1]).that(bool(scheduled), "one that is scheduled", "none")
            for exchange in scheduled:
                _leads_to_its_status(opeasy, exchange)


def _leads_to_its_status(opeasy: OpEasy, exchange: Exchange) -> None:
    location = exchange.header("Location") or ""
    expect(exchange).that(bool(location), "a Location", "none")
    expect(opeasy.follow(location, exchange, "getScheduledOperationStatus")).status(200, 202)


@verifies("OPEASY-CONCURRENCY-3")
def test_an_operation_is_not_scheduled_and_deleted_at_the_same_moment(opeasy: OpEasy) -> None:
    _all_explained(opeasy, (lambda acts: [acts.schedule(), acts.ask("deleteOperation")], 0),
                   (lambda acts: [acts.ask("deleteOperation"), acts.schedule(), acts.ask("deleteOperation")], 0))


@verifies("OPEASY-CONCURRENCY-4")
def test_nothing_is_deleted_twice_at_the_same_moment(opeasy: OpEasy) -> None:
    _all_explained(opeasy, (lambda acts: [acts.ask("deleteOperation"), acts.ask("deleteOperation")], 0),
                   (lambda acts: [acts.resolve(), acts.resolve()], 2))
    scheduled = opeasy.scheduled_operation(COMPLETE[1])
    history = _from(opeasy, scheduled, COMPLETE[1])
    acts, release = history.acts, history.acts.ask_scheduled("deleteScheduledOperation", scheduled)
    history.at_once([release], [release])
    history.then(acts.ask_scheduled("getScheduledOperationStatus", scheduled))
    history.at_once([acts.ask("deleteOperation")], [release], [acts.ask("getOperation")])
    history.then(acts.ask("getOperation"))
    history.judge()


def _from(opeasy: OpEasy, scheduled: Scheduled, state: str) -> History:
    """The history of a scheduled operation that is in a state now."""
    return History(Acts(opeasy, scheduled.operation), Life(state, tuple(map(subject_of, scheduled.operation.tasks))))


# ---------------------------------------------------------------------- edited

@verifies("OPEASY-CONCURRENCY-5")
def test_what_is_appended_while_an_operation_is_scheduled_is_processed_or_refused(opeasy: OpEasy) -> None:
    _all_explained(opeasy, (lambda acts: [acts.append(), acts.schedule()], 0),
                   (lambda acts: [acts.append(1, wrong=1), acts.schedule()], 0),
                   (lambda acts: [acts.resolve(), acts.schedule()], 1),
                   (lambda acts: [acts.append(), acts.schedule(), acts.append()], 0))


@verifies("OPEASY-CONCURRENCY-7", "OPEASY-APPEND-1")
def test_no_append_at_the_same_moment_is_lost(opeasy: OpEasy) -> None:
    for race in ((lambda acts: [acts.append(), acts.append()]),
                 (lambda acts: [acts.append(1), acts.append(3), acts.append(2, wrong=1)])):
        for each in _tried(race):
            history = _race(opeasy, each)
            with asks("OPEASY-CONCURRENCY-7"):
                history.judge()
            with asks("OPEASY-APPEND-1"):
                tasks = listed(opeasy, opeasy.family.tasks, history.acts.operation)
                kept = {subject for act, exchange in history.done if exchange.status == 200 for subject in act.tasks}
                given(tasks).that(bool(kept), "an append that is answered with 200", "none")
                lost = kept - set(map(subject_of, tasks.json()[opeasy.family]))
                expect(tasks).that(not lost, "the tasks of each append that was answered with 200", f"none about {lost}")


@verifies("OPEASY-CONCURRENCY-8", "OPEASY-VERR-4", "OPEASY-VERR-5")
def test_validation_errors_deleted_at_the_same_moment_are_gone_and_no_others(opeasy: OpEasy) -> None:
    for race in ((lambda acts: [acts.resolve(0), acts.resolve(1)]),
                 (lambda acts: [acts.resolve(2), acts.resolve(0), acts.append(1, wrong=1)])):
        for each in _tried(race):
            history = _race(opeasy, each, wrong=4)
            errors = listed(opeasy, opeasy.family.errors, history.acts.operation)
            left = set(map(subject_of, errors.json()[opeasy.family]))
            deleted = {subject for act, exchange in history.done if exchange.status == 204 for subject in act.wrong}
            with asks("OPEASY-CONCURRENCY-8"):
                history.judge()
            with asks("OPEASY-VERR-4"):
                given(errors).that(bool(deleted), "a deletion", "none")
                expect(errors).that(not left & deleted, "none of the deleted errors", f"{left & deleted}")
            with asks("OPEASY-VERR-5"):
                given(errors).that(bool(deleted), "a deletion", "none")
                others = set(history.acts.errors) - deleted
                expect(errors).that(others <= left, "all errors that were not deleted", f"none about {others - left}")


# ---------------------------------------------------------------------- looked at

@verifies("OPEASY-CONCURRENCY-9", "OPEASY-STATUS-8")
def test_a_status_that_several_clients_look_at_never_goes_back(opeasy: OpEasy) -> None:
    clock, limits = opeasy.target.clock, opeasy.target.limits
    scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(4)))
    history, deadline = _from(opeasy, scheduled, "pending"), clock.now() + limits.completionTimeout
    look = history.acts.ask_scheduled("getScheduledOperationStatus", scheduled)
    while True:
        history.at_once(*([look] * LOOKS for _ in range(3)))
        if history.then(look).status == 200 or clock.now() > deadline:
            break
        clock.sleep(limits.pollInterval)
    history.at_once(*([look] * LOOKS for _ in range(3)))
    given(history.then(look)).status(200)
    for requirement in ("OPEASY-CONCURRENCY-9", "OPEASY-STATUS-8"):
        with asks(requirement):
            history.judge()
