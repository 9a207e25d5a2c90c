"""What an update changes."""

from typing import Any

from conformance.checks import verifies_in_each
from conformance.expect import Inconclusive, expect, given, uses
from conformance.judge import known_tables
from conformance.strategies.attributes import values
from conformance.strategies.objects import API, Body, bodies, shape
from conformance.strategies.sampling import samples
from conformance.suites.common_objects.client import RENAMES, Objects, bound
from conformance.suites.common_objects.outcomes import taken, takes
from conformance.tables import ALWAYS, OPTIONAL, READ, Table


def _seen(table: Table) -> list[str]:
    """The attributes that an update may change and a GET may show, and that no rule speaks of and nothing is found by."""
    if not {READ, "PUT"} <= set(table.methods):
        return []
    ruled = shape(API, table.component, "PUT").ruled
    return [name for name, each in table.attributes.items() if each.allowed(READ) and each.allowed("PUT") and name not in ruled
            and not each.schema.get("x-unique") and not each.needed("DELETE") and each.schema.get("x-reading") != MASKED]


def _shown(table: Table) -> list[str]:
    """Those of them that every GET shows."""
    return [name for name in _seen(table) if table.attributes[name].presence[READ] == ALWAYS
            and not table.attributes[name].disputed(READ)]


MASKED = "COMMON-R-PASSWORDS"  # the reading by which what is read need not be what was sent
CHANGED = [each.component for each in known_tables(API).values()
           if [name for name in _seen(each) if each.attributes[name].presence[READ] == ALWAYS]]
PARTLY = [name for name in CHANGED if OPTIONAL in
          [known_tables(API)[name].attributes[each].presence["PUT"] for each in _shown(known_tables(API)[name])]]
BOTH = {name: bound(name, READ, "PUT") for name in CHANGED}


def changed(objects: Objects, component: str, known: Body, current: Body, among: list[str]) -> Body:
    """A valid update that changes all it can."""
    chosen, names = objects.shape(component, "PUT"), objects.names(component)
    body = objects.body(component, "PUT", known)

    def inner(held: str) -> Any:
        return bodies(shape(API, held, "PUT"), 2)

    for name in among:
        drawn = samples(values(chosen.attributes[name].schema, inner), 8, objects.session.options.seed)
        for value in drawn if name not in {*names, RENAMES} else ():
            tried = objects.settled(component, {**body, name: value})
            if tried[name] != current.get(name) and chosen.judge.fits(tried):
                body = tried
                break
    return body


def contains(whole: Any, part: Any) -> bool:
    """Whether what was sent is in what is read; objects may have got further attributes."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and contains(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part and isinstance(whole, bool) == isinstance(part, bool))


@verifies_in_each("component", CHANGED, "COMMON-BODY-2", needs=BOTH)
def test_what_an_update_sends_is_read_afterwards(objects: Objects, component: str) -> None:
    known = objects.make(component)
    current = objects.one(component, known)[1]
    sure, more = _shown(known_tables(API)[component]), [name for name in _seen(known_tables(API)[component]) if name in current]
    for among in (more, sure):  # what comes under a condition may be refused
        body = changed(objects, component, known, current, among)
        sent = {name: body[name] for name in among if name in body}
        if contains(current, sent):
            raise Inconclusive(f"nothing of {component} can be changed")
        answer = objects.ask(component, "PUT", body, known)
        if takes(answer):
            break
    taken(given(answer))
    answer, found = objects.one(component, {**known, **{name: body[name] for name in objects.names(component) if name in body}})
    for name, value in sent.items():
        if name not in found:
            continue  # of what comes under a condition nothing can be said
        expect(answer).that(contains(found[name], value), f"{name} = {value!r}, as it was sent", repr(found[name]))


@verifies_in_each("component", PARTLY, "COMMON-BODY-1", needs=BOTH)
def test_what_an_update_leaves_out_stays(objects: Objects, component: str) -> None:
    known = objects.make(component)
    current, sure = objects.one(component, known)[1], _shown(known_tables(API)[component])
    objects.put(component, changed(objects, component, known, current, sure), known)
    before = objects.one(component, known)[1]
    body = objects.body(component, "PUT", known, **{
        name: before[name] for name in _shown(known_tables(API)[component]) if objects.shape(component, "PUT").needs(name)})
    objects.put(component, body, known)
    answer, after = objects.one(component, known)
    for name in _shown(known_tables(API)[component]):
        if name not in body:
            expect(answer).that(contains(after[name], before[name]), f"{name} = {before[name]!r} as before", repr(after[name]))


FILES = ("busyPersonalAudioFile", "extendedAwayAudioFile", "noAnswerPersonalAudioFile")
ANNOUNCEMENTS = "UserVoiceMessagingAnnouncements"


@verifies_in_each("attribute", FILES, "COMMON-VOICEMAIL-6",
                  needs={name: bound(ANNOUNCEMENTS, READ, "PUT") for name in FILES})
def test_an_empty_string_unassigns_an_announcement(objects: Objects, attribute: str) -> None:
    objects.make(ANNOUNCEMENTS)
    body = objects.body(ANNOUNCEMENTS, "PUT", **{attribute: objects.settled("AnnouncementFileName", {"name": "text"})})
    objects.put(ANNOUNCEMENTS, body)
    answer, found = objects.one(ANNOUNCEMENTS)
    given(answer).that(contains(found, body), "the announcement", repr(found)[:200])
    objects.put(ANNOUNCEMENTS, {**body, attribute: ""})
    answer, found = objects.one(ANNOUNCEMENTS)
    shown = found.get(attribute)
    empty = isinstance(shown, dict) and not any(shown.values())
    if shown != "":
        uses("COMMON-R-UNASSIGNED", "d" if empty else "b" if attribute in found else "c", attribute)
    expect(answer).that(shown in ("", None) or empty, f"no {attribute}", repr(shown))
