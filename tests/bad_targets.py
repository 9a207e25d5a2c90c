"""Targets that misbehave, each on a loopback port of its own. A behaviour is what becomes of one connection."""

import contextlib
import datetime
import ipaddress
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Behaviour = Callable[[socket.socket], None]


# ---------------------------------------------------------------------- servers

@contextlib.contextmanager
def serving(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Let each connection have this behaviour; gives the base URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, behaviour, tls), daemon=True).start()
        yield f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}"
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_behave, args=(connection, behaviour, tls), daemon=True).start()


def _behave(connection: socket.socket, behaviour: Behaviour, tls: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError), connection:
        if tls is None:
            behaviour(connection)
        else:
            with tls.wrap_socket(connection, server_side=True) as secured:
                behaviour(secured)


def port_of_nobody() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


# ---------------------------------------------------------------------- behaviours

def hear(connection: socket.socket) -> None:
    """Read a request to its end."""
    head, _, rest = _until(connection, b"\r\n\r\n").partition(b"\r\n\r\n")
    headers = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    length = next((int(value) for name, _, value in headers if name == b"content-length"), 0)
    while len(rest) < length and (more := connection.recv(65536)):
        rest += more


def _until(connection: socket.socket, end: bytes) -> bytes:
    data = b""
    while end not in data and (more := connection.recv(65536)):
        data += more
    return data


def answers(status: str, body: bytes = b"", media_type: str = "application/json", **headers: str) -> Behaviour:
    """A whole answer to each request, always the same."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", "Connection: close",
             *(f"{name}: {value}" for name, value in headers.items())]
    return says("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def says(text: bytes) -> Behaviour:
    """These bytes after each request, then the end of the connection."""
    def behave(connection: socket.socket) -> None:
        hear(connection)
        connection.sendall(text)
    return behave


def talks_without_end(connection: socket.socket) -> None:
    """A body of 50 MB."""
    hear(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 50000000\r\n\r\n\"")
    for _ in range(800):
        connection.sendall(b"x" * 62_500)


def stays_silent(connection: socket.socket) -> None:
    """Listens until the client gives up."""
    while connection.recv(65536):
        pass


def resets(connection: socket.socket) -> None:
    """Ends the connection with RST."""
    hear(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def drips(text: bytes, pause: float = 0.1) -> Behaviour:
    """An answer byte by byte, each soon enough to be no timeout by itself."""
    def behave(connection: socket.socket) -> None:
        hear(connection)
        for byte in text * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(pause)
    return behave


# ---------------------------------------------------------------------- breaking down

@contextlib.contextmanager
def refusing_after(requests: int, upstream: str) -> Iterator[str]:
    """What another server answers, for so many requests; then no connection is accepted any more."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = _Line(listener, requests, int(upstream.rpartition(":")[2]))
    threading.Thread(target=line.accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        line.cut()


class _Line:
    def __init__(self, listener: socket.socket, requests: int, port: int) -> None:
        self._listener, self._left, self._port = listener, requests, port
        self._ends: list[socket.socket] = [listener]

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, far = self._listener.accept()[0], socket.create_connection(("127.0.0.1", self._port))
                for end in (near, far):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._ends += [near, far]
                for pair in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._left -= data.count(b" HTTP/1.1\r\n") if counts else 0
                if self._left < 0:
                    self.cut()
                sink.sendall(data)

    def cut(self) -> None:
        """Hang up everywhere."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def failing_after(requests: int, app: Any) -> Any:
    """Another ASGI app, for so many requests; then each is answered with 500."""
    left = iter(range(requests))

    async def fail(scope: Any, receive: Any, send: Any) -> None:
        if next(left, None) is not None:
            await app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": b'{"errorCode": "500", "message": "System Error"}'})
    return fail


# ---------------------------------------------------------------------- certificates

def certificate(folder: Path, name: str = "127.0.0.1", password: bytes | None = None) -> tuple[Path, Path]:
    """A certificate that is its own CA, for an address, and its key; both as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    made = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(name))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256()))
    hidden = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden))
    return paths


def server_tls(pem: Path, key: Path, clients: Path | None = None) -> ssl.SSLContext:
    """TLS of a server with this certificate, which may want one from its clients."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    if clients:
        context.load_verify_locations(clients)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


# ---------------------------------------------------------------------- target files

def target_file(folder: Path, base_url: str, *more: str, **limits: float) -> Path:
    """A target file for a server; ``more`` are further lines of YAML."""
    lines = ["api: opeasy", f"baseUrl: {base_url}", "credentials:", "  enterpriseId: enterprise-a",
             "  apiKey: {env: OPEASY_API_KEY}", "world: {domain: example.com, groupId: group-1}",
             "capabilities: {jsonBody: true}",
             f"limits: {json.dumps({'requestTimeout': 5, 'pollInterval': 0.1, **limits})}"]
    path = folder / "target.yaml"
    path.write_text("\n".join([*lines, *more, ""]), encoding="utf-8")
    return path


def second_tenant() -> str:
    """The lines of the second tenant that a reference server knows."""
    return "secondTenant: {enterpriseId: enterprise-b, apiKey: {env: OPEASY_SECOND_API_KEY}}"
