"""Odd texts.

Wherever the document allows a string, odd ones are sent; a check says what the document says of them and no more.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.checks import last, verifies
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, asks, expect, given, note, uses
from conformance.strategies.sampling import samples
from conformance.strategies.tasks import Task
from conformance.strategies.texts import LONE_SURROGATE, LONG, NO_NUMBERS, ODD, long, odd_texts
from conformance.suites.opeasy.client import OpEasy, Operation
from conformance.suites.opeasy.downloads import AS_FILE, tolerated
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import items_of, listed, without_secrets
from conformance.suites.opeasy.registrar import NOWHERE

DRAWN, TITLE = 6, 50
# A target may lock out who fails to authenticate again and again, so only a few.
IN_SESSIONS = ("double quotes", "a newline", "a NUL", "an emoji", "100,000 characters")
LONGEST_IN_URL = 2000  # servers refuse lines of some 8,000 characters before they look at them


def _texts(opeasy: OpEasy, **more: str) -> dict[str, str]:
    """The odd texts by name, and some that are drawn."""
    drawn = samples(odd_texts(), DRAWN, opeasy.session.random("odd texts").randrange(2 ** 32))
    return {**ODD, **{f"{text!a}": text for text in drawn}, **more}


def _answered(exchange: Exchange, what: str) -> Exchange:
    """An answer that is no server error. 503 may occur anywhere and says nothing."""
    if exchange.status == 503:
        raise Inconclusive(f"{exchange.asked} answered 503 to {what}")
    expect(exchange).that(exchange.status < 500, f"no server error because of {what}", f"status {exchange.status}")
    return exchange


def _refused(exchange: Exchange, what: str, *first: int) -> None:
    """A refusal; where it is one that documents a body, its code is that of the status."""
    _answered(exchange, what)
    expect(exchange).that(exchange.status >= 400, f"a refusal because of {what}", f"status {exchange.status}")
    if exchange.status not in first:
        note(f"refuses {what} with {exchange.status} instead of {first[0]}")
    if exchange.status in (400, 401, 403, 404):
        expect(exchange).shows(str(exchange.status), "errorCode").holds("a message", bool, "message")


# ---------------------------------------------------------------- in tasks


def _with_text(opeasy: OpEasy, text: str) -> Task:
    """A task with this text in a string that has no limit, or as a part of the name of what does not exist."""
    maker: Any = opeasy.tasks
    missing = opeasy.names.user_id()
    title = {"title": text} if len(text) <= TITLE else {}
    made: dict[str, Callable[[], Task]] = {
        "Users": lambda: opeasy.users.modify(networkServerSite=text, **title),
        "CallCenterAgent": lambda: maker.of("Modify", "", opeasy.names.missing("center") + text),
        "CallRecording": lambda: maker.modify(missing + text, recordCall="Never"),
        "CallForwarding": lambda: maker.modify(callFwdAllNumber=text),
        "PhoneNumbers": lambda: maker.of("Modify", group=opeasy.names.missing("group") + text)}
    return made[opeasy.family]()


def _told(item: Any) -> str:
    task = item.get("task", item) if isinstance(item, dict) else {}
    return json.dumps([task.get("command"), without_secrets(task.get("content"))] if isinstance(task, dict) else task)


def _filled(opeasy: OpEasy) -> tuple[Operation, dict[str, str], list[tuple[str, Exchange]]]:
    """An operation to which a task with each text was appended, these tasks as texts, and the answers to all others."""
    operation, sent, others = opeasy.operation(), dict[str, str](), list[tuple[str, Exchange]]()
    lengths = {f"{count:,} characters": long(count) for count in (300, 5000, LONG)}  # columns end at 255 and at 4,000
    for what, text in _texts(opeasy, **lengths, **{"a lone surrogate": LONE_SURROGATE}).items():
        task = _with_text(opeasy, text)
        appended = opeasy.append(operation, [task])
        if appended.status == 200:
            sent[_told(json.loads(json.dumps(task)))] = what
        else:
            others.append((what, appended))
    given(operation.created).that(bool(sent), "some task to be appended", "none")
    return operation, sent, others


@verifies_in_each_family("OPEASY-TEXT-1", "OPEASY-TEXT-2", "OPEASY-TEXT-3")
def test_odd_texts_are_shown_as_they_were_sent(opeasy: OpEasy) -> None:
    operation, sent, others = _filled(opeasy)
    tasks, errors = (listed(opeasy, name, operation) for name in (opeasy.family.tasks, opeasy.family.errors))
    refused = set(map(_told, items_of(errors)))
    accepted = {task: what for task, what in sent.items() if task not in refused}
    with asks("OPEASY-TEXT-1"):
        _appended(others)
        _shown(tasks, accepted)
        for task in refused.intersection(sent):
            note(f"{sent[task]} fails validation")
    with asks("OPEASY-TEXT-2"):
        file = tolerated(opeasy, opeasy.of_operation(opeasy.family.tasks, operation, headers=AS_FILE))
        given(file).status(200)
        _shown(file, accepted)
    with asks("OPEASY-TEXT-3"):
        for error in items_of(errors):
            given(opeasy.of_operation(opeasy.family.error_deletion, operation, str(error.get("id")))).status(204)
        scheduled = opeasy.scheduled(operation)
        opeasy.complete(scheduled)
        results, count = listed(opeasy, opeasy.family.results, scheduled), len(items_of(tasks))
        given(results).that(len(items_of(results)) == count, "a result of each task", f"{len(items_of(results))}")
        _shown(results, accepted)


def _appended(others: Iterable[tuple[str, Exchange]]) -> None:
    """A file may be refused that no encoding can carry, or that is very long; any other text is a matter of its task."""
    for what, appended in others:
        _answered(appended, what)
        may = appended.status >= 400 and what in ("100,000 characters", "a lone surrogate")
        expect(appended).that(may, f"200 to a task with {what}", f"status {appended.status}")
        note(f"a file with {what} is refused with {appended.status}")


def _shown(page: Exchange, sent: Mapping[str, str]) -> None:
    shown = set(map(_told, items_of(page)))
    lost = [what for task, what in sent.items() if task not in shown]
    expect(page).that(not lost, "each text as it was sent", f"another text or none in the place of {', '.join(lost)}")


# ---------------------------------------------------------------- in paths, bodies and queries


@last
@verifies("OPEASY-TEXT-5")
def test_an_odd_id_is_refused(opeasy: OpEasy) -> None:
    operation, webhook = opeasy.operation(wrong=opeasy.tasks.wrong(1)), opeasy.webhook()
    family = opeasy.family
    asked: tuple[Callable[[str], Exchange], ...] = (
        lambda text: opeasy.of_operation("getOperation", text),
        lambda text: opeasy.of_operation(family.tasks, text),
        lambda text: opeasy.of_operation(family.error, operation, text),
        lambda text: opeasy.call("getScheduledOperationStatus", {"scheduled-operation-id": text}),
        lambda text: opeasy.call(family.results, {"scheduled-operation-id": text}),
        lambda text: opeasy.of_webhook("getWebhook", text))
    given(asked[0](operation.id)).status(200)
    given(asked[-1](webhook)).status(200)
    note("ids with a lone surrogate and of 100,000 characters are not sent, because no URL can carry them")
    for what, text in _texts(opeasy, **{f"{LONGEST_IN_URL:,} characters": long(LONGEST_IN_URL)}).items():
        for ask in asked if text.strip(".") else ():  # dots alone are folded away before they are sent
            _refused(ask(text), f"{what} as an id", 404)


@verifies("OPEASY-TEXT-6")
def test_odd_texts_are_refused_in_the_place_of_names_that_must_exist(opeasy: OpEasy) -> None:
    tasks, operation = opeasy.tasks.failing(1), opeasy.operation()
    given(opeasy.operation(tasks).created).status(201)
    given(opeasy.authenticate()).status(201)
    key = opeasy.credentials.get("apiKey")
    for what, text in _texts(opeasy, **{"100,000 characters": long(), "a lone surrogate": LONE_SURROGATE}).items():
        scheduling = opeasy.call("scheduleOperation", json={"operation": {"id": text}})
        opeasy.adopt(scheduling)
        _refused(scheduling, f"{what} as the id of an operation", 404)
        _refused(opeasy.register(enterprise=text), f"{what} as the enterprise of a webhook", 404)
        if text != LONE_SURROGATE:  # a form has no escapes
            created = opeasy.create(tasks, enterprise=text)
            opeasy.adopt(created)
            _refused(created, f"{what} as the enterprise of an operation", 404)
        bodies = ({"apiKey": text, "enterpriseId": opeasy.enterprise}, {"apiKey": key, "enterpriseId": text})
        for body in bodies if what in IN_SESSIONS else ():
            _refused(opeasy.authenticate({"authSession": body}), f"{what} in a session", 401)
    given(opeasy.schedule(operation)).status(202)


@verifies("OPEASY-TEXT-7")
def test_an_odd_url_of_a_webhook_is_refused_or_kept_as_it_is(opeasy: OpEasy) -> None:
    given(opeasy.register()).status(201)
    for what, text in _texts(opeasy, **{"100,000 characters": long(), "a lone surrogate": LONE_SURROGATE}).items():
        url = f"{NOWHERE}/{text}"
        registered = _answered(opeasy.register(url), f"{what} in a URL")
        if registered.status >= 400:
            _refused(registered, f"{what} in a URL", 400)
            continue
        expect(registered).status(201).shows(url, "webhook", "url")
        webhook = given(registered).json("webhook", "id")
        expect(opeasy.of_webhook("getWebhook", str(webhook))).status(200).shows(url, "webhook", "url")
        given(opeasy.of_webhook("deleteWebhook", str(webhook))).status(204)


@verifies("OPEASY-TEXT-8")
def test_an_odd_page_is_refused_or_moved_into_the_bounds(opeasy: OpEasy) -> None:
    operation = opeasy.operation(valid=3)
    given(listed(opeasy, opeasy.family.tasks, operation)).holds("3 tasks", lambda tasks: len(tasks) == 3, opeasy.family)
    texts = _texts(opeasy, **{f"{LONGEST_IN_URL:,} characters": long(LONGEST_IN_URL)})
    for what, text in {**{f"{text!a}": text for text in NO_NUMBERS}, **texts}.items():
        for name in ("pageSize", "pageNumber"):
            page = _answered(opeasy.of_operation(opeasy.family.tasks, operation, params={name: text}), f"{what} as {name}")
            if page.status >= 400:
                _refused(page, f"{what} as {name}", 400)
                continue
            expect(page).status(200).holds("a page of the list", lambda items: isinstance(items, list), opeasy.family)
            uses("OPEASY-R-PAGE-BOUNDS", "b", f"{what} as {name} is taken for another number")
