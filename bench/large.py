"""An operation of 100,000 tasks: uploaded as a file, paged, downloaded, compared. How much memory that takes, and how long.

Run it with ``python bench/large.py [COUNT]``. Asker and server are processes of their own, so that each has a peak of its own.
"""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from conformance.checks import checks
from conformance.exchange import Exchange
from conformance.openapi import FILE
from conformance.session import Hearing, Options, opened
from conformance.suites.opeasy.client import OpEasy, Operation

COUNT = 100_000
PAGE = 1000
CHECK = "opeasy/uploads.py::test_a_file_of_a_thousand_tasks_is_taken_whole"
TARGET = """
api: opeasy
baseUrl: {url}
credentials: {{enterpriseId: enterprise-a, apiKey: {{env: LARGE_API_KEY}}}}
capabilities: {{jsonBody: true}}
world: {{domain: example.com, groupId: group-1}}
limits: {{requestTimeout: 300, maxBodyBytes: 100000000}}
"""


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_of(pid: int) -> float:
    """The most memory that another process ever had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def name(number: int) -> str:
    return f"large-{number:06}@example.com"


def file_of(count: int) -> bytes:
    tasks = ",".join(json.dumps({"command": "DeleteUser", "content": {"user": {"userId": name(number)}}})
                     for number in range(count))
    return f'{{"tasks":{{"Users":[{tasks}]}}}}'.encode()


def items(exchange: Exchange) -> Iterator[str]:
    """Whom the items of a list are about, in its order."""
    for item in exchange.json()["Users"]:
        yield item["content"]["user"]["userId"]


def pages(opeasy: OpEasy, operation: Operation, count: int) -> Iterator[str]:
    for number in range(-(-count // PAGE)):
        yield from items(opeasy.of_operation("getUsersTasks", operation, params={"pageSize": PAGE, "pageNumber": number}))


def told(step: str, begun: float) -> None:
    print(f"{step:12} {time.perf_counter() - begun:6.1f} s   peak {peak():4.0f} MB", flush=True)


def ask(url: str, count: int) -> None:
    """All steps, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "target.yaml"
        path.write_text(TARGET.format(url=url))
        with opened("opeasy", Options(target=path), Path(folder) / "ledger.jsonl") as session:
            hearing = Hearing(session, checks("opeasy")[CHECK])
            with hearing.open():
                compare(OpEasy(session), count)
            begun = time.perf_counter()
            size = sum(len(json.dumps(line)) for line in hearing.lines())
            told(f"record {size / 1e6:.1f} MB", begun)


def compare(opeasy: OpEasy, count: int) -> None:
    """Upload, page, download; every item must be there, in both, in the order of the file."""
    due, begun = [name(number) for number in range(count)], time.perf_counter()
    told("start", begun)
    operation = opeasy.known(opeasy.create([], content=file_of(count)), [])
    assert operation.created.status == 201, operation.created.body[:500]
    told("uploaded", begun)
    assert list(pages(opeasy, operation, count)) == due
    told("paged", begun)
    assert list(items(opeasy.of_operation("getUsersTasks", operation, headers={"Accept": FILE}))) == due
    told("downloaded", begun)
    opeasy.clean_up()


def main() -> None:
    """Serve, ask, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    words = [sys.executable, "-c", "from conformance.cli import main; main()", "serve", "opeasy", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:
        try:
            url = server.stdout.readline().split()[3] if server.stdout else ""
            os.environ["LARGE_API_KEY"] = "key-of-enterprise-a"
            asker = multiprocessing.get_context("spawn").Process(target=ask, args=(url, count))
            asker.start()
            asker.join()
            print(f"server       peak {peak_of(server.pid):4.0f} MB")
        finally:
            server.terminate()
    sys.exit(asker.exitcode)


if __name__ == "__main__":
    main()
