"""What faults are made of that show only where several clients ask at the same moment. Nothing here lies yet."""

import asyncio
import contextlib
import time
from collections.abc import Callable

from starlette.requests import Request

from conformance.reference.opeasy import OpEasy, Settings
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.foundation import Endpoint
from conformance.reference.opeasy.settings import DEFAULTS

LONGEST = 0.05  # seconds for which a request lets others in


class LetsOthersIn(OpEasy):
    """The honest server, whose requests may await one another in the middle, as where a database is asked. Nothing lies yet."""

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        super().__init__(clock, settings)
        self.waiting: list[asyncio.Event] = []
        self.inside = 0

    async def answer(self, endpoint: Endpoint, request: Request) -> Answer:
        self.inside += 1
        try:
            return await super().answer(endpoint, request)
        finally:
            self.inside -= 1
            self.let_go()

    async def others(self) -> None:
        """Returns when another request waits as well or has been answered, or when nobody else came for a while."""
        met = asyncio.Event()
        self.waiting.append(met)
        if len(self.waiting) > 1:
            # Only those who wait already are let go, so that all of them have looked before one acts.
            asyncio.get_running_loop().call_later(0.01, self.let_go)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(met.wait(), LONGEST)
        self.let_time_pass()

    def let_go(self) -> None:
        for each in self.waiting:
            each.set()
        self.waiting.clear()
