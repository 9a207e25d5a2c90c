"""Lies about what webhook receivers are told, and in what way."""

from typing import Any

from conformance.reference.faults import violates
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.couriers import Courier
from conformance.reference.opeasy.scheduled_operations import COMPLETE, timestamp
from conformance.reference.opeasy.state import ScheduledOperation


class PutCourier(Courier):
    method = "PUT"


class PlainCourier(Courier):
    def address(self, url: str) -> str:
        return url.replace("https://", "http://", 1)


class ForgetfulCourier(Courier):
    def address(self, url: str) -> str:
        return url.partition("?")[0]


@violates("OPEASY-CALLBACK-1")
class PutsCallbacks(OpEasy):
    """Sends callbacks with PUT."""

    courier_type = PutCourier


@violates("OPEASY-CALLBACK-2")
class SendsInTheClear(OpEasy):
    """Sends callbacks without TLS, to the port of the registered URL."""

    courier_type = PlainCourier


@violates("OPEASY-CALLBACK-18")
class SendsWithoutQuery(OpEasy):
    """Sends callbacks to the registered URL without its query."""

    courier_type = ForgetfulCourier


class SkipsChanges(OpEasy):
    """Does not tell of some changes."""

    def is_told(self, scheduled: ScheduledOperation, previous: str, new: str) -> bool:
        raise NotImplementedError

    def status_changed(self, scheduled: ScheduledOperation, previous: str, new: str) -> None:
        if self.is_told(scheduled, previous, new):
            super().status_changed(scheduled, previous, new)


@violates("OPEASY-CALLBACK-3")
class SkipsTheStart(SkipsChanges):
    """Does not tell that processing has started."""

    def is_told(self, scheduled: ScheduledOperation, previous: str, new: str) -> bool:
        return new != "processing"


@violates("OPEASY-CALLBACK-3", "OPEASY-CALLBACK-9")
class SkipsFailedEnds(SkipsChanges):
    """Tells of a completion only if there were no errors."""

    def is_told(self, scheduled: ScheduledOperation, previous: str, new: str) -> bool:
        return new != "completedWithErrors"


@violates("OPEASY-CALLBACK-3")
class TellsOfUsersOnly(SkipsChanges):
    """Tells only of scheduled operations with tasks on users."""

    def is_told(self, scheduled: ScheduledOperation, previous: str, new: str) -> bool:
        return bool(scheduled.tasks["Users"])


class SaysOtherwise(OpEasy):
    """Changes the event that is told."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        raise NotImplementedError

    def event_body(self, scheduled: ScheduledOperation, previous: str, new: str) -> dict[str, Any]:
        return {"event": self.said(super().event_body(scheduled, previous, new)["event"], scheduled)}


@violates("OPEASY-CALLBACK-4")
class LeavesOutPreviousStatus(SaysOtherwise):
    """Tells the new status only."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {name: value for name, value in event.items() if name != "previousStatus"}


@violates("OPEASY-CALLBACK-4")
class TellsTheIdOnly(SaysOtherwise):
    """Tells the id of the scheduled operation where there should be an object."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "scheduledOperation": scheduled.id}


@violates("OPEASY-CALLBACK-4")
class TellsWithoutEvent(OpEasy):
    """Tells the fields of the event without the object around them."""

    def event_body(self, scheduled: ScheduledOperation, previous: str, new: str) -> dict[str, Any]:
        event: dict[str, Any] = super().event_body(scheduled, previous, new)["event"]
        return event


@violates("OPEASY-CALLBACK-5")
class NamesTheEventAfterTheEnd(SaysOtherwise):
    """Has a type of its own for the completion."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "type": "scheduledOperation.completed" if event["newStatus"] in COMPLETE else event["type"]}


@violates("OPEASY-CALLBACK-6", "OPEASY-CALLBACK-9")
class SaysComppleted(OpEasy):
    """Spells completed as one example does."""

    def new_status(self, new: str) -> str:
        return "comppleted" if new == "completed" else new


@violates("OPEASY-CALLBACK-6")
class ShowsTheStatusBefore(SaysOtherwise):
    """Shows the scheduled operation with its previous status."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "scheduledOperation": {**event["scheduledOperation"], "status": event["previousStatus"]}}


@violates("OPEASY-CALLBACK-7")
class AlwaysComesFromPending(OpEasy):
    """Says pending for the previous status of every change."""

    def previous_status(self, previous: str) -> str:
        return "pending"


@violates("OPEASY-CALLBACK-7")
class ComesFromWhereItIs(SaysOtherwise):
    """Says the new status twice."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "previousStatus": event["newStatus"]}


@violates("OPEASY-CALLBACK-23")
class TellsEndsAtOnce(OpEasy):
    """Tells of both changes as soon as something is scheduled."""

    def await_changes(self, scheduled: ScheduledOperation) -> None:
        self.status_changed(scheduled, "pending", "processing")
        self.status_changed(scheduled, "processing", self.final_status(scheduled))


@violates("OPEASY-CALLBACK-9")
class TellsOnlyOfSuccess(OpEasy):
    """Tells of each completion as completed, with errors or without."""

    def event_body(self, scheduled: ScheduledOperation, previous: str, new: str) -> dict[str, Any]:
        return super().event_body(scheduled, previous, "completed" if new in COMPLETE else new)


@violates("OPEASY-CALLBACK-10")
class NamesItselfInCallbacks(OpEasy):
    """Names the scheduled operation where its operation should be named."""

    def event_operation(self, scheduled: ScheduledOperation) -> dict[str, str]:
        return {**super().event_operation(scheduled), "id": scheduled.id}


@violates("OPEASY-CALLBACK-10")
class NamesTheOperationInCallbacks(SaysOtherwise):
    """Names the operation where the scheduled operation should be named."""

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "scheduledOperation": {**event["scheduledOperation"], "id": scheduled.operation.id}}


class ShowsOtherwise(SaysOtherwise):
    """Changes what is told of the scheduled operation."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        raise NotImplementedError

    def said(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {**event, "scheduledOperation": {**event["scheduledOperation"], **self.shown(event, scheduled)}}


@violates("OPEASY-CALLBACK-11")
class TellsTheTimeOfTheChange(ShowsOtherwise):
    """Tells the time of the change as startTime."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        ended = event["newStatus"] in COMPLETE
        return {"startTime": timestamp(scheduled.completion if ended else scheduled.start)}


@violates("OPEASY-CALLBACK-11")
class TellsTheStartAsEnd(ShowsOtherwise):
    """Tells the time of the start as completedTime."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {"completedTime": timestamp(scheduled.start)} if event["newStatus"] in COMPLETE else {}


@violates("OPEASY-CALLBACK-12")
class KnowsTheEndEarly(ShowsOtherwise):
    """Tells completedTime while it is still processing."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {"completedTime": timestamp(scheduled.completion)}


@violates("OPEASY-CALLBACK-12")
class LinksToResultsEarly(ShowsOtherwise):
    """Links to the results while it is still processing."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        return {"links": {"results": self.results_link(scheduled)}}


@violates("OPEASY-CALLBACK-13")
class TellsPlaceholder(ShowsOtherwise):
    """Links to the results as the example does, without filling in the id."""

    def shown(self, event: dict[str, Any], scheduled: ScheduledOperation) -> dict[str, Any]:
        link = "/v1/scheduledoperations/{scheduled-operation-id}/results"
        return {"links": {"results": link}} if event["newStatus"] in COMPLETE else {}
