"""Each documented answer of an operation, in the situation for which it is documented."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from conformance.derived import CREDENTIALS
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, NotApplicable, asks, expect
from conformance.openapi import FILE, Operation
from conformance.session import Session
from conformance.shape import Shapes

EXPIRY = "expired"


class Situations(Protocol):
    """How an API brings about what its operations answer. All methods raise Inconclusive where it is out of reach."""

    def ask(self, operation: str, status: int, **request: Any) -> Iterator[Exchange]:
        """Ask an operation in each situation in which it must answer with this status; ``request`` as for the client."""

    def ask_with(self, operation: str, credentials: str) -> Iterator[Exchange]:
        """Ask what would succeed, with each ``missing``, ``invalid`` or ``expired`` token that is worth it."""

    def tolerated(self, operation: str, status: int) -> Sequence[int]:
        """Statuses that a reading allows in place of a documented one."""


def facets_of(shapes: Shapes, operation: Operation) -> list[str]:
    """Ids of all derived requirements of an operation, but for its generated requests."""
    found: list[str] = []
    for status in operation.responses:
        refusals = [f"401-{kind}" for kind in CREDENTIALS]
        found += refusals if status == 401 and operation.secured else [str(status)]
        found += shapes.facets(operation, status)
    return [shapes.requirement(operation.id, facet) for facet in found]


def ask_documented_answers(session: Session, situations: Situations, operation: Operation) -> None:
    """Ask for each documented status of an operation, the successful ones first; one answer a derived requirement.

    A refusal counts only where the operation has succeeded too: a server that refuses everything keeps no promise.
    """
    shapes, admitted = session.client.shapes, False
    for status in sorted(operation.responses):
        if status == 401 and operation.secured:
            exchanges = _ask_credentials(session, situations, operation, admitted)
        else:
            exchanges = _ask_status(session, situations, operation, status, admitted)
        admitted = admitted or (status < 300 and any(exchange.status == status for exchange in exchanges))
        if operation.responses[status].file is not None:
            exchanges += _ask_download(session, situations, operation, status)
        for facet in shapes.facets(operation, status):
            if session.asked(requirement := shapes.requirement(operation.id, facet)):
                with asks(requirement):
                    _tolerated(exchanges, situations.tolerated(operation.id, status), status)
                    _judge_facet(shapes, requirement, [each for each in exchanges if _is_file(each) == ("download" in facet)],
                                 status, admitted)


def _ask_download(session: Session, situations: Situations, operation: Operation, status: int) -> list[Exchange]:
    """Ask for the same as a file. Whatever else is answered is what the facets are about."""
    requirement = session.client.shapes.requirement(operation.id, f"{status}-download")
    return list(situations.ask(operation.id, status, headers={"Accept": FILE})) if session.asked(requirement) else []


def _is_file(exchange: Exchange) -> bool:
    return FILE in exchange.asked_header("accept")


def _ask_status(session: Session, situations: Situations, operation: Operation, status: int,
                admitted: bool) -> list[Exchange]:
    exchanges: list[Exchange] = []
    requirement = session.client.shapes.requirement(operation.id, str(status))
    if not session.asked(requirement):
        return exchanges
    with asks(requirement):
        for exchange in situations.ask(operation.id, status):
            exchanges.append(exchange)
            _admitted(operation, admitted or status < 300)
            expect(exchange).status(status, *situations.tolerated(operation.id, status))
    return exchanges


def _ask_credentials(session: Session, situations: Situations, operation: Operation, admitted: bool) -> list[Exchange]:
    exchanges: list[Exchange] = []
    for kind in CREDENTIALS:
        requirement = session.client.shapes.requirement(operation.id, f"401-{kind}")
        if not session.asked(requirement):
            continue
        with asks(requirement):
            _admitted(operation, admitted)
            for exchange in situations.ask_with(operation.id, kind):
                exchanges.append(exchange)
                expect(exchange).status(401)
    return exchanges


def _admitted(operation: Operation, admitted: bool) -> None:
    if not admitted:
        raise Inconclusive(f"{operation.id} never succeeded, so its refusal means nothing")


def _tolerated(exchanges: Sequence[Exchange], instead: Sequence[int], status: int) -> None:
    if exchanges and all(exchange.status != status and exchange.status in instead for exchange in exchanges):
        raise NotApplicable(f"the target answers {exchanges[0].status} instead of {status}, which a reading allows")


def _judge_facet(shapes: Shapes, requirement: str, exchanges: Sequence[Exchange], status: int, admitted: bool) -> None:
    answers = [exchange for exchange in exchanges if exchange.status == status]
    if admitted and exchanges and not answers and "download" in requirement:
        expect(exchanges[0]).status(status)
    if not answers or not admitted:
        raise Inconclusive(f"no answer with status {status} to look at, or nothing but refusals")
    keep(shapes, requirement, answers)


def keep(shapes: Shapes, requirement: str, answers: Sequence[Exchange]) -> None:
    """Raise Mismatch if one of some answers breaks a derived requirement."""
    for exchange in answers:
        for broken, mismatch in shapes.violations(exchange):
            if broken == requirement:
                raise Mismatch(mismatch.expected, mismatch.got, exchange)
