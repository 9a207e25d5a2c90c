"""Objects that were written by hand are judged as their places say: they conform, or break one requirement and nothing else."""

import json
from pathlib import Path

import pytest

from conformance.judge import judge
from conformance.strategies.objects import API

ROOT = Path(__file__).parents[1] / "fixtures" / "objects"
FILES = {str(path.relative_to(ROOT)): path for path in sorted(ROOT.glob("*/*/*/*.json"))}


@pytest.mark.parametrize("place", FILES)
def test_it_is_judged_as_its_place_says(place: str) -> None:
    component, method, what, _ = place.split("/")
    found = judge(API, component, method).violations(json.loads(FILES[place].read_text(encoding="utf-8")))
    broken = {each.requirement.id for each in found if not each.disputed or each.requirement.id == what}
    assert broken == (set() if what == "conforms" else {what})


def test_both_kinds_are_there() -> None:
    kinds = [place.split("/")[2] for place in FILES]
    assert kinds.count("conforms") >= 20
    assert len(set(kinds)) >= 25
