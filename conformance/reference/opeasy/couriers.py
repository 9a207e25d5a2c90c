"""Delivers events over HTTPS, beside the server: no answer ever waits for a receiver."""

import contextlib
import json
import queue
import threading
from typing import Any

import httpx

from conformance.reference.opeasy.state import Webhook

Letter = tuple[str, bytes]  # the id of a webhook, and what it is sent


class Courier:
    """One thread for each URL, started when there is something to send and ended when there is nothing more.

    What a URL is sent keeps its order. A delivery that fails is not repeated, and nobody hears of it.
    """

    method = "POST"  # 402
    idle_seconds = 1.0
    timeout_seconds = 3.0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letters: dict[str, queue.SimpleQueue[Letter]] = {}
        self._forgotten: set[str] = set()

    def send(self, webhook: Webhook, event: dict[str, Any]) -> None:
        """Takes an event and returns at once."""
        with self._lock:
            letters = self._letters.get(webhook.url)
            if letters is None:
                letters = self._letters[webhook.url] = queue.SimpleQueue()
                # A daemon: a receiver that keeps it waiting must not keep the process from ending.
                threading.Thread(target=self._deliver, args=(webhook.url, letters), name="courier", daemon=True).start()
            letters.put((webhook.id, json.dumps(event).encode()))

    def forget(self, webhook: Webhook) -> None:
        """What has not been delivered to a webhook yet never will be."""
        self._forgotten.add(webhook.id)

    def _deliver(self, url: str, letters: "queue.SimpleQueue[Letter]") -> None:
        with self.client() as client:
            while True:
                try:
                    webhook_id, event = letters.get(timeout=self.idle_seconds)
                except queue.Empty:
                    if self._is_over(url, letters):
                        return
                    continue
                if webhook_id not in self._forgotten:
                    self.post(client, url, event)

    def post(self, client: httpx.Client, url: str, event: bytes) -> bool:
        """Whether it was answered with 200. Whatever goes wrong, and be it that the URL is none, is the receiver's affair."""
        with contextlib.suppress(Exception):
            headers = {"Content-Type": "application/json"}
            return client.request(self.method, self.address(url), content=event, headers=headers).status_code == 200
        return False

    def client(self) -> httpx.Client:
        # Receivers make their certificates for the occasion, so that no authority could vouch for them.
        return httpx.Client(verify=False, timeout=self.timeout_seconds, trust_env=False)

    def address(self, url: str) -> str:
        """Where to: the very URL that was registered (750)."""
        return url

    def _is_over(self, url: str, letters: "queue.SimpleQueue[Letter]") -> bool:
        with self._lock:
            if letters.empty():
                del self._letters[url]
                return True
            return False
