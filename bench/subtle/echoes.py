"""Lies about what was sent: something in a task is not shown as it came. Nobody can be accused of these."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import ValidationError


# A target may ignore what it does not know (OPEASY-R-UNKNOWN-KEYS); then it has nothing to show of it.
@violates("OPEASY-VERR-1")
class ShowsOnlyCommandAndContent(OpEasy):
    """Shows tasks that failed validation without what stands beside command and content."""

    def error_shown(self, error: ValidationError) -> dict[str, Any]:
        shown = super().error_shown(error)
        if not isinstance(error.task, dict):
            return shown
        return {**shown, "task": {name: error.task[name] for name in ("command", "content") if name in error.task}}


# A task is shown as a JSON object, and nobody says what becomes of one that is none (OPEASY-R-UNKNOWN-KEYS).
@violates("OPEASY-VERR-1")
class ShowsOddTasksAsText(OpEasy):
    """Shows a task that is no object as a string."""

    def error_shown(self, error: ValidationError) -> dict[str, Any]:
        shown = super().error_shown(error)
        return shown if isinstance(error.task, (dict, str)) else {**shown, "task": str(error.task)}
