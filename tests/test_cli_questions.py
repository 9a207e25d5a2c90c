"""``conformance questions``: a letter that can be answered, with nothing left out."""

import json
from pathlib import Path

import pytest
from command_line import four_parts, told, told_here
from little import READINGS, Little, little
from markdown_it import MarkdownIt

from conformance import catalogue
from conformance.questions import letter, questions
from conformance.verdict import ExitCode

__all__ = ["little"]
LETTER = """\
## BOOK OF LAMPS

### 1. How warm is a lit lamp?

LITTLE-R-COLD. The document says:

- line 4: a lit lamp \\<never\\> cold
- lines 9-10: lamps_are nice

We read it as in a, and accept b and c as well:

- [ ] a. It is warm.
- [ ] b. It is \\[hot\\].
- [ ] c. Nobody touches it.
- [ ] something else

Answer: ______________________________________________

### 2. Which light answers?

LITTLE-R-LIGHT. The document says:

- line 5: a \\*light\\* answers

We read it as in a:

- [ ] a. Any light will do.
- [ ] something else

Answer: ______________________________________________
"""


def shown(text: str) -> str:
    """What a reader of the letter sees."""
    return "\n".join(token.content if not token.children else "".join(child.content for child in token.children)
                     for token in MarkdownIt("commonmark").parse(text) if token.type == "inline")


def test_the_letter_names_its_document_and_asks_in_the_order_of_the_document(little: Little) -> None:
    little()
    found = told_here("questions", "little")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("# Questions about Book of Lamps, revision 7 of 01/2024\n\nDear Lamp Works,\n")
    assert "2 in all" in found.out.partition("##")[0]
    assert found.out.endswith(LETTER)


def test_a_question_outside_of_all_chapters_is_asked_elsewhere(little: Little) -> None:
    little(readings={"LITTLE-R-END": {**READINGS["LITTLE-R-LIGHT"], "says": {"10": "it ends"}}})
    assert "## Elsewhere\n\n### 1. " in told_here("questions", "little").out


def test_where_nothing_is_open_the_letter_says_so(little: Little) -> None:
    little(readings={})
    found = told_here("questions", "little")
    assert found.code == 0
    assert found.out.startswith("# No questions about Book of Lamps, revision 7 of 01/2024\n")
    assert "nothing to ask" in found.out
    assert json.loads(told_here("questions", "little", "--format", "json").out)["questions"] == []


@pytest.mark.parametrize("form", ["text", "json"])
def test_it_can_be_written_into_a_file(little: Little, tmp_path: Path, form: str) -> None:
    little()
    path = tmp_path / "letter"
    assert told_here("questions", "little", "--format", form, "--out", path).text == ""
    assert path.read_text(encoding="utf-8") == told_here("questions", "little", "--format", form).out
    four_parts(told_here("questions", "little", "--out", tmp_path / "no" / "letter"), "not-writable", ExitCode.USAGE)


@pytest.mark.parametrize("api", catalogue.apis())
def test_no_reading_is_left_out_and_none_is_garbled(api: str) -> None:
    known = catalogue.load(api)
    facts = json.loads(told_here("questions", api, "--format", "json").out)
    assert [each["number"] for each in facts["questions"]] == list(range(1, len(known.readings) + 1))
    assert {each["id"] for each in facts["questions"]} == set(known.readings)
    assert {each["chapter"] for each in facts["questions"]} <= {each["title"] for each in known.document["chapters"]}
    text = shown(letter(known))
    for each in questions(known):
        for words in (each.reading.id, each.reading.question, *each.reading.says.values(), *each.choices.values()):
            assert " ".join(words.split()) in text


@pytest.mark.parametrize("api", catalogue.apis())
def test_each_chapter_is_a_heading_once(api: str) -> None:
    chapters = [each.chapter for each in questions(catalogue.load(api))]
    assert letter(catalogue.load(api)).count("\n## ") == len(set(chapters))


def test_a_terminal_that_knows_ascii_only_is_no_obstacle() -> None:
    found = told("questions", "opeasy", env={"PYTHONIOENCODING": "ascii"})
    assert (found.code, "Traceback" in found.text) == (0, False)
    four_parts(told_here("questions", "opeazy"), "unknown-api", ExitCode.USAGE)
