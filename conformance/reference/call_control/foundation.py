"""What every part of the server stands on: settings, memory, and how a field is read and judged."""

import re
import time
from collections.abc import Callable
from typing import Any, ClassVar

from conformance.reference.call_control.answer import Refusal
from conformance.reference.call_control.settings import DEFAULTS, Settings

Record = dict[str, Any]
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Foundation:
    """Extensions and contacts by their numbers."""

    violated: ClassVar[tuple[str, ...]] = ()
    lies_about: ClassVar[tuple[str, ...]] = ()

    def __init__(self, clock: Callable[[], float] = time.time, settings: Settings = DEFAULTS) -> None:
        self.clock = clock
        self.settings = settings
        self.extensions: dict[str, Record] = {}
        self.contacts: dict[str, Record] = {}

    def text(self, record: Record, name: str) -> str:
        """A field of a record; what is absent, or no text, is as good as empty."""
        value = record.get(name)
        return value if isinstance(value, str) else ""

    def is_number(self, text: str) -> bool:
        """Digits and nothing else (190-191, 222-223)."""
        return re.fullmatch("[0-9]+", text) is not None

    def is_address(self, text: str) -> bool:
        """The form of an email address in general (195-196)."""
        return _ADDRESS.fullmatch(text) is not None

    def check_first_name(self, record: Record) -> None:
        """It must not be empty (198-199, 216-217, 227-228)."""
        if not self.text(record, "FirstName"):
            raise Refusal("FNAME_INVALID")
