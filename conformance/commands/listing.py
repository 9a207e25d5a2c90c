"""``conformance list``: the APIs, or the requirements and faults of one."""

from collections.abc import Iterator
from typing import Any

import click

from conformance import catalogue
from conformance.commands import counting
from conformance.commands.output import FORMAT, as_json, drawn, give
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults

Line = dict[str, Any]


@click.command("list")
@click.argument("api", required=False)
@click.argument("selectors", nargs=-1, metavar="[ID-PREFIX]...")
@click.option("--count", is_flag=True, help="Numbers only: requirements by kind, level, basis and tested; checks by kind.")
@click.option("--faults", "show_faults", is_flag=True, help="The faults of the reference server instead.")
@FORMAT
def list_(api: str | None, selectors: tuple[str, ...], count: bool, show_faults: bool, form: str) -> None:
    """Show the known APIs, or the requirements of one."""
    if api and count and not show_faults:
        numbers = counting.facts(catalogue.load(api))
        give(as_json(numbers) if form == "json" else "\n\n".join(map(drawn, counting.tables(numbers))))
        return
    lines = _apis() if api is None else _faults(api) if show_faults else _requirements(catalogue.load(api), selectors)
    if form == "json":
        give(as_json([line for line, _ in lines]))
        return
    for _, text in lines:
        click.echo(text)


def _apis() -> Iterator[tuple[Line, str]]:
    for name in catalogue.apis():
        known = catalogue.load(name)
        info, number = known.openapi["info"], len(known.requirements)
        yield ({"api": name, "title": info["title"], "version": info["version"], "requirements": number},
               f"{name}  {info['title']} {info['version']}, {number} requirements")


def _faults(api: str) -> Iterator[tuple[Line, str]]:
    catalogue.load(api)
    for name, fault in {**faults(api), **derived_faults(api)}.items():
        told = (fault.__doc__ or "").splitlines()[0]
        yield ({"fault": name, "violates": list(fault.violated), "text": told},
               f"{name}  {', '.join(fault.violated)}  {told}")


def _requirements(known: catalogue.Catalogue, selectors: tuple[str, ...]) -> Iterator[tuple[Line, str]]:
    chosen = known.selected(selectors)
    for each in known.requirements.values():
        if each.id in chosen:
            line = {name: getattr(each, name) for name in ("id", "kind", "level", "basis", "text", "reading", "tested")}
            source = {"section": each.source.section, "lines": each.source.lines}
            yield ({**line, "source": source},
                   f"{each.id}  {each.level}  {each.basis}  {each.text}" + ("" if each.tested else "  (not tested)"))
