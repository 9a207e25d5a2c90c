"""Endpoints.

What openapi.yaml documents for each operation: statuses, bodies, headers, credentials, and no server errors.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from conformance.checks import verifies_each
from conformance.contract.answers import ask_documented_answers, facets_of
from conformance.contract.generated import ask_generated
from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.shape import shapes
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.lifecycle import MADE_UP, REACHED, TABLE, act

_SHAPES = shapes("opeasy")
_OPERATIONS = _SHAPES.operations
HOUR = 3600
FRESH = 4  # things that generated deletions may consume; the later ones ask for what is gone
# What refuses in a state that lasts comes before what refuses while time goes on.
_STEADY = sorted(TABLE.states, key=lambda state: state in TABLE.time)


@verifies_each("operation", {name: facets_of(_SHAPES, documented) for name, documented in _OPERATIONS.items()})
def test_each_documented_answer(opeasy: OpEasy, operation: str) -> None:
    ask_documented_answers(opeasy.session, OpEasySituations(opeasy), _OPERATIONS[operation])


@verifies_each("operation", {name: [_SHAPES.requirement(name, "generated")] for name in _OPERATIONS})
def test_generated_requests(opeasy: OpEasy, operation: str) -> None:
    ask_generated(opeasy.session, _OPERATIONS[operation], lambda: opeasy.token, Bound(opeasy, operation), opeasy.adopt)


class OpEasySituations:
    """Situations of the lifecycle table, and the few that stand outside of it."""

    def __init__(self, opeasy: OpEasy) -> None:
        self._opeasy = opeasy
        self._outside = {
            ("createAuthSession", 201): lambda: opeasy.authenticate(),
            ("createAuthSession", 400): lambda: opeasy.authenticate({"authSession": {"enterpriseId": opeasy.enterprise}}),
            ("createAuthSession", 401): lambda: opeasy.authenticate(
                {"authSession": {"apiKey": MADE_UP, "enterpriseId": opeasy.enterprise}}),
            ("createOperation", 201): lambda: opeasy.operation().created,
            ("createOperation", 403): lambda: opeasy.create(opeasy.users.failing(1), enterprise=opeasy.other().enterprise),
            ("createOperation", 404): lambda: opeasy.create(opeasy.users.failing(1), enterprise=f"no-{MADE_UP}"),
        }

    def ask(self, operation: str, status: int) -> Exchange:
        if (operation, status) in self._outside:
            return self._outside[operation, status]()
        cells = [TABLE.cell(state, action) for state in _STEADY for action, name in TABLE.actions.items() if name == operation]
        for cell in cells:
            if cell.status == status:
                return act(self._opeasy, REACHED[cell.state](self._opeasy), cell.action)
        raise Inconclusive(f"no state is known in which {operation} answers {status}")

    def ask_with(self, operation: str, credentials: str) -> Exchange:
        opeasy = self._opeasy
        if operation == "createOperation":
            return self._lowered(credentials).create(opeasy.users.failing(1))
        cell = next(TABLE.cell(state, action) for state in _STEADY for action, name in TABLE.actions.items()
                    if name == operation and TABLE.cell(state, action).status < 300 and TABLE.cell(state, action).status)
        reached = REACHED[cell.state](opeasy)
        # The error to ask about is looked up while the token is still good.
        return act(self._lowered(credentials), dataclasses.replace(reached, wrong=[]), cell.action)

    def tolerated(self, operation: str, status: int) -> Sequence[int]:
        return (403, 404) if operation == "createOperation" and status in (403, 404) else ()  # OPEASY-R-ENTERPRISE

    def _lowered(self, credentials: str) -> OpEasy:
        if credentials == "missing":
            return self._opeasy.admitted_by(None)
        if credentials == "invalid":
            return self._opeasy.admitted_by(MADE_UP)
        token = self._opeasy.new_token()
        self._opeasy.target.clock.sleep(HOUR + 10)
        return self._opeasy.admitted_by(token)


class Bound:
    """Puts ids of things that exist into generated cases; what a case consumes is made anew for the next."""

    def __init__(self, opeasy: OpEasy, operation: str) -> None:
        self._opeasy, self._documented = opeasy, _OPERATIONS[operation]
        self._exists: Operation | None = None
        self._made = 0

    def __call__(self, case: Any) -> None:
        if self._documented.parameters:
            exists = self._current()
            case.path_parameters.update({name: self._id(name, exists) for name in self._documented.parameters})
        body = case.body if isinstance(case.body, dict) else {}
        if "enterpriseId" in body:
            body["enterpriseId"] = self._opeasy.enterprise
        if isinstance(body.get("operation"), dict):
            body["operation"]["id"] = self._opeasy.operation().id
        if isinstance(body.get("authSession"), dict):
            body["authSession"] |= {"apiKey": self._opeasy.credentials["apiKey"], "enterpriseId": self._opeasy.enterprise}

    def _id(self, name: str, exists: Operation) -> str:
        if name == "validation-error-id":
            errors = self._opeasy.pages("getUsersValidationErrors", {"operation-id": exists.id})
            return str(errors[0]["id"]) if errors else MADE_UP
        if name == "scheduled-operation-id":
            return exists.scheduled.id if exists.scheduled else MADE_UP
        return exists.id

    def _current(self) -> Operation:
        if self._exists is None or self._documented.method == "DELETE" and self._made < FRESH:
            self._made += 1
            state = "completed" if "scheduled-operation-id" in self._documented.parameters else \
                "invalid" if "validation-error-id" in self._documented.parameters else "open"
            self._exists = REACHED[state](self._opeasy)
        return self._exists

