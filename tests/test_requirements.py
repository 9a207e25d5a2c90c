"""Requirements stand on lines of the document: their citations exist, and begin in the section that they name."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from conformance.catalogue import apis, load
from conformance.promise import Requirement

BY_HAND = [pytest.param(api, each, id=each.id) for api in apis() for each in load(api).requirements.values()
           if each.kind == "check"]


def _spans(requirement: Requirement) -> list[tuple[int, int]]:
    places = [place.strip().partition("-") for place in requirement.source.lines.split(",")]
    return [(int(first), int(last or first)) for first, _, last in places]


def _sources(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict) and "x-source" in node:
        yield node["x-source"]
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _sources(child)


def _sections(api: str) -> dict[str, tuple[int, int]]:
    """The sections that describe endpoints, and their lines."""
    found = {}
    for source in _sources(load(api).openapi["paths"]):
        first, _, last = str(source["lines"]).partition("-")
        if last.isdecimal():
            found[source["section"]] = (int(first), int(last))
    return found


@pytest.mark.parametrize(("api", "requirement"), BY_HAND)
def test_its_lines_exist_and_its_ranges_ascend(api: str, requirement: Requirement) -> None:
    spans = _spans(requirement)
    assert all(1 <= first <= last <= load(api).document["lines"] for first, last in spans), spans
    assert all((first < last) == ("-" in place) for place, (first, last)
               in zip(requirement.source.lines.split(","), spans, strict=True)), requirement.source.lines


@pytest.mark.parametrize(("api", "requirement"), BY_HAND)
def test_no_line_is_cited_twice(api: str, requirement: Requirement) -> None:
    twice = [(one, other) for one, other in combinations(_spans(requirement), 2) if one[0] <= other[1] and other[0] <= one[1]]
    assert twice == []


@pytest.mark.parametrize(("api", "requirement"), BY_HAND)
def test_its_first_lines_are_those_of_its_section(api: str, requirement: Requirement) -> None:
    first, last = _sections(api).get(requirement.source.section, (1, load(api).document["lines"]))
    begins, ends = _spans(requirement)[0]
    assert first <= begins <= ends <= last


@pytest.mark.parametrize("api", [api for api in apis() if load(api).openapi["paths"]])
def test_sections_of_endpoints_are_known(api: str) -> None:
    sections = _sections(api)
    assert sections
    assert {each.source.section for each in load(api).requirements.values()} & set(sections)
