"""Run record -> JUnit XML, as Jenkins and GitLab read it: a suite for each section, a case for each requirement.

Law, kept by tests/writers/test_junit.py: the file holds a failure or an error exactly if the exit code is other than 0.
What no requirement accounts for, such as a run that was cut short, is an error of the suite ``run``.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from conformance.problems import Problem
from conformance.record import Run
from conformance.verdict import Verdict
from conformance.writers.row import Row
from conformance.writers.terminal import failure_lines
from conformance.writers.text import line, plain, prose, shortened, slug
from conformance.writers.view import View, view

MESSAGE = 1_000  # characters of a message attribute


def write(run: Run) -> str:
    """The whole file."""
    shown = view(run)
    suites = Element("testsuites")
    for section, rows in shown.sections().items():
        _add(suites, section, (_case(shown, row) for row in rows), sum(row.seconds for row in rows))
    if shown.gaps:
        _add(suites, "run", (_gap(shown, gap) for gap in shown.gaps), 0.0)
    _count(suites, f"{shown.run.header['title']} - {shown.run.header['run']}", (run.footer or {}).get("seconds", 0.0))
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _add(suites: Element, name: str, cases: Iterable[Element], seconds: float) -> None:
    suite = SubElement(suites, "testsuite")
    suite.extend(list(cases))
    _count(suite, name, seconds)


def _count(suite: Element, name: str, seconds: float) -> None:
    suite.set("name", prose(name))
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for attribute, tag in kinds.items():
        suite.set(attribute, str(sum(1 for _ in suite.iter(tag))))
    suite.set("time", f"{seconds:.3f}")


def _case(shown: View, row: Row) -> Element:
    classname = f"{slug(str(shown.run.header['api']))}.{slug(row.section)}"
    case = Element("testcase", classname=classname, name=f"{line(row.id)} {prose(row.text)}", time=f"{row.seconds:.3f}")
    properties = SubElement(case, "properties")
    for name, value in _properties(shown, row).items():
        SubElement(properties, "property", name=name, value=line(value))
    if row.verdict is not Verdict.PASS:
        case.append(_ending(row))
    return case


def _properties(shown: View, row: Row) -> dict[str, str]:
    missing = [f"{entry['id']}: {entry['reason']}" for entry in shown.run.header["checks"]
               if entry.get("reason") and row.id in entry["requirements"]]
    return {**({"left out": "; ".join(missing)} if missing else {}),
            **({"notes": "; ".join(row.notes)} if row.notes else {}),
            "requirement": row.id, "level": row.outcome.level, "basis": row.outcome.basis, "verdict": row.verdict.word,
            "planned": str(row.outcome.planned).lower(), "section": str(row.entry["section"]),
            "lines": str(row.entry["lines"])}


def _ending(row: Row) -> Element:
    """What stands in a case that did not pass: only what gates the run fails it."""
    tag = {"fail": "failure", "error": "error", "inconclusive": "error"}.get(row.standing, "skipped")
    tag = tag if row.outcome.planned else "skipped"
    gist = line(row.gist, MESSAGE)
    if tag == "skipped":
        return Element(tag, message=f"{row.standing}: {gist}")
    ending = Element(tag, type=row.standing, message=gist)
    ending.text = "\n".join(failure_lines(row))
    return ending


def _gap(shown: View, gap: Problem) -> Element:
    classname = f"{slug(str(shown.run.header['api']))}.run"
    case = Element("testcase", classname=classname, name=prose(gap.message), time="0.000")
    SubElement(case, "error", type=prose(gap.code), message=shortened(prose(gap.message), MESSAGE)).text = plain(gap)
    return case
