"""Process of Operations.

Much of the API in few requests. These checks come first, so that what is broken everywhere is seen at once.
"""

from collections.abc import Iterator

from conformance.checks import first, verifies
from conformance.exchange import Exchange
from conformance.expect import Mismatch, asks, current, expect, given
from conformance.openapi import Operation
from conformance.shape import shapes
from conformance.suites.opeasy.client import MADE_UP, OpEasy
from conformance.suites.opeasy.families import FAMILIES
from conformance.suites.opeasy.whole import Whole

_IDS = ("operation-id", "scheduled-operation-id", "validation-error-id")
# What only looks comes before what deletes.
ENDPOINTS = sorted((each for each in shapes("opeasy").operations.values()
                    if each.method in ("GET", "DELETE") and {*each.parameters} & {*_IDS}), key=lambda each: each.method != "GET")


@first
@verifies("OPEASY-LIFE-5", "OPEASY-ERROR-1")
def test_all_families_show_what_was_sent_and_all_endpoints_refuse_what_is_not_there(opeasy: OpEasy) -> None:
    makers = {family: opeasy.maker(family) for family in FAMILIES}
    kinds = {family: (maker.failing(2), maker.wrong(4)) for family, maker in makers.items()}
    chance = opeasy.session.random("first look")
    # Files of tasks and of validation errors are looked at with all limits of all fields (``all_fields``).
    odd, good = (Whole(opeasy, chance, kinds, sizes=(50,), files=files) for files in (False, True))
    # Both questions in one check: what the first one made is taken away when the second has been asked.
    with asks("OPEASY-LIFE-5"):
        odd.create(dict.fromkeys(FAMILIES, 1), dict.fromkeys(FAMILIES, 1))
        odd.append()
        odd.is_as_sent()
        good.create(dict.fromkeys(FAMILIES, 1), {})
        good.schedule()
        good.has_results(pause=1.0)
    with asks("OPEASY-ERROR-1"):
        operation = opeasy.operations[0] if opeasy.operations else opeasy.operation()
        for refused in _refusals(opeasy, operation.id):
            if refused.status >= 300:
                given(refused).that(refused.status in (401, 404), "401 or 404", f"status {refused.status}")
                expect(refused).shows(str(refused.status), "errorCode")
        given(opeasy.of_operation("getOperation", operation)).status(200)


def _refusals(opeasy: OpEasy, exists: str) -> Iterator[Exchange]:
    """Each endpoint that only looks or deletes, asked with a made-up token about what exists, and about what does not exist."""
    stranger = opeasy.admitted_by(MADE_UP)
    for each in ENDPOINTS:
        yield (answer := _asked(stranger, each, {**dict.fromkeys(_IDS, MADE_UP), "operation-id": exists}))
        if answer.status < 300:  # the check of this promise asks again; here it is only seen in passing
            current.get().observe([(shapes("opeasy").requirement(each.id, "401-invalid"),
                                    Mismatch("status 401", f"status {answer.status}", answer))])
    for each in ENDPOINTS:
        yield _asked(opeasy, each, dict.fromkeys(_IDS, MADE_UP))


def _asked(opeasy: OpEasy, endpoint: Operation, ids: dict[str, str]) -> Exchange:
    return opeasy.call(endpoint.id, {name: ids[name] for name in endpoint.parameters})
