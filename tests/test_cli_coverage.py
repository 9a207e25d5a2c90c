"""``conformance coverage``: every line of a document is accounted for, or shown."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from command_line import four_parts, told, told_here
from little import OPENAPI, REQUIREMENTS, SOURCE, TEXT, Little, little

from conformance import catalogue
from conformance.coverage import ACCOUNTS, Citation, accounts
from conformance.verdict import ExitCode

__all__ = ["little"]
LINES = TEXT.splitlines()


def facts(document: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told_here("coverage", "little", "--document", document, "--format", "json").out)
    return found


def test_a_line_counts_for_its_strongest_account(little: Little) -> None:
    found = facts(little())
    first, second, third = found["chapters"]
    assert first == {"title": "BOOK OF LAMPS", "lines": 6, "requirement": 1, "reading": 2, "openapi": 0, "not normative": 1,
                     "blank": 2, "tag only": 0, "nobody": 0}
    assert (second["reading"], second["tag only"], second["not normative"]) == (1, 1, 1)
    assert (third["title"], third["lines"], third["reading"]) == ("outside of all chapters", 1, 1)
    assert found["total"]["lines"] == len(LINES) == sum(each["lines"] for each in found["chapters"])
    assert found["left"] == []


def test_the_lines_that_nobody_accounts_for_are_shown_and_gate(little: Little) -> None:
    document = little(readings={}, source=SOURCE | {"not_normative": []})
    found = told_here("coverage", "little", "--document", document)
    left = [line for line in found.out.splitlines() if line.startswith("line ")]
    assert left == ["line 1: BOOK OF LAMPS", "line 4: A lit lamp is never \\x1b[2J “cold”.", "line 5: - It answers with a light.",
                    "line 7: APPENDIX", f"line 10: {LINES[9][:80]}"]
    assert found.out.splitlines()[-1] == \
        "5 lines of 10 left that nobody accounts for; 2 lines with nothing but a tag, which names a whole chapter"
    assert (found.code, found.err) == (1, "")
    assert [each["line"] for each in facts(document)["left"]] == [1, 4, 5, 7, 10]


def test_a_document_without_such_lines_is_covered(little: Little) -> None:
    found = told_here("coverage", "little", "--document", little())
    assert found.code == 0
    assert found.out.splitlines()[-1] == \
        "0 lines of 10 left that nobody accounts for; 1 line with nothing but a tag, which names a whole chapter"
    assert next(line.split() for line in found.out.splitlines() if line.split()[:1] == ["all"]) == \
        ["all", "10", "1", "4", "0", "2", "2", "1", "0"]


def test_without_a_list_of_what_is_not_normative_everything_has_to_be_cited(little: Little) -> None:
    document = little(source={name: value for name, value in SOURCE.items() if name != "not_normative"})
    assert [each["line"] for each in facts(document)["left"]] == [1, 7]


def test_every_source_in_openapi_counts_wherever_it_stands(little: Little) -> None:
    deep = {"components": {"schemas": {"lamp": {"oneOf": [{"type": "string", "x-source": {"section": "a", "lines": "1, 7"}}]}}}}
    found = facts(little(openapi=OPENAPI | deep, source=SOURCE | {"not_normative": []}))
    assert (found["total"]["openapi"], found["tag only"], found["left"]) == (2, [8], [])


def test_a_tag_is_the_weakest_account(little: Little) -> None:
    everything = [{"name": "Lamps", "x-source": {"section": "All", "lines": "1-10"}}]
    found = facts(little(openapi=OPENAPI | {"tags": everything}))
    assert (found["tag only"], found["total"]["blank"], found["left"]) == ([8], 2, [])


def test_derived_requirements_do_not_count_twice() -> None:
    cited = [Citation("openapi", "a", "1"), Citation("not normative", "b", "1-2"), Citation("requirement", "c", "3, 2-2")]
    assert accounts(["a", "b", " ", " ", "e"], cited) == ["openapi", "requirement", "requirement", "blank", ""]
    assert accounts(["a"], [Citation(account, "a", "1") for account in ACCOUNTS[2::-1]]) == ["requirement"]


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_no_column_is_left_out_on_a_narrow_terminal(little: Little, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table = told_here("coverage", "little", "--document", little()).out.splitlines()[:8]
    assert all(word in "".join(table[:2]) for name in (*ACCOUNTS, "nobody") for word in name.split())
    assert max(map(len, table)) <= max(80, columns)


# ---------------------------------------------------------------------- mistakes

def test_the_document_is_needed(little: Little) -> None:
    little()
    problem = four_parts(told_here("coverage", "little"), "no-document", ExitCode.USAGE)
    assert "--document FILE" in problem


@pytest.mark.parametrize("content", [b"", b"BOOK", TEXT.replace("\n", "\r\n").encode(), TEXT.encode() + b"\n"])
def test_another_document_is_refused_with_both_digests(little: Little, content: bytes) -> None:
    document = little()
    document.write_bytes(content)
    problem = four_parts(told_here("coverage", "little", "--document", document), "document-differs", ExitCode.USAGE)
    assert str(SOURCE["sha256"])[:12] in problem
    assert "Book of Lamps, revision 7" in problem


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80PNG", None])
def test_what_is_no_text_or_not_there_is_told(little: Little, content: bytes | None) -> None:
    document = little()
    document.unlink()
    if content:
        document.write_bytes(content)
    four_parts(told_here("coverage", "little", "--document", document), "no-document", ExitCode.USAGE)
    four_parts(told_here("coverage", "little", "--document", document.parent), "no-document", ExitCode.USAGE)


@pytest.mark.parametrize("lines", ["11", "3-11", "0", "5-4"])
def test_cited_lines_that_do_not_exist_are_told(little: Little, lines: str) -> None:
    entry = REQUIREMENTS["LITTLE-LAMP-1"] | {"source": {"section": "Lamps", "lines": lines}}
    document = little(requirements={"LITTLE-LAMP-1": entry})
    problem = four_parts(told_here("coverage", "little", "--document", document), "broken-spec", ExitCode.HARNESS_ERROR)
    assert f"LITTLE-LAMP-1: {lines}" in problem


def test_a_source_of_openapi_that_names_no_lines_is_told(little: Little) -> None:
    document = little(openapi=OPENAPI | {"tags": [{"name": "Lamps", "x-source": {"section": "a", "lines": "somewhere"}}]})
    problem = four_parts(told_here("coverage", "little", "--document", document), "broken-spec", ExitCode.HARNESS_ERROR)
    assert "openapi.yaml/tags/0: somewhere" in problem


def test_an_unknown_api_is_told() -> None:
    four_parts(told_here("coverage", "opeazy"), "unknown-api", ExitCode.USAGE)


def test_a_terminal_that_knows_ascii_only_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    found = told("coverage", "opeasy", "--document", tmp_path / "a", env={"PYTHONIOENCODING": "ascii"})
    four_parts(found, "document-differs", ExitCode.USAGE)


# ---------------------------------------------------------------------- the true documents

@pytest.mark.parametrize("api", catalogue.apis())
def test_the_true_document_is_accounted_for(api: str) -> None:
    """CONFORMANCE_DOCUMENTS names a folder with the documents, which are not part of the repository."""
    said = catalogue.load(api).document
    path = Path(os.environ.get("CONFORMANCE_DOCUMENTS", "")) / said["file"]
    if "CONFORMANCE_DOCUMENTS" not in os.environ or not path.is_file():
        pytest.skip("CONFORMANCE_DOCUMENTS names no folder that has it")
    found = told_here("coverage", api, "--document", path)
    assert "nothing but a tag" not in found.out
    assert [line for line in found.out.splitlines() if line.startswith("line ")] == []
    assert found.code == 0
