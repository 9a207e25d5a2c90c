"""The objects of a target, where its bindings say that they are: read, sent, made, put back."""

import contextlib
import copy
import json
from collections.abc import Mapping
from typing import Any

from conformance.bindings import Spot
from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, given
from conformance.judge import judge, known_tables
from conformance.ledger import Entry
from conformance.session import Session
from conformance.strategies.attributes import samples_of
from conformance.strategies.objects import API, Body, Shape, shape
from conformance.suites.common_objects.earlier import BEFORE, put_back, remember
from conformance.suites.common_objects.outcomes import taken, takes
from conformance.tables import READ, held

ENRICHED = ("CallCenterInstance", "CallCenterListItem")  # what has a name only where one asks for it
RENAMES = "newName"  # what an object is found by afterwards (609-615)
SAMPLE = "text"  # what a text of a sample body is


def bound(component: str, *methods: str) -> list[str]:
    """What a check needs that reads or sends an object."""
    return [f"binding.{component}.{method}" for method in methods]


class Objects:
    """What one check does with the objects of a target."""

    def __init__(self, session: Session) -> None:
        self.session, self.bound = session, session.target.bindings
        self._before: dict[str, Entry | None] = {}
        self._chance = session.random(session.check)

    # ------------------------------------------------------------------ asking

    def ask(self, component: str, method: str, body: Any = None, known: Mapping[str, Any] | None = None,
            **params: str) -> Exchange:
        """Ask for an object, or send one. ``known`` are the attributes of the object that the path may name."""
        spot, content = self.spot(component, method), body
        for step in reversed(spot.at if method != READ else ()):
            body = {step: body}
        sent = {} if method == READ else {"json": body}
        try:
            path = spot.of({**self.bound[component].values, **(known or {})})
        except KeyError as name:
            raise Inconclusive(f"the path {spot.url} needs {name}, and nobody knows it") from None
        headers = {"Accept": "application/json", **self.session.target.credentials}
        if method in ("PUT", "POST") and not self.is_bound(component, "DELETE") and component not in self._before:
            self._before[component] = remember(self, component)
        entry = self._intended(component, method, content)
        answer = self.session.client.send(method, path, operation=f"{method} {component}", headers=headers, params=params, **sent)
        if entry and takes(answer):
            self.session.ledger.made(entry, self._named(component, method, content))
        elif entry:
            self.session.ledger.gone(entry)
        return answer

    def _intended(self, component: str, method: str, body: Any) -> Entry | None:
        """The entry of the ledger for what a request makes, or gives another name; None if it does neither."""
        makes = method == "POST" or method == "PUT" and isinstance(body, dict) and RENAMES in body
        return self.session.ledger.intend(component) if makes and self.is_bound(component, "DELETE") else None

    def spot(self, component: str, method: str) -> Spot:
        """Where an object is read or written by a method; raises Inconclusive if that is not bound."""
        spots = self.bound[component].spots if component in self.bound else {}
        if method not in spots:
            raise Inconclusive(f"{component} is not bound for {method}")
        return spots[method]

    def is_bound(self, component: str, method: str) -> bool:
        """Whether the target says where an object is read or written by a method."""
        return component in self.bound and method in self.bound[component].spots

    def read(self, component: str, known: Mapping[str, Any] | None = None, **params: str) -> tuple[Exchange, list[Any]]:
        """What a GET answers: the object, or all objects of a list; those that ``known`` names, if it names any."""
        answer = self.ask(component, READ, known=known, **params)
        found = given(answer).status(200).json(*self.spot(component, READ).at)
        items = found if isinstance(found, list) else [found]
        name = self.key(component)
        if isinstance(found, list) and name and name in (known or {}):
            named = [each for each in items if isinstance(each, dict) and each.get(name) == (known or {})[name]]
            items = named or [each for each in items if not isinstance(each, dict) or name not in each]
        return answer, items

    def enriched(self, component: str) -> dict[str, str]:
        """The parameter that gives all there is of an object (127-131, 167-171)."""
        return {"enrichCcInfo": "true"} if component in ENRICHED else {}

    def one(self, component: str, known: Mapping[str, Any] | None = None, **params: str) -> tuple[Exchange, Body]:
        """The object that a GET answers; raises Inconclusive unless it has what such an object always has."""
        answer, items = self.read(component, known, **params)
        item = next(iter(items), None)
        if not isinstance(item, dict):
            raise Inconclusive(f"{answer.asked} shows no {component}")
        missing = [each for each in judge(API, component, READ).violations(item) if each.requirement.kind == "presence"]
        if [each for each in missing if not each.disputed and len(each.place) == 1]:
            raise Inconclusive(f"{answer.asked} shows no whole {component}: {missing[0].place} is missing")
        return answer, item

    # ------------------------------------------------------------------ what is sent

    def shape(self, component: str, method: str) -> Shape:
        """What bodies of a method look like."""
        return shape(API, component, method)

    def body(self, component: str, method: str, known: Mapping[str, Any] | None = None, having: str = "", lacking: str = "",
             full: bool = False, **values: Any) -> Body:
        """A valid body about an object, with or without one attribute, as short as it can be or with all that it may have.

        Raises Inconclusive if there is none.
        """
        chosen = self.shape(component, method)
        for kept in sorted(chosen.kept, key=len, reverse=True) if full else chosen.kept:
            found = {**chosen.plain, **kept, **values}
            free = [name for name in chosen.attributes if name not in (*chosen.ruled, RENAMES)] if full else []
            for name in (name for name in (*free, having) if name and name not in found):
                found[name] = next(samples_of(chosen.attributes[name].schema, chosen.sample))
            found = self.identified(component, method, found, known or {})
            if (not having or having in found) and lacking not in found and chosen.judge.fits(found):
                return found
        raise Inconclusive(f"no {method} of {component} can be made with {having or values} and without {lacking or 'anything'}")

    def identified(self, component: str, method: str, body: Body, known: Mapping[str, Any]) -> Body:
        """A body that names the object that is meant, with the values that the target knows."""
        named = {name: value for name, value in known.items() if name in body and name in self.names(component)}
        if RENAMES in body and body[RENAMES] == SAMPLE:
            named[RENAMES] = f"{known.get(self.key(component), SAMPLE)}-new"
        return {**self.settled(component, body), **named}

    def settled(self, component: str, body: Any) -> Any:
        """A body with the values that this target needs, also in the objects inside of it."""
        if not isinstance(body, dict):
            return body
        values = self.bound[component].values if component in self.bound else {}
        found = {name: copy.deepcopy(values.get(name, value)) for name, value in body.items()}
        for name, attribute in self.shape(component, "PUT").table.attributes.items():
            inner = next(held(self.session.catalogue.openapi, attribute.schema), "")
            if inner and isinstance(found.get(name), dict):
                found[name] = self.settled(inner, found[name])
            elif inner and isinstance(found.get(name), list):
                found[name] = [self.settled(inner, item) for item in found[name]]
        return found

    # ------------------------------------------------------------------ what is there

    def key(self, component: str) -> str:
        """The attribute by which a DELETE names an object; empty if there is none."""
        table = known_tables(API)[component]
        chosen = self.shape(component, "DELETE") if "DELETE" in table.methods else None
        return next((name for name in chosen.attributes if chosen.needs(name)), "") if chosen else ""

    def names(self, component: str) -> set[str]:
        """The attributes that tell one object from others: what paths name, and what a DELETE needs."""
        spots = self.bound[component].spots.values() if component in self.bound else ()
        return {name for spot in spots for name in spot.names} | {self.key(component)} - {""}

    def make(self, component: str, **values: Any) -> Body:
        """An object to ask about: a new one where the target lets one be made and named, otherwise the one that is there."""
        if not self.names(component) or not self.is_bound(component, "POST"):
            return dict(self.bound[component].values)
        body = self.body(component, "POST", **{**self.fresh(component), **values})
        self.post(component, body)
        return body

    def post(self, component: str, body: Body) -> Exchange:
        """Make an object; raises Inconclusive if that is refused. It is taken away after the check if a DELETE can."""
        return taken(given(self.ask(component, "POST", body, body))).exchange

    def fresh(self, component: str) -> Body:
        """Names that nobody has, for what tells one object from others."""
        attributes = self.shape(component, "POST").attributes
        number = self._chance.randrange(10 ** 6)
        return {name: number if attributes[name].schema.get("type") == "integer" else f"conformance-{number}"
                for name in self.names(component) if name in attributes and name not in self.bound[component].values}

    def _named(self, component: str, method: str, body: Any) -> str:
        """What a DELETE must say to take away what a body made, or gave another name."""
        said = body if isinstance(body, dict) else {}
        own = said.get(self.key(component))
        return json.dumps({self.key(component): said.get(RENAMES, own) if method == "PUT" else own})

    def put(self, component: str, body: Any, known: Mapping[str, Any] | None = None) -> Exchange:
        """Update an object; raises Inconclusive if that is refused."""
        return taken(given(self.ask(component, "PUT", body, known))).exchange

    # ------------------------------------------------------------------ afterwards

    def clean_up(self) -> None:
        """Take away what was made, and put back what was changed; what cannot be stays in the ledger."""
        with contextlib.suppress(Inconclusive, Mismatch):
            self.take_away()
        for entry in filter(None, list(self._before.values())):
            self.restore(entry)

    def restore(self, entry: Entry) -> None:
        """Make an object what it was, as the ledger has it."""
        self._before[entry.kind] = None  # what it is by now nobody wants back
        put_back(self, entry)

    def take_away(self) -> None:
        """Delete what the ledger holds."""
        for entry in self.session.ledger.left():
            if entry.id not in ("", BEFORE) and self.is_bound(entry.kind, "DELETE"):
                named = json.loads(entry.id)
                answer = self.ask(entry.kind, "DELETE", named, named)
                if takes(answer) or answer.status == 404:
                    self.session.ledger.gone(entry)
