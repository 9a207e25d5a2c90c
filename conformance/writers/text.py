"""Foreign text made harmless: a target may answer anything, and a report shows it without obeying it."""

import re

# Controls, marks that reorder text, line and paragraph separators, surrogates: unseen, or illegal in XML 1.0, or both.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(text: object) -> str:
    """The text with each unseen character written as an escape such as ``\\x1b``; line ends and tabs stay."""
    text = str(text).replace("\r\n", "\n")
    return _UNSEEN.sub(lambda unseen: unseen[0].encode("unicode_escape").decode("ascii"), text)


def line(text: object, limit: int = 0) -> str:
    """The text on one line, each space kept, because a value may differ by one; cut after ``limit`` characters."""
    return shortened(plain(text).strip("\n").replace("\n", "\\n").replace("\t", "\\t"), limit)


def prose(text: object) -> str:
    """The text on one line, for sentences, where white space means nothing."""
    return " ".join(plain(text).split())


def shortened(text: str, limit: int) -> str:
    """The beginning of a text and how long all of it is; all of it if it is short, or for the limit 0."""
    return text if not limit or len(text) <= limit else f"{text[:limit]}… [{len(text)} characters in all]"


def slug(text: str) -> str:
    """A heading as a part of a name, such as ``delete-scheduled-operation``."""
    return "-".join(re.findall(r"\w+", text.lower())) or "unnamed"


def counted(number: int, noun: str) -> str:
    """A number and a noun that agree, such as ``1 check`` and ``2 checks``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
