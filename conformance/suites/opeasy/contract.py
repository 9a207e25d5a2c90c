"""Endpoints.

What openapi.yaml documents for each operation: statuses, bodies, headers, credentials, and no server errors.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from conformance.checks import last, verifies_each
from conformance.contract.answers import ask_documented_answers, facets_of
from conformance.contract.generated import ask_generated
from conformance.exchange import Exchange
from conformance.expect import Inconclusive
from conformance.lifecycle import Cell
from conformance.shape import shapes
from conformance.suites.opeasy.client import MADE_UP, OpEasy, Operation
from conformance.suites.opeasy.families import FAMILIES, USERS, Family
from conformance.suites.opeasy.lifecycle import REACHED, TABLE, act

_SHAPES = shapes("opeasy")
_OPERATIONS = _SHAPES.operations
HOUR = 3600
_WEBHOOKS = ("registerWebhook", "getWebhooks", "getWebhook", "deleteWebhook")
FRESH = 4  # things that generated deletions may consume; the later ones ask for what is gone


@verifies_each("operation", {name: facets_of(_SHAPES, documented) for name, documented in _OPERATIONS.items()})
def test_each_documented_answer(opeasy: OpEasy, operation: str) -> None:
    ask_documented_answers(opeasy.session, OpEasySituations(opeasy), _OPERATIONS[operation])


@last
@verifies_each("operation", {name: [_SHAPES.requirement(name, "generated")] for name in _OPERATIONS})
def test_generated_requests(opeasy: OpEasy, operation: str) -> None:
    ask_generated(opeasy.session, _OPERATIONS[operation], lambda: opeasy.token, Bound(opeasy, operation), opeasy.adopt)


class OpEasySituations:
    """Situations of the lifecycle table, and the few that stand outside of it."""

    def __init__(self, opeasy: OpEasy) -> None:
        self._opeasy = opeasy

    def _outside(self) -> dict[tuple[str, int], Sequence[Callable[[], Exchange]]]:
        opeasy = self._opeasy
        plain, wrong = opeasy.tasks.failing(1), opeasy.tasks.wrong(1)
        return {
            ("createAuthSession", 201): [opeasy.authenticate],
            ("createAuthSession", 400): [lambda: opeasy.authenticate({"authSession": {"enterpriseId": opeasy.enterprise}})],
            ("createAuthSession", 401): [lambda: opeasy.authenticate(
                {"authSession": {"apiKey": MADE_UP, "enterpriseId": opeasy.enterprise}})],
            ("createOperation", 201): [lambda: opeasy.operation().created, lambda: opeasy.operation(wrong=wrong).created],
            ("createOperation", 403): [lambda: opeasy.create(plain, enterprise=opeasy.other().enterprise)],
            ("createOperation", 404): [lambda: opeasy.create(plain, enterprise=f"no-{MADE_UP}")],
            ("registerWebhook", 201): [opeasy.register],
            ("registerWebhook", 400): [lambda: opeasy.register(url="http://127.0.0.1:9/webhook")],
            ("registerWebhook", 403): [lambda: opeasy.register(enterprise=opeasy.other().enterprise)],
            ("registerWebhook", 404): [lambda: opeasy.register(enterprise=f"no-{MADE_UP}")],
            ("getWebhooks", 200): [lambda: opeasy.of_webhook("getWebhooks", opeasy.webhook())],
            ("getWebhook", 200): [lambda: opeasy.of_webhook("getWebhook", opeasy.webhook())],
            ("getWebhook", 404): [lambda: opeasy.of_webhook("getWebhook", MADE_UP)],
            ("deleteWebhook", 204): [lambda: opeasy.of_webhook("deleteWebhook", opeasy.webhook())],
            ("deleteWebhook", 404): [lambda: opeasy.of_webhook("deleteWebhook", MADE_UP)],
        }

    def ask(self, operation: str, status: int, **request: Any) -> Iterator[Exchange]:
        outside = self._outside().get((operation, status))
        if outside:
            yield from (ask() for ask in outside)
            return
        cells = [cell for cell in _cells(operation) if cell.status == status]
        if not cells:
            raise Inconclusive(f"no state is known in which {operation} answers {status}")
        opeasy = self._opeasy.in_family(_family(operation))
        # Successful bodies differ from state to state; of refusals one is like the other.
        for cell in cells if status < 300 else cells[:1]:
            yield act(opeasy, REACHED[cell.state](opeasy), cell.action, **request)

    def ask_with(self, operation: str, credentials: str) -> Iterator[Exchange]:
        opeasy, ask = self._opeasy.in_family(_family(operation)), self._question(operation)
        for token in self._tokens(opeasy, credentials):
            yield ask(opeasy.admitted_by(token))

    def _question(self, operation: str) -> Callable[[OpEasy], Exchange]:
        """What would succeed if somebody asked it who is admitted."""
        opeasy = self._opeasy.in_family(_family(operation))
        if operation == "createOperation":
            return lambda lowered: lowered.create(opeasy.tasks.failing(1))
        if operation == "registerWebhook":
            return lambda lowered: lowered.register()
        if operation in _WEBHOOKS:
            webhook = MADE_UP if operation == "getWebhooks" else opeasy.webhook()
            return lambda lowered: lowered.of_webhook(operation, webhook)
        cell = next(cell for cell in _cells(operation) if 200 <= cell.status < 300)
        reached = REACHED[cell.state](opeasy)
        # The error to ask about is looked up while the token is still good.
        return lambda lowered: act(lowered, dataclasses.replace(reached, wrong=[]), cell.action)

    def tolerated(self, operation: str, status: int) -> Sequence[int]:
        # OPEASY-R-ENTERPRISE, OPEASY-R-WEBHOOK-ENTERPRISE
        return (403, 404) if operation in ("createOperation", "registerWebhook") and status in (403, 404) else ()

    def _tokens(self, opeasy: OpEasy, credentials: str) -> list[str | None]:
        """Tokens that are missing, invalid - made up, or nearly one that is valid -, or expired."""
        if credentials == "missing":
            return [None]
        token = opeasy.new_token()
        if credentials == "invalid":
            return [MADE_UP, f"{token}0", token[:-1]]
        opeasy.target.clock.sleep(HOUR + 10)
        return [token]


def _family(operation: str) -> Family:
    """The family that an operation of the API belongs to; Users for those that belong to none."""
    return next((family for family in FAMILIES if f"t{family}" in operation or f"e{family}" in operation), USERS)


def _cells(operation: str) -> list[Cell]:
    """The cells of an operation, those in states that last before those in states that pass."""
    family = _family(operation)
    cells = [TABLE.cell(state, action) for state in TABLE.states for action, name in TABLE.actions.items()
             if name.format(family=family) == operation]
    lasting = [cell for cell in cells if cell.state not in TABLE.time]
    # Where an answer can be had in a state that lasts, nothing needs to be asked against the clock.
    known = {cell.status for cell in lasting}
    return lasting + [cell for cell in cells if cell.state in TABLE.time and cell.status not in known]


class Bound:
    """Puts ids of things that exist into generated cases; what a case consumes is made anew for the next."""

    def __init__(self, opeasy: OpEasy, operation: str) -> None:
        self._opeasy, self._documented = opeasy.in_family(_family(operation)), _OPERATIONS[operation]
        self._exists: Operation | None = None
        self._webhook = ""
        self._made = 0

    def __call__(self, case: Any) -> None:
        if self._documented.parameters:
            case.path_parameters.update({name: self._id(name) for name in self._documented.parameters})
        body = case.body if isinstance(case.body, dict) else {}
        if "enterpriseId" in body:
            body["enterpriseId"] = self._opeasy.enterprise
        if isinstance(body.get("operation"), dict):
            body["operation"]["id"] = self._opeasy.operation().id
        if isinstance(body.get("authSession"), dict):
            body["authSession"] |= {"apiKey": self._opeasy.credentials["apiKey"], "enterpriseId": self._opeasy.enterprise}

    def _id(self, name: str) -> str:
        if name == "webhook-id":
            return self._current_webhook()
        exists = self._current()
        if name == "validation-error-id":
            errors = self._opeasy.pages(self._opeasy.family.errors, {"operation-id": exists.id})
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

    def _current_webhook(self) -> str:
        if not self._webhook or self._documented.method == "DELETE" and self._made < FRESH:
            self._made += 1
            self._webhook = self._opeasy.webhook()
        return self._webhook
