"""Objects that are drawn: valid ones for each method of each table, and ones that are wrong in exactly one way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from conformance.commands.check import check
from conformance.judge import judge, known_tables
from conformance.strategies import is_valid_object, objects_wrong_in, samples, valid_objects
from conformance.strategies.objects import API, shape
from conformance.strategies.wrong_objects import breaks, witnesses
from conformance.verdict import ExitCode

MATRIX = [(component, method) for component, table in known_tables(API).items() for method in table.methods]
# Nothing is suppressed: what is filtered too much or drawn too slowly is a mistake of ours.
brief = settings(max_examples=8, database=None, phases=[Phase.generate], deadline=None,
                 suppress_health_check=[HealthCheck.too_slow])


def checked(tmp_path: Path, component: str, method: str, bodies: list[Any]) -> tuple[int, list[dict[str, Any]]]:
    """What the command says about some bodies."""
    lines, out = tmp_path / "bodies.jsonl", tmp_path / "found.json"
    lines.write_text("\n".join(map(json.dumps, bodies)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("conformance.commands.check.give", lambda text: out.write_text(text, encoding="utf-8"))
        code = check.main([API, str(lines), "--object", component, "--method", method, "--format", "json"], standalone_mode=False)
    return code, json.loads(out.read_text(encoding="utf-8"))["payloads"]


@pytest.mark.parametrize(("component", "method"), MATRIX)
def test_valid_bodies_of_each_method_are_drawn_and_judged_right(component: str, method: str, tmp_path: Path) -> None:
    drawn: list[Any] = []

    @brief
    @given(valid_objects(component, method))
    def draw(body: Any) -> None:
        drawn.append(body)

    draw()
    found = [each for body in drawn for each in judge(API, component, method).violations(body)]
    assert [each for each in found if not each.disputed] == []
    assert all(is_valid_object(component, method, body) for body in drawn)
    assert checked(tmp_path, component, method, drawn)[0] == ExitCode.CONFORMS


@pytest.mark.parametrize(("component", "method"), MATRIX)
def test_bodies_that_are_wrong_in_one_way_are_drawn_and_judged_right(component: str, method: str, tmp_path: Path) -> None:
    drawn: list[Any] = []

    @brief
    @given(objects_wrong_in(component, method))
    def draw(body: Any) -> None:
        drawn.append(body)

    draw()
    assert not any(is_valid_object(component, method, body) for body in drawn)
    _, told = checked(tmp_path, component, method, drawn)
    for each in told:
        right = {broken["requirement"] for broken in each["violations"]} & witnesses(shape(API, component, method)).keys()
        assert right, each
        # Cells that other words contradict are told besides, and accuse nobody.
        assert len({broken["place"] for broken in each["violations"] if broken["requirement"] in right}) == 1, each


@pytest.mark.parametrize(("component", "method"), MATRIX)
def test_each_way_to_be_wrong_can_be_had_alone(component: str, method: str) -> None:
    chosen = shape(API, component, method)
    assert {each.requirement for each in breaks(chosen)} - witnesses(chosen).keys() == set()


def test_a_way_to_be_wrong_is_chosen_by_attribute_keyword_or_requirement() -> None:
    for body in samples(objects_wrong_in("Schedule attributes", "POST", attribute="level", limit="enum"), 5, 1):
        assert body["level"] not in ("Tenant", "Group", "User")
    for body in samples(objects_wrong_in("Criteria attributes", "DELETE", limit="forbidden"), 5, 1):
        assert set(body) > {"name"}
    cell = "COMMON-PRESENCE-Criteria-name-DELETE"
    for body in samples(objects_wrong_in("Criteria attributes", "DELETE", requirement=cell), 5, 1):
        assert "name" not in body


@pytest.mark.parametrize(("name", "method", "told"), [
    ("Schedule recurrence attributes", "PUT", "ScheduleRecurrenceWeekly"), ("No such thing", "PUT", "no object"),
    ("Schedule attributes", "PATCH", "there are GET, PUT, POST")])
def test_what_does_not_exist_is_told(name: str, method: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        valid_objects(name, method)


def test_what_cannot_be_wrong_is_told() -> None:
    with pytest.raises(ValueError, match=r"it can be in: .*level enum"):
        objects_wrong_in("Schedule attributes", "POST", attribute="levle")
