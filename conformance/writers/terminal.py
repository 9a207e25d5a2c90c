"""Run record -> what a terminal shows at the end of a run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from conformance.record import Run
from conformance.writers.row import Row
from conformance.writers.text import counted, line, prose, shortened
from conformance.writers.view import TOLD, View, view

NOTES = 10  # shown of each kind of remark
LIMIT = 500  # characters of one value
STEPS = 12  # shown of a story
WHOLE = ("again", "as test")  # what is there to be copied


def failure_lines(row: Row, record: str = "run.jsonl") -> list[str]:
    """One requirement that was not plainly kept: what it promises, what came, and how to ask again."""
    lines = [f"{row.head}  {line(row.id)}  {line(row.demand)}", f"  {'promise':9} {prose(row.text)}"]
    for fact in row.evidence(record):
        remark = f"   ({line(fact.remark)})" if fact.remark else ""
        told = _numbered(fact.lines) or [f"{line(fact.value, 0 if fact.label in WHOLE else LIMIT)}{remark}"]
        lines += [f"  {'' if number else fact.label:9} {each}" for number, each in enumerate(told)]
    return lines


def _numbered(steps: Sequence[str]) -> list[str]:
    """The last steps of a story; one that nothing could make shorter may have hundreds."""
    left = len(steps) - STEPS
    shown = [f"{number}. {line(step, LIMIT)}" for number, step in enumerate(steps, 1) if number > left]
    return [*([f"({left} steps before)"] if left > 0 else []), *shown]


def summary(run: Run, record_path: Path | str = "run.jsonl") -> str:
    """All failures, the counts, what else is worth knowing, and what the exit code means."""
    shown = view(run)
    parts = [failure_lines(row, str(record_path)) for name in TOLD for row in shown.standing(name)]
    lists = {"reasons for no answer": list(_unanswered(shown)), "checks left out": list(_left_out(shown)),
             "notes": list(shown.notes), "left behind": shown.leftovers}
    parts += [_counts(shown), *(_listed(title, remarks) for title, remarks in lists.items()), _exercised(shown), _profile(shown),
              list(_gaps(shown)),
              [f"exit code {shown.code:d}: {shown.meaning}"]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _counts(shown: View) -> list[str]:
    columns = ("requirements", shown.requirements), ("planned", shown.planned), ("checks", shown.checks)
    table = [("", *(title for title, _ in columns))]
    table += [(word, *(str(numbers[word]) for _, numbers in columns)) for word in shown.requirements]
    table += [("all", *(str(sum(numbers.values())) for _, numbers in columns))]
    return ["{:14}{:>14}{:>14}{:>14}".format(*cells) for cells in table]


def _unanswered(shown: View) -> Iterator[str]:
    for (name, reason), rows in shown.unanswered().items():
        yield f"{name}: {counted(len(rows), 'requirement')} - {prose(reason)}"


def _left_out(shown: View) -> Iterator[str]:
    for reason, names in shown.left_out.items():
        yield f"{counted(len(names), 'check')}, such as {line(names[0])} - {prose(reason)}"


def _profile(shown: View) -> list[str]:
    uses = ", ".join(map(str, shown.profile))
    return [f"profile: uses {counted(len(shown.profile), 'tolerated alternative')}: {line(uses)}"] if uses else []


def _exercised(shown: View) -> list[str]:
    told = ", ".join(f"{each['exercised']} of {each['all']} {each['kind']}" for each in shown.exercised)
    return [f"exercised: {line(told)}"] if told else []


def _listed(title: str, remarks: list[str]) -> list[str]:
    lines = [f"  {shortened(prose(remark), LIMIT)}" for remark in remarks[:NOTES]]
    more = [f"  and {len(remarks) - NOTES} more"] if len(remarks) > NOTES else []
    return [f"{title} ({len(remarks)})", *lines, *more] if remarks else []


def _gaps(shown: View) -> Iterator[str]:
    for gap in shown.gaps:
        yield f"error [{prose(gap.code)}]: {prose(gap.message)}"
        yield from (f"  {label:9} {prose(text)}" for label, text in (("cause", gap.cause), ("hint", gap.hint)) if text)
