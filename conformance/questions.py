"""The questions that a document leaves open, as a letter that its publisher can answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.catalogue import Catalogue
from conformance.promise import Reading

ELSEWHERE = "Elsewhere"
# What Markdown would obey; an underscore does nothing inside a word.
_ACTIVE = re.compile(r"[\\`*\[\]<>|~&$#]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True)
class Question:
    """A reading with its number in the letter and the chapter of the first line that it cites."""

    number: int
    chapter: str
    reading: Reading

    @property
    def choices(self) -> dict[str, str]:
        """What can be ticked: our reading, then what we tolerate."""
        return {"a": self.reading.reading, **self.reading.alternatives}


def questions(known: Catalogue) -> list[Question]:
    """All questions of an API, in the order of the document."""
    ordered = sorted(known.readings.values(), key=_first)
    return [Question(number, _chapter(known.document, _first(each)), each) for number, each in enumerate(ordered, 1)]


def _first(reading: Reading) -> int:
    return int(next(iter(reading.says)).partition("-")[0])


def _chapter(document: Mapping[str, Any], line: int) -> str:
    for chapter in document["chapters"]:
        first, _, last = chapter["lines"].partition("-")
        if int(first) <= line <= int(last):
            return str(chapter["title"])
    return ELSEWHERE


def letter(known: Catalogue) -> str:
    """The letter in Markdown."""
    asked = questions(known)
    return "\n\n".join([*_opening(known.document, asked), *_body(asked)]) + "\n"


def _opening(document: Mapping[str, Any], asked: list[Question]) -> Iterator[str]:
    title = f"{document['title']}, revision {document['revision']}"
    date = f" of {document['date']}" if document.get("date") else ""
    yield f"# {'Questions' if asked else 'No questions'} about {_plain(title + date)}"
    if not asked:
        yield "Nothing in this document had to be read in one of several ways; there is nothing to ask."
        return
    yield f"Dear {_plain(document.get('publisher') or 'authors')},"
    yield (f"we check servers against the document named above, whose text has {document['lines']} lines; the line numbers below "
           "count these. In some places it can be understood in more than one way, or does not say what happens.")
    yield (f"There is a question for each of them, {len(asked)} in all. Choice a is how we read it until we hear from you; the "
           "choices after it are accepted as well, and no server is blamed for them. Please tick what is meant, or write it. "
           "Any answer helps, also to some of the questions only. Thank you!")


def _body(asked: list[Question]) -> Iterator[str]:
    chapter = ""
    for each in asked:
        if each.chapter != chapter:
            chapter = each.chapter
            yield f"## {_plain(chapter)}"
        yield from _question(each)


def _question(each: Question) -> Iterator[str]:
    yield f"### {each.number}. {_plain(each.reading.question)}"
    yield f"{each.reading.id}. The document says:"
    yield "\n".join(f"- {_where(lines)}: {_plain(words)}" for lines, words in each.reading.says.items())
    yield f"We read it as in a{_accepted(each)}:"
    yield "\n".join([*(f"- [ ] {letter}. {_plain(text)}" for letter, text in each.choices.items()), "- [ ] something else"])
    yield "Answer: ______________________________________________"


def _accepted(each: Question) -> str:
    letters = list(each.reading.alternatives)
    return f", and accept {' and '.join(letters)} as well" if letters else ""


def _where(lines: str) -> str:
    return f"lines {lines}" if "-" in lines else f"line {lines}"


def _plain(text: str) -> str:
    """A sentence on one line that Markdown leaves as it is."""
    return _ACTIVE.sub(r"\\\g<0>", " ".join(text.split()))
