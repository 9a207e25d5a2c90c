"""The list of survivors speaks of the server as it is, and mutants that change nothing are told from those that do."""

from dataclasses import dataclass
from pathlib import Path

import pytest

import conformance.reference.opeasy
from bench.mutants.listed import Entry, entries, why

SERVER = Path(conformance.reference.opeasy.__file__).parent


@dataclass
class Mutant:
    file: str = "paging.py"
    function: str = "Paging.total_items"
    line: str = "return len(items)"
    change: str = "len(items) -> len(page)"
    nth: int = 1


def entry(*changes: str) -> Entry:
    return Entry("paging.py", "Paging.total_items", "return len(items)", list(changes), "because")


def test_the_listed_lines_are_in_the_server() -> None:
    for each in entries():
        lines = [line.strip() for line in (SERVER / each.file).read_text(encoding="utf-8").splitlines()]
        assert each.line in lines, f"{each.file} has no line {each.line}"
        assert each.why, each


def test_no_change_is_listed_twice() -> None:
    listed = [(each.file, each.function, each.line, change) for each in entries() for change in each.changes]
    assert len(set(listed)) == len(listed)


def test_a_listed_mutant_is_known_by_its_names() -> None:
    assert why(Mutant(), [entry("len(items) -> len(page)")]) == "because"
    assert why(Mutant(line="return 0"), [entry("len(items) -> len(page)")]) == ""
    assert why(Mutant(change="len(items) -> 0"), [entry("len(items) -> len(page)")]) == ""


def test_a_change_may_be_listed_for_one_of_its_places() -> None:
    listed = entry("len(items) -> len(page) [2]")
    assert why(Mutant(), [listed]) == ""
    assert listed.stale
    assert why(Mutant(nth=2), [listed]) == "because"
    assert not listed.stale


def test_an_entry_that_no_mutant_matches_is_stale() -> None:
    listed = entry("len(items) -> len(page)", "len(items) -> 0")
    assert why(Mutant(), [listed])
    assert listed.stale == ["len(items) -> 0"]


SOURCE = '''
class Server:
    def refuse(self, call):
        raise Refusal(400, "Malformed", "It is malformed", field_name="events")

    def answer(self, call):
        return self.{method}(call, 1)
'''


def changes(method: str) -> list[str]:
    """The changes that are made to a little server."""
    cst = pytest.importorskip("libcst")
    pytest.importorskip("mutmut")
    from libcst.metadata import MetadataWrapper, ParentNodeProvider
    from mutmut.mutation.file_mutation import create_mutations

    from bench.mutants.making import _above
    from bench.mutants.unseen import unseen
    module, mutations, *_ = create_mutations("server.py", SOURCE.format(method=method))
    parents = MetadataWrapper(module, unsafe_skip_copy=True).resolve(ParentNodeProvider)
    return [cst.Module([]).code_for_node(each.mutated_node) for each in mutations
            if not unseen(each.original_node, each.mutated_node, list(_above(each.original_node, parents)))]


def test_the_wording_of_an_error_is_left_to_the_server() -> None:
    made = changes("page_size_shown")
    assert not [change for change in made if "MALFORMED" in change or "XXMalformed" in change]
    assert "401" in made
    assert '"XXeventsXX"' in made


def test_what_a_method_does_not_read_is_not_changed() -> None:
    assert "self.page_size_shown(None, 1)" not in changes("page_size_shown")
    assert "self.page_size(None, 1)" in changes("page_size")
