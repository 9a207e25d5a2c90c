"""Requests per second beside a bare httpx loop on the same server. One command: ``python bench/speed.py``.

*Asking* is all that the harness does for each request: send, keep, judge the shape, blot out secrets, write the record. A
complete run is that, and arranging, generating, waiting and reporting.

Ratios are worth more than seconds: they survive a change of machine.
"""

import tempfile
import time
from pathlib import Path

import httpx

from conformance import record
from conformance.clock import VirtualClock
from conformance.commands.run import judge
from conformance.expect import expect
from conformance.record import Recorder
from conformance.serving import loopback, variant
from conformance.session import Hearing, Options, opened
from conformance.suites.opeasy.client import OpEasy

BARE = 2_000


def bare() -> float:
    """Requests per second of a loop that does nothing but ask for an operation, on one kept connection."""
    server = variant("opeasy")(clock=VirtualClock().now)
    enterprise, key = next(iter(server.settings.enterprises.items()))
    with loopback(server.app) as url, httpx.Client(base_url=url) as client:
        token = client.post("/v1/authsessions", json={"authSession": {"apiKey": key, "enterpriseId": enterprise}}).json()
        headers = {"Authorization": token["authSession"]["token"]}
        made = client.post("/v1/operations", headers=headers, json={"enterpriseId": enterprise, "tasks": {"Users": []}})
        begun = time.perf_counter()
        for _ in range(BARE):
            client.get(f"/v1/operations/{made.json()['id']}", headers=headers)
        return BARE / (time.perf_counter() - begun)


def asking() -> float:
    """Requests per second of a check that asks for an operation, judged and recorded."""
    with opened("opeasy", Options()) as session, tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder) / "run.jsonl", {})
        hearing = Hearing(session, next(iter(session.checks.values())))
        with hearing.open():
            opeasy = OpEasy(session)
            operation = opeasy.operation()
            begun = time.perf_counter()
            for _ in range(BARE):
                expect(opeasy.of_operation("getOperation", operation)).status(200)
            recorder.check(hearing.lines())
            return BARE / (time.perf_counter() - begun)


def complete(workers: int) -> tuple[int, float, float]:
    """Requests, seconds and requests per second of asking in a complete honest run over HTTP."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        judge("opeasy", Path(folder), ["--conformance-seed", "1", *(["-n", str(workers)] if workers > 1 else [])])
        seconds = time.perf_counter() - begun
        run = record.read(Path(folder))
    return len(run.exchanges), seconds, len(run.exchanges) / seconds


def main() -> None:
    """Measure and print."""
    loop, asked = bare(), asking()
    print(f"bare httpx loop           {loop:8.0f} requests/s")
    print(f"asking                    {asked:8.0f} requests/s  {asked / loop:.2f} of the loop")
    for workers in (1, 2):
        requests, seconds, rate = complete(workers)
        print(f"complete run, {workers} worker(s)  {rate:8.0f} requests/s  {requests} requests in {seconds:.1f} s  "
              f"{rate / loop:.2f} of the loop")


if __name__ == "__main__":
    main()
