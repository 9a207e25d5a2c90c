"""``conformance report``: a report from a record alone."""

from pathlib import Path

import click

from conformance import record
from conformance.problems import Problem
from conformance.writers import WRITERS


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(sorted(WRITERS)), default="markdown", help="What to write [markdown].")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write [standard output].")
def report(run: Path, form: str, out: Path | None) -> int:
    """Make a report from RUN, the folder of a run or its run.jsonl, and repeat the run's exit code."""
    found = record.read(run)
    text = WRITERS[form](found)
    if out:
        _write(out, text)
    else:
        click.echo(text, nl=not text.endswith("\n"))
    return int(found.exit_code())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as reason:
        raise Problem("not-writable", f"{path} cannot be written", str(reason), "choose another file with --out") from reason
