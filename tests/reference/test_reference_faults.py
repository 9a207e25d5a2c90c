"""Each fault that is written by hand tells a visible lie about OpEasy."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from day import day
from visitor import Visitor, task

from conformance.reference.faults import faults
from conformance.reference.opeasy import OpEasy

REQUIREMENTS = yaml.safe_load((Path(__file__).parents[2] / "specs/opeasy/requirements.yaml").read_text("utf-8"))
FAULTS = faults("opeasy")


def test_every_tested_requirement_has_a_fault_and_every_fault_a_requirement() -> None:
    violated = {id_ for fault in FAULTS.values() for id_ in fault.violated}
    assert violated == {id_ for id_, entry in REQUIREMENTS.items() if "not_tested" not in entry}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_what_it_does_and_does_the_rest_well(name: str) -> None:
    visitor = Visitor(FAULTS[name])
    assert re.fullmatch(r"[A-Z][^\n]+\.", FAULTS[name].__doc__ or "")
    assert visitor.login().status_code == 201
    created = visitor.create(task())
    assert (created.status_code, visitor.get(f"/v1/operations/{created.json()['id']}").status_code) == (201, 200)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_shows_and_is_no_server_error(name: str, honest: list[Any]) -> None:
    told = day(FAULTS[name])
    assert told != honest
    assert max(status for _, status, *_ in told) < 500


@pytest.fixture(scope="module")
def honest() -> list[Any]:
    return day(OpEasy)
