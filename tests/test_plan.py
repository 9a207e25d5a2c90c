"""The plan of a run: what it is to find out, and why the rest is left out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conformance.catalogue import Catalogue, load
from conformance.checks import Check, checks
from conformance.clock import VirtualClock, WallClock
from conformance.plan import order, plan, reason
from conformance.problems import Problem
from conformance.promise import Requirement, Source
from conformance.record import Recorder, read
from conformance.target import Target
from conformance.verdict import ExitCode

A, B = "opeasy/x.py::test_a", "opeasy/x.py::test_b"


def _requirement(name: str, **facts: Any) -> Requirement:
    return Requirement(name, "MUST", "stated", "It is kept.", Source("One", "1"), **facts)


def _check(name: str, *requirements: str) -> Check:
    return Check(name, "A", "One", requirements)


REQUIREMENTS = {each.id: each for each in (
    _requirement("X-ONE-1"), _requirement("X-ONE-2"), _requirement("X-TWO-1", not_tested="Nobody can."),
    _requirement("X-TWO-2"),
    _requirement("X-TWO-3", needs=("second tenant",)), _requirement("X-TWO-4", needs=("time",)),
    _requirement("X-TWO-5", needs=("slow",)),
    _requirement("X-TWO-6", needs=("receiver",)), _requirement("X-TWO-7", needs=("time", "second tenant")))}
CATALOGUE = Catalogue("opeasy", {}, {}, REQUIREMENTS, {})
CHECKS = {each.id: each for each in (_check(A, "X-ONE-1", "X-ONE-2"), _check(
    B, "X-ONE-2", *(name for name in REQUIREMENTS if name.startswith("X-TWO") and name != "X-TWO-2")))}


def target(**facts: Any) -> Target:
    return Target("opeasy", "a target", "http://127.0.0.1", {}, **{"clock": WallClock(), **facts})


def reasons(selectors: Iterable[str] = (), collected: Iterable[str] = (A, B), slow: bool = False,
        **facts: Any) -> dict[str, str]:
    found = plan(CATALOGUE, CHECKS, target(**facts), selectors, slow, set(collected))["requirements"]
    assert all(entry["planned"] == (not entry["reason"]) for entry in found)
    assert [entry["id"] for entry in found] == list(REQUIREMENTS)
    return {entry["id"]: entry["reason"] for entry in found}


def test_everything_that_can_be_asked_is_planned_and_the_rest_has_a_reason() -> None:
    assert reasons() == {
        "X-ONE-1": "", "X-ONE-2": "", "X-TWO-1": "not tested: Nobody can.", "X-TWO-2": "no check asks about it",
        "X-TWO-3": "needs a second tenant: add secondTenant to the target file",
        "X-TWO-4": "needs time: run with --slow",
        "X-TWO-5": "needs slow: run with --slow", "X-TWO-6": "needs a receiver of callbacks: add receiver to the target file",
        "X-TWO-7": "needs time: run with --slow"}


@pytest.mark.parametrize(("facts", "planned"), [
    ({}, set()), ({"second_tenant": {"enterpriseId": "b"}}, {"X-TWO-3"}), ({"slow": True}, {"X-TWO-4", "X-TWO-5"}),
    ({"clock": VirtualClock()}, {"X-TWO-4", "X-TWO-5"}),
    ({"clock": VirtualClock(), "second_tenant": {"enterpriseId": "b"}}, {"X-TWO-3", "X-TWO-4", "X-TWO-5", "X-TWO-7"})])
def test_what_a_run_brings_decides_what_it_asks(facts: dict[str, Any], planned: set[str]) -> None:
    assert {name for name, why in reasons(**facts).items() if not why} == {"X-ONE-1", "X-ONE-2"} | planned


def test_what_was_not_selected_says_so_before_anything_else() -> None:
    assert {name for name, why in reasons(["X-ONE"]).items() if why != "not selected"} == {"X-ONE-1", "X-ONE-2"}
    assert reasons(["X-TWO-1"])["X-TWO-1"].startswith("not tested")
    with pytest.raises(Problem, match="unknown-requirement"):
        reasons(["X-THREE"])


def test_a_requirement_is_planned_as_long_as_one_of_its_checks_runs() -> None:
    assert reasons(collected=[B])["X-ONE-1"] == "its checks were deselected"
    assert reasons(collected=[B])["X-ONE-2"] == ""
    assert set(reasons(collected=[]).values()) & {""} == set()


def test_a_check_is_planned_if_it_runs_and_one_of_its_requirements_is_planned() -> None:
    def planned(selectors: list[str], collected: set[str]) -> set[str]:
        return {entry["id"] for entry in plan(CATALOGUE, CHECKS, target(), selectors, False, collected)["checks"]
                if entry["planned"]}

    assert planned([], {A, B}) == {A, B}
    assert planned(["X-ONE-1"], {A, B}) == {A}
    assert planned(["X-TWO"], {A, B}) == set()
    assert planned([], {A}) == {A}


def test_a_requirement_with_one_of_two_checks_deselected_is_planned_and_not_run(tmp_path: Path) -> None:
    header = {"run": "x", "api": "x", "title": "x", "target": {"name": "x"}, "seed": 0, "options": {},
              **plan(CATALOGUE, CHECKS, target(), ["X-ONE-2"], False, {A})}
    recorder = Recorder(tmp_path / "run.jsonl", header)
    recorder.check([{"kind": "answer", "check": A, "requirement": "X-ONE-2", "verdict": "pass"},
                    {"kind": "check", "check": A, "verdict": "pass"}])
    recorder.finish()
    outcome = next(each for each in read(tmp_path).outcomes() if each.requirement == "X-ONE-2")
    assert (outcome.planned, outcome.verdict.word) == (True, "not_run")
    assert read(tmp_path).exit_code() is ExitCode.NOBODY_CAN_SAY


def test_a_reason_is_the_first_that_applies() -> None:
    both = _requirement("X-1", not_tested="Nobody can.", needs=("second tenant",))
    assert reason(both, target(), slow=True) == "not tested: Nobody can."
    assert reason(_requirement("X-1"), target(), slow=False) == ""


def test_every_need_of_every_promise_is_one_that_a_target_knows() -> None:
    # A need that no target lacks would be asked of everybody.
    for need in {need for each in load("opeasy").requirements.values() for need in each.needs}:
        assert target().lacks(need), need


def test_a_check_that_lacks_something_is_left_out_and_the_others_still_ask() -> None:
    needing = Check(A, "A", "One", ("X-ONE-1", "X-ONE-2"), needs=("world.callCenterId",))
    found = plan(CATALOGUE, {**CHECKS, A: needing}, target(), ["X-ONE"], False, {A, B})
    entries = {entry["id"]: entry for entry in (*found["requirements"], *found["checks"])}
    why = "needs world.callCenterId: add `callCenterId: ...` under world in the target file"
    assert (entries["X-ONE-1"]["planned"], entries["X-ONE-1"]["reason"]) == (False, why)
    assert (entries["X-ONE-2"]["planned"], entries["X-ONE-2"]["checks"]) == (True, [B])
    assert (entries[A]["planned"], entries[A]["reason"]) == (False, why)
    assert (entries[B]["planned"], entries[B]["reason"]) == (True, "")
    able = plan(CATALOGUE, {**CHECKS, A: needing}, target(world={"callCenterId": "x"}), ["X-ONE"], False, {A, B})
    assert [(entry["planned"], entry["reason"]) for entry in able["checks"]] == [(True, ""), (True, "")]


# ---------------------------------------------------------------------- the order of the checks

def _ordered(*said: tuple[str, str, int, str, int]) -> list[str]:
    """The names of checks in order; said are name, section, number of requirements, twin, turn."""
    return order(Check(name, "A", section, ("X",) * asks, twin, (), turn) for name, section, asks, twin, turn in said)


def test_each_section_asks_once_before_one_asks_again_and_the_broadest_comes_first() -> None:
    assert _ordered(("a", "One", 1, "", 0), ("b", "One", 5, "", 0), ("c", "Two", 9, "", 0), ("d", "Two", 2, "", 0),
                    ("e", "Three", 1, "", 0)) == ["c", "b", "e", "d", "a"]


def test_a_question_is_asked_once_before_its_twins() -> None:
    assert _ordered(("a[x]", "One", 1, "x", 0), ("a[y]", "One", 1, "y", 0), ("b[x]", "One", 1, "x", 0),
                    ("b[z]", "One", 1, "z", 0), ("c", "Two", 1, "", 0), ("d", "Two", 1, "", 0)) == [
                        "a[x]", "c", "b[x]", "d", "a[y]", "b[z]"]


def test_what_is_declared_first_and_last_frames_the_rest() -> None:
    assert _ordered(("a", "One", 9, "", 1), ("b", "One", 1, "", 0), ("c", "Two", 1, "", -1)) == ["c", "b", "a"]


def test_the_order_of_a_suite_holds_each_check_once() -> None:
    known = checks("opeasy")
    assert sorted(order(known.values())) == sorted(known)
    assert {known[name].turn for name in order(known.values())[:2]} == {-1}
