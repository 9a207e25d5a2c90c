"""The oracle: it vouches for a payload that is wrong in exactly one thing, by two opinions, and disowns all others."""

import random

import jsonschema
import pytest

from conformance.catalogue import load
from conformance.openapi import bundled
from conformance.oracle import Disowned, Oracle, oracle
from conformance.places import put
from conformance.strategies.tasks import Names, UserTasks

OPENAPI = load("opeasy").openapi
SCHEMAS = OPENAPI["components"]["schemas"]


def users() -> UserTasks:
    return UserTasks(Names("example.com", "group-1", "prefix", random.Random(1)))


def test_the_oracle_disowns_what_is_not_wrong_in_exactly_that() -> None:
    known, task = oracle("opeasy", "ModifyUserTask"), users().modify(lastName="x")
    place = ("content", "user", "lastName")
    long, _ = put(task, place, "x" * 31)
    both, _ = put(long, ("content", "user", "extension"), "12ab")
    known.clear(task)
    known.vouch(long, place, "maxLength")
    for payload, keyword, where in ((task, "maxLength", place), (long, "type", place), (long, "maxLength", place[:-1]),
                                    (both, "maxLength", place)):
        with pytest.raises(Disowned):
            known.vouch(payload, where, keyword)
    with pytest.raises(Disowned):
        known.clear(long)


def test_the_oracle_disowns_what_its_validators_do_not_agree_on(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"maxLength": lambda *_: None})
    known = Oracle(bundled(OPENAPI, SCHEMAS["ModifyUserTask"]))
    monkeypatch.setattr(known, "_second", blind(bundled(OPENAPI, SCHEMAS["ModifyUserTask"])))
    known.clear(users().modify())
    with pytest.raises(Disowned, match="jsonschema-rs finds"):
        known.broken(users().modify(lastName="x" * 31))


def test_a_last_newline_is_part_of_the_value_for_both_validators() -> None:
    task, place = users().modify(extension="12"), ("content", "user", "extension")
    oracle("opeasy", "ModifyUserTask").vouch(put(task, place, "12\n")[0], place, "pattern")
