"""Races of the OpEasy suite: what is honest is explained also where answers are lost, and what is not is told as a story."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from conformance.expect import Inconclusive, Mismatch
from conformance.session import Options, Session, opened
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.histories import Act, Acts, History, Life
from conformance.suites.opeasy.items import subject_of

RACES: dict[str, Callable[[Acts], Sequence[Act]]] = {
    "appends": lambda acts: [acts.append(), acts.append(1), acts.append(1, wrong=1)],
    "append and schedule": lambda acts: [acts.append(), acts.schedule(), acts.ask("getOperation")],
    "schedule and delete": lambda acts: [acts.schedule(), acts.ask("deleteOperation"), acts.schedule()],
    "schedules": lambda acts: [acts.schedule(), acts.schedule()],
    "delete and schedule": lambda acts: [acts.ask("deleteOperation"), acts.schedule()],
    "deletions": lambda acts: [acts.ask("deleteOperation"), acts.ask("deleteOperation"), acts.append()]}


class Forgetful:
    """An app some of whose answers are lost: the requests with these numbers were carried out, or, if negative, were not."""

    def __init__(self, app: Any, lost: Sequence[int]) -> None:
        self.app, self.lost, self.number = app, lost, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.number += 1
        number = self.number
        if -number in self.lost:
            raise ConnectionResetError("lost on the way there")
        await self.app(scope, receive, send)
        if number in self.lost:
            raise ConnectionResetError("lost on the way back")


@contextlib.contextmanager
def session_of(fault: str = "") -> Iterator[Session]:
    with opened("opeasy", Options(in_process=True, fault=fault)) as session:
        session.check = "a test"
        yield session


def raced(session: Session, race: Callable[[Acts], Sequence[Act]], lost: Sequence[int] = ()) -> History:
    """What becomes of a race; the answers to the requests with these numbers are lost."""
    opeasy = OpEasy(session)
    operation = opeasy.operation()
    acts = Acts(opeasy, operation)
    history = History(acts, Life("open", tuple(map(subject_of, operation.tasks))))
    todo, transport = race(acts), session.client._transport
    transport._app = Forgetful(transport._app, lost)  # type: ignore[union-attr]
    history.at_once(*([act] for act in todo))
    for action in ("getOperation", "getTasks", "getValidationErrors"):
        with contextlib.suppress(Inconclusive):
            history.then(acts.ask(action))
    return history


@pytest.mark.parametrize("race", RACES)
@pytest.mark.parametrize("lost", [(), (1,), (-1,), (2,), (-2,), (1, 2), (-1, 2), (1, -2, 3), (-3,), (-1, -2, -3)])
def test_the_honest_server_is_explained_whatever_answers_are_lost(race: str, lost: Sequence[int]) -> None:
    with session_of() as session:
        history = raced(session, RACES[race], lost)
        history.judge()
        clients = sum(bool(exchange.by) for _, exchange in history.done)
        assert sum(exchange.ended == 0 for _, exchange in history.done) == sum(abs(number) <= clients for number in lost)


def story_of(fault: str, race: str) -> str:
    with session_of(fault) as session, pytest.raises(Mismatch) as found:
        raced(session, RACES[race]).judge()
    return found.value.got


def test_a_lost_update_is_told_with_what_each_order_would_have_answered() -> None:
    with session_of("LosesAppends") as session, pytest.raises(Mismatch) as found:
        raced(session, lambda acts: [acts.append(), acts.append(1)]).judge()
    story = found.value.got.splitlines()
    assert story[:2] == ["none", "at first: open, 2 tasks"]
    assert [(line[:16], line.rpartition("  ")[2]) for line in story[2:4]] == [
        ("  A: appendTasks", "200, 4 tasks"), ("  B: appendTasks", "200, 3 tasks")]
    assert story[4].startswith("no order explains this up to the answer of ")  # whoever was answered last
    assert sorted(story[5:]) == [
        "  after A: appendTasks (open, 4 tasks) B: appendTasks would be answered with 200, 5 tasks",
        "  after B: appendTasks (open, 3 tasks) A: appendTasks would be answered with 200, 5 tasks"]


@pytest.mark.parametrize(("fault", "race"), [("SchedulesTwice", "schedules"), ("DeletesTwice", "deletions"),
                                             ("DeletesWhatWasJustScheduled", "delete and schedule"), ("CountsBefore", "appends")])
def test_what_no_order_explains_is_a_mismatch_that_names_the_clients(fault: str, race: str) -> None:
    story = story_of(fault, race)
    assert "A: " in story
    assert "no order explains this" in story
    assert len(story.splitlines()) < 25
