"""The courier of the honest OpEasy server delivers over HTTPS, and nobody ever waits for it."""

import asyncio
import http.server
import json
import queue
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from bad_targets import certificate, port_of_nobody, server_tls
from visitor import EVENT, Visitor, task

from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.couriers import Courier
from conformance.reference.opeasy.state import Webhook


class Receiver:
    """A server on loopback that keeps what it is sent; ``gate`` holds its answers back while it is closed."""

    def __init__(self, tls: ssl.SSLContext, status: int = 200) -> None:
        self.received: queue.Queue[tuple[str, str, Any]] = queue.Queue()
        self.gate = threading.Event()
        self.gate.set()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.put((self.path, self.headers["Content-Type"], json.loads(body)))
                receiver.gate.wait(10)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"https://127.0.0.1:{self.server.server_address[1]}"

    def heard(self, count: int) -> list[Any]:
        return [self.received.get(timeout=10)[2]["number"] for _ in range(count)]

    def close(self) -> None:
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return server_tls(*certificate(tmp_path_factory.mktemp("receiver")))


@pytest.fixture
def receive(tls: ssl.SSLContext) -> Iterator[Callable[..., Receiver]]:
    """Makes receivers."""
    made: list[Receiver] = []

    def make(status: int = 200) -> Receiver:
        made.append(Receiver(tls, status))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


def webhook(url: str, id_: str = "one") -> Webhook:
    return Webhook(id_, "enterprise-a", url, (EVENT,))


def threads() -> int:
    return sum(thread.name == "courier" for thread in threading.enumerate())


def awaits(number: int) -> bool:
    """Whether soon there are so many threads that deliver."""
    ends = time.monotonic() + 10
    while threads() != number and time.monotonic() < ends:
        threading.Event().wait(0.02)
    return threads() == number


class Hurried(Courier):
    idle_seconds = 0.05
    timeout_seconds = 0.5


def test_a_callback_is_posted_over_https(visitor: Visitor, receive: Callable[..., Receiver]) -> None:
    receiver, visitor.server.courier = receive(), Hurried()
    visitor.register(f"{receiver.url}/webhook?query")
    visitor.completed(task())
    visitor.get("/v1/webhooks")
    told = [receiver.received.get(timeout=10) for _ in range(2)]
    assert [each[:2] for each in told] == [("/webhook?query", "application/json")] * 2
    assert [each[2]["event"]["newStatus"] for each in told] == ["processing", "completed"]


def test_order_is_kept_and_failures_are_not_repeated(receive: Callable[..., Receiver]) -> None:
    receiver, courier = receive(500), Hurried()
    for number in range(20):
        courier.send(webhook(receiver.url), {"number": number})
    assert receiver.heard(20) == list(range(20))
    assert awaits(0)
    assert receiver.received.empty()


def test_one_receiver_does_not_delay_another_nor_the_server(receive: Callable[..., Receiver]) -> None:
    slow, quick, courier = receive(), receive(), Hurried()
    slow.gate.clear()
    before = time.monotonic()
    for url in (slow.url, f"https://127.0.0.1:{port_of_nobody()}", "https://[::1", "https://no such host", quick.url):
        for number in range(3):
            courier.send(webhook(url), {"number": number})
    assert time.monotonic() - before < 0.5
    assert quick.heard(3) == [0, 1, 2]
    assert slow.heard(3) == [0, 1, 2]  # each after the one before has timed out
    assert awaits(0)


def test_a_deleted_webhook_is_sent_nothing_more(receive: Callable[..., Receiver]) -> None:
    receiver, courier = receive(), Hurried()
    receiver.gate.clear()
    courier.send(webhook(receiver.url), {"number": 0})
    assert receiver.heard(1) == [0]
    for number in (1, 2):
        courier.send(webhook(receiver.url), {"number": number})
    courier.send(webhook(receiver.url, "other"), {"number": 3})
    courier.forget(webhook(receiver.url))
    receiver.gate.set()
    assert receiver.heard(1) == [3]


def test_a_thread_ends_when_idle_and_another_one_takes_over(receive: Callable[..., Receiver]) -> None:
    receiver, courier = receive(), Hurried()
    assert awaits(0)
    for number in range(3):
        courier.send(webhook(receiver.url), {"number": number})
        assert receiver.heard(1) == [number]
        assert awaits(0)


def test_a_courier_does_not_keep_the_process_from_ending(receive: Callable[..., Receiver]) -> None:
    receiver = receive()
    receiver.gate.clear()
    program = f"""
import time
from conformance.reference.opeasy.couriers import Courier
from conformance.reference.opeasy.state import Webhook
Courier().send(Webhook("one", "enterprise-a", {receiver.url!r}, ()), {{"number": 7}})
time.sleep(0.5)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=20, cwd=Path(__file__).parents[2])
    assert receiver.heard(1) == [7]


def test_on_the_clock_on_the_wall_no_request_is_needed(receive: Callable[..., Receiver]) -> None:
    receiver = receive()
    server = OpEasy(settings=Settings(pending_seconds=0.1, task_seconds=0, processing_seconds=0.1))
    server.courier = Hurried()

    async def visit() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(server.app), base_url="http://server") as client:
            session = {"apiKey": "key-of-enterprise-a", "enterpriseId": "enterprise-a"}
            token = (await client.post("/v1/authsessions", json={"authSession": session})).json()["authSession"]["token"]
            client.headers["Authorization"] = token
            await client.post("/v1/webhooks", json={"enterpriseId": "enterprise-a", "url": receiver.url, "events": [EVENT]})
            made = await client.post("/v1/operations", json={"enterpriseId": "enterprise-a"})
            await client.post("/v1/scheduledoperations", json={"operation": {"id": made.json()["id"]}})
            told = [await asyncio.to_thread(receiver.received.get, timeout=10) for _ in range(2)]
            return [each[2]["event"]["newStatus"] for each in told]

    assert asyncio.run(visit()) == ["processing", "completed"]
