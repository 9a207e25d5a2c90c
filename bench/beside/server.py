"""One variant of the reference server in a process of its own, with its requests counted.

``python bench/beside/server.py VARIANT PORT`` serves it until the process is ended; an empty VARIANT is the honest one.
"""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

sys.path.insert(0, str(Path(__file__).parent.parent))

from subtle import subtle_faults

from beside.mutants import PREFIX, changed_server
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.reference.opeasy import OpEasy, Settings
from conformance.serving import bound

API = "opeasy"
COUNT = "/count-of-requests"  # answered by the counter itself, and not counted
# Shorter than the defaults, for every tool alike: the clock is the one on the wall, and nobody learns from waiting.
SETTINGS = Settings(pending_seconds=0.05, task_seconds=0.005, processing_seconds=0.1)


def kinds() -> dict[str, dict[str, type[Any]]]:
    """The known faults by name, for each kind of them."""
    by_hand = faults(API)
    subtle = {name: faults(API)[name] for name in subtle_faults()}
    return {"by hand": {name: fault for name, fault in by_hand.items() if name not in subtle}, "subtle": subtle,
            "derived": dict(derived_faults(API))}


def variant(name: str) -> type[Any]:
    """The class of a server: the honest one, one with a fault by its name, or a mutant."""
    if not name:
        return OpEasy
    if name.startswith(PREFIX):
        return changed_server(name)
    return next(known[name] for known in kinds().values() if name in known)


class Counting:
    """An ASGI application that counts the requests to another one."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app, self.requests = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != COUNT:
            self.requests += 1
            await self.app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(self.requests).encode()})


def serve(name: str, port: int) -> None:
    """Serve until the process is ended."""
    counting = Counting(variant(name)(settings=SETTINGS).app)
    with bound(port) as listener:
        uvicorn.Server(uvicorn.Config(counting, log_level="critical", lifespan="off")).run(sockets=[listener])


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
