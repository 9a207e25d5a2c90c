"""A variant of the server while a tool asks it."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

SERVER = Path(__file__).parent / "server.py"
COUNT = "/count-of-requests"
START_SECONDS = 180.0  # on a machine that has other things to do


class NotServed(Exception):
    """The server did not start, so that nothing can be said about any tool."""


@dataclass(frozen=True)
class Served:
    """Where it is, and how much it has been asked."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def requests(self) -> int:
        """Requests so far; -1 if the server does not answer any more."""
        try:
            return int(httpx.get(self.url + COUNT, timeout=10).text)
        except (httpx.HTTPError, ValueError):
            return -1


@contextlib.contextmanager
def served(variant: str) -> Iterator[Served]:
    """Serve one variant in a process of its own."""
    here = Served(free_port())
    process = subprocess.Popen([sys.executable, str(SERVER), variant, str(here.port)])
    try:
        _await(here, process)
        yield here
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(here: Served, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while here.requests() < 0:
        if process.poll() is not None or time.monotonic() > until:
            raise NotServed(f"the server on port {here.port} did not start")
        time.sleep(0.05)
