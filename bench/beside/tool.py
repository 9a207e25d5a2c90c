"""What the command needs to know about a tool."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

# A complaint is a kind: what was asked, and what was wrong with the answer; never which id or value it was about.
Complaint = str
OPENAPI = Path(__file__).parent.parent.parent / "specs" / "opeasy" / "openapi.yaml"


@dataclass(frozen=True)
class Command:
    """How a tool is started."""

    words: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    enough: Callable[[], bool] = lambda: False


class Tool(Protocol):
    """A tool beside others."""

    name: str

    def install(self) -> str:
        """Make it ready, and give its version; raises Missing."""

    def command(self, url: str, folder: Path, seed: int, honest: bool) -> Command:
        """How it is run on a server; it may write into the folder."""

    def complaints(self, folder: Path, text: str) -> set[Complaint]:
        """The kinds of complaints that a run left; raises Unreadable where it left no report."""


class Missing(Exception):
    """A tool cannot be had here, and why."""


class Unreadable(Exception):
    """A run of a tool left nothing that could be read."""


def said(operation: str, kind: str) -> Complaint:
    """One kind of complaint."""
    return f"{operation} | {kind}"


def document() -> dict[str, Any]:
    """The description of the API that every tool is given."""
    read: dict[str, Any] = yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))
    return read
