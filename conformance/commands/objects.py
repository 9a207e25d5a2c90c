"""``conformance objects``: the objects of APIs that describe objects, and the table of one of them."""

from collections.abc import Iterator, Mapping
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table as Drawn

from conformance import catalogue
from conformance.commands.output import FORMAT, as_json, drawn, give
from conformance.judge import known_tables
from conformance.problems import Problem, did_you_mean
from conformance.tables import Attribute, Table


@click.command("objects")
@click.argument("api", required=False)
@click.argument("name", required=False, metavar="[OBJECT]")
@FORMAT
def objects(api: str | None, name: str | None, form: str) -> None:
    """List the objects that an API describes in tables, or show the table of one, by its title or its name."""
    if api and name:
        table = object_of(api, name)
        give(as_json(_table(table)) if form == "json" else _shown(table))
        return
    found = [(each, table) for each in ([api] if api else catalogue.apis()) for table in _tables(each, wanted=bool(api)).values()]
    if form == "json":
        give(as_json([{"api": each, **_line(table)} for each, table in found]))
        return
    for each, table in found:
        click.echo(f"{each}  {table.component}  {' '.join(table.methods)}  {len(table.attributes)} attributes  {table.title}")


def object_of(api: str, name: str) -> Table:
    """The table with this title or name; raises Problem ``unknown-object`` or ``ambiguous-object``."""
    known = _tables(api, wanted=True)
    if named := {each.casefold(): each for each in known}.get(name.casefold()):
        return known[named]
    called = [table for table in known.values() if table.title.casefold() == " ".join(name.split()).casefold()]
    if len(called) == 1:
        return called[0]
    if called:
        raise Problem("ambiguous-object", f"{len(called)} tables bear the title {called[0].title}",
                      "; ".join(f"{table.component} at lines {table.source.lines}" for table in called),
                      f"name one of them: {', '.join(table.component for table in called)}")
    words = [*(table.title for table in known.values()), *known]
    raise Problem("unknown-object", f"no object of {api} is called {name!r}", f"{api} describes {len(known)} objects",
                  did_you_mean(name, words, f"`conformance objects {api}` shows them"))


def _tables(api: str, wanted: bool) -> Mapping[str, Table]:
    catalogue.load(api)
    found = known_tables(api)
    if wanted and not found:
        with_tables = [each for each in catalogue.apis() if known_tables(each)]
        raise Problem("no-objects", f"{api} describes no objects in tables", "it describes endpoints",
                      f"`conformance list {api}` shows what it promises" +
                      (f"; objects are described by {', '.join(with_tables)}" if with_tables else ""))
    return found


def _line(table: Table) -> dict[str, Any]:
    return {"object": table.component, "title": table.title, "methods": list(table.methods), "lines": table.source.lines,
            "attributes": len(table.attributes)}


def _table(table: Table) -> dict[str, Any]:
    rows = [{"name": each.name, "type": _type(each), "presence": dict(each.presence), "lines": each.source.lines,
             "disputed": dict(each.schema.get("x-disputed", {}))} for each in table.attributes.values()]
    rules = [{"id": rule.id, "methods": list(rule.methods or table.methods), "text": rule.text, "lines": rule.source.lines}
             for rule in table.rules]
    return {**_line(table), "attributes": rows, "rules": rules, "combines": list(table.combines)}


def _shown(table: Table) -> str:
    rows = Drawn(box=SIMPLE_HEAD, title=f"{table.title} ({table.component}), lines {table.source.lines}", title_justify="left")
    for word in ("name", "type", *table.methods, "lines"):
        rows.add_column(word)
    for each in table.attributes.values():
        rows.add_row(each.name, _type(each), *(_cell(each, method) for method in table.methods), each.source.lines)
    return "\n".join([drawn(rows), *_remarks(table)])


def _remarks(table: Table) -> Iterator[str]:
    if table.combines:
        yield f"  with the attributes of {' or '.join(table.combines)} besides"
    if any("*" in _cell(each, method) for each in table.attributes.values() for method in table.methods):
        yield "  * other words of the document contradict this cell"
    for rule in table.rules:
        yield f"  {rule.id}  {' '.join(rule.methods or table.methods)}  {rule.text}"


def _cell(attribute: Attribute, method: str) -> str:
    return attribute.presence.get(method, "") + ("*" if attribute.disputed(method) else "")


def _type(attribute: Attribute) -> str:
    """The type of an attribute in a word or two."""
    return _named(attribute.schema)


def _named(said: Mapping[str, Any]) -> str:
    if "$ref" in said:
        return str(said["$ref"].rsplit("/", 1)[1])
    if alternatives := said.get("oneOf", said.get("anyOf")):
        return " or ".join(map(_named, alternatives))
    if "const" in said:
        return repr(said["const"])
    kind = said.get("type", "anything")
    kind = " or ".join(kind) if isinstance(kind, list) else kind
    return f"list of {_named(said['items'])}" if kind == "array" and "items" in said else str(kind)
