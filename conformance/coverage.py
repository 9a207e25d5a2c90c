"""Whether every line of a document is accounted for, and by what; the strongest account of a line counts.

``requirement``: a hand-written promise cites it. ``reading``: a reading quotes what it says. ``openapi``: an ``x-source`` of
openapi.yaml covers it, from which shapes and fields are derived. ``not normative``: source.yaml lists it with a reason.
``tag only``: nothing but a tag of openapi.yaml covers it; a tag names a whole chapter, so this says little and is the weakest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.catalogue import Catalogue
from conformance.problems import Problem
from conformance.verdict import ExitCode

ACCOUNTS = ("requirement", "reading", "openapi", "not normative", "blank", "tag only")
NOBODY = ""
OUTSIDE = "outside of all chapters"
_LINES = re.compile(r"\d+(-\d+)?(, \d+(-\d+)?)*")


@dataclass(frozen=True)
class Citation:
    """Somebody who speaks of some lines, such as ``5739-5740, 5779``."""

    account: str
    owner: str
    lines: str

    def spans(self) -> list[range]:
        """The line numbers; none for what is not written as lines."""
        if not _LINES.fullmatch(self.lines):
            return []
        pairs = (span.partition("-") for span in self.lines.split(", "))
        return [range(int(first), int(last or first) + 1) for first, _, last in pairs]

    def sound(self, length: int) -> bool:
        """Whether all of its lines exist in a document of this length."""
        spans = self.spans()
        return bool(spans) and all(span and span.start >= 1 and span.stop - 1 <= length for span in spans)


@dataclass(frozen=True)
class Coverage:
    """The lines of a document, the account of each, and the chapters."""

    text: Sequence[str]
    accounts: Sequence[str]
    chapters: Mapping[str, Sequence[range]]

    def left(self, account: str = NOBODY) -> dict[int, str]:
        """The lines that nobody accounts for, or those with another account, by number."""
        return {number: self.text[number - 1] for number, found in enumerate(self.accounts, 1) if found == account}

    def tallies(self) -> dict[str, Counter[str]]:
        """How many lines of each chapter have which account; ``OUTSIDE`` is there only if it has lines."""
        chapter_of = {number: title for title, spans in self.chapters.items() for span in spans for number in span}
        found: dict[str, Counter[str]] = {title: Counter() for title in self.chapters}
        for number, account in enumerate(self.accounts, 1):
            found.setdefault(chapter_of.get(number, OUTSIDE), Counter())[account] += 1
        return found

    def total(self) -> Counter[str]:
        """How many lines have which account."""
        return Counter(self.accounts)


def coverage(known: Catalogue, text: Sequence[str]) -> Coverage:
    """The account of each line of a document; raises Problem ``broken-spec`` if a cited line does not exist."""
    cited = list(citations(known))
    unsound = [each for each in cited if not each.sound(len(text))]
    if unsound:
        names = "; ".join(f"{each.owner}: {each.lines}" for each in unsound[:5])
        raise Problem("broken-spec", f"{len(unsound)} citations name lines that the document does not have",
                      names + ("; ..." if len(unsound) > 5 else ""),
                      f"its lines are 1 to {len(text)}, written as in 5739-5740, 5779", ExitCode.HARNESS_ERROR)
    chapters = {each["title"]: Citation("", "", each["lines"]).spans() for each in known.document["chapters"]}
    return Coverage(text, accounts(text, cited), chapters)


def citations(known: Catalogue) -> Iterator[Citation]:
    """Everybody who speaks of lines of the document. Derived requirements speak through openapi.yaml."""
    for requirement in known.requirements.values():
        if requirement.kind == "check":
            yield Citation("requirement", requirement.id, requirement.source.lines)
    for reading in known.readings.values():
        yield from (Citation("reading", reading.id, lines) for lines in reading.says)
    for key, node in known.openapi.items():
        yield from _sources(node, "tag only" if key == "tags" else "openapi", f"openapi.yaml/{key}")
    for entry in known.document.get("not_normative", ()):
        yield Citation("not normative", "not_normative", entry["lines"])


def _sources(node: Any, account: str, place: str) -> Iterator[Citation]:
    """Every ``x-source`` below a node, wherever it stands, and ``x-lines`` of the rows of tables; a table as a whole accounts for
    nothing."""
    children = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        if key == "x-source":
            yield Citation(account, place, str(child["lines"]))
        elif key == "x-lines" and "x-methods" not in node:
            yield Citation(account, place, str(child))
        else:
            yield from _sources(child, account, f"{place}/{key}")


def accounts(text: Sequence[str], cited: Iterable[Citation]) -> list[str]:
    """The strongest account of each line; ``NOBODY`` for a line with words that nobody speaks of."""
    found = [NOBODY] * len(text)
    blanks = (Citation("blank", "", str(number)) for number, line in enumerate(text, 1) if not line.strip())
    for citation in sorted([*cited, *blanks], key=lambda each: ACCOUNTS.index(each.account), reverse=True):
        for number in (number for span in citation.spans() for number in span):
            found[number - 1] = citation.account
    return found
