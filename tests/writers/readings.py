"""How others read the reports: each format by a parser that is not ours."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

Table = list[list[str]]
VOID = ("meta",)
_PARSER = MarkdownIt("commonmark").enable("table")


def markdown(text: str) -> list[Token]:
    """The blocks of a Markdown text; inline tokens are the children of those of type ``inline``."""
    return _PARSER.parse(text)


def shown(token: Token) -> str:
    """What a reader sees of a line of Markdown."""
    return "".join(child.content for child in token.children or ())


def tables(text: str) -> list[Table]:
    """All tables of a Markdown text."""
    found: list[Table] = []
    inside = False
    for token in markdown(text):
        inside = token.type in ("th_open", "td_open") or (inside and token.type == "inline")
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and inside:
            found[-1][-1].append(shown(token))
    return found


def cells(line: str) -> int:
    """How many cells a line of a table has: parts between pipes that are not escaped."""
    return len(re.findall(r"(?<!\\)\|", line)) - 1


def counts(table: Table) -> dict[str, tuple[int, ...]]:
    """A table of counts by its first column."""
    return {row[0]: tuple(map(int, row[1:])) for row in table}


def terminal_counts(text: str) -> dict[str, tuple[int, ...]]:
    """The table of counts of a terminal summary."""
    return counts([line.split() for line in text.splitlines() if re.fullmatch(r"\w+( +\d+){3}", line)])


def junit(text: str) -> ElementTree.Element:
    """The root of a JUnit file, read from bytes as a CI server does."""
    return ElementTree.fromstring(text.encode("utf-8"))


def properties(case: ElementTree.Element) -> dict[str, str]:
    """The properties of a JUnit test case."""
    return {each.attrib["name"]: each.attrib["value"] for each in case.iter("property")}


@dataclass
class Element:
    """An element of a page with all text inside."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    parts: list["Element"] = field(default_factory=list)

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """All elements inside with this tag and these attributes, however deep."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = [self] if tag in ("", self.tag) and wanted.items() <= self.attributes.items() else []
        return found + [each for part in self.parts for each in part.all(tag, **attributes)]


class Page(HTMLParser):
    """A page as a tree; it is an error if an element is not closed, or closed twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open = [Element("page", {})]
        self.feed(text)
        self.close()
        assert len(self.open) == 1, f"{self.open[-1].tag} is not closed"
        self.root = self.open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")
