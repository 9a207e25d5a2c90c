"""What a run made and has to take away again. Each creation is written down before it is sent."""

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.expect import Inconclusive


@dataclass
class Entry:
    """Something made on the target. ``id`` is empty while it is unknown whether and as what it was made."""

    number: int
    kind: str
    detail: str
    id: str = ""
    gone: bool = False


class Ledger:
    """An append-only file of intentions, creations and removals; in memory only if it has no path.

    Threads may share it. A file that is there already is continued, so that a clean-up knows what the run left.
    """

    def __init__(self, path: Path | None = None, most: int = 5_000) -> None:
        self._path, self._most = path, most
        before = list(_entries(path)) if path and path.is_file() else []
        self._there = {entry.number: entry for entry in before if not entry.gone}
        self._last, self._count = max((entry.number for entry in before), default=0), 0
        self._lock = threading.Lock()
        if path and path.is_file():
            self._append("\n")  # a last line that was cut off must not spoil the next one

    def intend(self, kind: str, detail: str = "") -> Entry:
        """Write down that something is about to be made; raises Inconclusive past ``limits.maxObjects``."""
        if self._count >= self._most:
            raise Inconclusive(f"the run has made {self._most} objects (limits.maxObjects)")
        with self._lock:
            self._last, self._count = self._last + 1, self._count + 1
            entry = self._there[self._last] = Entry(self._last, kind, detail)
        self._write(entry, "intended")
        return entry

    def made(self, entry: Entry, name: str) -> None:
        """It exists, under this id."""
        entry.id, entry.gone = name, False
        self._there[entry.number] = entry
        self._write(entry, "made")

    def gone(self, entry: Entry) -> None:
        """It was removed, or never came to be."""
        entry.gone = True
        self._there.pop(entry.number, None)
        self._write(entry, "gone")

    def left(self) -> list[Entry]:
        """What is still there, the latest first."""
        return sorted(self._there.values(), key=lambda entry: entry.number, reverse=True)

    def find(self, kind: str, name: str) -> Entry | None:
        """The entry of something made that is not gone."""
        return next((entry for entry in self.left() if (entry.kind, entry.id) == (kind, name)), None)

    def _write(self, entry: Entry, event: str) -> None:
        line = {"event": event, "number": entry.number, "kind": entry.kind, "detail": entry.detail, "id": entry.id}
        self._append(f"{json.dumps(line)}\n")

    def _append(self, text: str) -> None:
        if self._path:
            with self._lock, self._path.open("a", encoding="utf-8") as file:
                file.write(text)


def read(path: Path) -> list[Entry]:
    """Entries of a ledger file that are not gone, the latest first; a line that was cut off is skipped."""
    return [entry for entry in reversed(list(_entries(path))) if not entry.gone]


def _entries(path: Path) -> Iterator[Entry]:
    """All entries of a file in the order of their numbers, each as its last line has it."""
    entries: dict[int, Entry] = {}
    for text in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            line = json.loads(text)
            number = int(line["number"])
            entries[number] = Entry(number, line["kind"], line["detail"], line["id"], line["event"] == "gone")
    return iter(entry for _, entry in sorted(entries.items()))
