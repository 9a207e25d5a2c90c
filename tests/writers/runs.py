"""Runs to write reports of: the recorded ones, and random ones that hold any text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.record import Run, read
from conformance.verdict import Verdict

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.stem for path in (FIXTURES / "runs").glob("*.jsonl"))


class Recorded(Run):
    """A recorded run, known by its name."""

    name = ""

    def __repr__(self) -> str:
        return f"<{self.name}>"


def recorded(name: str) -> Run:
    """The recorded run of this name."""
    run = Recorded(**vars(read(FIXTURES / "runs" / f"{name}.jsonl")))
    run.name = name
    return run


def for_every_run(test: Callable[[Run], None]) -> Callable[[], None]:
    """Make a law a test: it holds for each recorded run and for 200 random ones."""
    asked = given(run=runs())(test)
    for name in NAMES:
        asked = example(run=recorded(name))(asked)
    return settings(max_examples=200, deadline=None)(asked)


_HOSTILE = ("", "|", "\\", "`", "``` ", "<b>", "</td></script>", "]]>", "&amp;", "\x00", "\x1b[2J", "\n", "\r\n", "\n| a | b |\n",
            "\u2028", "\u202e", "\ud800", "\ufffe", "PASS", "- pass", "\n# pass", "1. x", "[a](http://b.example)", "* ", "__")
texts = st.lists(st.sampled_from(_HOSTILE) | st.text(st.characters(), max_size=8), max_size=4).map("".join)
_WORDS = st.sampled_from([verdict.word for verdict in Verdict])
_CHECKS = [f"suites/opeasy/section.py::test_{number}" for number in range(4)]
_IDS = [f"OPEASY-X-{number}" for number in range(1, 7)]


def _entry(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({
        "id": st.just(name), "level": st.sampled_from(["MUST", "MUST", "SHOULD", "MAY"]), "kind": st.just("check"),
        "basis": st.sampled_from(["stated", "stated", "example", "implied"]), "text": texts, "lines": texts, "reading": texts,
        "section": st.sampled_from(["One", "Two"]) | texts, "planned": st.sampled_from([True, True, False]), "reason": texts,
        "checks": st.lists(st.sampled_from(_CHECKS), max_size=2, unique=True)})


def _header(entries: list[dict[str, Any]], foreign: str, strict: bool) -> dict[str, Any]:
    checks = [{"id": name, "title": foreign, "section": foreign, "planned": True,
               "requirements": [entry["id"] for entry in entries if name in entry["checks"]]} for name in _CHECKS]
    return {"kind": "header", "format": 1, "run": "opeasy-1", "api": "opeasy", "title": foreign, "seed": 7,
            "target": {"name": foreign, "baseUrl": foreign, "capabilities": {}, "reference": True, "fault": foreign},
            "started": "2026-03-01T12:00:00+00:00", "versions": {"python": foreign}, "digests": {"openapi.yaml": foreign},
            "selectors": [foreign], "options": {"slow": False, "strict": strict}, "command": foreign,
            "requirements": entries, "checks": checks}


_answers = st.fixed_dictionaries({
    "kind": st.just("answer"), "check": st.sampled_from(_CHECKS), "requirement": st.sampled_from([*_IDS, "OPEASY-STRAY-1"]),
    "verdict": _WORDS, "message": texts, "expected": texts, "got": texts, "exchange": st.integers(0, 3), "asked": texts,
    "notes": st.lists(texts, max_size=2), "again": texts})
_exchanges = st.builds(lambda foreign, answered: {
    "kind": "exchange", "seconds": 0.1, "request": {"method": "GET", "url": foreign, "headers": {foreign: foreign}, "body": foreign},
    "response": {"status": 200, "headers": {foreign: foreign}, "body": {foreign: [foreign]}} if answered else None,
    "error": "" if answered else foreign}, texts, st.booleans())
_ended = st.fixed_dictionaries({"kind": st.just("check"), "verdict": _WORDS, "message": texts, "seconds": st.floats(0, 9)})
_problems = st.fixed_dictionaries({name: texts for name in ("code", "message", "cause", "hint")})


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Any run: whole or cut short, honest or lying in its footer, with any text in any place."""
    entries = [draw(_entry(name)) for name in _IDS[:draw(st.integers(0, 6))]]
    exchanges = {number: line | {"number": number} for number, line in enumerate(draw(st.lists(_exchanges, max_size=3)), 1)}
    checks = {name: draw(_ended) | {"check": name} for name in _CHECKS if draw(st.integers(0, 4))}
    footer = {"kind": "footer", "exchanges": len(exchanges), "checks": len(checks), "seconds": 1.5, "leftovers": draw(
        st.lists(st.fixed_dictionaries({"kind": texts, "id": texts}), max_size=2)), "finished": "2026-03-01T12:00:02+00:00"}
    return Run(_header(entries, draw(texts), draw(st.booleans())), exchanges, draw(st.lists(_answers, max_size=10)), checks,
               draw(st.sampled_from([0, 0, 0, 1]).flatmap(lambda most: st.lists(_problems, max_size=most))),
               draw(st.sampled_from([footer, footer, footer, None, footer | {"checks": len(checks) + 1}])))
