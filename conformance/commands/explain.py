"""``conformance explain``: the path of one requirement, from the sentence of the document to the faults that prove its check."""

import inspect
from importlib import import_module

import click

from conformance import catalogue
from conformance.checks import SUITES, Check, checks
from conformance.problems import Problem, did_you_mean
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults


@click.command()
@click.argument("name", metavar="ID")
def explain(name: str) -> None:
    """Show what a requirement promises, where the document says so, which checks ask and which faults they must catch."""
    known = _catalogue_of(name)
    requirement = known.requirement(name)
    rows = [("promise", requirement.text), ("level", f"{requirement.level}, {requirement.basis}"),
            ("source", f"{known.document['title']}: {requirement.source}")]
    rows += [(word, text) for word, text in (("needs", ", ".join(requirement.needs)), ("capability", requirement.capability),
                                             ("not tested", requirement.not_tested)) if text]
    if reading := known.readings.get(requirement.reading):
        rows += [("reading", f"{reading.id}: {reading.reading}")]
        rows += [(f"or {key}", text) for key, text in reading.alternatives.items()]
    rows += [("asked by", _place(check)) for check in checks(known.api).values() if name in check.requirements]
    rows += [("caught", f"{fault.__name__} - {(fault.__doc__ or '').splitlines()[0]}")
             for fault in {**faults(known.api), **derived_faults(known.api)}.values() if name in fault.violated]
    click.echo(name)
    for word, text in rows:
        click.echo(f"  {word:<10} {text}")


def _catalogue_of(name: str) -> catalogue.Catalogue:
    known = [catalogue.load(api) for api in catalogue.apis()]
    found = next((each for each in known if name in each.requirements), None)
    if found:
        return found
    ids = [each for every in known for each in every.requirements]
    raise Problem("unknown-requirement", f"no requirement is called {name}", "ids are written as in `conformance list API`",
                  did_you_mean(name, ids, "`conformance list` shows the APIs"))


def _place(check: Check) -> str:
    path, _, name = check.id.partition("::")
    module = import_module(f"{SUITES}.{path.removesuffix('.py').replace('/', '.')}")
    line = inspect.getsourcelines(getattr(module, name.partition("[")[0]))[1]
    return f"conformance/suites/{path}:{line} {name}"
