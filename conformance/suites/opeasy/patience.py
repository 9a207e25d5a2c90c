"""Waiting for a scheduled operation, no more often than a polite client asks."""

from collections.abc import Callable

from conformance.expect import Inconclusive
from conformance.suites.opeasy.administrator import Scheduled, value_at
from conformance.suites.opeasy.registrar import Registrar

COMPLETE = ("completed", "completedWithErrors")
SHORT = 0.01  # seconds


class Patient(Registrar):
    """A registrar that waits."""

    def status(self, scheduled: Scheduled) -> str:
        """The status word that the target shows now; inconclusive if it shows none."""
        exchange = self.of_scheduled("getScheduledOperationStatus", scheduled)
        word = value_at(exchange, "scheduledOperation", "status")
        if exchange.status >= 300 or not isinstance(word, str):
            raise Inconclusive(f"the status is out of reach: {exchange.asked} answered {exchange.status}")
        scheduled.seen.append(word)
        return word

    def await_state(self, scheduled: Scheduled, state: str) -> bool:
        """Poll until a state is seen, or has been missed; inconclusive after limits.completionTimeout."""
        order = ("pending", "processing")
        earlier = order[:order.index(state)] if state in order else order
        return self._await(scheduled, lambda word: word == state or word in (*order, *COMPLETE) and word not in earlier) == state

    def complete(self, scheduled: Scheduled, pause: float = SHORT) -> str:
        """Wait until it is complete; how it ended."""
        return self._await(scheduled, lambda word: word in COMPLETE, pause)

    def _await(self, scheduled: Scheduled, ends: Callable[[str], bool], pause: float = SHORT) -> str:
        """Poll until the status is one that ends the waiting; the pauses double."""
        clock, limits = self.target.clock, self.target.limits
        deadline = clock.now() + limits.completionTimeout
        while not ends(word := self.status(scheduled)):
            if clock.now() > deadline:
                raise Inconclusive(f"still {word} after {limits.completionTimeout} s (limits.completionTimeout)")
            clock.sleep(pause)
            pause = min(pause * 2, limits.pollInterval)
        return word
