"""Objects that are there are changed and put back; what cannot be put back stays in the ledger, and the run tells it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance import ledger
from conformance.session import Options, Session, opened
from conformance.suites import common_objects as suite
from conformance.suites.common_objects import earlier
from conformance.suites.common_objects.client import Objects

API = "common-objects"
# One that is plain, one that shows what cannot be sent, and one in which something takes the place of something else.
CHANGES = {"CallForwarding": {"active": False}, "DevicesToRing": {"mode": "Mobile"},
           "ScheduleRecurrencePattern": {"recurEndOccurrence": 3}}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(API, Options(in_process=True), tmp_path / "ledger.jsonl") as found:
        yield found


def changed(session: Session, component: str) -> Objects:
    """What a check leaves that was cut off."""
    objects = Objects(session)
    objects.put(component, CHANGES[component])
    return objects


@pytest.mark.parametrize("component", CHANGES)
def test_what_a_check_changed_is_as_it_was_when_it_ends(component: str, session: Session) -> None:
    before = Objects(session).one(component)[1]
    objects = changed(session, component)
    assert objects.one(component)[1] != before
    objects.clean_up()
    assert objects.one(component)[1] == before
    assert session.ledger.left() == []


@pytest.mark.parametrize("component", CHANGES)
def test_what_a_killed_run_changed_is_put_back_by_a_clean_up(component: str, session: Session, tmp_path: Path) -> None:
    before = Objects(session).one(component)[1]
    changed(session, component)
    changed(session, component)  # two checks that were cut off: the first one knows what it was
    assert [(entry.kind, entry.id) for entry in ledger.read(tmp_path / "ledger.jsonl")] == [(component, earlier.BEFORE)] * 2
    suite.clean_up(session)
    assert Objects(session).one(component)[1] == before
    assert session.ledger.left() == []


def test_what_cannot_be_put_back_is_left_and_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = changed(session, "CallForwarding")
    monkeypatch.setattr(earlier, "takes", lambda answer: False)
    objects.clean_up()
    assert [(entry.kind, entry.id) for entry in session.ledger.left()] == [("CallForwarding", earlier.BEFORE)]


def test_what_is_taken_and_not_kept_is_not_taken_for_put_back(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = changed(session, "CallForwarding")
    monkeypatch.setattr(objects, "one", lambda component, known=None: (None, {"active": "neither"}))
    objects.clean_up()
    assert [entry.kind for entry in session.ledger.left()] == ["CallForwarding"]
