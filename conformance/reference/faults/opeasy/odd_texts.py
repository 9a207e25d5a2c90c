"""Lies about texts with odd characters."""

import html
import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal
from conformance.reference.opeasy.foundation import Call
from conformance.reference.opeasy.state import Operation, Result, Session, Task, Webhook


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """A copy in which every text is changed."""
    if isinstance(value, dict):
        return {name: changed(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [changed(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def basic(text: str) -> str:
    """The text without what needs more than 16 bits."""
    return "".join(letter if ord(letter) < 0x10000 else "?" for letter in text)


@violates("OPEASY-TEXT-1")
class EscapesMarkupInTasks(OpEasy):
    """Lists texts as they would be written in HTML."""

    def task_shown(self, task: Task) -> dict[str, Any]:
        return {"command": task.command, "content": changed(task.content, html.escape)}


@violates("OPEASY-TEXT-1")
class ComposesCharacters(OpEasy):
    """Stores each text with letters and accents in one."""

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, changed(task, lambda text: unicodedata.normalize("NFC", text)))


@violates("OPEASY-TEXT-1")
class CutsLongTexts(OpEasy):
    """Stores the first 65,535 characters of a text."""

    def accepted(self, family: str, task: dict[str, Any]) -> Task:
        return super().accepted(family, changed(task, lambda text: text[:65_535]))


@violates("OPEASY-TEXT-1")
class FailsOverNul(OpEasy):
    """Answers 500 to a task with a NUL in it."""

    def task_messages(self, family: str, task: Any) -> list[str]:
        if "\\u0000" in json.dumps(task):
            raise Refusal(500, "Internal error", "A task could not be stored")
        return super().task_messages(family, task)


@violates("OPEASY-TEXT-2")
class WritesBasicCharactersToFiles(OpEasy):
    """Writes a question mark to a file for each character of more than 16 bits."""

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        return [changed(item, basic) for item in super().file_items(call, items)]


@violates("OPEASY-TEXT-2")
class JoinsLinesInFiles(OpEasy):
    """Writes a blank to a file for each end of a line."""

    def file_items(self, call: Call, items: Sequence[Any]) -> list[Any]:
        return [changed(item, lambda text: text.replace("\n", " ")) for item in super().file_items(call, items)]


@violates("OPEASY-TEXT-3")
class FoldsBlanksInResults(OpEasy):
    """Shows one blank in results for two."""

    def result_content(self, result: Result) -> dict[str, Any]:
        content: dict[str, Any] = changed(super().result_content(result), lambda text: text.replace("  ", " "))
        return content


@violates("OPEASY-TEXT-3")
class EndsResultsAtNul(OpEasy):
    """Ends a text in results where a NUL stands."""

    def result_content(self, result: Result) -> dict[str, Any]:
        content: dict[str, Any] = changed(super().result_content(result), lambda text: text.partition("\0")[0])
        return content


class Measures(OpEasy):
    """Measures the last name in other units than characters."""

    def units(self, text: str) -> int:
        return len(text)

    def field_messages(self, family: str, task: dict[str, Any]) -> list[str]:
        user = task["content"].get("user")
        name = user.get("lastName") if isinstance(user, dict) else None
        long = isinstance(name, str) and self.units(name) > 30
        return super().field_messages(family, task) or (["user.lastName: at most 30 characters"] if long else [])


@violates("OPEASY-TEXT-4")
class CountsBytes(Measures):
    """Counts the bytes of a last name in UTF-8."""

    def units(self, text: str) -> int:
        return len(text.encode("utf-8", "replace"))


@violates("OPEASY-TEXT-4")
class CountsHalves(Measures):
    """Counts a character of more than 16 bits as two."""

    def units(self, text: str) -> int:
        return len(text.encode("utf-16-le", "replace")) // 2


@violates("OPEASY-TEXT-5")
class FailsOverForeignIds(OpEasy):
    """Answers 500 to the id of an operation that is not in ASCII."""

    def operation_of(self, call: Call, id_: str) -> Operation:
        if not id_.isascii():
            raise Refusal(500, "Internal error", "An id could not be read")
        return super().operation_of(call, id_)


@violates("OPEASY-TEXT-5")
class TakesQuotesForAnyWebhook(OpEasy):
    """Takes an id with a quote in it for that of the latest webhook."""

    def webhook_of(self, call: Call) -> Webhook:
        own = self.listed_webhooks(call)
        return own[-1] if own and "'" in call.path("webhook_id") else super().webhook_of(call)


@violates("OPEASY-TEXT-6")
class FailsOverQuotedKeys(OpEasy):
    """Answers 500 to an API key with a quote in it."""

    def may_authenticate(self, api_key: str, enterprise_id: str) -> bool:
        if '"' in api_key:
            raise Refusal(500, "Internal error", "A key could not be looked up")
        return super().may_authenticate(api_key, enterprise_id)


@violates("OPEASY-TEXT-6")
class TakesLinesForOwnEnterprise(OpEasy):
    """Takes an enterprise with the end of a line in it for that of the administrator."""

    def check_enterprise(self, session: Session, enterprise_id: str) -> None:
        if "\n" not in enterprise_id:
            super().check_enterprise(session, enterprise_id)


@violates("OPEASY-TEXT-7")
class KeepsBasicUrls(OpEasy):
    """Keeps a question mark for each character of a URL that has more than 16 bits."""

    def keep_webhook(self, webhook: Webhook) -> None:
        super().keep_webhook(replace(webhook, url=basic(webhook.url)))


@violates("OPEASY-TEXT-7")
class FailsOverForeignUrls(OpEasy):
    """Answers 500 to a URL that is not in ASCII."""

    def is_webhook_url(self, url: str) -> bool:
        if not url.isascii():
            raise Refusal(500, "Internal error", "A URL could not be read")
        return super().is_webhook_url(url)


@violates("OPEASY-TEXT-8")
class FailsOverPagesThatAreNoNumbers(OpEasy):
    """Answers 500 to a page number without a digit in it."""

    def page_number(self, call: Call) -> int:
        raw = call.request.query_params.get("pageNumber", "0")
        if not any(letter.isdigit() for letter in raw):
            raise Refusal(500, "Internal error", f"{len(raw)} characters could not be parsed")
        return super().page_number(call)


@violates("OPEASY-TEXT-8")
class FailsOverDigitsOfOtherScripts(OpEasy):
    """Answers 500 to a page size in digits of another script."""

    def page_size(self, call: Call) -> int:
        raw = call.request.query_params.get("pageSize", "")
        if raw.isdigit() and not raw.isascii():
            raise Refusal(500, "Internal error", "A number could not be parsed")
        return super().page_size(call)
