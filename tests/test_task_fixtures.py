"""Tasks written by hand: a valid one breaks no rule, an invalid one breaks the rule that its name tells and no other."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.catalogue import load
from conformance.oracle import oracle
from conformance.places import Place, at
from conformance.reference.opeasy import OpEasy

FOLDER = Path(__file__).parents[1] / "fixtures" / "tasks"
FAMILIES = ("Users", "CallCenterAgent", "CallRecording", "CallForwarding", "PhoneNumbers")
SCHEMAS = load("opeasy").openapi["components"]["schemas"]
# How the name of an invalid task ends, and the keyword of JSON Schema that this tells.
FAULTS = {
    "missing": "required",
    "as-[a-z]+": "type",
    "unknown": "enum",
    "with(?:out)?-.+": "pattern",
    r"of-(\d+)-characters": "maxLength",
    r"of-(\d+)-items": "maxItems",
    r"below-(\d+)": "minimum",
    r"above-(\d+)": "maximum",
}
STEP = {"maxLength": -1, "maxItems": -1, "minimum": 1, "maximum": -1}  # from the first wrong value back to the last right one


@dataclass(frozen=True)
class Sample:
    """One file."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def family(self) -> str:
        return self.path.parts[-3]

    @property
    def task(self) -> Any:
        return json.loads(self.path.read_text("utf-8"))

    @property
    def about_command(self) -> bool:
        """Whether the command itself is at fault, so that only the family can judge."""
        return self.path.parts[-2] == "invalid" and self.name.startswith("command-")

    @property
    def component(self) -> str:
        return f"{self.family}Task" if self.about_command else commands(self.family)[self.task["command"]]

    @property
    def broken(self) -> set[tuple[Place, str]]:
        return oracle("opeasy", self.component).broken(self.task)


def commands(family: str) -> dict[str, str]:
    """The commands of a family, each with the component of its tasks."""
    named = [each["$ref"].rsplit("/", 1)[1] for each in SCHEMAS[f"{family}Task"]["oneOf"]]
    return {SCHEMAS[name]["properties"]["command"]["const"]: name for name in named}


def found(kind: str, *families: str) -> list[Sample]:
    return [Sample(path) for family in families or FAMILIES for path in sorted((FOLDER / family / kind).glob("*.json"))]


def kebab(*steps: str | int) -> str:
    return "-".join(re.sub("(?<=.)([A-Z])", r"-\1", str(step)).lower() for step in steps)


def told(sample: Sample) -> tuple[str, str, list[int]]:
    """What the name of an invalid task tells: the field, the keyword, and the number if there is one."""
    for words, keyword in FAULTS.items():
        if match := re.fullmatch(f"(.+?)-{words}", sample.name):
            return match[1], keyword, [int(number) for number in match.groups()[1:]]
    raise AssertionError(f"{sample.path} is named after no fault")


def places(sample: Sample, place: Place, keyword: str) -> Iterator[Place]:
    """The place of a fault; what is missing is told by the valid tasks of this command, which have it there."""
    if keyword != "required":
        yield place
        return
    same = [each.task for each in found("valid", sample.family) if each.task["command"] == sample.task.get("command")]
    names = {name for task in same for name in at(task, place) or ()}
    yield from ((*place, name) for name in names - set(at(sample.task, place)))


def parametrized(samples: Sequence[Sample]) -> Any:
    return pytest.mark.parametrize("sample", samples, ids=lambda each: f"{each.family}-{each.name}")


FIELDS_AT_FAULT = [sample for sample in found("invalid") if not sample.about_command]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_ten_of_each_kind_and_a_valid_one_of_each_command(family: str) -> None:
    assert min(len(found("valid", family)), len(found("invalid", family))) >= 10
    assert {sample.task["command"] for sample in found("valid", family)} == set(commands(family))


def test_there_is_no_file_that_nobody_judges() -> None:
    judged = {sample.path for kind in ("valid", "invalid") for sample in found(kind)}
    assert {path for path in FOLDER.rglob("*") if path.is_file()} == {*judged, FOLDER / "README.md"}


@parametrized(found("valid"))
def test_a_valid_task_breaks_no_rule_and_is_named_after_its_command(sample: Sample) -> None:
    assert sample.broken == set()
    assert oracle("opeasy", f"{sample.family}Task").broken(sample.task) == set()
    begun = [name for name in commands(sample.family) if f"{sample.name}-".startswith(f"{kebab(name)}-")]
    assert sample.task["command"] == max(begun, key=len)


@parametrized(FIELDS_AT_FAULT)
def test_an_invalid_task_breaks_one_rule_and_is_named_after_it(sample: Sample) -> None:
    field, keyword, _ = told(sample)
    ((place, broken),) = sample.broken
    assert broken == keyword
    assert any(f"-{kebab(*each)}".endswith(f"-{field}") for each in places(sample, place, keyword))


@parametrized([sample for sample in FIELDS_AT_FAULT if told(sample)[2]])
def test_a_value_past_a_limit_has_a_valid_twin_at_it(sample: Sample) -> None:
    _, keyword, (number,) = told(sample)
    ((place, _),) = sample.broken

    def size(task: Any) -> int | None:
        value = at(task, place)
        return len(value) if isinstance(value, str | list) else value

    past = number if "Items" in keyword or "Length" in keyword else number - STEP[keyword]
    assert size(sample.task) == past
    assert past + STEP[keyword] in {size(each.task) for each in found("valid", sample.family)}


@parametrized([sample for sample in found("invalid") if sample.about_command])
def test_a_wrong_command_is_all_that_is_wrong(sample: Sample) -> None:
    assert sample.broken == {((), "oneOf")}
    family = oracle("opeasy", sample.component)
    assert any(not family.broken({**sample.task, "command": command}) for command in commands(sample.family))


async def sorted_out(tasks: dict[str, list[Any]]) -> dict[str, tuple[list[Any], list[Any]]]:
    """For each family the tasks that the reference server accepts, and those that it puts among the validation errors."""
    administrator = {"apiKey": "key-of-enterprise-a", "enterpriseId": "enterprise-a"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(OpEasy().app), base_url="http://server") as client:
        session = (await client.post("/v1/authsessions", json={"authSession": administrator})).json()["authSession"]
        client.headers["Authorization"] = session["token"]
        created = await client.post("/v1/operations", json={"enterpriseId": "enterprise-a", "tasks": tasks})

        async def listed(family: str, place: dict[str, str]) -> Any:
            return (await client.get(place["href"], params={"pageSize": 100})).json()[family]

        return {family: (await listed(family, body), [error["task"] for error in await listed(family, body["validationErrors"])])
                for family, body in created.json()["tasks"].items()}


def test_the_reference_server_sorts_out_exactly_the_invalid_ones() -> None:
    tasks = {family: tuple([each.task for each in found(kind, family)] for kind in ("valid", "invalid")) for family in FAMILIES}
    assert asyncio.run(sorted_out({family: valid + invalid for family, (valid, invalid) in tasks.items()})) == tasks
