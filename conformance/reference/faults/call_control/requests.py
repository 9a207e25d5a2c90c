"""Lies about how a request is read."""

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.call_control import CallControl
from conformance.reference.call_control.answer import Answer, Refusal, exception
from conformance.reference.call_control.foundation import Record
from conformance.reference.faults import violates

_STATUSES = {"addExt": "Extension Created", "updateExt": "Extension Updated", "deleteExt": "Extension Deleted",
             "addPhonebook": "Contact Created", "updatePhonebook": "Contact Updated", "deletePhonebook": "Contact Deleted"}


@violates("CALLCONTROL-REQUEST-1")
class ReadsTheBody(CallControl):
    """Reads the parameters from a form in the body, and not from the query."""

    def parameters(self, query: bytes, body: bytes) -> dict[str, str]:
        return super().parameters(body, b"")


@violates("CALLCONTROL-REQUEST-2")
class TakesUnknownActionsForAdding(CallControl):
    """Adds an extension where an action is asked for that does not exist."""

    def act(self, action: str, value: Any) -> str:
        return super().act(action if not action or action in self.handlers() else "addExt", value)


@violates("CALLCONTROL-REQUEST-2")
class AddsWithoutAnAction(CallControl):
    """Adds an extension where no action is named."""

    def act(self, action: str, value: Any) -> str:
        return super().act(action or "addExt", value)


@violates("CALLCONTROL-REQUEST-2")
class AddsAndRefusesUnknownActions(CallControl):
    """Refuses an action that does not exist, but adds the extension."""

    def act(self, action: str, value: Any) -> str:
        if action not in self.handlers():
            super().act("addExt", value)
        return super().act(action, value)


@violates("CALLCONTROL-REQUEST-3")
class RepairsCutValues(CallControl):
    """Takes a qsValue whose last brace is missing."""

    def value(self, parameters: Mapping[str, str]) -> Any:
        try:
            return json.loads(parameters.get("qsValue", "") + "}")
        except ValueError:
            return super().value(parameters)


@violates("CALLCONTROL-REQUEST-3")
class TakesAnEmptyValue(CallControl):
    """Is content with an empty qsValue, and tells success."""

    def value(self, parameters: Mapping[str, str]) -> Any:
        return super().value(parameters) if parameters.get("qsValue") else None

    def act(self, action: str, value: Any) -> str:
        return "Extension Created" if value is None else super().act(action, value)


def _is_bare(value: Any) -> bool:
    return isinstance(value, list) or isinstance(value, dict) and "ExtentionNumber" in value


@violates("CALLCONTROL-REQUEST-4")
class TellsBareRecordsCreated(CallControl):
    """Tells that bare records were created, and creates none."""

    def act(self, action: str, value: Any) -> str:
        return "Extension Created" if _is_bare(value) else super().act(action, value)


@violates("CALLCONTROL-REQUEST-4")
class CreatesRefusedBareRecords(CallControl):
    """Refuses bare records, and creates them."""

    def act(self, action: str, value: Any) -> str:
        for record in value if isinstance(value, list) else [value] if _is_bare(value) else ():
            self.add_extension([record])
        return super().act(action, value)


@violates("CALLCONTROL-REQUEST-5")
class TakesAnyName(CallControl):
    """Takes whatever stands first in qsValue for the records of the action."""

    def records(self, value: Any, handlers: Mapping[str, Any]) -> tuple[str, list[Record]]:
        name = next(iter(handlers))
        known = isinstance(value, dict) and not set(value) & set(handlers)
        return super().records({name: next(iter(value.values()), [])} if known else value, handlers)


@violates("CALLCONTROL-REQUEST-6")
class ReadsOnFromTheAction(CallControl):
    """Overlooks parameters that stand before the action."""

    def decoded(self, query: str) -> list[tuple[str, str]]:
        pairs = super().decoded(query)
        names = [name for name, _ in pairs]
        return pairs[names.index("action"):] if "action" in names else pairs


@violates("CALLCONTROL-REQUEST-8")
class TellsTypes(CallControl):
    """Has a code of its own for a field that is no text."""

    def only(self, records: list[Record]) -> Record:
        self.check_types(records)
        return super().only(records)

    def check_several(self, records: list[Record]) -> None:
        self.check_types(records)
        super().check_several(records)

    def check_types(self, records: list[Record]) -> None:
        if not all(isinstance(value, str) for record in records for value in record.values()):
            raise Refusal("INVALID_TYPE", "A field is no text")


@violates("CALLCONTROL-REQUEST-9")
class IsContentWithNothing(CallControl):
    """Tells success where there is no record."""

    def act(self, action: str, value: Any) -> str:
        empty = isinstance(value, dict) and [] in value.values()
        return _STATUSES[action] if empty and action in self.handlers() else super().act(action, value)


@violates("CALLCONTROL-REQUEST-9")
class RefusesNothingWithoutABody(CallControl):
    """Refuses with 400 and an empty body where there is no record."""

    def refused(self, refusal: Refusal) -> Answer:
        return Answer({}, 400) if refusal.detail.endswith("not 0") or refusal.detail == "Records are expected" \
            else super().refused(refusal)


@violates("CALLCONTROL-ANSWER-4")
class TellsBadJsonAsABadNumber(CallControl):
    """Tells a qsValue that is no JSON with the code of a bad number."""

    def value(self, parameters: Mapping[str, str]) -> Any:
        try:
            return json.loads(parameters.get("qsValue", ""))
        except ValueError:
            return {"sExtension": [{}]}


@violates("CALLCONTROL-ANSWER-4")
class TellsNoDetail(CallControl):
    """Leaves the text of a WEBSERVICE_ERROR empty."""

    def value(self, parameters: Mapping[str, str]) -> Any:
        try:
            return json.loads(parameters.get("qsValue", ""))
        except ValueError:
            raise exception("") from None
