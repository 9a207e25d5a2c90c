"""What commands print: a table or JSON, on standard output or in a file."""

import io
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from conformance.problems import Problem

ENOUGH = 1000
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text or JSON [text].")
OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write [standard output].")


def drawn(table: Table) -> str:
    """A table as text, as wide as it is: a terminal may wrap it, but no column is left out."""
    stream = io.StringIO()
    Console(file=stream, width=ENOUGH).print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n")).strip("\n")


def as_json(content: Any) -> str:
    """JSON for programs."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def give(text: str, out: Path | None = None) -> None:
    """Write a text into a file, or print it; raises Problem ``not-writable``."""
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as reason:
        raise Problem("not-writable", f"{out} cannot be written", str(reason), "choose another file with --out") from reason
