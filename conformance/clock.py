"""All waiting goes through one clock, so that against an in-process server an hour costs nothing."""

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since the epoch, and a way to let some pass. ``virtual`` says whether waiting is free."""

    virtual: bool

    def now(self) -> float:
        """Seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Return when that many seconds have passed."""


class WallClock:
    """The clock on the wall."""

    virtual = False

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))


class VirtualClock:
    """A clock that jumps; a reference server and the harness share one."""

    virtual = True

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._now = start

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += max(0.0, seconds)
