"""Run record -> report.json, the report for programs; ``specs/schema/report.json`` documents it."""

import json
import re
from typing import Any

from conformance.record import Run
from conformance.writers.row import STANDINGS, Row
from conformance.writers.stories import steps_of
from conformance.writers.view import View, view

FORMAT = 1
_ENTRY = ("id", "level", "basis", "kind", "text", "section", "lines", "checks", "planned")
_HEADER = ("run", "api", "title", "target", "seed", "started", "versions", "digests", "selectors", "options", "command")
# Legal in JSON and unwelcome in files: half characters cannot be encoded, the others end lines for some readers.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def write(run: Run) -> str:
    """The whole file; the same record gives the same bytes."""
    text = json.dumps(_report(view(run)), indent=2, ensure_ascii=False)
    return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", text) + "\n"


def _report(shown: View) -> dict[str, Any]:
    run, footer = shown.run, shown.run.footer or {}
    return {"format": FORMAT, **{name: run.header[name] for name in _HEADER},
            "finished": footer.get("finished"), "seconds": footer.get("seconds"), "complete": run.finished,
            "exitCode": int(shown.code), "meaning": shown.meaning,
            "gaps": [{name: getattr(gap, name) for name in ("code", "message", "cause", "hint")} for gap in shown.gaps],
            "counts": _counts(shown), "exchanges": len(run.exchanges),
            "requirements": [_requirement(row, run.strict) for row in shown.rows],
            "checks": [_check(run, entry) for entry in run.header["checks"]],
            "profile": [{"reading": use.reading, "alternative": use.alternative, "times": use.times,
                         "requirements": list(use.requirements)} for use in shown.profile],
            "exercised": shown.exercised,
            "notes": [{"text": text, "times": times} for text, times in shown.notes.items()],
            "leftovers": footer.get("leftovers") or []}


def _counts(shown: View) -> dict[str, Any]:
    return {"requirements": shown.requirements, "planned": shown.planned, "checks": shown.checks,
            "standings": {name: shown.standings.get(name, 0) for name in STANDINGS}}


def _requirement(row: Row, strict: bool) -> dict[str, Any]:
    entry, outcome = row.entry, row.outcome
    return {**{name: entry[name] for name in _ENTRY}, "reading": entry.get("reading") or "",
            "verdict": row.verdict.word, "standing": row.standing,
            "accuses": outcome.accuses(strict), "disputed": outcome.disputed, "warned": outcome.warned,
            "reason": row.reason, "answer": _answer(row)}


def _answer(row: Row) -> dict[str, Any] | None:
    if not row.answer:
        return None
    words = {name: row.said(name) for name in ("check", "message", "expected", "got", "asked", "again")}
    story = {"story": row.answer["story"]} if steps_of(row.answer) else {}
    return {**words, "exchange": row.answer.get("exchange") or 0, "notes": row.answer.get("notes") or [], **story}


def _check(run: Run, entry: dict[str, Any]) -> dict[str, Any]:
    ended = run.checks.get(entry["id"], {})
    return {"id": entry["id"], "title": entry["title"], "section": entry["section"], "planned": entry["planned"],
            "requirements": entry["requirements"], "reason": entry.get("reason") or "",
            "verdict": ended.get("verdict", "not_run"), "seconds": ended.get("seconds"), "message": ended.get("message") or ""}
