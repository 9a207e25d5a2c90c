"""Run record -> summary.md, short, for the summary page of a job or a comment on a change."""

import re
from collections.abc import Iterator, Sequence

from conformance.record import Run
from conformance.verdict import Verdict
from conformance.writers.row import Fact, Row
from conformance.writers.text import line, prose, shortened
from conformance.writers.view import EXERCISED, TOLD, View, view

FULL = 50  # requirements of one standing that are shown in full
NOTES = 20
NAMES = 5  # ids shown beside a reason
LIMIT = 300  # characters of one value
_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$]")
_LEADING = re.compile(r"^(\d*)([#+=.)-])")  # what begins a heading or an item of a list


def write(run: Run) -> str:
    """The whole file."""
    shown = view(run)
    blocks = [*_verdict(shown), _counts(shown), *_gaps(shown)]
    for name, title in TOLD.items():
        blocks += _told(title, shown.standing(name))
    blocks += [*_unanswered(shown), *_left_out(shown), *_exercised(shown), *_profile(shown), *_notes(shown), *_leftovers(shown)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: object) -> str:
    """A sentence that Markdown leaves as it is, in a table too."""
    return _LEADING.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", shortened(prose(text), LIMIT)))


def code(text: object) -> str:
    """A value that Markdown leaves as it is, between more backticks than it holds; not for tables."""
    value = line(text, LIMIT)
    fence = "`" * (1 + max(map(len, re.findall("`+", value)), default=0))
    edge = " " if value[:1] in ("`", " ", "") or value[-1:] in ("`", " ") else ""
    return f"{fence}{edge}{value}{edge}{fence}"


def _verdict(shown: View) -> Iterator[str]:
    header = shown.run.header
    yield f"## {shown.headline}: {escaped(header['title'])}"
    yield f"Exit code {shown.code:d}: {shown.meaning}."
    yield (f"Target {escaped(shown.target)}, run {escaped(header['run'])}, seed {escaped(header['seed'])}, "
           f"{shown.asked}.")


def _counts(shown: View) -> str:
    rows: list[tuple[object, ...]] = [
        (word, shown.requirements[word], shown.planned[word], shown.checks[word]) for word in shown.requirements]
    totals = (sum(numbers.values()) for numbers in (shown.requirements, shown.planned, shown.checks))
    return _table(("verdict", "requirements", "planned", "checks"), [*rows, ("all", *totals)])


def _table(titles: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    lines = [titles, tuple("---:" if isinstance(cell, int) else "---" for cell in rows[0]), *rows]
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)


def _gaps(shown: View) -> Iterator[str]:
    if shown.gaps:
        yield "### What kept the run from an answer"
        yield "\n".join("- " + "; ".join(escaped(part) for part in (gap.message, gap.cause, gap.hint) if part)
                        for gap in shown.gaps)


def _told(title: str, rows: list[Row]) -> Iterator[str]:
    if rows:
        yield f"### {title} ({len(rows)})"
        yield from (_evidence(row) for row in rows[:FULL])
    if len(rows) > FULL:
        yield f"And {len(rows) - FULL} more, all of them in report.html."


def _evidence(row: Row) -> str:
    facts = "\n".join(f"- {fact.label}: {_value(fact)}" for fact in row.evidence("run.jsonl"))
    return f"**{row.head} {escaped(row.id)}** ({escaped(row.demand)}) - {escaped(row.text)}\n\n{facts}"


def _value(fact: Fact) -> str:
    if fact.lines:
        return "".join(f"\n  {number}. {code(told)}" for number, told in enumerate(fact.lines, 1))
    if fact.label in ("source", "because"):
        return escaped(fact.value)
    return code(fact.value) + (f" ({escaped(fact.remark)})" if fact.remark else "")


def _unanswered(shown: View) -> Iterator[str]:
    groups = shown.unanswered()
    if groups:
        yield "### What was not run, or does not apply"
        yield _table(("reason", "verdict", "requirements", "such as"), [
            (escaped(reason), name, len(rows), ", ".join(escaped(row.id) for row in rows[:NAMES]))
            for (name, reason), rows in groups.items()])


def _left_out(shown: View) -> Iterator[str]:
    if shown.left_out:
        yield "### Checks that were left out of what was asked"
        yield _table(("reason", "verdict", "checks", "such as"), [
            (escaped(reason), Verdict.NOT_RUN.word, len(names), _some(names)) for reason, names in shown.left_out.items()])


def _profile(shown: View) -> Iterator[str]:
    if shown.profile:
        yield f"### Profile: tolerated alternatives in use ({len(shown.profile)})"
        yield _table(("reading", "alternative", "times", "seen by"), [
            (escaped(use.reading), use.alternative, use.times, _some(use.requirements)) for use in shown.profile])


def _exercised(shown: View) -> Iterator[str]:
    if shown.exercised:
        yield "### Exercised of the specification"
        yield _table(EXERCISED, [(escaped(kind), *numbers) for kind, *numbers in shown.exercise()])


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(map(escaped, names[:NAMES])) + more


def _notes(shown: View) -> Iterator[str]:
    notes = [f"- {escaped(text)}{f' ({times} times)' if times > 1 else ''}" for text, times in shown.notes.items()]
    if notes:
        yield f"### Notes ({len(notes)})"
        yield "\n".join(notes[:NOTES])
    if len(notes) > NOTES:
        yield f"And {len(notes) - NOTES} more, all of them in report.html."


def _leftovers(shown: View) -> Iterator[str]:
    if shown.leftovers:
        yield f"### Left behind on the target ({len(shown.leftovers)})"
        yield "\n".join(f"- {code(leftover)}" for leftover in shown.leftovers)
