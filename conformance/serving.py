"""Reference servers for the harness: in its own process, or on a loopback port of a thread beside it.

Either way server and harness share one virtual clock, so that hours of the document cost no time.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from conformance import bindings
from conformance.clock import VirtualClock
from conformance.problems import Problem, did_you_mean
from conformance.reference import server_class
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.reference.null import NULL_TARGETS
from conformance.target import Limits, Receiving, Target, load
from conformance.verdict import ExitCode

ASGIApp = Callable[..., Any]
PATIENCE = 1.0  # seconds for which a crowd awaits a client that does not ask


def variant(api: str, fault: str = "") -> Any:
    """The class of the honest server, or of one with a fault; raises Problem ``unknown-fault``."""
    if not fault:
        return server_class(api)
    by_hand = faults(api)
    known = by_hand if fault in by_hand else derived_faults(api)
    if fault not in known:
        raise Problem("unknown-fault", f"no fault is called {fault}", f"{api} has {len(by_hand) + len(known)} faults",
                      did_you_mean(fault, [*by_hand, *known], f"`conformance list {api} --faults` shows them"))
    return known[fault]


def target_of(api: str, server: Any, base_url: str, clock: VirtualClock, fault: str = "") -> Target:
    """The target that a reference server is, by its own description."""
    said = server.as_target()
    return Target(api=api, name=f"reference {api}", base_url=base_url, reference=True, fault=fault, clock=clock,
                  credentials=said["credentials"], second_tenant=said.get("secondTenant"),
                  capabilities=said.get("capabilities", {}), world=said.get("world", {}), receiver=Receiving(),
                  bindings=bindings.read(api, said.get("bindings", {}), Path("reference")),
                  limits=Limits(requestTimeout=10.0, pollInterval=0.5, completionTimeout=600.0))


class Hall:
    """Where the first requests of several threads gather, in the order in which they are let in, so that all of them are there
    at the same moment however the threads take their turns."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.arrivals = threading.Semaphore(0)
        self._loop, self._runner = loop, threading.Thread(target=loop.run_forever, daemon=True)

    def wait(self) -> None:
        """Who is in the hall waits at its first request."""

    def arrived(self) -> None:
        """Returns when one more thread has sent a request, or seems to send none."""
        self.arrivals.acquire(timeout=PATIENCE)

    def open(self) -> None:
        """From here on requests are answered."""
        self._runner.start()

    def close(self) -> None:
        """Answer no more."""
        if self._runner.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._runner.join()


class InProcess(httpx.BaseTransport):
    """Drives an ASGI app without a network. A TimeoutError or ConnectionError of the app becomes that of a transport.

    By hand, because httpx.ASGITransport looks for other event loops at each request, which takes longer than the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._hall: Hall | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        call = _Call(request)
        try:
            self._run(self._app(call.scope, call.receive, call.send))
        except TimeoutError as reason:
            raise httpx.ReadTimeout(str(reason), request=request) from reason
        except ConnectionError as reason:
            raise httpx.ReadError(str(reason), request=request) from reason
        return call.response()

    @contextlib.contextmanager
    def crowd(self) -> Iterator["Hall"]:
        """While this lasts several threads send, and the app hears nothing before the hall is opened."""
        self._hall = Hall(self._loop)
        try:
            yield self._hall
        finally:
            self._hall.close()
            self._hall = None

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if self._hall is None:
            self._loop.run_until_complete(coroutine)
            return
        answered = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        self._hall.arrivals.release()
        answered.result()

    def close(self) -> None:
        self._loop.close()


class _Call:
    """One request on its way through an ASGI app."""

    def __init__(self, request: httpx.Request) -> None:
        url = request.url
        self.scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method,
            "headers": [(name.lower(), value) for name, value in request.headers.raw], "scheme": url.scheme,
            "path": url.path, "raw_path": url.raw_path.partition(b"?")[0], "query_string": url.query,
            "server": (url.host, url.port), "client": ("127.0.0.1", 123), "root_path": ""}
        self._asked = [{"type": "http.request", "body": request.read(), "more_body": False}]
        self._told: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        """The whole body at once, and after it that nobody is there any more."""
        return self._asked.pop() if self._asked else {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self._told.append(message)

    def response(self) -> httpx.Response:
        """What the app said. As a stream, because httpx would add the Content-Length that a content lacks."""
        start, *parts = self._told
        body = b"".join(part.get("body", b"") for part in parts)
        return httpx.Response(start["status"], headers=start.get("headers", []), stream=httpx.ByteStream(
            b"" if self.scope["method"] == "HEAD" else body))


@contextlib.contextmanager
def loopback(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serve an app on a loopback port, and give its base URL; raises Problem ``port-in-use``."""
    with bound(port) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)


@contextlib.contextmanager
def bound(port: int) -> Iterator[socket.socket]:
    """A socket that listens on a loopback port; 0 takes any free one."""
    # With its protocol named, asyncio turns Nagle's algorithm off; otherwise each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as reason:
        listener.close()
        raise Problem("port-in-use", f"port {port} cannot be listened on", str(reason),
                      "choose another --port, or 0 for any free one", ExitCode.NOBODY_CAN_SAY) from reason
    listener.listen(128)
    with listener:
        yield listener


@contextlib.contextmanager
def addressed(api: str, path: Path | None, fault: str, null: str,
              in_process: bool) -> Iterator[tuple[Target, httpx.BaseTransport | None]]:
    """The target of a target file, or a reference server while it serves, with the transport that leads to it."""
    if path:
        if fault:
            raise Problem("fault-needs-reference", "--fault and --target exclude each other",
                          "a fault is a lie of the reference server", "leave one of them out")
        yield load(path, api), None
        return
    clock = VirtualClock()
    server = variant(api, fault)(clock=clock.now)
    if in_process:
        app = NULL_TARGETS[null]() if null else server.app
        yield target_of(api, server, "http://reference", clock, fault or null), InProcess(app)
        return
    with loopback(server.app) as url:
        yield target_of(api, server, url, clock, fault), None
