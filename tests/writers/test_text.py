"""Foreign text in our words: what is unseen becomes seen, and text stays text."""

import pytest

from conformance.writers.markup import Markup, joined, tag
from conformance.writers.text import line, plain, prose, shortened, slug


@pytest.mark.parametrize("text, shown", [
    ("\x1b[31mred", "\\x1b[31mred"), ("a\x00b", "a\\x00b"), ("one\r\ntwo\rthree", "one\ntwo\\rthree"), ("\ud800", "\\ud800"),
    ("\u202eabc", "\\u202eabc"), ("\u2028", "\\u2028"), ("tab\t", "tab\t"), ("שלום 😀👩\u200d💻 é", "שלום 😀👩\u200d💻 é"),
])
def test_unseen_characters_are_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_value_keeps_its_spaces_and_a_sentence_does_not() -> None:
    assert line(" a  b\n\tc\n") == " a  b\\n\\tc"
    assert prose(" a  b\n\tc\n") == "a b c"


def test_a_long_text_says_how_long_it_is() -> None:
    assert shortened("abcdef", 4) == "abcd… [6 characters in all]"
    assert shortened("abcd", 4) == shortened("abcd", 0) == "abcd"


def test_a_heading_becomes_part_of_a_name() -> None:
    assert slug("Appendix VII - Back End: Codes") == "appendix-vii-back-end-codes"
    assert slug(" .. ") == "unnamed"


def test_only_markup_is_markup() -> None:
    assert tag("p", "<b>", tag("b", "&"), id='"x"') == '<p id="&quot;x&quot;">&lt;b&gt;<b>&amp;</b></p>'
    assert joined(("<", Markup("<br>"), 3)) == "&lt;<br>3"
