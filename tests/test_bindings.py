"""Bindings: where a target reads and writes objects. What is not bound is not asked about, and the run says so."""

from pathlib import Path

import pytest
import yaml
from command_line import four_parts, recorded, told, verdicts
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance import workers
from conformance.checks import checks
from conformance.problems import Problem
from conformance.reference import server_class
from conformance.serving import loopback
from conformance.target import Target, load

API, TOKEN = "common-objects", {"COMMON_OBJECTS_TOKEN": "reference-token"}
FIXTURE = Path(__file__).parents[1] / "fixtures" / "targets" / "common-objects-reference.yaml"
HEAD = """\
api: common-objects
baseUrl: http://127.0.0.1:8000
credentials: {Authorization: {env: COMMON_OBJECTS_TOKEN}}
world: {}
"""
FORWARDING = "  CallForwarding: {GET: /objects/CallForwarding, PUT: /objects/CallForwarding}\n"
WRONG = {
    "a misspelt object": ("  CallForwrding: {GET: /x}", "did you mean CallForwarding?"),
    "a title of several": ("  Schedule recurrence attributes: {GET: /x}", "ScheduleRecurrenceWeekly"),
    "a method of no column": ("  CallForwarding: {POST: /x}", "GET, PUT"),
    "a misspelt method": ("  CallForwarding: {PTU: /x}", "did you mean PUT?"),
    "an attribute of nobody": ("  CallForwarding: {GET: '/x/{name}'}", "no attribute name"),
    "a value of nobody": ("  CallForwarding: {GET: /x, values: {destinaton: '1'}}", "did you mean destination?"),
    "one object twice": ("  CallForwarding: {GET: /x}\n  Call Forwarding attributes: {PUT: /x}", "one binding"),
    "no path": ("  CallForwarding: {GET: x}", "bindings/CallForwarding/GET"),
    "no method at all": ("  CallForwarding: {}", "bindings/CallForwarding"),
}


def written(folder: Path, bindings: str, url: str = "") -> Path:
    file = folder / "target.yaml"
    text = f"{HEAD}bindings:\n{bindings}\n" if bindings else HEAD
    file.write_text(text.replace("http://127.0.0.1:8000", url) if url else text, encoding="utf-8")
    return file


def target(folder: Path, bindings: str) -> Target:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COMMON_OBJECTS_TOKEN", "reference-token")
        return load(written(folder, bindings))


@pytest.mark.parametrize(("said", "word"), WRONG.values(), ids=WRONG)
def test_a_binding_of_what_no_table_has_is_told(said: str, word: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        target(tmp_path, said)
    assert caught.value.code == "target-file"
    assert word in str(caught.value)
    assert all((caught.value.message, caught.value.cause, caught.value.hint))


def test_an_object_is_bound_by_its_title_too(tmp_path: Path) -> None:
    bound = target(tmp_path, "  Call Forwarding attributes: {GET: {url: /x, at: a/b}}").bindings
    assert bound["CallForwarding"].spots["GET"].at == ("a", "b")


def test_a_path_names_the_object_that_is_meant(tmp_path: Path) -> None:
    spot = target(tmp_path, "  Criteria: {GET: '/criteria/{name}'}").bindings["Criteria"].spots["GET"]
    assert spot.names == ("name",)
    assert spot.of({"name": "a/b c"}) == "/criteria/a%2Fb%20c"


def test_what_is_not_bound_is_lacking(tmp_path: Path) -> None:
    found = target(tmp_path, FORWARDING)
    assert found.lacks("binding") == found.lacks("binding.CallForwarding") == found.lacks("binding.CallForwarding.PUT") == ""
    assert "CallForwarding for POST" in found.lacks("binding.CallForwarding.POST")
    assert "add it under bindings" in found.lacks("binding.Criteria.GET")
    assert "needs a binding" in target(tmp_path, "").lacks("binding")


def test_the_reference_target_says_what_its_server_says_of_itself() -> None:
    said = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))
    known = server_class(API)().as_target()
    assert said["bindings"] == known["bindings"]
    assert len(known["bindings"]) >= 10


def test_a_run_asks_about_what_is_bound_and_says_why_not_about_the_rest(tmp_path: Path) -> None:
    with loopback(server_class(API)().app) as url:
        found = told("run", API, "--target", written(tmp_path, FORWARDING, url), "--out", tmp_path / "run", env=TOKEN)
    run = recorded(tmp_path / "run")
    assert found.code == 0, found.text
    asked = verdicts(run)
    assert set(asked.values()) == {"pass"}
    assert {"COMMON-BODY-1", "COMMON-BODY-2"} <= set(asked)
    assert {name.split("-")[2].split(".")[0] for name in asked if "-FIELD-" in name or "-PRESENCE-" in name} == {"CallForwarding"}
    outside = {entry["id"]: entry["reason"] for entry in run.header["requirements"] if not entry["planned"]}
    assert outside["COMMON-EXCLUSION-1"].startswith("needs a binding of ScheduleRecurrencePattern: add it under bindings")
    assert outside["COMMON-PRESENCE-Criteria-name-PUT"].startswith("needs a binding of Criteria")
    assert [each for each in outside.values() if not each.startswith(("needs a binding", "not tested: "))] == []


def test_a_target_that_binds_nothing_is_no_success(tmp_path: Path) -> None:
    with loopback(server_class(API)().app) as url:
        found = told("run", API, "--target", written(tmp_path, "", url), "--out", tmp_path / "run", env=TOKEN)
    assert found.code == 2, found.text
    assert "target-unbound" in found.text


def test_a_token_that_is_not_accepted_is_told(tmp_path: Path) -> None:
    with loopback(server_class(API)().app) as url:
        found = told("run", API, "--target", written(tmp_path, FORWARDING, url), "--out", tmp_path / "run",
                     env={"COMMON_OBJECTS_TOKEN": "another"})
    four_parts(found, "credentials-refused", 2)


def test_a_run_leaves_the_objects_as_they_were(tmp_path: Path) -> None:
    server = server_class(API)()
    before = dict(server.found("CallForwarding", None) or {})
    with loopback(server.app) as url:
        told("run", API, "--target", written(tmp_path, FORWARDING, url), "--seed", 1, "--out", tmp_path / "run", env=TOKEN)
    assert server.found("CallForwarding", None) == before


class Polite(server_class(API)):  # type: ignore[misc]
    """Tells mistakes in the body of an answer with status 200, as the reading of refusals tolerates."""

    async def respond(self, request: Request) -> Response:
        answer: Response = await super().respond(request)
        return JSONResponse({"errors": ["no"]}) if answer.status_code == 400 else answer


def test_a_refusal_in_the_body_is_tolerated_and_noted(tmp_path: Path) -> None:
    with loopback(Polite().app) as url:
        found = told("run", API, "--target", written(tmp_path, FORWARDING, url), "--out", tmp_path / "run", env=TOKEN)
    assert found.code == 0, found.text
    notes = [note for answer in recorded(tmp_path / "run").answers for note in answer["notes"]]
    assert any(note.startswith("uses reading COMMON-R-REFUSAL, alternative b") for note in notes)


def test_what_a_run_makes_it_takes_away(tmp_path: Path) -> None:
    criteria = "  Criteria: {GET: '/objects/Criteria/{name}', PUT: '/objects/Criteria/{name}', POST: /objects/Criteria, " \
        "DELETE: /objects/Criteria}\n"
    server = server_class(API)()
    before = list(server.listed("Criteria"))
    with loopback(server.app) as url:
        found = told("run", API, "--target", written(tmp_path, criteria, url), "--out", tmp_path / "run", env=TOKEN)
    run = recorded(tmp_path / "run")
    assert found.code == 0, found.text
    assert {"COMMON-CRITERIA-6", "COMMON-CRITERIA-7", "COMMON-CRITERIA-8"} <= set(verdicts(run))
    assert run.footer
    assert run.footer["leftovers"] == []
    assert server.listed("Criteria") == before


def test_what_is_bound_is_changed_by_one_worker_alone(tmp_path: Path) -> None:
    bound = target(tmp_path, FORWARDING)
    assert workers.taking_turns(bound) == set(checks(API))
