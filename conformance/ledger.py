"""What a run made and has to take away again. Each creation is written down before it is sent."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """An append-only file of intentions, creations and removals; in memory only if it has no path."""

    def __init__(self, path: Path | None = None, most: int = 5_000) -> None:
        self._path, self._most = path, most
        self._entries: list[Entry] = []

    def intend(self, kind: str, detail: str = "") -> Entry:
        """Write down that something is about to be made; raises Inconclusive past ``limits.maxObjects``."""
        if len(self._entries) >= self._most:
            raise Inconclusive(f"the run has made {self._most} objects (limits.maxObjects)")
        entry = Entry(len(self._entries) + 1, kind, detail)
        self._entries.append(entry)
        self._write(entry, "intended")
        return entry

    def made(self, entry: Entry, name: str) -> None:
        """It exists, under this id."""
        entry.id = name
        self._write(entry, "made")

    def gone(self, entry: Entry) -> None:
        """It was removed, or never came to be."""
        entry.gone = True
        self._write(entry, "gone")

    def left(self) -> list[Entry]:
        """What is still there, the latest first."""
        return [entry for entry in reversed(self._entries) if not entry.gone]

    def find(self, kind: str, name: str) -> Entry | None:
        """The entry of something made that is not gone."""
        return next((entry for entry in self.left() if (entry.kind, entry.id) == (kind, name)), None)

    def _write(self, entry: Entry, event: str) -> None:
        if self._path:
            line: dict[str, Any] = {"event": event, "number": entry.number, "kind": entry.kind, "detail": entry.detail,
                                    "id": entry.id}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def read(path: Path) -> list[Entry]:
    """Entries of a ledger file that are not gone, the latest first; a line that was cut off is skipped."""
    entries: dict[int, Entry] = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        entries[line["number"]] = Entry(line["number"], line["kind"], line["detail"], line["id"], line["event"] == "gone")
    return [entry for entry in sorted(entries.values(), key=lambda each: -each.number) if not entry.gone]
