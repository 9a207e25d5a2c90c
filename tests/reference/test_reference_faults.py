"""Each fault that is written by hand tells a visible lie about OpEasy."""

import re
from pathlib import Path

import pytest
import yaml
from day import day
from visitor import Visitor, task

from conformance.reference.faults import faults

REQUIREMENTS = yaml.safe_load((Path(__file__).parents[2] / "specs/opeasy/requirements.yaml").read_text("utf-8"))
FAULTS = faults("opeasy")


def test_every_tested_requirement_has_a_fault_and_every_fault_a_requirement() -> None:
    violated = {id_ for fault in FAULTS.values() for id_ in fault.violated}
    assert violated & REQUIREMENTS.keys() == {id_ for id_, entry in REQUIREMENTS.items() if "not_tested" not in entry}
    assert all(id_.startswith(("OPEASY-FIELD-", "OPEASY-SHAPE-")) for id_ in violated - REQUIREMENTS.keys())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_what_it_does_and_does_the_rest_well(name: str) -> None:
    visitor = Visitor(FAULTS[name])
    assert re.fullmatch(r"[A-Z][^\n]+\.", FAULTS[name].__doc__ or "")
    assert visitor.login().status_code == 201
    created = visitor.create(task())
    assert (created.status_code, visitor.get(f"/v1/operations/{created.json()['id']}").status_code) == (201, 200)


# What is sent in a day is plain, and nobody carries its callbacks.
UNSEEN = {name for name, fault in FAULTS.items() if name.startswith("FailsOver") or fault.__module__.endswith(".couriers")}


@pytest.mark.parametrize("name", sorted(set(FAULTS) - UNSEEN))
def test_a_fault_is_no_server_error(name: str) -> None:
    """That it shows is what ``conformance selftest`` proves, for each of them."""
    assert max(status for _, status, *_ in day(FAULTS[name])) < 500
