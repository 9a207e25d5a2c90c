"""Records written by hand: the reference server answers what their folder tells, and openapi.yaml agrees."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from calls import CONTACT, EXTENSION, Calls

from conformance.catalogue import load
from conformance.openapi import bundled
from conformance.suites.call_control.actions import ACTIONS
from conformance.suites.call_control.answers import CODES

FOLDER = Path(__file__).parents[2] / "fixtures" / "records"
PATHS = sorted(FOLDER.glob("*/*/*.json"))
OPENAPI = load("call-control").openapi
# What no schema of a record can tell: what exists already, and the form of an address.
BEYOND = {"EXTENSION_EXIST", "INVALID_EMAIL"}


def _schema(operation: str) -> Any:
    """That of qsValue."""
    said = OPENAPI["paths"][f"/api.aspx#action={operation}"]["post"]["parameters"]
    schema = next(each["content"]["application/json"]["schema"] for each in said if each.get("name") == "qsValue")
    return jsonschema_rs.Draft202012Validator(bundled(OPENAPI, schema))


def test_each_action_has_records_that_are_done_and_such_as_are_not() -> None:
    assert {path.parts[-3].replace("-", " ") for path in PATHS} == set(ACTIONS)
    assert {path.parts[-2] for path in PATHS} <= {"done", *CODES}
    for action in ACTIONS:
        assert len({path.parts[-2] for path in PATHS if path.parts[-3] == action.replace(" ", "-")}) > 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "/".join(path.with_suffix("").parts[-3:]))
def test_it_is_answered_as_its_folder_tells(path: Path) -> None:
    calls, action = Calls(), path.parts[-3]
    calls.ask("add-extension", EXTENSION)
    calls.ask("add-contact", CONTACT)
    body = calls.value(action, json.loads(path.read_text(encoding="utf-8")))
    assert (body["errorCode"] or "done") == path.parts[-2], body


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "/".join(path.with_suffix("").parts[-3:]))
def test_its_form_is_right_or_wrong_as_its_folder_tells(path: Path) -> None:
    outcome, value = path.parts[-2], json.loads(path.read_text(encoding="utf-8"))
    fits = _schema(ACTIONS[path.parts[-3].replace("-", " ")].operation).is_valid(value)
    known = "unknown" in path.stem or path.stem == "no-record"  # that something is not there is no matter of form
    assert fits == (outcome == "done" or outcome in BEYOND or known)


def test_each_file_says_something_of_its_own() -> None:
    contents = [(path.parts[-3], path.read_text(encoding="utf-8")) for path in PATHS]
    assert len(set(contents)) == len(contents)
