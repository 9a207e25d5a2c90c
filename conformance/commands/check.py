"""``conformance check``: judge payloads by the table of an object, without any server."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click

from conformance import catalogue
from conformance.commands.objects import object_of
from conformance.commands.output import FORMAT, as_json, give
from conformance.judge import Violation, judge, strangers
from conformance.payloads import Payload, payloads
from conformance.places import Place
from conformance.problems import Problem, did_you_mean
from conformance.tables import Table
from conformance.verdict import ExitCode


@dataclass(frozen=True)
class Judged:
    """What was found out about one payload, or why nothing could be."""

    where: str
    violations: list[Violation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: Problem | None = None

    def conforms(self, strict: bool) -> bool:
        """Whether it breaks no promise; a disputed one counts only where that is asked for."""
        return not any(strict or not each.disputed and each.requirement.level == "MUST" for each in self.violations)


@click.command("check")
@click.argument("api")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--object", "name", required=True, help="Title or name of the object, as `conformance objects API` shows it.")
@click.option("--method", default="", help="GET for what was answered, PUT, POST or DELETE for what is sent.")
@click.option("--url", default="", help="Of recorded traffic only exchanges whose address has this in it.")
@click.option("--strict", is_flag=True, help="Disputed and recommended promises count too.")
@FORMAT
def check(api: str, files: tuple[str, ...], name: str, method: str, url: str, strict: bool, form: str) -> int:
    """Judge payloads by the table of an object: JSON files, JSON lines, HAR files, and standard input (-).

    Of a HAR file those exchanges are judged that used the method: with GET the bodies of the answers that succeeded, otherwise
    the bodies of the requests; all of them as the object that you name, so choose the fitting ones with --url.
    """
    table = object_of(api, name)
    method = _method(table, method)
    judged = [_judged(api, table, method, each) for one in files for each in payloads(one, method, url)]
    code = _code(judged, strict)
    if form == "json":
        give(as_json(_facts(table, method, judged, strict, code)))
        return int(code)
    for each in judged:
        give("\n".join(_told(each, strict)))
    counted = [each for each in judged if not each.problem]
    right = sum(each.conforms(strict) for each in counted)
    click.echo(f"{right} of {len(counted)} payloads conform to {method} of {table.title}")
    return int(code)


def _method(table: Table, method: str) -> str:
    """The method as the table spells it; a table with a single one needs none. Raises Problem ``unknown-method``."""
    spelt = {each.casefold(): each for each in table.methods}
    if method.casefold() in spelt:
        return spelt[method.casefold()]
    known = ", ".join(table.methods)
    if not method and len(table.methods) == 1:
        return table.methods[0]
    raise Problem("unknown-method" if method else "method-missing",
                  f"{table.title} has no {method}" if method else f"{table.title} needs a method", f"its table has {known}",
                  did_you_mean(method, table.methods, f"say --method {' or '.join(table.methods)}"))


def _judged(api: str, table: Table, method: str, payload: Payload | Problem) -> Judged:
    if isinstance(payload, Problem):
        return Judged("", problem=payload)
    try:
        found = judge(api, table.component, method).violations(payload.content)
    except RecursionError:
        return Judged("", problem=Problem("payload-too-deep", f"{payload.where} cannot be judged", "it is nested too deeply",
                                          "no documented object is nested that deeply"))
    strange = [*strangers(catalogue.load(api).openapi, table.component, payload.content)]
    if not found and strange and sum(len(place) == 1 for place in strange) == len(payload.content):
        return Judged("", problem=Problem("nothing-to-judge", f"{payload.where} has no attribute of {table.title}",
                                          "no table says what other attributes are", f"`conformance objects {api}` shows all "
                                          "objects: is it another one?", ExitCode.NOBODY_CAN_SAY))
    return Judged(payload.where, found, [f"{_place(place)} is not in the table" for place in strange])


def _code(judged: list[Judged], strict: bool) -> ExitCode:
    if not all(each.conforms(strict) for each in judged):
        return ExitCode.DOES_NOT
    codes = {each.problem.exit_code for each in judged if each.problem}
    return max(codes, default=ExitCode.CONFORMS if judged else ExitCode.NOBODY_CAN_SAY)


def _place(place: Place) -> str:
    """A place as one writes it: ``fromDnCriteria.phoneNumbers[0]``."""
    plain = re.compile(r"[A-Za-z_]\w*", re.ASCII)
    text = "".join(f".{step}" if plain.fullmatch(str(step)) else f"[{json.dumps(step)}]" for step in place)
    return text.removeprefix(".") or "the whole payload"


def _told(judged: Judged, strict: bool) -> Iterator[str]:
    if judged.problem:
        yield str(judged.problem)
        return
    yield f"{'ok  ' if judged.conforms(strict) else 'FAIL'}  {judged.where}"
    for each in judged.violations:
        known = each.requirement
        yield f"  {known.id}  {known.level}{'  disputed' if each.disputed else ''}"
        rows = (("place", _place(each.place)), ("promise", known.text), ("source", known.source), ("expected", each.expected),
                ("found", each.found), ("disputed", each.disputed))
        yield from (f"    {word:<9} {text}" for word, text in rows if text)
    yield from (f"  note: {text}" for text in judged.notes)


def _facts(table: Table, method: str, judged: list[Judged], strict: bool, code: ExitCode) -> dict[str, Any]:
    found = [{"payload": each.where, "conforms": each.conforms(strict), "violations": list(map(_violation, each.violations)),
              "notes": each.notes} for each in judged if not each.problem]
    problems = [{"code": each.code, "message": each.message, "cause": each.cause, "hint": each.hint}
                for each in (one.problem for one in judged) if each]
    return {"object": table.component, "title": table.title, "method": method, "payloads": found, "problems": problems,
            "exitCode": int(code)}


def _violation(each: Violation) -> dict[str, Any]:
    known = each.requirement
    return {"place": _place(each.place), "requirement": known.id, "level": known.level, "promise": known.text,
            "source": {"section": known.source.section, "lines": known.source.lines}, "expected": each.expected,
            "found": each.found, "disputed": each.disputed}
