"""What the server keeps: one object of most tables, and all those that were made where a DELETE can name them."""

import copy
from typing import Any

from conformance.reference.common_objects.tables import Body, Tables, breaks

CONFERENCE, CONFERENCES = "MeetMeConferencingConferenceInstance", "MeetMeConferencingConferenceInstanceInList"
KINDS = {"recurDaily": "Daily", "recurWeekly": "Weekly", "recurMonthlyByDay": "Monthly", "recurMonthlyByWeek": "Monthly",
         "recurYearlyByDay": "Yearly", "recurYearlyByWeek": "Yearly"}
LEVELS = {"Tenant", "Group", "User"}
_MADE = ("securityPin",)  # what comes and goes with other attributes


class Stores(Tables):
    """Keeps objects, and says how they change."""

    def __init__(self) -> None:
        super().__init__()
        self.single: dict[str, Body] = {}
        self.many: dict[str, list[Body]] = {}

    def key(self, component: str) -> str:
        """The attribute that names an object of which there are many: what a DELETE needs; empty if there is one only."""
        if not {"GET", "DELETE"} <= set(self.schemas[component]["x-methods"]):
            return ""
        for each in (*self.combined(component, "DELETE"), component):
            for name, said in self.schemas[each]["properties"].items():
                if said.get("x-presence", {}).get("DELETE") == "R":
                    return str(name)
        return ""

    def is_listed(self, component: str) -> bool:
        """Whether a GET answers a list of objects that nobody can change."""
        return self.schemas[component]["x-methods"] == ["GET"] or component == "CallCenterListItem"

    def listed(self, component: str) -> list[Body]:
        """All objects of a table."""
        if component == CONFERENCES:
            listed = self.in_list(self.found(CONFERENCE, None) or {})
            return [listed, {**self.another(component), "title": "another"}]
        if component not in self.many:
            self.many[component] = [self.example(component)]
            if self.is_listed(component):
                self.many[component].append(self.another(component))
        return self.many[component]

    def another(self, component: str) -> Body:
        """A second object of a list: what is unique differs."""
        other = self.example(component)
        for name, said in self.schemas[component]["properties"].items():
            if said.get("x-unique") and name in other:
                other[name] = self.distinct(other[name])
            if name == "primary" and name in other:
                other[name] = self.secondary(other[name])
        return other

    def distinct(self, value: Any) -> Any:
        """Another value of something unique."""
        return value + 1 if isinstance(value, int) else f"{value}-2"

    def secondary(self, primary: Any) -> Any:
        """What a number says of itself that is not the primary one (1898-1901)."""
        return False if isinstance(primary, bool) else "false"

    def found(self, component: str, name: str | None) -> Body | None:
        """One object, None if there is none with this name."""
        if key := self.key(component):
            return next((each for each in self.listed(component) if str(each.get(key)) == name), None)
        if self.is_listed(component):
            return self.listed(component)[0]
        return self.single.setdefault(component, self.example(component))

    def update(self, component: str, name: str | None, changed: Body) -> None:
        """Keep an object as it is now; one with a newName has that name from now on (602-615)."""
        if self.is_listed(component):
            self.listed(component)[0] = changed
            return
        if not (key := self.key(component)):
            self.single[component] = changed
            return
        changed = self.renamed(changed, key)
        self.many[component] = [changed if str(each.get(key)) == name else each for each in self.listed(component)]

    def renamed(self, changed: Body, key: str) -> Body:
        new = changed.pop("newName", None)
        return {**changed, key: new} if new is not None else changed

    def add(self, component: str, made: Body) -> None:
        """Keep a new object, in the place of one with the same name."""
        if key := self.key(component):
            self.many[component] = [each for each in self.listed(component) if each.get(key) != made.get(key)] + [made]
        else:
            self.single[component] = made

    def remove(self, component: str, named: Body) -> None:
        """Take an object away; a service stays in the list, and is no longer assigned (499-510)."""
        key = self.key(component)
        if not key:
            return
        if component == "ServiceAssignmentStatus":
            self.many[component] = [{**each, "assigned": each["assigned"] and each[key] != named.get(key)}
                                    for each in self.listed(component)]
        else:
            self.many[component] = [each for each in self.listed(component) if each.get(key) != named.get(key)]

    def made(self, component: str, sent: Body) -> Body:
        """A new object: what was sent, and defaults for the rest, which of a list is an empty one."""
        default = {"assigned": True} if component == "ServiceAssignmentStatus" else {}
        names = self.example(component)
        kept = {name: [] if isinstance(value, list) else value for name, value in names.items()
                if self.has_default(component, name)}
        made = self.settled(component, {**kept, **default}, sent)
        for name, value in names.items():  # what rules want beside a default
            if name not in made and any(breaks(rule["schema"], made) for rule in self.rules(component, "GET")):
                made = self.agreed(component, {**made, name: value}, keep=tuple(made))
        return made

    def has_default(self, component: str, name: str) -> bool:
        """Whether a new object has an attribute that was not sent: what each GET must have, and what nobody can send."""
        every = [component, *self.combined(component, "GET")]
        codes = [self.schemas[each]["properties"].get(name, {}).get("x-presence", {}) for each in every]
        return any(each.get("GET") == "A" or each and set(each.values()) <= {"C", "F"} and "F" in each.values() for each in codes)

    def merged(self, component: str, found: Body, sent: Body) -> Body:
        """What an update makes of an object: what it leaves out stays."""
        return self.settled(component, found, sent)

    def settled(self, component: str, found: Body, sent: Body) -> Body:
        """An object with what was sent; what contradicts that gives way, null removes, an empty string unassigns."""
        together = {**copy.deepcopy(found), **self.taken(component, sent)}
        removed = [name for name, value in sent.items() if value is None]
        together = {name: value for name, value in together.items() if name not in removed}
        if component == CONFERENCE:
            together = self.pinned(together)
        return self.agreed(component, together, keep=tuple(sent))

    def taken(self, component: str, sent: Body) -> Body:
        """What is kept of what was sent, with what objects inside of it are completed by."""
        return {name: self.complete(component, name, value) for name, value in sent.items()}

    def complete(self, component: str, name: str, value: Any) -> Any:
        """A value as it is read later: objects have defaults for what each GET must have."""
        said: Any = next((self.schemas[each]["properties"][name] for each in (component, *self.combined(component, "GET"))
                     if name in self.schemas[each]["properties"]), {})
        parts = [said, *said.get("oneOf", ()), said.get("items", {})]
        inner = next((str(part["$ref"]).rsplit("/", 1)[-1] for part in parts if "$ref" in part), "")
        if not inner or "x-methods" not in self.schemas[inner]:
            return value
        if isinstance(value, list):
            return [self.made(inner, each) if isinstance(each, dict) else each for each in value]
        return self.made(inner, value) if isinstance(value, dict) else value

    def pinned(self, conference: Body) -> Body:
        """A conference has a security pin if, and only if, it requires one (1670-1681)."""
        rest = {name: value for name, value in conference.items() if name not in _MADE}
        return {**rest, "securityPin": "1234"} if conference.get("requireSecurityPin") else rest

    def lacks_numbers(self, component: str, sent: Body, found: Body) -> bool:
        """Whether an update to Specified Only has no numbers to keep (797)."""
        return component == "CriteriaFromDN" and sent.get("selection") == "Specified Only" and \
            "phoneNumbers" not in sent and not found.get("phoneNumbers")

    def in_list(self, conference: Body) -> Body:
        """A conference as the list of conferences shows it."""
        return {**self.example(CONFERENCES), "title": conference.get("title"), "type": self.conference_type(conference)}

    def conference_type(self, conference: Body) -> str:
        """The type that the schedule of a conference makes (1545-1562)."""
        schedule = conference.get("conferenceSchedule", {})
        if "scheduleRecurring" in schedule:
            kinds = schedule["scheduleRecurring"].get("recurrence", {})
            return f"Recurring {next((KINDS[name] for name in kinds if name in KINDS), 'Daily')}"
        return "One Time" if "scheduleOneTime" in schedule else "Reservationless"

    def shown(self, component: str, found: Body, rich: bool) -> Body:
        """An object as a GET answers it; the name of a call center only where that was asked for (127-131, 167-171)."""
        hidden = {"name"} if component in ("CallCenterInstance", "CallCenterListItem") and not self.names(rich) else set()
        every = (component, *self.combined(component, "GET"))
        unseen = {name for each in every for name in self.schemas[each]["properties"] if self.code(each, name, "GET") == "F"}
        return {name: value for name, value in found.items() if name not in hidden | unseen}

    def names(self, rich: bool) -> bool:
        """Whether call centers are shown with their names."""
        return rich
