"""Lies about lists, services and devices."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.reference.common_objects import CommonObjects
from conformance.reference.common_objects.tables import Body
from conformance.reference.faults import violates


@violates("COMMON-BODY-3")
class RepeatsNames(CommonObjects):
    """Has two objects with the same unique name in a list."""

    lies_about = ("CallCenterListItem", "MeetMeConferencingBridgeInstanceInList", "MeetMeConferencingConferenceInstanceInList",
                  "UserCommonObject", "AdvancedFlexibleSeatingAvailableHost")

    def distinct(self, value: Any) -> Any:
        return value


@violates("COMMON-BODY-3")
class ShowsTwice(CommonObjects):
    """Lists the one object that there is twice."""

    lies_about = ("CallCenterDNISInstance", "CallCenterInstance", "Location", "ConferenceDelegateItem")

    def key(self, component: str) -> str:
        return "" if component in self.lies_about else super().key(component)

    def on_get(self, component: str, request: Request, body: None) -> Response:
        answer = super().on_get(component, request, body)
        return JSONResponse([json.loads(bytes(answer.body))] * 2) if component in self.lies_about else answer


@violates("COMMON-MOBILE-5")
class HasTwoPrimaryNumbers(CommonObjects):
    """Calls each mobile number the primary one."""

    def secondary(self, primary: Any) -> Any:
        return primary


@violates("COMMON-CALLCENTER-2")
class HidesNames(CommonObjects):
    """Never shows the name of a call center."""

    def names(self, rich: bool) -> bool:
        return False


@violates("COMMON-CALLCENTER-3")
class ShowsNames(CommonObjects):
    """Always shows the name of a call center."""

    def names(self, rich: bool) -> bool:
        return True


@violates("COMMON-CALLCENTER-2", "COMMON-CALLCENTER-3")
class NamesTheSecond(CommonObjects):
    """Of two call centers in a list shows the name of the second one if, and only if, none is asked for."""

    lies_about = ("CallCenterListItem",)

    def shown(self, component: str, found: Body, rich: bool) -> Body:
        return super().shown(component, found, rich != str(found.get("serviceUserId")).endswith("-2"))


@violates("COMMON-SERVICES-1")
class AssignsNothing(CommonObjects):
    """Takes the name of a service, and does not assign it."""

    def made(self, component: str, sent: Body) -> Body:
        made = super().made(component, sent)
        return {**made, "assigned": False} if component == "ServiceAssignmentStatus" else made


class Keeps(CommonObjects):
    """Takes a DELETE for objects of one table, and keeps them."""

    table = ""

    def remove(self, component: str, named: Body) -> None:
        if component != self.table:
            super().remove(component, named)


@violates("COMMON-SERVICES-2")
class KeepsServices(Keeps):
    """Leaves a service assigned that is deleted."""

    table = "ServiceAssignmentStatus"


@violates("COMMON-PHONELIST-2")
class KeepsEntries(Keeps):
    """Leaves an entry in the phone list that is deleted."""

    table = "PhoneList"


@violates("COMMON-CRITERIA-8")
class KeepsCriteria(Keeps):
    """Leaves a criteria that is deleted."""

    table = "Criteria"


@violates("COMMON-PHONELIST-1")
class LosesEntries(CommonObjects):
    """Takes an entry for the phone list, and puts it nowhere."""

    def add(self, component: str, made: Body) -> None:
        if component != "PhoneList":
            super().add(component, made)


@violates("COMMON-DEVICE-4")
class MiscountsDevices(CommonObjects):
    """Tells another number of an extra device than its description."""

    def shown(self, component: str, found: Body, rich: bool) -> Body:
        answer = super().shown(component, found, rich)
        return {**answer, "extra_phone_id": 42} if "extra_phone_id" in answer else answer


@violates("COMMON-DEVICE-4")
class MiscountsTheSecond(CommonObjects):
    """Tells another number of the second extra device than its description."""

    def another(self, component: str) -> Body:
        other = super().another(component)
        return {**other, "extra_phone_id": 42} if "extra_phone_id" in other else other
