"""Lists of objects."""

from conformance.checks import verifies, verifies_in_each
from conformance.expect import Inconclusive, NotApplicable, expect, given
from conformance.judge import known_tables
from conformance.strategies.objects import API
from conformance.suites.common_objects.client import ENRICHED, Objects, bound
from conformance.suites.common_objects.outcomes import taken
from conformance.tables import READ

# Tables that are read and have something unique, and the attribute within each value of which it is so.
UNIQUE = {name: {each.name: each.schema.get("x-unique-within") for each in table.attributes.values()
                 if each.schema.get("x-unique")} for name, table in known_tables(API).items() if READ in table.methods}
LISTED = [name for name, attributes in UNIQUE.items() if attributes]
SERVICE, ENTRY, MOBILE = "ServiceAssignmentStatus", "PhoneList", "UserIdentityMobileNumber"


@verifies_in_each("component", LISTED, "COMMON-BODY-3", needs={name: bound(name, READ) for name in LISTED})
def test_what_is_called_unique_is_so_in_a_list(objects: Objects, component: str) -> None:
    spot = objects.spot(component, READ)
    if spot.names:
        raise NotApplicable(f"the target shows one {component} at a time: {spot.url}")
    answer, items = objects.read(component)
    if not isinstance(given(answer).json(*spot.at), list):
        raise NotApplicable(f"{answer.asked} shows one {component} and no list")
    for name, within in UNIQUE[component].items():
        found = [repr(item[name]) + (f" of {item.get(within)!r}" if within else "")
                 for item in items if isinstance(item, dict) and item.get(name) is not None]
        if len(found) < 2:
            raise Inconclusive(f"{answer.asked} shows fewer than two values of {name}")
        expect(answer).that(len(set(found)) == len(found), f"values of {name} that are all different", ", ".join(found)[:200])


@verifies_in_each("component", ENRICHED, "COMMON-CALLCENTER-2", needs={name: bound(name, READ) for name in ENRICHED})
def test_a_call_center_has_its_name_where_that_is_asked_for(objects: Objects, component: str) -> None:
    answer, found = objects.every(component, **objects.enriched(component))
    expect(answer).that(all(each.get("name") is not None for each in found), "a name", "none")


@verifies_in_each("component", ENRICHED, "COMMON-CALLCENTER-3", needs={name: bound(name, READ) for name in ENRICHED})
def test_a_call_center_has_no_name_where_that_is_not_asked_for(objects: Objects, component: str) -> None:
    if "enrichCcInfo" in objects.spot(component, READ).url:
        raise NotApplicable("the target is read at a path that asks for names")
    answer, found = objects.every(component)
    names = [each["name"] for each in found if each.get("name") is not None]
    expect(answer).that(not names, "no name", repr(names)[:200])


@verifies("COMMON-SERVICES-1", needs=bound(SERVICE, READ, "POST"))
def test_a_service_that_is_posted_is_assigned(objects: Objects) -> None:
    answer, found = objects.one(SERVICE, objects.make(SERVICE))
    expect(answer).that(found["assigned"] is True, "assigned = True", repr(found["assigned"]))


@verifies("COMMON-SERVICES-2", needs=bound(SERVICE, READ, "POST", "DELETE"))
def test_a_service_that_is_deleted_is_no_longer_assigned(objects: Objects) -> None:
    known = objects.make(SERVICE)
    answer, found = objects.one(SERVICE, known)
    given(answer).that(found["assigned"] is True, "assigned = True", repr(found["assigned"]))
    taken(given(objects.ask(SERVICE, "DELETE", objects.body(SERVICE, "DELETE", known), known)))
    answer, items = objects.read(SERVICE, known)
    left = [item for item in items if isinstance(item, dict) and item.get("assigned")]
    expect(answer).that(not left, "no assigned service of this name", repr(left)[:200])


@verifies("COMMON-PHONELIST-1", needs=bound(ENTRY, READ, "POST"))
def test_an_entry_that_is_posted_stands_in_the_list(objects: Objects) -> None:
    known = objects.make(ENTRY, phoneNumber="+99900000001")
    answer, items = objects.read(ENTRY, known)
    wanted = {name: known[name] for name in ("name", "phoneNumber")}
    expect(answer).that(any(isinstance(item, dict) and wanted.items() <= item.items() for item in items), f"{wanted} in the list",
                        repr(items)[:200])


@verifies("COMMON-PHONELIST-2", needs=bound(ENTRY, READ, "POST", "DELETE"))
def test_an_entry_that_is_deleted_no_longer_stands_in_the_list(objects: Objects) -> None:
    known = objects.make(ENTRY)
    answer, items = objects.read(ENTRY, known)
    given(answer).that(bool(items), "the entry in the list", "none")
    taken(given(objects.ask(ENTRY, "DELETE", objects.body(ENTRY, "DELETE", known), known)))
    answer, items = objects.read(ENTRY, known)
    expect(answer).that(not items, f"no entry called {known['name']}", repr(items)[:200])


@verifies("COMMON-MOBILE-5", needs=bound(MOBILE, READ))
def test_at_most_one_mobile_number_is_primary(objects: Objects) -> None:
    answer, items = objects.read(MOBILE)
    if len(items) < 2 or not all(isinstance(item, dict) and "primary" in item for item in items):
        raise Inconclusive(f"{answer.asked} shows fewer than two mobile numbers")
    primary = [item["mobileNumber"] for item in items if item["primary"] in (True, "true")]
    expect(answer).that(len(primary) <= 1, "at most one primary number", f"{len(primary)}: {primary}")
