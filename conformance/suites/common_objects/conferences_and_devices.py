"""Conferences, announcements and devices."""

import re
from typing import Any

from conformance.checks import verifies, verifies_each, verifies_in_each
from conformance.expect import Inconclusive, expect, given
from conformance.strategies.objects import API, shape
from conformance.suites.common_objects.client import Objects, bound
from conformance.suites.common_objects.outcomes import are_shown, refused, taken

CONFERENCE, LISTED = "MeetMeConferencingConferenceInstance", "MeetMeConferencingConferenceInstanceInList"
RESERVATIONLESS, GREETING, FILE = ("MeetMeConferencingConferenceScheduleReservationLess", "ConferenceGreetingAnnouncement",
                                   "AnnouncementFileName")
RINGING, ENDPOINT = "DevicesToRing", "UserDeviceExtraEndpoint"
# The types of a conference, and where the object stands in its schedule that makes them.
TYPES = {"Reservationless": ("scheduleReservationless",), "One Time": ("scheduleOneTime",),
         "Recurring Daily": ("scheduleRecurring", "recurDaily"), "Recurring Weekly": ("scheduleRecurring", "recurWeekly"),
         "Recurring Monthly": ("scheduleRecurring", "recurMonthlyByWeek"),
         "Recurring Yearly": ("scheduleRecurring", "recurYearlyByDay")}


PINS = {"not required": ["COMMON-CONFERENCE-3"], "required": ["COMMON-CONFERENCE-4"]}


@verifies_each("pin", PINS, {pin: bound(CONFERENCE, "GET", "PUT") for pin in PINS})
def test_a_conference_shows_its_pin_if_one_is_required_and_only_then(objects: Objects, pin: str) -> None:
    objects.make(CONFERENCE)
    wanted = pin == "required"
    for required in (not wanted, wanted):
        objects.put(CONFERENCE, objects.body(CONFERENCE, "PUT", requireSecurityPin=required))
        answer, found = objects.one(CONFERENCE)
        given(answer).that(found["requireSecurityPin"] is required, f"requireSecurityPin = {required}", "another")
    shown = found.get("securityPin") is not None
    expect(answer).that(shown == wanted, f"{'a' if wanted else 'no'} securityPin", repr(found.get("securityPin")))


@verifies("COMMON-CONFERENCE-5", needs=bound(RESERVATIONLESS, "GET", "POST"))
def test_a_reservationless_conference_without_end_time_has_none(objects: Objects) -> None:
    objects.post(RESERVATIONLESS, objects.body(RESERVATIONLESS, "POST", lacking="endTime"))
    answer, found = objects.one(RESERVATIONLESS)
    expect(answer).that(found.get("endTime") is None, "no endTime", repr(found.get("endTime")))


@verifies_in_each("kind", list(TYPES), "COMMON-CONFERENCE-6",
                  needs={kind: [*bound(CONFERENCE, "POST"), *bound(LISTED, "GET")] for kind in TYPES})
def test_the_list_shows_the_type_that_the_schedule_makes(objects: Objects, kind: str) -> None:
    title = f"conformance {kind}"
    objects.post(CONFERENCE, objects.body(CONFERENCE, "POST", title=title, conferenceSchedule=_schedule(objects, *TYPES[kind])))
    answer, items = objects.read(LISTED)
    found = [item for item in items if isinstance(item, dict) and item.get("title") == title]
    if not found:
        raise Inconclusive(f"{answer.asked} shows no conference called {title}")
    expect(answer).that(found[-1].get("type") == kind, f"type = {kind}", repr(found[-1].get("type")))


def _schedule(objects: Objects, schedule: str, recurrence: str = "") -> dict[str, Any]:
    """The schedule of a conference, with one kind of recurrence if it has one."""
    whole = shape(API, "MeetMeConferencingConferenceSchedule", "POST")
    body = next(dict(each) for each in whole.kept if list(each) == [schedule])
    if recurrence:
        pattern = shape(API, "ScheduleRecurrencePattern", "POST")
        body[schedule] = {**body[schedule], "recurrence": next(each for each in pattern.kept if list(each) == [recurrence])}
    return body


@verifies("COMMON-CONFERENCE-13", needs=bound(GREETING, "GET", "PUT"))
def test_a_greeting_without_media_type_has_the_default_one(objects: Objects) -> None:
    objects.make(GREETING)
    objects.put(GREETING, objects.body(GREETING, "PUT", lacking="mediaType"))
    answer, items = objects.read(GREETING)
    media = next((item.get("mediaType") for item in items if isinstance(item, dict)), None)
    expect(answer).that(isinstance(media, str) and media != "", "a mediaType", repr(media))


@verifies("COMMON-FILE-1", needs=bound(FILE, "PUT"))
def test_an_announcement_that_does_not_exist_is_refused(objects: Objects) -> None:
    objects.make(FILE)
    taken(given(objects.ask(FILE, "PUT", objects.body(FILE, "PUT"))))
    unknown = f"no-such-announcement-{objects.session.random('announcement').randrange(10 ** 6)}"
    refused(expect(objects.ask(FILE, "PUT", {"name": unknown})))


@verifies("COMMON-DEVICE-4", needs=bound(ENDPOINT, "GET"))
def test_the_number_of_an_extra_device_is_that_of_its_description(objects: Objects) -> None:
    answer, every = objects.every(ENDPOINT)
    for found in every:
        number = re.fullmatch(r"extra-own-device-(\d+)", str(found["_description"]), re.ASCII)
        if not number:
            raise Inconclusive(f"_description has a format of its own: {found['_description']!r}")
        told = found["extra_phone_id"]
        expect(answer).that(told == int(number[1]), f"extra_phone_id = {number[1]}", repr(told))


@verifies("COMMON-MOBILE-4", needs=bound(RINGING, "GET", "PUT"))
def test_mobile_numbers_that_are_sent_take_the_place_of_former_ones(objects: Objects) -> None:
    objects.make(RINGING)
    sent = [objects.body(RINGING, "PUT", mode="Mobile", mobilesNumbers=[{"mobileNumber": number}])
            for number in ("+99900000001", "+99900000002")]
    wanted = [[each["mobileNumber"] for each in body["mobilesNumbers"]] for body in sent]
    if wanted[0] == wanted[1]:
        raise Inconclusive(f"the target knows one mobile number only, {wanted[0]}")
    for body, numbers in zip(sent, wanted, strict=True):
        taken(given(objects.ask(RINGING, "PUT", body)))
        answer, found = objects.one(RINGING)
        shown = found["mobilesNumbers"]
        given(answer).that(isinstance(shown, list), "a list of mobilesNumbers", repr(shown)[:200])
        expect(answer).that(are_shown(shown, numbers), repr(numbers), repr(shown)[:200])
