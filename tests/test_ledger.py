"""Laws of the ledger: what was made is known before it is made, and no crash and no second life makes it forget."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.expect import Inconclusive
from conformance.ledger import Entry, Ledger, read

# What happens to objects: 0 is a new one, n and -n are the making and the removal of the n-th.
LIVES = st.lists(st.integers(-4, 4), max_size=30)


def lived(ledger: Ledger, lives: list[int]) -> None:
    entries: list[Entry] = []
    for life in lives:
        if life == 0:
            entries.append(ledger.intend("operation", "enterprise"))
        elif abs(life) <= len(entries):
            entry = entries[abs(life) - 1]
            ledger.made(entry, f"id \ud800 {entry.number}\n\u2028") if life > 0 else ledger.gone(entry)


@given(LIVES)
def test_a_file_holds_what_the_ledger_holds(tmp_path_factory: pytest.TempPathFactory, lives: list[int]) -> None:
    path = tmp_path_factory.mktemp("run") / "ledger.jsonl"
    ledger = Ledger(path)
    lived(ledger, lives)
    assert (read(path) if path.is_file() else []) == ledger.left()


@given(LIVES, LIVES)
def test_a_ledger_is_continued_where_it_was_left(tmp_path_factory: pytest.TempPathFactory, first: list[int],
                                                 then: list[int]) -> None:
    path = tmp_path_factory.mktemp("run") / "ledger.jsonl"
    lived(Ledger(path), first)
    before = read(path) if path.is_file() else []
    again = Ledger(path)
    assert again.left() == before
    lived(again, then)
    assert (read(path) if path.is_file() else []) == again.left()
    assert len({entry.number for entry in again.left()}) == len(again.left())


@given(LIVES, st.data())
def test_a_file_that_was_cut_off_anywhere_loses_its_last_line_only(
        tmp_path_factory: pytest.TempPathFactory, lives: list[int], data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("run") / "ledger.jsonl"
    lived(Ledger(path), [0, *lives])
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:whole.rfind(b"\n", 0, cut) + 1])
    before = read(path)
    path.write_bytes(whole[:cut])
    ends_a_line = whole[cut:cut + 1] == b"\n"
    assert ends_a_line or read(path) == before
    entry = Ledger(path).intend("user", "enterprise")
    assert entry in read(path)


def test_an_intention_is_on_disk_before_anything_is_sent(tmp_path: Path) -> None:
    entry = Ledger(tmp_path / "ledger.jsonl").intend("operation", "enterprise")
    assert read(tmp_path / "ledger.jsonl") == [entry]
    assert entry.id == ""


def test_what_never_came_to_be_is_not_left() -> None:
    ledger = Ledger()
    ledger.gone(ledger.intend("operation"))
    assert ledger.left() == []


def test_the_latest_comes_first_because_it_may_depend_on_earlier_ones() -> None:
    ledger = Ledger()
    entries = [ledger.intend(kind) for kind in ("operation", "scheduled operation", "user")]
    assert ledger.left() == entries[::-1]


def test_a_thing_is_found_by_kind_and_id() -> None:
    ledger = Ledger()
    entry = ledger.intend("operation")
    ledger.made(entry, "1")
    assert ledger.find("operation", "1") is entry
    assert ledger.find("user", "1") is None
    ledger.gone(entry)
    assert ledger.find("operation", "1") is None


def test_a_run_makes_no_more_than_its_limit_allows() -> None:
    ledger = Ledger(most=2)
    for _ in range(2):
        ledger.gone(ledger.intend("operation"))
    with pytest.raises(Inconclusive, match=r"limits\.maxObjects"):
        ledger.intend("operation")


def test_the_limit_counts_one_life_of_a_ledger_so_that_a_clean_up_may_make_what_it_needs(tmp_path: Path) -> None:
    for _ in range(3):
        Ledger(tmp_path / "ledger.jsonl", most=1).intend("operation")
    assert len(read(tmp_path / "ledger.jsonl")) == 3


@pytest.mark.parametrize("line", ["", "null", "[]", "1", "{}", '{"number": "x"}', '{"number": [1]}', "}"])
def test_a_line_that_is_none_is_skipped(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    entry = Ledger(path).intend("operation")
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    assert read(path) == [entry]


def test_a_ledger_without_a_file_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Ledger().intend("operation")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_is_plain_json_lines(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.made(ledger.intend("operation", "enterprise"), "1")
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text(encoding="ascii").splitlines()]
    assert [line["event"] for line in lines] == ["intended", "made"]
