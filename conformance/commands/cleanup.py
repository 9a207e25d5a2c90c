"""``conformance cleanup``: take away what a run left on its target, also after a crash."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from conformance import ledger, record
from conformance import target as targets
from conformance.checks import suite
from conformance.ledger import Entry
from conformance.problems import Problem
from conformance.session import Options, opened
from conformance.verdict import ExitCode


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--target", "target_file", type=click.Path(path_type=Path), help="Target file [the one of the run].")
def cleanup(run: Path, target_file: Path | None) -> int:
    """Take away what RUN, the folder of a run or its run.jsonl, left on its target, as its ledgers say."""
    header = record.read(run).header
    ledgers = [path for path in sorted((run if run.is_dir() else run.parent).glob("ledger*.jsonl")) if ledger.read(path)]
    if header["target"].get("reference") or not ledgers:
        click.echo("nothing to take away: " + ("a reference server is gone with its run" if ledgers else "nothing was left"))
        return ExitCode.CONFORMS
    file = _file(header, target_file)
    left = [entry for path in ledgers for entry in _cleaned(header["api"], file, path)]
    click.echo(f"{len(left)} left on {header['target']['baseUrl']}")
    return ExitCode.NOBODY_CAN_SAY if left else ExitCode.CONFORMS


def _file(header: Mapping[str, Any], given: Path | None) -> Path:
    """The target file, which must be for the server that the run was about: ids of one mean nothing to another."""
    known = header["target"].get("file", "")
    if not (given or known):
        raise Problem("usage", "the record names no target file", "it was written by another version",
                      "give the file with --target")
    file = given or Path(known)
    found, asked = targets.load(file, header["api"]).base_url, header["target"]["baseUrl"]
    if found != asked:
        raise Problem("target-other", f"{file} is not for the target of the run", f"the run asked {asked}, the file says "
                      f"{found}", "give the target file of the run with --target")
    return file


def _cleaned(api: str, file: Path, path: Path) -> list[Entry]:
    """Take away what one ledger still holds, and tell it; what is left."""
    before = ledger.read(path)
    with opened(api, Options(target=file), path) as session:
        session.preflight()
        suite(api).clean_up(session)
        left = session.ledger.left()
    kept = {entry.number for entry in left}
    for entry in [*before, *(entry for entry in left if entry.number not in {each.number for each in before})]:
        name = entry.id or "(the answer to its creation never came, so its id is unknown)"
        click.echo(f"{'left' if entry.number in kept else 'gone'}  {entry.kind} {name}")
    return left
