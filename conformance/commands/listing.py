"""``conformance list``: the APIs, or the requirements and faults of one."""

from collections import Counter

import click
from rich.console import Console
from rich.table import Table

from conformance import catalogue
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults


@click.command("list")
@click.argument("api", required=False)
@click.argument("selectors", nargs=-1, metavar="[ID-PREFIX]...")
@click.option("--count", is_flag=True, help="Numbers only: by kind, level and basis.")
@click.option("--faults", "show_faults", is_flag=True, help="The faults of the reference server instead.")
def list_(api: str | None, selectors: tuple[str, ...], count: bool, show_faults: bool) -> None:
    """Show the known APIs, or the requirements of one."""
    if api is None:
        _apis()
    elif show_faults:
        _faults(api)
    elif count:
        _counts(catalogue.load(api))
    else:
        _requirements(catalogue.load(api), selectors)


def _apis() -> None:
    for name in catalogue.apis():
        known = catalogue.load(name)
        click.echo(f"{name}  {known.openapi['info']['title']} {known.openapi['info']['version']}, "
                   f"{len(known.requirements)} requirements")


def _faults(api: str) -> None:
    catalogue.load(api)
    for name, fault in {**faults(api), **derived_faults(api)}.items():
        click.echo(f"{name}  {', '.join(fault.violated)}  {(fault.__doc__ or '').splitlines()[0]}")


def _requirements(known: catalogue.Catalogue, selectors: tuple[str, ...]) -> None:
    chosen = known.selected(selectors)
    for each in known.requirements.values():
        if each.id in chosen:
            click.echo(f"{each.id}  {each.level}  {each.basis}  {each.text}" + ("" if each.tested else "  (not tested)"))


def _counts(known: catalogue.Catalogue) -> None:
    rows = Counter((each.kind, each.level, each.basis, "tested" if each.tested else "not tested")
                   for each in known.requirements.values())
    table = Table("kind", "level", "basis", "", "requirements", title=known.openapi["info"]["title"])
    for row, number in sorted(rows.items()):
        table.add_row(*row, str(number))
    table.add_row("all", "", "", "", str(len(known.requirements)))
    Console().print(table)
