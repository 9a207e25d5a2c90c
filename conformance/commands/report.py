"""``conformance report``: a report from a record alone."""

from pathlib import Path

import click

from conformance import record
from conformance.commands.output import OUT, give
from conformance.writers import WRITERS


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(sorted(WRITERS)), default="markdown", help="What to write [markdown].")
@OUT
def report(run: Path, form: str, out: Path | None) -> int:
    """Make a report from RUN, the folder of a run or its run.jsonl, and repeat the run's exit code."""
    found = record.read(run)
    give(WRITERS[form](found), out)
    return int(found.exit_code())
