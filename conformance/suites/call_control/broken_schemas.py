"""Request Format.

Requests that break one keyword of the schema of the query, each keyword once and not by chance. What an answer to another qstype
looks like is open (CALLCONTROL-R-QSTYPE).
"""

from conformance.checks import verifies_each
from conformance.expect import expect, given
from conformance.shape import shapes
from conformance.suites.call_control.actions import ACTIONS, NEEDS
from conformance.suites.call_control.client import CallControl

_SHAPES = shapes("call-control")
_WRONG = ({"qstype": "many"}, {"qsValue": "{}"})


@verifies_each("action", {name: [_SHAPES.requirement(action.operation, "generated")] for name, action in ACTIONS.items()}, NEEDS)
def test_a_query_that_breaks_its_schema_is_no_server_error(manager: CallControl, action: str) -> None:
    given(manager.question(action)()).holds("an answer", bool)
    for wrong in _WRONG:
        answer = manager.ask(action, manager.subject(action), **wrong)
        expect(answer).that(answer.status < 500 or answer.status == 503, "no server error", f"status {answer.status}")
