"""Several clients at the same moment: they overlap, in process and over HTTP, and the log stays in order."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conformance.client import Client
from conformance.clock import VirtualClock
from conformance.expect import Answers, Inconclusive, current
from conformance.ledger import Ledger
from conformance.serving import InProcess, loopback
from conformance.shape import shapes
from conformance.target import Limits, Target
from conformance.together import together

PLACES = pytest.mark.parametrize("place", ["in process", "over HTTP"])


class Meeting:
    """An app that answers nobody before so many have asked; it remembers who came in which order."""

    def __init__(self, size: int) -> None:
        self.size, self.came = size, list[str]()
        self.complete = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.came.append(scope["path"])
        if scope["path"] == "/hangs":
            raise TimeoutError("no answer")
        if len(self.came) >= self.size:
            self.complete.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.complete.wait(), 5)
        status = 200 if self.complete.is_set() else 500
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


@contextlib.contextmanager
def client_of(app: Any, place: str = "in process", **limits: Any) -> Iterator[Client]:
    def made(url: str, transport: InProcess | None) -> Client:
        target = Target("opeasy", "test", url, {"enterpriseId": "e", "apiKey": "k"}, limits=Limits(**limits),
                        clock=VirtualClock())
        return Client(target, shapes("opeasy"), transport)

    with contextlib.ExitStack() as stack:
        client = made("http://app", InProcess(app)) if place == "in process" else made(stack.enter_context(loopback(app)), None)
        stack.callback(client.close)
        yield client


def asks(client: Client, *paths: str) -> list[Callable[[], Any]]:
    return [lambda path=path: client.send("GET", path) for path in paths]


@PLACES
def test_all_clients_are_heard_before_one_is_answered(place: str) -> None:
    with client_of(Meeting(4), place) as client:
        sent = together(client, *(asks(client, f"/{number}") for number in range(4)))
    assert [[exchange.status for exchange in each] for each in sent] == [[200]] * 4
    assert max(each.begun for each in client.log) < min(each.ended for each in client.log)


@PLACES
def test_each_client_sends_one_request_after_another_and_the_log_has_them_client_by_client(place: str) -> None:
    with client_of(Meeting(1), place) as client:
        client.send("GET", "/before")
        together(client, asks(client, "/a1", "/a2"), asks(client, "/b1", "/b2", "/b3"))
        client.send("GET", "/after")
    assert [each.url for each in client.log] == ["/before", "/a1", "/a2", "/b1", "/b2", "/b3", "/after"]
    assert [each.number for each in client.log] == list(range(1, 8))
    assert [each.by for each in client.log] == ["", "A", "A", "B", "B", "B", ""]
    moments = [moment for each in client.log for moment in (each.begun, each.ended)]
    assert sorted(moments) == list(range(1, 15))
    for name in "AB":
        own = [moment for each in client.log if each.by == name for moment in (each.begun, each.ended)]
        assert own == sorted(own)


def test_in_process_they_are_heard_in_the_order_of_the_clients() -> None:
    for _ in range(20):
        app = Meeting(5)
        with client_of(app) as client:
            together(client, *(asks(client, f"/{number}") for number in range(5)))
        assert app.came == [f"/{number}" for number in range(5)]


def test_who_gets_no_answer_goes_on_and_its_exchange_never_ends() -> None:
    with client_of(Meeting(1)) as client:
        lost, other = together(client, asks(client, "/hangs", "/next"), asks(client, "/other"))
    assert [(each.ended > 0, each.status) for each in lost] == [(False, 0), (True, 200)]
    assert other[0].status == 200


def test_where_one_is_cut_off_all_that_wait_are_inconclusive() -> None:
    with client_of(Meeting(9), "over HTTP", requestTimeout=0.4) as client:
        sent = together(client, asks(client, "/1"), asks(client, "/2"))
    assert [each[0].ended for each in sent] == [0, 0]


def test_what_else_goes_wrong_is_raised_in_the_check() -> None:
    def breaks() -> None:
        raise ValueError("a mistake of the check")

    with client_of(Meeting(1)) as client, pytest.raises(ValueError, match="a mistake"):
        together(client, [breaks], asks(client, "/1"))
    with client_of(Meeting(1)) as client:
        assert client.send("GET", "/later").status == 200


def test_the_record_tells_who_sent_what_and_when_only_where_there_were_several() -> None:
    with client_of(Meeting(1)) as client:
        client.send("GET", "/alone")
        together(client, asks(client, "/1"), asks(client, "/2"))
        lines = [each.line(client.redactor) for each in client.log]
    assert "by" not in lines[0]
    assert [(line["by"], line["begun"] < line["ended"]) for line in lines[1:]] == [("A", True), ("B", True)]


def test_what_is_seen_in_passing_is_seen_by_the_check_that_runs() -> None:
    token = current.set(answers := Answers(("OPEASY-OPERATION-1",)))
    try:
        with client_of(Meeting(1)) as client:
            together(client, [lambda: client.call("getOperation", {"operation-id": "1"})])
    finally:
        current.reset(token)
    assert answers.seen


def test_a_target_that_limits_requests_gets_them_together_and_then_peace() -> None:
    with client_of(Meeting(3), requestsPerSecond=4) as client:
        begun = client.target.clock.now()
        together(client, *(asks(client, f"/{number}") for number in range(3)))
        assert client.target.clock.now() == begun
        client.send("GET", "/later")
        assert client.target.clock.now() - begun == pytest.approx(0.75)


def test_a_ledger_numbers_what_several_threads_intend() -> None:
    ledger = Ledger()
    with client_of(Meeting(1)) as client:
        together(client, *([lambda: ledger.intend("operation")] * 50 for _ in range(4)))
    assert sorted(entry.number for entry in ledger.left()) == list(range(1, 201))


def test_nobody_can_say_is_no_reason_to_stop() -> None:
    def unclear() -> None:
        raise Inconclusive("out of reach")

    with client_of(Meeting(1)) as client:
        assert [len(each) for each in together(client, [unclear, *asks(client, "/1")])] == [1]
