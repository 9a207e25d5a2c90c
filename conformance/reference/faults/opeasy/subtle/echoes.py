"""Lies about what was sent: something in a task is not shown as it came."""

import html
import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.state import Result, Task, ValidationError


def rewritten(value: Any, change: Callable[[Any], Any], drops: Callable[[Any], bool] = lambda value: False) -> Any:
    """A copy with each value in it changed, without the members that are to be dropped."""
    if isinstance(value, dict):
        return {name: rewritten(each, change, drops) for name, each in value.items() if not drops(each)}
    if isinstance(value, list):
        return [rewritten(each, change, drops) for each in value]
    return change(value)


class Rewrites(OpEasy):
    """Shows contents in its own way; each fault says where."""

    family: ClassVar[str] = ""

    def change(self, value: Any) -> Any:
        return value

    def drops(self, value: Any) -> bool:
        """Whether a member with this value is left out."""
        return False

    def shown(self, content: Any) -> Any:
        return rewritten(content, self.change, self.drops)


class RewritesTasks(Rewrites):
    """Lists tasks in its own way, of one family or of all."""

    def task_shown(self, task: Task) -> dict[str, Any]:
        shown = super().task_shown(task)
        return {**shown, "content": self.shown(task.content)} if self.family in ("", task.family) else shown


class RewritesResults(Rewrites):
    """Shows the contents of results in its own way, of one family or of all."""

    def result_content(self, result: Result) -> dict[str, Any]:
        content: dict[str, Any] = super().result_content(result)
        return dict(self.shown(content)) if self.family in ("", result.task.family) else content


@violates("OPEASY-TASKS-1")
class WritesNumbersAsText(RewritesTasks):
    """Lists the numbers in CallRecording tasks as strings."""

    family, lies_about = "CallRecording", ("CallRecording",)

    def change(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@violates("OPEASY-TASKS-1")
class LeavesOutFalse(RewritesTasks):
    """Lists CallForwarding tasks without the switches that are false."""

    family, lies_about = "CallForwarding", ("CallForwarding",)

    def drops(self, value: Any) -> bool:
        return isinstance(value, bool) and not value


@violates("OPEASY-TASKS-1")
class LeavesOutEmptyText(RewritesTasks):
    """Lists Users tasks without the fields that are empty strings."""

    family, lies_about = "Users", ("Users",)

    def drops(self, value: Any) -> bool:
        return isinstance(value, str) and not value


@violates("OPEASY-TEXT-1")
class QuietlyComposesCharacters(RewritesTasks):
    """Lists a letter and its combining accent as one character."""

    def change(self, value: Any) -> Any:
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@violates("OPEASY-TEXT-1")
class EscapesMarkup(RewritesTasks):
    """Lists texts with the characters that mean something in HTML escaped."""

    def change(self, value: Any) -> Any:
        return html.escape(value) if isinstance(value, str) else value


@violates("OPEASY-TEXT-1")
class QuietlyCutsLongTexts(RewritesTasks):
    """Lists only the first 255 characters of a text."""

    def change(self, value: Any) -> Any:
        return value[:255] if isinstance(value, str) else value


@violates("OPEASY-TASKS-1")
class SortsServicePacks(RewritesTasks):
    """Lists the servicePacks of a user in alphabetical order."""

    lies_about = ("Users",)

    def shown(self, content: Any) -> Any:
        user = content.get("user")
        packs = user.get("servicePacks") if isinstance(user, dict) else None
        return {**content, "user": {**user, "servicePacks": sorted(packs)}} if packs else content


@violates("OPEASY-RESULTS-6")
class LeavesOutEmptyLists(RewritesResults):
    """Shows the results of CallCenterAgent without lists that are empty."""

    family, lies_about = "CallCenterAgent", ("CallCenterAgent",)

    def drops(self, value: Any) -> bool:
        return isinstance(value, list) and not value


@violates("OPEASY-RESULTS-6")
class LosesLeadingZeros(RewritesResults):
    """Shows strings of digits in the results of Users without their leading zeros."""

    family, lies_about = "Users", ("Users",)

    def change(self, value: Any) -> Any:
        return value.lstrip("0") or "0" if isinstance(value, str) and value.isascii() and value.isdecimal() else value


@violates("OPEASY-TEXT-3")
class TrimsTexts(RewritesResults):
    """Shows texts in results without the blanks at their end."""

    def change(self, value: Any) -> Any:
        return value.rstrip(" ") if isinstance(value, str) else value


@violates("OPEASY-TEXT-3")
class LosesRareCharacters(RewritesResults):
    """Shows a question mark in results for each character beyond the basic plane."""

    def change(self, value: Any) -> Any:
        return "".join("?" if ord(each) > 0xFFFF else each for each in value) if isinstance(value, str) else value


@violates("OPEASY-RESULTS-6")
class ShowsUserIdsInSmallLetters(RewritesResults):
    """Shows addresses in results in small letters."""

    lies_about = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding")  # numbers have no address

    def change(self, value: Any) -> Any:
        return value.lower() if isinstance(value, str) and "@" in value else value


@violates("OPEASY-VERR-1")
class LeavesOutNullsOfErrors(Rewrites):
    """Shows tasks that failed validation without the fields that are null."""

    def drops(self, value: Any) -> bool:
        return value is None

    def error_shown(self, error: ValidationError) -> dict[str, Any]:
        return {**super().error_shown(error), "task": self.shown(error.task)}
