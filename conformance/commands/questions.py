"""``conformance questions``: what we would ask the publisher of a document."""

from pathlib import Path
from typing import Any

import click

from conformance import catalogue
from conformance.commands.output import FORMAT, OUT, as_json, give
from conformance.questions import Question, letter, questions


@click.command("questions")
@click.argument("api")
@OUT
@FORMAT
def questions_(api: str, out: Path | None, form: str) -> None:
    """Write the questions that the document of an API leaves open as a letter to its publisher, in Markdown or JSON."""
    known = catalogue.load(api)
    give(as_json(_facts(known)) if form == "json" else letter(known), out)


def _facts(known: catalogue.Catalogue) -> dict[str, Any]:
    document = {name: known.document.get(name, "") for name in ("title", "revision", "date", "publisher")}
    return {"api": known.api, "document": document, "questions": [_question(each) for each in questions(known)]}


def _question(each: Question) -> dict[str, Any]:
    says = [{"lines": lines, "words": words} for lines, words in each.reading.says.items()]
    return {"number": each.number, "id": each.reading.id, "chapter": each.chapter, "question": each.reading.question,
            "says": says, "reading": each.reading.reading, "tolerated": dict(each.reading.alternatives)}
