"""Runs a command and measures it: seconds on the wall, seconds of CPU and peak memory of all its processes."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds between two looks
STOP = threading.Event()  # ends all commands
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Measured:
    """What a command took, and what it printed."""

    code: int
    wall: float
    cpu: float
    peak: int  # bytes
    text: str
    cut: bool = False  # ended by us, because nothing more was needed or time was up


def measured(command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float,
             enough: Callable[[], bool] = lambda: False) -> Measured:
    """Run a command in a folder until it ends, ``enough`` says so, or seconds have passed."""
    begun, peak, cut = time.monotonic(), 0, False
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, memory(process.pid))
            if not cut and (time.monotonic() - begun > seconds or STOP.is_set() or enough()):
                cut = True
                end(process.pid)
            time.sleep(EVERY)
    process.returncode = os.waitstatus_to_exitcode(ended[1])
    used = ended[2]
    text = (folder / "output.txt").read_text(encoding="utf-8", errors="replace")
    return Measured(process.returncode, time.monotonic() - begun, used.ru_utime + used.ru_stime, peak, text, cut)


def end(pid: int) -> None:
    """End the session of processes that a command is."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def memory(root: int) -> int:
    """Bytes that a process and all its descendants hold in memory at this moment."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family and pid not in family}:
        family |= grown
    return sum(_resident(pid) for pid in family)


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0
