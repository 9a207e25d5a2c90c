"""Lies about the first page of a list, and about the smallest."""

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Refusal
from conformance.reference.opeasy.foundation import Call


@violates("OPEASY-PAGE-30")
class RefusesPageZero(OpEasy):
    """Refuses page 0, and shows the first page only to those who ask for none."""

    def page_number(self, call: Call) -> int:
        if call.request.query_params.get("pageNumber") == "0":
            raise Refusal(400, "Invalid pageNumber", original_input="0")
        return super().page_number(call)


@violates("OPEASY-PAGE-31")
class RefusesPagesOfOne(OpEasy):
    """Takes no page size below two."""

    def page_size(self, call: Call) -> int:
        size = super().page_size(call)
        if size < 2:
            raise Refusal(400, "Invalid pageSize", original_input=str(size))
        return size
