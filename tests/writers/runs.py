"""Runs to write reports of: the recorded ones, and random ones that hold any text in any place."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.record import Run, read
from conformance.verdict import Verdict

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.stem for path in (FIXTURES / "runs").glob("*.jsonl"))
Line = dict[str, Any]


class Recorded(Run):
    """A recorded run, known by its name."""

    name = ""

    def __repr__(self) -> str:
        return f"recorded({self.name!r})"


def recorded(name: str) -> Run:
    """The recorded run of this name."""
    run = Recorded(**vars(read(FIXTURES / "runs" / f"{name}.jsonl")))
    run.name = name
    return run


def for_every_run(law: Callable[[Run], None]) -> Callable[[], None]:
    """Make a law a test: it holds for each recorded run and for 200 random ones."""
    asked = given(run=runs())(law)
    for name in NAMES:
        asked = example(run=recorded(name))(asked)
    return settings(max_examples=200, deadline=None)(asked)


_HOSTILE = (
    "", "|", "\\", "`", "``` ", "<b>", "</td></script>", "</style>", "]]>", "&amp;", "\x00", "\x1b[2J", "\n", "\r\n",
    "\n| a | b |\n", "\u2028", "\u202e", "\ud800", "\ufffe", "PASS  OPEASY-X-1", "- pass", "\n# pass", "1. x", "* ", "__",
    "[a](http://b.example)", "exit code 0")
texts = st.lists(st.sampled_from(_HOSTILE) | st.text(st.characters(), max_size=8), max_size=4).map("".join)
_WORDS = [verdict.word for verdict in Verdict]
_MILD = ["pass", "pass", "not_applicable"]
_CHECKS = [f"suites/opeasy/section.py::test_{number}" for number in range(4)]
_READINGS = ["OPEASY-R-ONE", "OPEASY-R-TWO"]
_IDS = [f"OPEASY-X-{number}" for number in range(1, 7)]


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Any run: whole or cut short, honest or lying in its footer. Sizes and texts shrink, the rest is one seed."""
    author = Author(random.Random(draw(st.integers(0, 2 ** 32))), draw(st.lists(texts, min_size=1, max_size=6)))
    size = st.integers(0, 10)
    run = Run(author.header(_IDS[:draw(size)]), answers=[author.answer() for _ in range(draw(size))])
    run.exchanges = {number: author.exchange(number) for number in range(1, draw(size) // 2)}
    run.checks = {name: author.check(name) for name in _CHECKS[:draw(size)]}
    run.problems = [author.texts("code", "message", "cause", "hint") for _ in range(draw(size) // 8)]
    run.footer = author.footer(run)
    if draw(st.booleans()):
        author.keep_the_plan(run)
    return run


class Author:
    """Writes the lines of a record as chance has it."""

    def __init__(self, chance: random.Random, words: list[str]) -> None:
        self.pick, self.words = chance.choice, words

    def text(self) -> str:
        return self.pick(self.words)

    def texts(self, *names: str) -> Line:
        return {name: self.text() for name in names}

    def header(self, ids: list[str]) -> Line:
        entries = [self.entry(name) for name in ids]
        checks = [{"id": name, "planned": True, **self.texts("title", "section"),
                   "requirements": [entry["id"] for entry in entries if name in entry["checks"]]} for name in _CHECKS]
        return {"kind": "header", "format": 1, "run": "opeasy-1", "api": "opeasy", **self.texts("title", "command"),
                "seed": 7, "started": "2026-03-01T12:00:00+00:00", "selectors": [self.text()],
                "target": self.texts("name", "baseUrl", "fault") | {"capabilities": {}, "reference": True},
                "versions": self.texts("python"), "digests": self.texts("openapi.yaml"),
                "options": {"slow": False, "strict": self.pick([True, False])}, "requirements": entries, "checks": checks}

    def entry(self, name: str) -> Line:
        return {"id": name, "kind": "check", **self.texts("text", "lines", "reading", "reason"),
                "level": self.pick(["MUST", "MUST", "SHOULD", "MAY"]), "planned": self.pick([True, True, False]),
                "basis": self.pick(["stated", "stated", "example", "implied"]),
                "section": self.pick(["One", "Two", self.text()]),
                "checks": self.pick([_CHECKS[:1], _CHECKS[1:2], _CHECKS[2:4], _CHECKS[:2], []])}

    def answer(self) -> Line:
        return {"kind": "answer", "check": self.pick(_CHECKS), "requirement": self.pick([*_IDS, "OPEASY-STRAY-1"]),
                "verdict": self.pick(_WORDS), **self.texts("message", "expected", "got", "asked", "again"),
                "exchange": self.pick([0, 1, 2]), "notes": [self.text(), self.use()][self.pick([0, 1, 2]):]}

    def use(self) -> str:
        return f"uses reading {self.pick(_READINGS)}, alternative {self.pick('bc')}: {self.text()}"

    def keep_the_plan(self, run: Run) -> None:
        """Let the run end well, which chance alone hardly does: whatever was planned is kept, or does not apply."""
        planned = [entry for entry in run.header["requirements"] if entry["planned"]]
        known = {entry["id"] for entry in planned}
        run.answers = [answer for answer in run.answers if answer["requirement"] not in known]
        run.answers += [self.answer() | {"requirement": entry["id"], "check": name, "verdict": self.pick(_MILD)}
                        for entry in planned for name in entry["checks"]]
        run.problems = []

    def exchange(self, number: int) -> Line:
        headers, answered = {self.text(): self.text()}, self.pick([True, False])
        response = {"status": 200, "headers": headers, "body": {self.text(): [self.text()]}}
        return {"kind": "exchange", "number": number, "seconds": 0.1, "response": response if answered else None,
                "request": self.texts("method", "url", "body") | {"headers": headers},
                "error": "" if answered else self.text()}

    def check(self, name: str) -> Line:
        return {"kind": "check", "check": name, "verdict": self.pick(_WORDS), "message": self.text(), "seconds": 0.5}

    def footer(self, run: Run) -> Line | None:
        footer = {"kind": "footer", "exchanges": len(run.exchanges), "checks": len(run.checks), "seconds": 1.5,
                  "finished": "2026-03-01T12:00:02+00:00", "leftovers": [self.texts("kind", "id")][self.pick([0, 1]):],
                  "exercised": [self.texts("kind") | {"exercised": 1, "all": 3, "excused": 1, "left": 1}][self.pick([0, 1]):]}
        return self.pick([footer, footer, footer, footer | {"checks": len(run.checks) + 1}, None])
