"""The only module, besides contract, that touches the network: it sends, it keeps every exchange, it never judges.

A target that does not answer is no liar: timeouts and lost connections are ``Inconclusive``.
"""

import contextlib
import itertools
import json as jsonlib
import socket
import threading
import time
import urllib.parse
import weakref
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Protocol, runtime_checkable

import httpx

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, current
from conformance.redaction import Redactor
from conformance.shape import Shapes
from conformance.target import Target

speaker: ContextVar[str] = ContextVar("speaker", default="")  # which of several clients a thread speaks for
_JSON = {"Accept": "application/json"}


class Unsent(Inconclusive):
    """The request never left: nothing can have come of it."""


class Gate(Protocol):
    """Where several threads gather before they ask at the same moment."""

    def wait(self) -> None:
        """Called by each thread before it asks."""

    def arrived(self) -> None:
        """Called after each thread was started: returns when it is at the gate."""

    def open(self) -> None:
        """Let all of them in."""


class Start:
    """The gate of a target beyond the network: threads leave it together."""

    def __init__(self) -> None:
        self._arrivals, self._opened = threading.Semaphore(0), threading.Event()

    def wait(self) -> None:
        self._arrivals.release()
        self._opened.wait()

    def arrived(self) -> None:
        self._arrivals.acquire()

    def open(self) -> None:
        self._opened.set()


@runtime_checkable
class Crowding(Protocol):
    """A transport with a gate of its own."""

    def crowd(self) -> contextlib.AbstractContextManager[Gate]:
        """While this lasts several threads send at once."""


class Client:
    """Sends requests to one target and logs the exchanges of the check that is running. Threads may share it."""

    def __init__(self, target: Target, shapes: Shapes, transport: httpx.BaseTransport | None = None) -> None:
        self.target, self.shapes = target, shapes
        self.redactor = Redactor(target.secrets, [shapes.credential.name] if shapes.credential else [])
        self.log: list[Exchange] = []
        self.sent = 0
        self._next = 0.0
        self._lock, self._moments = threading.Lock(), itertools.count(1)
        self._transport, self._burst = transport, False
        self._watch = _Watch(target.limits.requestTimeout) if transport is None else None
        self._http = httpx.Client(base_url=target.base_url, timeout=target.limits.requestTimeout, verify=target.tls,
                                  transport=transport, follow_redirects=False, trust_env=transport is None)

    def close(self) -> None:
        """Give the connections back."""
        if self._watch:
            self._watch.close()
        self._http.close()

    def call(self, operation: str, at: Mapping[str, str] | None = None, *, credential: str | None = None,
             **request: Any) -> Exchange:
        """Ask an operation by its operationId. ``at`` fills the path, ``credential`` travels where openapi.yaml says;
        ``json``, ``files``, ``data``, ``params``, ``content`` and ``headers`` are those of httpx.

        Raises Inconclusive when no answer comes, and Unsent if the target cannot even have heard the question.
        """
        known = self.shapes.operations[operation]
        request |= {"headers": {**_JSON, **request.get("headers", {})}, "params": {**known.fixed, **request.get("params", {})}}
        return self.send(known.method, known.at(at or {}), operation=operation, **self.presenting(credential, request))

    def presenting(self, credential: str | None, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """A request as somebody sends it who has this credential."""
        known = self.shapes.credential
        return known.carried(request, credential) if known and credential is not None else request

    def send(self, method: str, path: str, *, operation: str = "", judged: bool = True, **request: Any) -> Exchange:
        """Ask anything. The exchange is logged, answered or not, and its shape is judged in passing, unless nobody knows it."""
        self._wait()
        sent = self._http.build_request(method, path, **_encodable(request),
                                        extensions={"trace": self._watch.trace} if self._watch else {})
        sent.read()
        exchange = Exchange(0, operation, method, sent.url.raw_path.decode("ascii"), dict(sent.headers), sent.content,
                            by=speaker.get())
        self._log(exchange)
        try:
            with self._watch.over() if self._watch else contextlib.nullcontext():
                self._answer(sent, exchange)
            exchange.ended = next(self._moments)
        except (httpx.HTTPError, httpx.InvalidURL) as reason:
            exchange.error = f"{type(reason).__name__}: {reason}"
            unsent = isinstance(reason, (httpx.ConnectError, httpx.ConnectTimeout))
            raise (Unsent if unsent else Inconclusive)(f"no answer to {exchange.asked}: {exchange.error}") from reason
        if judged and (answers := current.get(None)) is not None:
            answers.observe(self.shapes.violations(exchange))
        return exchange

    def follow(self, link: str, *, credential: str, operation: str = "", before: Exchange | None = None) -> Exchange:
        """Follow a link or Location of an answer. Raises Mismatch if it leads to another server."""
        try:
            url = httpx.URL(urllib.parse.urljoin(self.target.base_url + "/", link))
        except (ValueError, httpx.InvalidURL):
            raise Mismatch("a link that is a URL", repr(link)[:200], before) from None
        if _server(url) != _server(self._http.base_url):
            raise Mismatch("a link on the same server", link, before)
        return self.send("GET", str(url), operation=operation, **self.presenting(credential, {"headers": _JSON}))

    def received(self, exchange: Exchange) -> None:
        """Log what the target sent by itself."""
        with self._lock:
            exchange.number = len(self.log) + 1
            self.log.append(exchange)

    @contextlib.contextmanager
    def crowd(self, requests: int) -> Iterator[Gate]:
        """While this lasts several threads send so much in all; then the log has their exchanges in order, client by client.

        A target that limits requests gets all of these at once, and is then left in peace for as long as they are worth."""
        begin = len(self.log)
        self._wait(requests)
        limit, self._burst = self._burst, True
        try:
            with self._transport.crowd() if isinstance(self._transport, Crowding) else contextlib.nullcontext(Start()) as gate:
                yield gate
        finally:
            self._burst = limit
            self.log[begin:] = sorted(self.log[begin:], key=lambda each: (each.by, each.begun))
            for number, exchange in enumerate(self.log[begin:], begin + 1):
                exchange.number = number

    def _log(self, exchange: Exchange) -> None:
        with self._lock:
            self.log.append(exchange)
            self.sent += 1
            exchange.number, exchange.begun = len(self.log), next(self._moments)

    def _answer(self, sent: httpx.Request, exchange: Exchange) -> None:
        begun = time.perf_counter()
        response = self._http.send(sent, stream=True)
        try:
            exchange.body = self._body(response)
        finally:
            response.close()
            exchange.seconds = time.perf_counter() - begun
        exchange.status, exchange.headers = response.status_code, dict(response.headers)

    def _body(self, response: httpx.Response) -> bytes:
        most, body = self.target.limits.maxBodyBytes, bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > most:
                raise httpx.ReadError(f"the body is larger than {most} bytes (limits.maxBodyBytes)")
        return bytes(body)

    def _wait(self, requests: int = 1) -> None:
        if self._burst or not self.target.limits.requestsPerSecond:
            return
        now = self.target.clock.now()
        self.target.clock.sleep(self._next - now)
        self._next = max(now, self._next) + requests / self.target.limits.requestsPerSecond


class _Watch:
    """Cuts off an exchange that goes on for too long; the timeouts of httpx begin anew with each byte that arrives."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._deadlines: dict[object, float] = {}
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._closed = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._closed.set()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Get to know each connection that httpx opens."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._sockets.add(info["return_value"].get_extra_info("socket"))

    @contextlib.contextmanager
    def over(self) -> Iterator[None]:
        """Watch over one exchange; raises httpx.ReadTimeout if it was cut off, be it because another one took too long."""
        exchange = object()
        self._deadlines[exchange] = time.monotonic() + self._seconds
        try:
            yield
        except httpx.HTTPError:
            if exchange in self._deadlines:
                raise
        finally:
            ended = self._deadlines.pop(exchange, None) is None
        if ended:
            raise httpx.ReadTimeout(f"no whole answer within {self._seconds} s (limits.requestTimeout)")

    def _look(self) -> None:
        while not self._closed.wait(min(0.2, self._seconds / 4)):
            now = time.monotonic()
            if any(now > deadline for deadline in self._deadlines.copy().values()):
                self._deadlines.clear()
                for each in list(self._sockets):
                    with contextlib.suppress(OSError):  # that of ssl.SSLSocket would pull TLS away from the reader
                        socket.socket.shutdown(each, socket.SHUT_RDWR)


def _server(url: httpx.URL) -> tuple[str, bytes, str, int | None]:
    return url.scheme, url.userinfo, url.host, url.port


def _encodable(request: dict[str, Any]) -> dict[str, Any]:
    # httpx refuses lone surrogates and NaN, which a target must be asked about too.
    if "json" in request:
        content = jsonlib.dumps(request.pop("json")).encode("ascii")
        request["headers"] = {"Content-Type": "application/json", **request.get("headers", {})}
        request["content"] = content
    return request
