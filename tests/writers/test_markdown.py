"""summary.md: whatever the data, the structure is ours, and a reader sees the data as they are."""

import itertools

from hypothesis import example, given

from conformance.record import Run
from conformance.writers.markdown import LIMIT, code, escaped, write
from conformance.writers.text import line, prose, shortened
from conformance.writers.view import HEADLINES, TOLD, view

from . import readings
from .runs import for_every_run, recorded, texts

OURS = {"heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td", "inline"}
TITLES = (*HEADLINES.values(), *TOLD.values(), "What kept the run from an answer", "Notes", "Profile",
          "What was not run, or does not apply", "Checks that were left out of what was asked",
          "Left behind on the target", "Exercised of the specification")


@for_every_run
def test_its_structure_is_ours(run: Run) -> None:
    tokens = readings.markdown(write(run))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= OURS
    for before, token in itertools.pairwise(tokens):
        assert before.type != "heading_open" or readings.shown(token).startswith(TITLES)
        assert {child.type for child in token.children or ()} <= {
            "text", "text_special", "code_inline", "strong_open", "strong_close"}


@for_every_run
def test_each_row_of_a_table_has_its_cells(run: Run) -> None:
    text = write(run)
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert {readings.cells(row) for row in rows} <= {4}
    assert sum(map(len, readings.tables(text))) == len(rows) - len(readings.tables(text))


@for_every_run
def test_whatever_is_no_pass_is_told_with_its_word_or_counted_beside_its_reason(run: Run) -> None:
    shown, text = view(run), write(run)
    heads = [readings.shown(token).split(f" ({row.demand})")[0] for token, row in zip(
        (token for token in readings.markdown(text) if "strong_open" in {each.type for each in token.children or ()}),
        (row for name in TOLD for row in shown.standing(name)), strict=True)]
    assert heads == [f"{row.head} {row.id}" for name in TOLD for row in shown.standing(name)]
    groups = readings.tables(text)[1][1:] if shown.unanswered() else []
    assert sum(int(cells[2]) for cells in groups) == sum(map(len, shown.unanswered().values()))


@given(texts)
@example("&amp; &#124;")
def test_a_sentence_is_shown_as_it_is(text: str) -> None:
    found = [token for token in readings.markdown(f"- {escaped(text)}") if token.type == "inline"]
    assert "".join(map(readings.shown, found)) == shortened(prose(text), LIMIT)


@given(texts)
def test_a_sentence_is_shown_as_it_is_in_a_table(text: str) -> None:
    found = readings.tables(f"| a | b |\n| --- | --- |\n| {escaped(text)} | x |")
    assert found == [[["a", "b"], [shortened(prose(text), LIMIT), "x"]]]


@given(texts)
def test_a_value_is_shown_as_it_is(text: str) -> None:
    found = [child for token in readings.markdown(f"- got: {code(text)} (x)") for child in token.children or ()]
    assert [child.type for child in found] == ["text", "code_inline", "text"]
    assert found[1].content.strip(" ") == line(text, LIMIT).strip(" ")


def test_an_accusation_brings_its_evidence() -> None:
    text = write(recorded("one_fail"))
    assert text.startswith("## Does not conform: OpEasy Provisioning API 24.1\n")
    assert "- got: `status 204`\n- asked: `DELETE /v1/scheduledoperations/2f9a4c1e` (exchange 4 of run.jsonl)\n" in text
    assert "- again: `conformance run opeasy OPEASY-SCHED-6 --seed 1234`" in text


def test_it_stays_short() -> None:
    run = recorded("one_fail")
    fail = run.header["requirements"][3]
    run.header["requirements"] += [fail | {"id": f"OPEASY-MANY-{number}"} for number in range(100)]
    run.answers += [run.answers[3] | {"requirement": f"OPEASY-MANY-{number}", "notes": [f"{number}"]}
                    for number in range(100)]
    text = write(run)
    assert "And 51 more, all of them in report.html." in text
    assert "And 80 more, all of them in report.html." in text
