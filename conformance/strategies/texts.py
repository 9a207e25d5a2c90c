"""Texts that servers tend to handle badly, wherever a string may stand. None of them is longer than 30 characters."""

from collections.abc import Mapping

from hypothesis import strategies as st

ODD: Mapping[str, str] = {
    "double quotes": 'say "hello"', "a single quote": "O'Neil", "a backslash": "a\\b\\", "a path": "../../etc/passwd",
    "a newline": "one\ntwo", "a carriage return": "one\r\ntwo", "a tab": "one\ttwo", "a NUL": "one\0two",
    "a control character": "one\x1btwo", "an emoji": "\U0001f642 and \U0001f469\u200d\U0001f4bb", "accents": "Zo\xeb \u0141ukasz",
    "another script": "\u8ab2\u9577", "right to left": "\u05e9\u05dc\u05d5\u05dd", "a change of direction": "a\u202eb",
    "a combining accent": "Zoe\u0308", "a ligature": "\ufb01sh", "a dotless i": "\u0131I\u0130i",
    "a zero-width blank": "one\u200btwo",
    "a byte order mark": "\ufeffone", "the last character": "\U0010ffff", "markup": "<b>one</b> &amp; two",
    "a statement": "x'; SELECT 1 --", "a template": "${7*7} {{7*7}} %s", "an escape": "%41%2e \\u0041",
    "blanks around it": "  one  ", "blanks in a row": "one   two", "a blank alone": " ", "a word that means nothing": "null",
    "letters and digits": "A007", "a number": "1e3", "a formula": "=1+1", "a comma and a semicolon": "one, two; three",
}
LONE_SURROGATE = "one\ud800two"  # JSON can write it as an escape; no encoding can carry it
LONG = 100_000  # characters
# As values of a query that wants a number; the last are digits of other scripts, which some parsers take.
NO_NUMBERS = ("", " ", "-1", "+1", "1.5", "1e3", "0x10", "NaN", "null", "ten", "1,2", "99999999999999999999", "1\0", "1\n",
              "\u0663", "\uff13", "\xb2")


def long(count: int = LONG) -> str:
    """A long text, which begins and ends unlike the rest so that a cut shows."""
    return f"begin{'x' * (count - 8)}end"


def odd_texts(most: int = 30) -> st.SearchStrategy[str]:
    """Texts of up to ``most`` characters, made of the odd ones and of characters of any kind. Shrinks to the plain ones."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=most)
    joined = st.lists(st.sampled_from(list(ODD.values())), min_size=1, max_size=3).map("".join)
    return st.one_of(st.sampled_from(list(ODD.values())), joined, anything).map(lambda text: text[:most])
