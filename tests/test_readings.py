"""Readings: they stand on lines of the document, ask one question each, and everything that names one finds it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import conformance
from conformance.catalogue import SPECS, apis, load
from conformance.promise import Reading
from conformance.reference import package, prefix

READINGS = [pytest.param(api, reading, id=reading.id) for api in apis() for reading in load(api).readings.values()]
NAMED = re.compile(r"^x-(\w+-)*reading$")
NOTE = re.compile(r"""(?:uses reading |uses\(")([A-Z]+-R-[A-Z]+(?:-[A-Z]+)*)(?:, alternative |", ")([a-z])""")
SENTENCE = re.compile(r"[^\n]*[^\n.?!]\.")


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    for place in reading.says:
        first, _, last = place.partition("-")
        yield int(first), int(last or first)


def _named(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if isinstance(key, str) and NAMED.match(key))
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _named(child)


# ---------------------------------------------------------------------- each reading

@pytest.mark.parametrize(("api", "reading"), READINGS)
def test_its_lines_exist_and_its_ranges_ascend(api: str, reading: Reading) -> None:
    for first, last in _spans(reading):
        assert 1 <= first <= last <= load(api).document["lines"], (first, last)
    assert all(first < last for place, (first, last) in zip(reading.says, _spans(reading), strict=True) if "-" in place)


@pytest.mark.parametrize(("api", "reading"), READINGS)
def test_it_says_something_about_each_place_and_ends_in_a_sentence(api: str, reading: Reading) -> None:
    assert all(text == text.strip() and text for text in reading.says.values())
    assert not [text for text in reading.says.values() if text.endswith(".")]
    assert [text for text in (reading.reading, *reading.alternatives.values()) if not SENTENCE.fullmatch(text)] == []


@pytest.mark.parametrize(("api", "reading"), READINGS)
def test_its_alternatives_are_lettered_without_gaps(api: str, reading: Reading) -> None:
    letters = ["a", *reading.alternatives]
    assert all(ord(after) == ord(before) + 1 for before, after in pairwise(letters)), letters


@pytest.mark.parametrize(("api", "reading"), READINGS)
def test_it_asks_the_vendor_one_question_of_one_line(api: str, reading: Reading) -> None:
    assert re.fullmatch(r"[A-Z][^\n?]*\?", reading.question), reading.question
    assert len(reading.question) <= 130


@pytest.mark.parametrize(("api", "reading"), READINGS)
def test_its_id_begins_with_the_name_of_its_api(api: str, reading: Reading) -> None:
    assert re.fullmatch(rf"{prefix(api)}-R-[A-Z]+(-[A-Z]+)*", reading.id)


# ---------------------------------------------------------------------- all of them

@pytest.mark.parametrize("api", apis())
def test_nothing_is_asked_or_read_twice(api: str) -> None:
    for texts in zip(*((each.question, each.reading) for each in load(api).readings.values()), strict=True):
        assert len(set(texts)) == len(texts), sorted(texts)


@pytest.mark.parametrize("api", apis())
def test_what_requirements_and_schemas_refer_to_exists(api: str) -> None:
    known = load(api)
    by_requirement = {each.reading for each in known.requirements.values() if each.reading}
    by_schema = set(_named(known.openapi))
    assert by_requirement
    assert by_schema
    assert (by_requirement | by_schema) - set(known.readings) == set()


@pytest.mark.parametrize("api", apis())
def test_an_alternative_that_a_check_notes_is_one_of_its_reading(api: str) -> None:
    suites = (Path(conformance.__file__).parent / "suites" / package(api)).glob("*.py")
    noted = {pair for path in suites for pair in NOTE.findall(path.read_text(encoding="utf-8"))}
    known = load(api).readings
    assert noted
    assert [pair for pair in noted if pair[0] not in known or pair[1] not in known[pair[0]].alternatives] == []


@pytest.mark.parametrize("api", apis())
def test_banners_group_the_file_and_no_topic_is_empty(api: str) -> None:
    lines = (SPECS / api / "readings.yaml").read_text(encoding="utf-8").splitlines()
    steps = ["topic" if line.startswith("# ====") else "reading" for line in lines
             if line.startswith("# ====") or re.match(r"[A-Z]", line)]
    assert steps[0] == "topic"
    assert steps[-1] == "reading"
    assert ("topic", "topic") not in set(pairwise(steps))
