"""``run.jsonl``: the only fact of a run. Everything else is made from it.

One JSON object a line: a ``header``, then for each check its ``exchange`` lines, its ``answer`` lines, an ``exercised`` line
with what no check before it in the same process had exercised of the specification, and one ``check`` line; then a ``footer``.
A record without footer is the record of a run that was cut short, and its reader treats it so.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from conformance.problems import Problem
from conformance.verdict import ExitCode, Outcome, Verdict, combined, counts, exit_code

FORMAT = 1
_NEEDED = {  # what is relied on, by kind of line
    "header": {"run", "api", "title", "target", "seed", "options", "requirements", "checks"}, "exchange": {"number"},
    "answer": {"check", "requirement", "verdict"}, "check": {"check", "verdict"}, "footer": {"exchanges", "checks"},
    "exercised": {"check", "points"}}
_WORDS = [verdict.word for verdict in Verdict]
_USES = re.compile(r"uses reading ([A-Z][A-Z0-9]*-R-[A-Z0-9-]+), alternative ([a-z])(: .*)?", re.DOTALL)


class Recorder:
    """Writes a record line by line; each line is on disk before the next is made."""

    def __init__(self, path: Path, header: Mapping[str, Any]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file: IO[str] = path.open("w", encoding="utf-8")
        self._exchanges = self._checks = 0
        self.exercised: dict[str, set[str]] = {}
        self.write({"kind": "header", "format": FORMAT, **header})

    def write(self, line: Mapping[str, Any]) -> None:
        """Append one line."""
        # ASCII only: targets answer with lone surrogates and with characters that other readers take for the end of a line.
        self._file.write(json.dumps(line, default=str) + "\n")
        self._file.flush()

    def check(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Append all lines of one check; exchange numbers, which count within the check, become those of the run."""
        before = self._exchanges
        for line in lines:
            if line["kind"] == "exchange":
                self._exchanges += 1
                line = {**line, "number": before + line["number"]}
            elif line["kind"] == "answer" and line.get("exchange"):
                line = {**line, "exchange": before + line["exchange"]}
            elif line["kind"] == "exercised":
                _join(self.exercised, line["points"])
            elif line["kind"] == "check":
                self._checks += 1
            self.write(line)

    def finish(self, **facts: Any) -> None:
        """Append the footer and close; without this the run counts as cut short."""
        self.write({"kind": "footer", "exchanges": self._exchanges, "checks": self._checks, **facts})
        self._file.close()


@dataclass(frozen=True)
class Use:
    """A tolerated alternative of a reading that the target was seen to use, how often, and with which requirements."""

    reading: str
    alternative: str
    times: int
    requirements: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.reading} {self.alternative}"


@dataclass
class Run:
    """A record that was read."""

    header: dict[str, Any]
    exchanges: dict[int, dict[str, Any]] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    exercised: dict[str, set[str]] = field(default_factory=dict)  # names by kind
    problems: list[dict[str, Any]] = field(default_factory=list)
    footer: dict[str, Any] | None = None

    @property
    def finished(self) -> bool:
        """Whether the footer is there and counts what the record holds."""
        return self.footer is not None and (self.footer["exchanges"], self.footer["checks"]) == \
            (len(self.exchanges), len(self.checks))

    @property
    def strict(self) -> bool:
        """Whether disputed and warned mismatches gate this run."""
        return bool(self.header["options"].get("strict"))

    def answers_to(self, requirement: str) -> list[dict[str, Any]]:
        """All answers about one requirement, the worst first."""
        found = [answer for answer in self.answers if answer["requirement"] == requirement]
        return sorted(found, key=lambda answer: Verdict.of(answer["verdict"]), reverse=True)

    def outcomes(self) -> list[Outcome]:
        """One outcome for each requirement of the header, in its order."""
        given: dict[str, dict[str, list[Verdict]]] = {entry["id"]: {} for entry in self.header["requirements"]}
        for answer in self.answers:
            given.setdefault(answer["requirement"], {}).setdefault(answer["check"], []).append(Verdict.of(answer["verdict"]))
        return [self._outcome(entry, given[entry["id"]]) for entry in self.header["requirements"]]

    def _outcome(self, entry: Mapping[str, Any], given: Mapping[str, list[Verdict]]) -> Outcome:
        # A declared check that gave no answer counts; and others may have seen the promise broken in passing.
        verdicts = [verdict for check in {*entry["checks"], *given} for verdict in given.get(check, [Verdict.NOT_RUN])]
        worst = Outcome(entry["id"], combined(verdicts), entry["level"], entry["basis"], entry["planned"])
        if self.strict or not (worst.disputed or worst.warned):
            return worst
        # A mismatch that accuses nobody does not outweigh what was left open.
        left_open = [verdict for verdict in verdicts if Verdict.NOT_RUN <= verdict < Verdict.FAIL]
        return replace(worst, verdict=combined(left_open or [worst.verdict]))

    def counts(self) -> dict[str, int]:
        """Requirements by verdict."""
        return counts(self.outcomes())

    def profile(self) -> list[Use]:
        """Every alternative that the target uses, in the order of the readings' ids."""
        found: dict[tuple[str, str], list[str]] = {}
        for answer in self.answers:
            for used in map(_USES.fullmatch, map(str, answer.get("notes") or ())):
                if used:
                    found.setdefault((used[1], used[2]), []).append(answer["requirement"])
        order = {entry["id"]: number for number, entry in enumerate(self.header["requirements"])}
        return [Use(*name, len(seen), tuple(sorted(set(seen), key=lambda each: (order.get(each, len(order)), each))))
                for name, seen in sorted(found.items())]

    def left_out(self) -> dict[str, list[str]]:
        """The checks that the plan leaves out although it holds their requirements, by reason."""
        found: dict[str, list[str]] = {}
        for entry in self.header["checks"]:
            if entry.get("reason"):
                found.setdefault(str(entry["reason"]), []).append(str(entry["id"]))
        return found

    def check_counts(self) -> dict[str, int]:
        """Checks by verdict; planned checks that never ended are not_run."""
        words = [self.checks.get(entry["id"], {}).get("verdict", "not_run") for entry in self.header["checks"]]
        return {verdict.word: words.count(verdict.word) for verdict in sorted(Verdict, reverse=True)}

    def exit_code(self) -> ExitCode:
        """What this run amounts to."""
        return exit_code(self.outcomes(), finished=self.finished and not self.problems, strict=self.strict)


def _join(known: dict[str, set[str]], points: Mapping[str, Iterable[str]]) -> None:
    for kind, names in points.items():
        known.setdefault(kind, set()).update(names)


def read(path: Path) -> Run:
    """The run recorded in a file or in its folder; raises Problem ``no-record`` or ``broken-record``.

    A last line that was cut off is ignored: the run then has no footer.
    """
    path = path / "run.jsonl" if path.is_dir() else path
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as reason:
        raise Problem("no-record", f"there is no record at {path}", str(reason),
                      "give the folder of a run, such as reports/<api>-20240301-120000") from reason
    run = Run(_header(lines, path))
    for number, text in enumerate(lines[1:], 2):
        line = _parsed(text, last=number == len(lines), place=f"{path}:{number}")
        if line is not None:
            _add(run, line)
    # A check that was cut short would have said more: only what it found wrong counts.
    run.answers = [answer for answer in run.answers
                   if answer["check"] in run.checks or Verdict.of(answer["verdict"]) > Verdict.PASS]
    return run


def _header(lines: list[str], path: Path) -> dict[str, Any]:
    header = _parsed(lines[0], last=False, place=f"{path}:1") if lines[0] else None
    if not header or header.get("kind") != "header" or header.get("format") != FORMAT:
        raise Problem("broken-record", f"{path} is no record of a run", "its first line is not a header of format 1",
                      "give the run.jsonl that `conformance run` wrote", ExitCode.HARNESS_ERROR)
    return header


def _parsed(text: str, last: bool, place: str) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        if last:
            return None
        line = None
    if isinstance(line, dict) and _NEEDED.get(str(line.get("kind")), {"kind"}) <= line.keys() \
            and line.get("verdict", "pass") in _WORDS:
        return line
    raise Problem("broken-record", f"{place} is not a line of a record", text[:80] or "it is empty",
                  "the file was damaged after the run", ExitCode.HARNESS_ERROR)


def _add(run: Run, line: dict[str, Any]) -> None:
    match line["kind"]:
        case "exchange":
            run.exchanges[line["number"]] = line
        case "answer":
            run.answers.append(line)
        case "check":
            run.checks[line["check"]] = line
        case "exercised":
            _join(run.exercised, line["points"])
        case "problem":
            run.problems.append(line)
        case "footer":
            run.footer = line
