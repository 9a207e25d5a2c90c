"""Request Format.

A request that breaks the schema of the query: qsValue has no name in it. No other qstype is asked for (CALLCONTROL-R-QSTYPE).
"""

from conformance.checks import verifies_each
from conformance.expect import expect, given
from conformance.shape import shapes
from conformance.suites.call_control.actions import ACTIONS, NEEDS
from conformance.suites.call_control.client import CallControl

_SHAPES = shapes("call-control")


@verifies_each("action", {name: [_SHAPES.requirement(action.operation, "generated")] for name, action in ACTIONS.items()}, NEEDS)
def test_a_query_that_breaks_its_schema_is_no_server_error(manager: CallControl, action: str) -> None:
    given(manager.question(action)()).holds("an answer", bool)
    answer = manager.ask(action, manager.subject(action), qsValue="{}")
    expect(answer).that(answer.status < 500 or answer.status == 503, "no server error", f"status {answer.status}")
