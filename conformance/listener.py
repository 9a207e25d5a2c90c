"""A server that hears requests over TLS, each connection in a thread of its own, and answers with an empty body.

Who does not speak TLS is heard in the clear; whether that is allowed is for others to say.
"""

import contextlib
import http.server
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

BODY = 100_000  # bytes of a request that are kept
PATIENCE = 30.0  # seconds for the next byte of a connection
_HANDSHAKE = b"\x16"  # how each TLS connection begins


@dataclass(frozen=True)
class Heard:
    """A request as it arrived; ``arrived`` is on the clock of time.monotonic."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    tls: bool
    arrived: float


@dataclass(frozen=True)
class Behaviour:
    """What becomes of a request: an answer with a status after some seconds, or the end of the connection."""

    status: int = 200
    seconds: float = 0.0
    gone: bool = False


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Has its port from the moment it is made; ``hear`` is called in the thread of each connection, until ``close``."""

    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, context: ssl.SSLContext, hear: Callable[[Heard], Behaviour]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Conversation)
        self.context, self.hear, self.closing = context, hear, threading.Event()
        self.failures: list[str] = []  # of TLS handshakes
        self._open: dict[threading.Thread, socket.socket] = {}
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Let connections in."""
        self._thread.start()

    def close(self) -> None:
        """Hang up everywhere, and let no thread live on."""
        self.closing.set()
        self.shutdown()
        self.server_close()
        for thread, connection in list(self._open.items()):
            with contextlib.suppress(OSError):  # that of ssl.SSLSocket would pull TLS away from the reader
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
            thread.join(1)
        self._thread.join(1)

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._open[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.pop(threading.current_thread(), None)

    def finish_request(self, request: Any, client_address: Any) -> None:
        # Here and not where connections are accepted, because a slow handshake would keep everybody waiting.
        request.settimeout(PATIENCE)
        first = request.recv(1, socket.MSG_PEEK)
        if first == _HANDSHAKE:
            with self.context.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secured:
                self._open[threading.current_thread()] = secured
                if self._agreed(secured):
                    super().finish_request(secured, client_address)
        elif first:
            super().finish_request(request, client_address)

    def _agreed(self, secured: ssl.SSLSocket) -> bool:
        try:
            secured.do_handshake()
        except ssl.SSLError as reason:
            self.failures.append(str(reason.reason or reason))
            return False
        return True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that were lost are none of our business."""


class _Conversation(http.server.BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "conformance", ""
    timeout = PATIENCE
    disable_nagle_algorithm = True

    def _hear(self) -> None:
        arrived, tls = time.monotonic(), isinstance(self.connection, ssl.SSLSocket)
        try:
            body = self._body()
        except ValueError:
            self.send_error(400)
            self.close_connection = True
            return
        behaviour = self.server.hear(Heard(self.command, self.path, dict(self.headers.items()), body, tls, arrived))
        if self.server.closing.wait(behaviour.seconds) or behaviour.gone:
            self.close_connection = True
            return
        self.send_response(behaviour.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_DELETE = do_GET = do_HEAD = do_OPTIONS = do_PATCH = do_POST = do_PUT = _hear  # noqa: N815 - the names of http.server

    def _body(self) -> bytes:
        """The body, or as much of it as is kept; all of it is read, or the sender would not hear the answer."""
        kept = bytearray()
        for length in self._lengths():
            while length > 0 and (data := self.rfile.read(min(length, 65536))):
                length -= len(data)
                kept += data[:max(0, BODY - len(kept))]
        return bytes(kept)

    def _lengths(self) -> Iterator[int]:
        """How long each part of the body is; the caller reads a part before it asks for the next one."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            yield int(self.headers.get("Content-Length") or 0)
            return
        while length := int(self.rfile.readline(1000).split(b";")[0], 16):
            yield length
            self.rfile.readline(1000)
        while self.rfile.readline(65536).strip():
            pass

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said on the terminal."""
