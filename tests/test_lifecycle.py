"""The laws of a lifecycle table, each broken once, and the table of OpEasy."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from conformance.catalogue import apis, load
from conformance.lifecycle import Cell, Lifecycle, lifecycle
from conformance.openapi import operations
from conformance.problems import Problem
from conformance.verdict import ExitCode

SAID: dict[str, Any] = {
    "states": {"open": "", "busy": "", "done": "", "gone": ""}, "start": "open", "time": {"busy": ["done"]},
    "actions": {"read": "read", "start": "start", "delete": "delete", "edit": "edit"},
    "cells": {"open": {"read": [200, "open", "X-1"], "start": [202, "busy", "X-2"], "delete": [204, "gone", "X-3"],
                       "edit": [200, ["open", "busy"], "X-4"]},
              "busy": {"read": [200, "busy", "X-1"]},
              "done": {"read": [200, "done", "X-1"], "delete": [204, "gone", "X-3"]},
              "gone": {"read": [404, "gone", "X-5"], "start": [404, "gone", "X-5"], "delete": [404, "gone", "X-5"]}},
    "refusals": {"start": "X-6", "delete": "X-7", "edit": "X-8"}, "silent": {"done": {"edit": [200, "X-R-EDIT"]}},
}
APIS = [api for api in apis() if load(api).lifecycle]
FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")


def _put(*place: Any) -> Callable[[dict[str, Any]], None]:
    *path, last, value = place

    def change(said: dict[str, Any]) -> None:
        for step in path:
            said = said.setdefault(step, {})
        said[last] = value

    return change


BREAKS = {
    "an unknown state with cells": (_put("cells", "lost", {}), "there is no state lost"),
    "an unknown state in time": (_put("time", "lost", ["done"]), "there is no state lost"),
    "time leads to an unknown state": (_put("time", "busy", ["done", "lost"]), "there is no state lost"),
    "an action leads to an unknown state": (_put("cells", "busy", "start", [202, "lost", "X-2"]),
                                            "there is no state lost"),
    "an unknown state is silent": (_put("silent", "lost", {}), "there is no state lost"),
    "an unknown start": (_put("start", "lost"), "there is no state lost"),
    "an unknown action": (_put("cells", "busy", "jump", [200, "busy", "X-1"]), "there is no action jump"),
    "an unknown action is silent": (_put("silent", "busy", "jump", [200, "X-R-JUMP"]), "there is no action jump"),
    "an unknown action is refused": (_put("refusals", "jump", "X-1"), "there is no action jump"),
    "a cell without requirement": (_put("cells", "busy", "read", [200, "busy", ""]), "read in busy has no requirement"),
    "an absent cell that is neither silent nor refused": (lambda said: said["refusals"].pop("edit"),
                                                          "edit in busy has no requirement"),
    "a cell that is silent too": (_put("silent", "open", "read", [200, "X-R-READ"]), "read in open is silent and is not"),
    "a state that nothing leads to": (lambda said: said["time"].clear(), "done is out of reach"),
    "an action leaves the last state": (_put("cells", "gone", "start", [202, "busy", "X-2"]), "something leaves gone"),
    "time leaves the last state": (_put("time", "gone", ["open"]), "something leaves gone"),
}


@pytest.mark.parametrize(("change", "law"), BREAKS.values(), ids=BREAKS)
def test_a_broken_law_is_named(change: Callable[[dict[str, Any]], object], law: str) -> None:
    said = copy.deepcopy(SAID)
    lifecycle(said)
    change(said)
    with pytest.raises(Problem) as caught:
        lifecycle(said)
    assert caught.value.code == "broken-lifecycle"
    assert caught.value.exit_code is ExitCode.HARNESS_ERROR
    assert caught.value.cause == law
    assert caught.value.hint


def test_what_is_absent_is_refused_and_changes_nothing() -> None:
    table = lifecycle(SAID)
    assert table.cell("busy", "delete") == Cell("busy", "delete", 0, ("busy",), "X-7")
    assert not table.cell("busy", "delete").moves
    assert table.cell("done", "edit") == Cell("done", "edit", 200, ("done",), silent="X-R-EDIT")
    assert table.cell("open", "edit").following == ("open", "busy")
    assert table.cell("open", "edit").moves


def test_what_moves_is_asked_last() -> None:
    assert [cell.action for cell in lifecycle(SAID).cells("open")] == ["read", "start", "delete", "edit"]
    assert [cell.action for cell in lifecycle(SAID).cells("done")] == ["read", "start", "delete", "edit"]
    assert [cell.action for cell in lifecycle(SAID).cells("busy")] == ["read", "start", "delete", "edit"]
    assert lifecycle(SAID).requirements("gone") == ["X-5", "X-8"]


def test_time_goes_on_and_never_back() -> None:
    table = lifecycle(SAID)
    assert table.may_follow("busy", "done")
    assert table.may_follow("open", "open")
    assert not table.may_follow("done", "busy")
    assert not table.may_follow("open", "done")


def named(table: Lifecycle) -> dict[str, list[str]]:
    """The operations of each action; one for each family where the table leaves room for its name."""
    return {action: sorted({name.format(family=family) for family in FAMILIES}) for action, name in table.actions.items()}


@pytest.mark.parametrize("api", APIS)
def test_every_requirement_reading_and_operation_of_the_table_exists(api: str) -> None:
    known = load(api)
    table = lifecycle(known.lifecycle)
    assert {cell.requirement for cell in table.table.values()} - {""} <= set(known.requirements)
    assert {cell.silent for cell in table.table.values()} - {""} <= set(known.readings)
    assert set(known.lifecycle["refusals"].values()) <= set(known.requirements)
    assert set(named(table)) == set(table.actions)
    assert {operation for names in named(table).values() for operation in names} <= set(operations(known.openapi))


@pytest.mark.parametrize("api", APIS)
def test_every_action_in_every_state_is_promised_or_silent(api: str) -> None:
    table = lifecycle(load(api).lifecycle)
    assert set(table.table) == {(state, action) for state in table.states for action in table.actions}
    for (state, action), cell in table.table.items():
        assert (cell.state, cell.action) == (state, action)
        assert bool(cell.requirement) != bool(cell.silent), cell
        assert set(cell.following) <= set(table.states)


@pytest.mark.parametrize("api", APIS)
def test_every_documented_status_is_one_of_its_operation(api: str) -> None:
    known = load(api)
    documented, table = operations(known.openapi), lifecycle(known.lifecycle)
    for cell in table.table.values():
        for operation in named(table)[cell.action]:
            assert cell.status in (0, *documented[operation].responses), (operation, cell)


@pytest.mark.parametrize("api", APIS)
def test_what_reads_or_is_refused_changes_nothing(api: str) -> None:
    for cell in (table := lifecycle(load(api).lifecycle)).table.values():
        reads = table.actions[cell.action].startswith("get")
        assert not (cell.moves and (reads or not 200 <= cell.status < 300)), cell
