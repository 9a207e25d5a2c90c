"""Webhook Endpoints."""

from collections.abc import Iterator
from typing import Any

from conformance.bodies import wrong_bodies
from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import asks, expect, given, uses
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import MADE_UP, OpEasy
from conformance.suites.opeasy.registrar import EVENT
from conformance.suites.opeasy.tenants import hidden, neighbouring

MANY = 51  # one more than fit on a page of the lists that are paged
NOBODY = "http://127.0.0.1:9/webhook"


def _registered(opeasy: OpEasy, url: str = "") -> Exchange:
    exchange = opeasy.register(url)
    given(exchange).status(201).holds("an id", lambda name: isinstance(name, str), "webhook", "id")
    return exchange


def _id(registered: Exchange) -> str:
    return str(registered.json()["webhook"]["id"])


def _listed(opeasy: OpEasy) -> tuple[Exchange, list[Any]]:
    """The list of all receivers, and what stands in it."""
    exchange = opeasy.of_webhook("getWebhooks")
    given(exchange).status(200).holds("a list of objects", _are_objects, "webhooks")
    return exchange, list(exchange.json()["webhooks"])


def _are_objects(items: Any) -> bool:
    return isinstance(items, list) and all(isinstance(each, dict) for each in items)


def _is_listed(opeasy: OpEasy, url: str) -> bool:
    return any(each.get("url") == url for each in _listed(opeasy)[1])


def _not_listed(opeasy: OpEasy, url: str) -> None:
    exchange, webhooks = _listed(opeasy)
    expect(exchange).that(all(each.get("url") != url for each in webhooks), f"no receiver {url}", "one in the list")


# ---------------------------------------------------------------- what is registered

@verifies("OPEASY-WEBHOOK-1")
def test_a_registration_is_answered_with_what_was_sent(opeasy: OpEasy) -> None:
    for more in ("", "/Calls?token=A%20b&n=1", ":x/?n="):
        url = opeasy.nowhere() + more
        answer = expect(_registered(opeasy, url))
        answer.shows(opeasy.enterprise, "webhook", "enterpriseId").shows(url, "webhook", "url")
        answer.shows([EVENT], "webhook", "events")


@verifies("OPEASY-WEBHOOK-2")
def test_each_receiver_has_an_id_of_its_own(opeasy: OpEasy) -> None:
    early, *others = (_registered(opeasy) for _ in range(3))
    given(opeasy.of_webhook("deleteWebhook", _id(early))).status(204)
    last = _registered(opeasy)
    ids = [_id(each) for each in (*others, last)]
    expect(last).that(len(set(ids)) == len(ids), "an id of its own for each receiver", " ".join(ids))


@verifies("OPEASY-WEBHOOK-3", "OPEASY-WEBHOOK-4")
def test_registered_receivers_are_listed_and_found_by_their_ids(opeasy: OpEasy) -> None:
    due = [_registered(opeasy).json()["webhook"] for _ in range(3)]
    with asks("OPEASY-WEBHOOK-3"):
        exchange, webhooks = _listed(opeasy)
        for each in due:
            expect(exchange).that(webhooks.count(each) == 1, f"{each} once in the list", f"{webhooks}"[:400])
    with asks("OPEASY-WEBHOOK-4"):
        for each in due:
            expect(opeasy.of_webhook("getWebhook", each["id"])).status(200).shows(each, "webhook")


@verifies("OPEASY-WEBHOOK-5")
def test_the_list_is_whole(opeasy: OpEasy) -> None:
    due = {_id(_registered(opeasy)) for _ in range(MANY)}
    exchange, webhooks = _listed(opeasy)
    shown = due & {str(each.get("id")) for each in webhooks}
    expect(exchange).that(shown == due, f"all {len(due)} receivers in one answer", f"{len(shown)} of them")


# ---------------------------------------------------------------- whose they are

@verifies("OPEASY-WEBHOOK-6", "OPEASY-WEBHOOK-7", "OPEASY-WEBHOOK-8")
def test_receivers_of_another_enterprise_are_out_of_reach(opeasy: OpEasy) -> None:
    ours = _registered(opeasy)
    given(_listed(opeasy)[0]).that(_is_listed(opeasy, ours.json()["webhook"]["url"]), "our receiver in our list", "none")
    with neighbouring(opeasy) as neighbour:
        theirs = _registered(neighbour).json()["webhook"]
        given(neighbour.of_webhook("getWebhook", theirs["id"])).status(200)
        with asks("OPEASY-WEBHOOK-6"):
            exchange, webhooks = _listed(opeasy)
            shown = {each.get("enterpriseId") for each in webhooks}
            expect(exchange).that(shown == {opeasy.enterprise}, f"receivers of {opeasy.enterprise} only", f"{shown}")
            _not_listed(opeasy, theirs["url"])
        with asks("OPEASY-WEBHOOK-7"):
            given(opeasy.of_webhook("getWebhook", _id(ours))).status(200)
            hidden(opeasy.of_webhook("getWebhook", theirs["id"]))
        with asks("OPEASY-WEBHOOK-8"):
            hidden(opeasy.of_webhook("deleteWebhook", theirs["id"]))
            expect(neighbour.of_webhook("getWebhook", theirs["id"])).status(200)
            given(neighbour.of_webhook("deleteWebhook", theirs["id"])).status(204)


def _not_registered(exchange: Exchange, due: int) -> None:
    expect(exchange).status(403, 404)
    if exchange.status != due:
        uses("OPEASY-R-WEBHOOK-ENTERPRISE", "b", f"status {exchange.status} instead of {due}")


@verifies("OPEASY-WEBHOOK-13")
def test_no_receiver_is_registered_for_another_enterprise(opeasy: OpEasy) -> None:
    _registered(opeasy)
    with neighbouring(opeasy) as neighbour:
        url = opeasy.nowhere()
        exchange = opeasy.register(url, enterprise=neighbour.enterprise)
        neighbour.adopt(exchange)
        _not_registered(exchange, due=403)
        for each in (opeasy, neighbour):
            _not_listed(each, url)


@verifies("OPEASY-WEBHOOK-14")
def test_no_receiver_is_registered_for_an_unknown_enterprise(opeasy: OpEasy) -> None:
    _registered(opeasy)
    url = opeasy.nowhere()
    _not_registered(opeasy.register(url, enterprise=MADE_UP), due=404)
    _not_listed(opeasy, url)


# ---------------------------------------------------------------- what is not registered

@verifies("OPEASY-WEBHOOK-9")
def test_no_receiver_is_registered_with_another_scheme(opeasy: OpEasy) -> None:
    https = opeasy.nowhere()
    for url in (f"{scheme}{opeasy.nowhere().removeprefix('https')}" for scheme in ("http", "ftp", "HTTP")):
        expect(opeasy.register(url)).status(400)
        _not_listed(opeasy, url)
    _registered(opeasy, https)
    given(_listed(opeasy)[0]).that(_is_listed(opeasy, https), "a receiver with https in the list", "none")


@verifies("OPEASY-WEBHOOK-33")
def test_no_receiver_is_registered_whose_url_is_none(opeasy: OpEasy) -> None:
    """Only what no parser takes for a URL: many mend white space in a path, or a slash too many."""
    given(_registered(opeasy)).status(201)
    own = opeasy.nowhere()
    for url in ("https://", "https://no host/", "https://127.0.0.1:99999/", own.removeprefix("https:"), own.replace(":", "", 1)):
        expect(opeasy.register(url)).status(400)
        _not_listed(opeasy, url)


@verifies("OPEASY-WEBHOOK-10")
def test_the_refusal_of_an_http_url_is_a_validation_error(opeasy: OpEasy) -> None:
    _registered(opeasy)
    for url in (NOBODY, f"{NOBODY}/{opeasy.names.number()}?n=1"):
        exchange = opeasy.register(url)
        given(exchange).status(400)
        expect(exchange).shows("400", "errorCode").shows("url", "validationError", "fieldName")
        expect(exchange).shows(url, "validationError", "originalInput")


def _incomplete(opeasy: OpEasy) -> Iterator[dict[str, Any]]:
    """Bodies of a registration that lack a field, or have one of another type."""
    whole = {"enterpriseId": opeasy.enterprise, "url": opeasy.nowhere(), "events": [EVENT]}
    known, chance = opeasy.session.catalogue.openapi, opeasy.session.random("wrong registrations")
    yield from (each.body for each in wrong_bodies(known, "registerWebhook", whole, chance, "type", "required") if each.place)
    yield from ({**whole, "events": events} for events in (EVENT, {EVENT: True}, [[EVENT]]))


@verifies("OPEASY-WEBHOOK-11")
def test_an_incomplete_or_mistyped_registration_is_refused(opeasy: OpEasy) -> None:
    bodies = list(_incomplete(opeasy))
    for body in bodies:
        expect(opeasy.register_with(body)).refused(400)
    exchange, webhooks = _listed(opeasy)
    left = {str(body.get("url")) for body in bodies} & {str(each.get("url")) for each in webhooks}
    expect(exchange).that(not left, "no receiver of what was refused", " ".join(left))
    _registered(opeasy)


@verifies("OPEASY-WEBHOOK-12")
def test_unknown_events_are_refused(opeasy: OpEasy) -> None:
    for events in (["no.such.event"], [EVENT, "no.such.event"], [EVENT[:-1]], []):
        url = opeasy.nowhere()
        exchange = opeasy.register(url, events=events)
        if not events and exchange.status == 201:
            uses("OPEASY-R-EVENTS", "c", "an empty list of events is accepted")
            continue
        expect(exchange).status(400, 422)
        if exchange.status == 422:
            uses("OPEASY-R-EVENTS", "b", "an unknown event is refused with 422")
        _not_listed(opeasy, url)
    _registered(opeasy)


@verifies("OPEASY-WEBHOOK-18")
def test_registering_a_url_again_leaves_its_receiver_as_it_is(opeasy: OpEasy) -> None:
    first = _registered(opeasy)
    again = opeasy.register(first.json()["webhook"]["url"])
    expect(again).status(201, 200, 400, 409, 422)
    if again.status != 201 or value_at(again, "webhook", "id") == _id(first):
        uses("OPEASY-R-EVENTS", "d", f"a second registration is answered with {again.status}")
    expect(opeasy.of_webhook("getWebhook", _id(first))).status(200).shows(first.json()["webhook"], "webhook")


@verifies("OPEASY-WEBHOOK-19")
def test_what_is_refused_for_its_token_neither_registers_nor_removes(opeasy: OpEasy) -> None:
    known, url = _registered(opeasy), opeasy.nowhere()
    stranger = opeasy.admitted_by(MADE_UP)
    for refused in (stranger.register(url), stranger.of_webhook("deleteWebhook", _id(known))):
        given(refused).status(401)
    _not_listed(opeasy, url)
    expect(opeasy.of_webhook("getWebhook", _id(known))).status(200)


# ---------------------------------------------------------------- what is removed

@verifies("OPEASY-WEBHOOK-15", "OPEASY-WEBHOOK-16")
def test_a_removed_receiver_is_gone_and_the_others_stay(opeasy: OpEasy) -> None:
    early, removed, late = (_registered(opeasy).json()["webhook"] for _ in range(3))
    given(opeasy.of_webhook("getWebhook", removed["id"])).status(200)
    given(_listed(opeasy)[0]).that(_is_listed(opeasy, removed["url"]), "the receiver in the list", "none")
    with asks("OPEASY-WEBHOOK-15"):
        expect(opeasy.of_webhook("deleteWebhook", removed["id"])).status(204)
        _not_listed(opeasy, removed["url"])
        expect(opeasy.of_webhook("getWebhook", removed["id"])).status(404)
    with asks("OPEASY-WEBHOOK-16"):
        exchange, webhooks = _listed(opeasy)
        for each in (early, late):
            expect(exchange).that(each in webhooks, f"{each} in the list", "none")
            expect(opeasy.of_webhook("getWebhook", each["id"])).status(200).shows(each, "webhook")


@verifies("OPEASY-WEBHOOK-17")
def test_an_unknown_receiver_is_answered_with_404(opeasy: OpEasy) -> None:
    removed, kept = (_id(_registered(opeasy)) for _ in range(2))
    for name, status in (("getWebhook", 200), ("deleteWebhook", 204)):
        given(opeasy.of_webhook(name, removed)).status(status)
    for unknown in (removed, MADE_UP):
        for name in ("deleteWebhook", "getWebhook", "deleteWebhook"):
            expect(opeasy.of_webhook(name, unknown)).status(404)
    given(opeasy.of_webhook("getWebhook", kept)).status(200)
