"""``conformance coverage``: whether every line of a document is accounted for."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from conformance import catalogue
from conformance.commands.output import FORMAT, as_json, drawn, give
from conformance.coverage import ACCOUNTS, NOBODY, Coverage, coverage
from conformance.problems import Problem
from conformance.writers.text import counted, prose

NUMBERS = 72  # characters that the columns of numbers take
SHOWN = 80  # characters of a line that nobody accounts for


@click.command("coverage")
@click.argument("api")
@click.option("--document", type=click.Path(path_type=Path), help="The text of the document; it does not come with us.")
@FORMAT
def coverage_(api: str, document: Path | None, form: str) -> int:
    """Account for every line of the document of an API; exit code 1 if lines are left that nobody speaks of."""
    known = catalogue.load(api)
    found = coverage(known, _lines(document, known.document))
    give(as_json(_facts(known, found)) if form == "json" else _text(found))
    return int(bool(found.left()))


def _lines(path: Path | None, said: Mapping[str, Any]) -> list[str]:
    """The lines of the very document that source.yaml describes."""
    name = f"{said['title']}, revision {said['revision']}"
    if path is None:
        raise Problem("no-document", "--document is missing", "the document itself is not part of the harness",
                      f"give the text of {name} with --document FILE")
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise Problem("no-document", f"{path} cannot be read as a text", str(reason),
                      f"give the text of {name}, in UTF-8") from reason
    digest = hashlib.sha256(content).hexdigest()
    if digest != said["sha256"]:
        raise Problem("document-differs", f"{path} is not the text that the line numbers are of",
                      f"its sha256 begins with {digest[:12]}, that of {said['file']} with {said['sha256'][:12]}",
                      f"give the text of {name}, unchanged to the last byte; line ends count, too")
    lines = text.split("\n")
    return lines if lines[-1].strip() else lines[:-1]


def _text(found: Coverage) -> str:
    left = [f"line {number}: {prose(text)[:SHOWN]}" for number, text in found.left().items()]
    last = f"{counted(len(left), 'line')} of {len(found.text)} left that nobody accounts for"
    if tagged := found.left("tag only"):
        last += f"; {counted(len(tagged), 'line')} with nothing but a tag, which names a whole chapter"
    return "\n".join([drawn(_table(found)), *left, last])


def _table(found: Coverage) -> Table:
    room = max(8, shutil.get_terminal_size((120, 24)).columns - NUMBERS)
    numbers = (Column(name.replace(" ", "\n"), justify="right") for name in ("lines", *ACCOUNTS, "nobody"))
    table = Table(Column("chapter", no_wrap=True, max_width=room), *numbers, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for title, tally in found.tallies().items():
        table.add_row(title, *_numbers(tally))
    table.add_section()
    table.add_row("all", *_numbers(found.total()))
    return table


def _numbers(tally: Counter[str]) -> list[str]:
    return [str(tally.total()), *(str(tally[account]) for account in (*ACCOUNTS, NOBODY))]


def _facts(known: catalogue.Catalogue, found: Coverage) -> dict[str, Any]:
    document = {name: known.document.get(name, "") for name in ("title", "revision", "date", "file", "sha256")}
    return {"api": known.api, "document": document,
            "chapters": [{"title": title, **_counts(tally)} for title, tally in found.tallies().items()],
            "total": _counts(found.total()),
            "tag only": list(found.left("tag only")),
            "left": [{"line": number, "text": text} for number, text in found.left().items()]}


def _counts(tally: Counter[str]) -> dict[str, int]:
    return {"lines": tally.total(), **{account or "nobody": tally[account] for account in (*ACCOUNTS, NOBODY)}}
