"""Each tool on each server: the honest one twice, then the faulty ones."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from beside.measure import measured
from beside.ours import until_found
from beside.served import NotServed, served
from beside.tool import Tool, Unreadable

HONEST_SEEDS = (1, 2)


@dataclass(frozen=True)
class Job:
    """One tool on one server; an empty variant is the honest one."""

    tool: str
    variant: str
    kind: str = "honest"
    seed: int = 1


@dataclass
class Result:
    """What came of it. ``to_find`` is known of this harness alone."""

    job: Job
    complaints: list[str] = field(default_factory=list)
    requests: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    cut: bool = False
    to_find: int = 0
    trouble: str = ""
    tried: bool = True  # False where the server did not start

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def jobs(tools: Sequence[Tool], variants: Sequence[tuple[str, str]]) -> tuple[list[Job], list[Job]]:
    """The honest ones, and those on variants, each of which is asked by all tools before the next one."""
    honest = [Job(tool.name, "", seed=seed) for seed in HONEST_SEEDS for tool in tools]
    return honest, [Job(tool.name, variant, kind) for kind, variant in variants for tool in tools]


def results(tools: Sequence[Tool], todo: Sequence[Job], workers: int, seconds: float) -> Iterator[Result]:
    """The results, as they come."""
    known, pool = {tool.name: tool for tool in tools}, ThreadPoolExecutor(workers)
    running = [pool.submit(result, known[job.tool], job, seconds) for job in todo]
    try:
        for done in as_completed(running):
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def result(tool: Tool, job: Job, seconds: float) -> Result:
    """Run one tool on one server."""
    folder, found = Path(tempfile.mkdtemp(prefix="beside-")), Result(job)
    try:
        with served(job.variant) as server:
            command = tool.command(server.url, folder, job.seed, job.kind == "honest")
            run = measured(command.words, folder, command.environment, seconds, command.enough)
            found.requests = server.requests()
        found.wall, found.cpu, found.peak, found.cut = run.wall, run.cpu, run.peak, run.cut
        record = folder / "run" / "run.jsonl"
        found.to_find = until_found(record.open(encoding="utf-8")) if record.exists() else 0
        found.complaints = sorted(tool.complaints(folder, run.text))
    except (Unreadable, OSError) as reason:
        found.trouble = str(reason)
    except NotServed as reason:
        found.trouble, found.tried = str(reason), False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found
