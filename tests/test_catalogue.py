"""What was promised: how ids are selected, how broken files are told, and what holds for every promise."""

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import catalogue
from conformance.catalogue import SPECS, Catalogue, apis, load
from conformance.problems import Problem
from conformance.reference import package, prefix
from conformance.verdict import ExitCode

APIS = apis()
DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "documents"
WORDS = 8  # in a row that no promise has in common with its document
Reader = Callable[[str], Catalogue]


# ---------------------------------------------------------------------- selectors

def test_without_selectors_everything_is_selected() -> None:
    known = load("opeasy")
    assert known.selected([]) == set(known.requirements)


@pytest.mark.parametrize(("selector", "starts"), [("OPEASY-SCHED", "OPEASY-SCHED-"), ("OPEASY", "OPEASY-"),
                                                  ("OPEASY-SCHED-", "OPEASY-SCHED-")])
def test_a_prefix_selects_what_begins_with_it_up_to_a_dash(selector: str, starts: str) -> None:
    known = load("opeasy")
    assert known.selected([selector]) == {name for name in known.requirements if name.startswith(starts)} != set()


def test_a_prefix_selects_what_begins_with_it_up_to_a_dot() -> None:
    found = load("common-objects").selected(["COMMON-FIELD-RecurMonthlyByDay."])
    assert {"COMMON-FIELD-RecurMonthlyByDay-type", "COMMON-FIELD-RecurMonthlyByDay.dayOfMonth-maximum"} <= found
    assert found == load("common-objects").selected(
        ["COMMON-FIELD-RecurMonthlyByDay"])


def test_an_id_selects_itself_and_not_the_ones_that_it_begins() -> None:
    known = load("opeasy")
    assert "OPEASY-SCHED-10" in known.requirements
    assert known.selected(["OPEASY-SCHED-1"]) == {"OPEASY-SCHED-1"}
    assert known.selected(["OPEASY-SCHED-1", "OPEASY-SCHED-10"]) == {"OPEASY-SCHED-1", "OPEASY-SCHED-10"}


@given(st.data())
def test_every_id_and_every_beginning_of_one_selects_it(data: st.DataObject) -> None:
    known = load("opeasy")
    name = data.draw(st.sampled_from(sorted(known.requirements)))
    parts = name.split("-")
    assert known.selected([name]) == {name}
    beginning = "-".join(parts[:data.draw(st.integers(1, len(parts)))])
    assert name in known.selected([beginning]) or beginning in known.requirements


@pytest.mark.parametrize(("selector", "hint"), [
    ("OPEASY-SCHED-99", "did you mean OPEASY-SCHED-9"), ("OPEASY-SHCED", "did you mean OPEASY-SCHED?"),
    ("OPEASY-SCHED-1x", "did you mean"),
    ("", "conformance list"), ("-", "conformance list"), ("OPEAS", "did you mean OPEASY?"),
    ("SCHED-1", "did you mean OPEASY-SCHED-1?"), ("OPEASY-SCHED-1 ", "did you mean OPEASY-SCHED-1"), ("OPEASY*", "")])
def test_a_selector_that_matches_nothing_is_told_with_what_may_be_meant(selector: str, hint: str) -> None:
    with pytest.raises(Problem) as caught:
        load("opeasy").selected(["OPEASY-SCHED-1", selector])
    assert caught.value.code == "unknown-requirement"
    assert caught.value.exit_code is ExitCode.USAGE
    assert all((caught.value.message, caught.value.cause))
    assert caught.value.hint
    assert hint in caught.value.hint


def test_an_unknown_requirement_or_api_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(Problem, match=r"did you mean OPEASY-AUTH-1\?"):
        load("opeasy").requirement("OPEASY-AUHT-1")
    with pytest.raises(Problem, match=r"did you mean opeasy\?"):
        load("opeazy")


# ---------------------------------------------------------------------- broken files

@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Load OpEasy with another text in one of its files: ``NAME: TEXT``."""
    specs = tmp_path / "specs"
    shutil.copytree(SPECS, specs)
    monkeypatch.setattr(catalogue, "SPECS", specs)

    def read(said: str) -> Catalogue:
        name, _, text = said.partition(": ")
        (specs / "opeasy" / name).write_bytes(text.encode("latin-1"))
        return load.__wrapped__("opeasy")  # type: ignore[no-any-return]

    return read


ENTRY = ("requirements.yaml: OPEASY-X-1: {level: MUST, basis: stated, text: It is kept by all., "
         "source: {section: A, lines: '1'}")
BROKEN = {
    "no YAML": ("requirements.yaml: a: b: c", "cannot be read"),
    "no UTF-8": ("readings.yaml: a: \xe9", "cannot be read"),
    "a tab": ("openapi.yaml: a:\n\t- b", "cannot be read"),
    "empty": ("requirements.yaml: ", "not as it should be at the top"),
    "a list": ("requirements.yaml: [1]", "not as it should be at the top"),
    "no promise": ("requirements.yaml: {}", "not as it should be"),
    "an unknown level": (ENTRY.replace("MUST", "WILL") + "}", "OPEASY-X-1/level"),
    "a misspelt key": (f"{ENTRY}, neds: [time]}}", "did you mean needs?"),
    "an unknown need": (f"{ENTRY}, needs: [luck]}}", "OPEASY-X-1/needs"),
    "no source": ("requirements.yaml: OPEASY-X-1: {level: MUST, basis: stated, text: It is kept.}", "'source'"),
    "lines in words": (ENTRY.replace("'1'", "all") + "}", "OPEASY-X-1/source/lines"),
    "a reading without question": ("readings.yaml: OPEASY-R-A: {says: {'1': a}, reading: b, tolerated: []}",
                                   "'question'"),
    "a lifecycle without states": ("lifecycle.yaml: {start: open}", "'states'"),
    "a cell of two": ("lifecycle.yaml: {states: {a: b}, start: a, time: {}, actions: {c: d}, refusals: {}, silent: {}, "
                      "cells: {a: {c: [200, a]}}}", "cells/a/c"),
}


@pytest.mark.parametrize(("said", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_in_four_parts(broken: Reader, said: str, told: str) -> None:
    with pytest.raises(Problem) as caught:
        broken(said)
    assert caught.value.code == "broken-spec"
    assert all((caught.value.message, caught.value.cause, caught.value.hint))
    assert said.partition(":")[0] in caught.value.message
    assert told in str(caught.value)
    assert caught.value.exit_code is not ExitCode.CONFORMS


def test_an_unbroken_copy_is_read_as_before(broken: Reader) -> None:
    text = (SPECS / "opeasy" / "readings.yaml").read_text(encoding="utf-8")
    assert broken("readings.yaml: " + text.encode("utf-8").decode("latin-1")) == load("opeasy")


# ---------------------------------------------------------------------- every promise

def _keys(node: yaml.Node) -> Iterator[list[str]]:
    if isinstance(node, yaml.MappingNode):
        yield [key.value for key, _ in node.value]
    for child in node.value if isinstance(node.value, list) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _keys(part)


@pytest.mark.parametrize("path", sorted(SPECS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_key_is_written_twice(path: Path) -> None:
    tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert [key for keys in _keys(tree) for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("api", APIS)
def test_every_reading_that_is_referred_to_exists(api: str) -> None:
    known = load(api)
    code = Path(catalogue.__file__).parent
    name = package(api)
    places = [*(SPECS / api).glob("*.yaml"), *(code / "suites" / name).glob("*.py"),
              *(code / "reference" / name).rglob("*.py"), *(code / "reference" / "faults" / name).rglob("*.py")]
    named = {name for path in places for name in re.findall(r"\b[A-Z]+-R-[A-Z]+(?:-[A-Z]+)*\b",
                                                            path.read_text(encoding="utf-8"))}
    used = {each.reading for each in known.requirements.values() if each.reading}
    silent = {name for row in known.lifecycle.get("silent", {}).values() for _, name in row.values()}
    assert used | silent <= named  # or the pattern above misses some
    assert named <= set(known.readings)


@pytest.mark.parametrize("api", APIS)
def test_every_place_lies_within_the_document(api: str) -> None:
    known = load(api)
    places = [*(each.source.lines for each in known.requirements.values()),
              *(line for each in known.readings.values() for line in each.says),
              *(entry["lines"] for entry in [*known.document["chapters"], *known.document.get("not_normative", ())])]
    for place in places:
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        assert 1 <= min(numbers) <= max(numbers) <= known.document["lines"], place
        for span in place.split(", "):
            first, _, last = span.partition("-")
            assert int(first) <= int(last or first), place


@pytest.mark.parametrize("api", APIS)
def test_a_promise_is_one_sentence_and_said_once(api: str) -> None:
    texts = [each.text for each in load(api).requirements.values()]
    # What is derived may begin with the name of an operation.
    assert [text for text in texts if not re.fullmatch(r"([A-Z]|[a-z]+[A-Z])[^\n]*\.", text)
            or re.search(r"[.!?] ", text)] == []
    assert [text for text, times in Counter(text.lower() for text in texts).items() if times > 1] == []


def test_every_id_of_an_api_begins_alike_and_no_two_apis_do() -> None:
    starts = [{name.split("-")[0] for known in (load(api).requirements, load(api).readings) for name in known} for api in APIS]
    assert starts == [{prefix(api)} for api in APIS]
    assert len(set().union(*starts)) == len(APIS)


@pytest.mark.parametrize("api", APIS)
def test_the_document_is_the_one_that_was_read(api: str) -> None:
    said = load(api).document
    path = DOCUMENTS / said["file"]
    if not path.is_file():
        pytest.skip("the document itself is not part of the repository")
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == said["sha256"]
    assert len(content.decode("utf-8").splitlines()) == said["lines"] or content.count(b"\n") == said["lines"]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[start:start + WORDS]) for start in range(len(words) - WORDS + 1)}


@pytest.mark.parametrize("api", APIS)
def test_no_promise_is_copied_from_its_document(api: str) -> None:
    known = load(api)
    path = DOCUMENTS / known.document["file"]
    if not path.is_file():
        pytest.skip("the document itself is not part of the repository")
    document = _runs(path.read_text(encoding="utf-8"))
    assert [each.id for each in known.requirements.values() if _runs(each.text) & document] == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), each, max_size=3))


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(["requirements", "readings", "lifecycle", "target"]), anything)
def test_whatever_a_file_holds_it_is_told_that_it_does_not_fit(schema: str, content: Any) -> None:
    with pytest.raises(Problem) as caught:
        assert catalogue.checked(content or None, schema, Path("x.yaml")) is content
    assert all((caught.value.message, caught.value.cause, caught.value.hint))
