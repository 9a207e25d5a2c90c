"""Several clients at the same moment: each a thread, all at one target and in one log."""

import contextvars
import threading
from collections.abc import Callable, Sequence
from typing import Any

from conformance.client import Client, Gate, speaker
from conformance.exchange import Exchange
from conformance.expect import Inconclusive

NAMES = "ABCDEFGH"
Script = Callable[[], Any]


def together(client: Client, *clients: Sequence[Script]) -> list[list[Exchange]]:
    """Let clients A, B ... begin at the same moment, each to send its requests one after another; what each of them sent,
    in order. A client whose request gets no answer goes on with the next. Raises what else goes wrong in one of them."""
    begin, problems = len(client.log), list[BaseException]()
    named = dict(zip(NAMES, clients, strict=False))
    with client.crowd(sum(map(len, clients))) as gate:
        threads = [threading.Thread(target=contextvars.copy_context().run, args=(_speak, name, scripts, gate, problems))
                   for name, scripts in named.items()]
        for thread in threads:
            thread.start()
            gate.arrived()
        gate.open()
        for thread in threads:
            thread.join()
    if problems:
        raise problems[0]
    return [[exchange for exchange in client.log[begin:] if exchange.by == name] for name in named]


def _speak(name: str, scripts: Sequence[Script], gate: Gate, problems: list[BaseException]) -> None:
    speaker.set(name)
    gate.wait()
    for script in scripts:
        try:
            script()
        except Inconclusive:
            continue
        except Exception as problem:  # told in the thread of the check
            problems.append(problem)
            return
