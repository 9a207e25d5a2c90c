"""report.html: one file, no foreign markup, nothing fetched."""

import re

import pytest

from conformance.record import Run
from conformance.writers import html
from conformance.writers.stylesheet import CSS
from conformance.writers.text import plain
from conformance.writers.view import TOLD, view

from .readings import Page
from .runs import for_every_run, recorded

TAGS = {"page", "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "h1", "h2", "p", "b", "span",
        "div", "dl", "dt", "dd", "ul", "li", "code", "pre", "details", "summary", "article", "table", "thead", "tbody",
        "tr", "th", "td"}
ATTRIBUTES = {"lang", "charset", "name", "content", "class", "style", "role", "scope", "dir", "id",
              "data-count", "data-verdict", "data-planned"}


@for_every_run
def test_all_markup_is_ours_and_nothing_is_fetched(run: Run) -> None:
    for element in Page(html.write(run)).root.all():
        assert element.tag in TAGS
        assert element.attributes.keys() <= ATTRIBUTES
        assert re.fullmatch(r"(flex: \d+ 0 0)?", element.attributes.get("style", ""))
        assert element.tag != "style" or element.text == CSS


@for_every_run
def test_each_requirement_has_a_row_with_its_text_and_its_word(run: Run) -> None:
    page = Page(html.write(run)).root
    rows = {row.attributes["id"]: row for row in page.all("tr") if "id" in row.attributes}
    assert rows.keys() == {each.id for each in view(run).rows}
    for each in view(run).rows:
        chip = rows[each.id].all("span")[0]
        assert (chip.text, chip.attributes["class"]) == (each.head, f"chip {each.standing}")
        assert (chip.text == "PASS") == (each.verdict.word == "pass")
        assert plain(each.text) in rows[each.id].text


@for_every_run
def test_each_mismatch_has_a_card_and_the_accusations_come_first(run: Run) -> None:
    cards = [card.all("span", class_="id")[0].text for card in Page(html.write(run)).root.all("article")]
    assert cards == [row.id for name in TOLD for row in view(run).standing(name)]


@for_every_run
def test_the_verdict_stands_at_the_top(run: Run) -> None:
    header, code = Page(html.write(run)).root.all("header")[0], run.exit_code()
    assert header.all("h1")[0].text == view(run).headline
    assert header.all("p", class_="meaning")[0].text.startswith(f"Exit code {code:d}: {code.meaning}")


def test_the_stylesheet_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import|https?:|</", CSS)


def test_a_failure_shows_its_exchange() -> None:
    card = Page(html.write(recorded("one_fail"))).root.all("article")[0]
    assert [part.text.splitlines()[0] for part in card.all("pre")] == [
        "DELETE /v1/scheduledoperations/2f9a4c1e", "status 204"]


def test_a_request_without_an_answer_says_why() -> None:
    card = Page(html.write(recorded("inconclusive"))).root.all("article")[0]
    assert card.all("pre")[1].text == "no answer: ReadTimeout after 30 s"


@pytest.mark.parametrize("name", ["hostile"])
def test_a_long_body_is_cut(name: str) -> None:
    run = recorded(name)
    run.exchanges[1]["response"]["body"] = "x" * 100_000
    text = html.write(run)
    assert "[100000 characters in all]" in text
    assert len(text) < 60_000
