"""What is sent."""

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

from conformance.catalogue import load
from conformance.checks import verifies_each
from conformance.exchange import Exchange
from conformance.expect import Expectation, Inconclusive, Mismatch, asks, expect, given, uses
from conformance.judge import Violation, mentioned
from conformance.strategies.attributes import samples_of
from conformance.strategies.objects import API, Body, Shape
from conformance.strategies.sampling import samples
from conformance.strategies.wrong_objects import Break, is_wrong_in, witnesses
from conformance.suites.common_objects.client import RENAMES, Objects
from conformance.suites.common_objects.inventory import attribute_of, needs, sent
from conformance.suites.common_objects.outcomes import refused, refuses, taken, takes
from conformance.tables import FORBIDDEN, OPTIONAL, READ

_SENT = sent()
_WAYS = 3  # bodies for each way to be wrong


@verifies_each("what", _SENT, needs(_SENT))
def test_what_is_sent_is_taken_or_refused_as_its_table_says(objects: Objects, what: str) -> None:
    sender = _Sender(objects, *what.split())
    sender.taken()
    for name in _SENT[what]:
        with asks(name):
            sender.ask(name)


class _Sender:
    """Sends the bodies of one object by one method."""

    def __init__(self, objects: Objects, component: str, method: str) -> None:
        self.objects, self.component, self.method = objects, component, method
        self.shape: Shape = objects.shape(component, method)
        self.full, self.having = False, ""

    def base(self, known: Body) -> Body:
        """The valid body that others are made of."""
        return self.objects.body(self.component, self.method, known, having=self.having, full=self.full)

    def taken(self) -> None:
        """Send a valid body, which must be accepted before a refusal means anything: a short one, or else a full one."""
        renamed = RENAMES if RENAMES in self.shape.attributes else ""
        for self.full, self.having in ((False, ""), (True, ""), (True, renamed)):
            known = self.known()
            answer = self.send(self.base(known), known)
            if takes(answer):
                return
        taken(given(answer))

    def known(self) -> Body:
        """The object that is meant: where a request may do away with it or rename it, a new one each time. One that is only
        about to be made has a name that nobody has."""
        return self.objects.make(self.component) if self.method != "POST" else self.objects.fresh(self.component)

    def send(self, body: Any, known: Body) -> Any:
        """One request."""
        return self.objects.ask(self.component, self.method, body, known)

    def ask(self, requirement: str) -> None:
        """Ask about one requirement."""
        attribute = attribute_of(requirement)
        code = self.shape.table.attributes[attribute].presence.get(self.method) if "-PRESENCE-" in requirement else ""
        if code == OPTIONAL:
            self.optional(attribute)
        elif code == FORBIDDEN and (named := self.shape.table.attributes[attribute].schema.get("x-renames")):
            self.renaming(attribute, named)
        elif code == FORBIDDEN:
            self.forbidden(attribute)
        else:
            self.refused(requirement)

    def refused(self, requirement: str) -> None:
        """Bodies that are wrong in this alone are refused."""
        known_way = witnesses(self.shape).get(requirement)
        if not known_way:
            raise Inconclusive(f"no body is wrong in {requirement} alone")
        sent = 0
        for number in range(_WAYS):
            known = self.known()
            for body in itertools.islice(self.wrong(known_way[0], known, number), 1):
                self.refuses(requirement, body, known)
                sent += 1
        if not sent:
            raise Inconclusive(f"no body for this target is wrong in {requirement} alone")

    def refuses(self, requirement: str, body: Any, known: Body) -> None:
        """A wrong body is refused. What is stated, though, is what is right and not a refusal: then it may be taken as well if
        nothing wrong is read afterwards."""
        if load(API).requirement(requirement).basis != "stated":
            refused(expect(self.send(body, known)))
            return
        before: Violation | None = None
        with contextlib.suppress(Inconclusive, Mismatch):
            before = self.shown(requirement, known)[1]
        answer = self.send(body, known)
        if not takes(answer):
            refused(given(answer))
            return
        shown, broken = self.shown(requirement, {**known, **(body if isinstance(body, dict) else {})})
        if broken and (before or self.in_any_case(requirement)):
            raise Inconclusive(f"{shown.asked} shows {broken.found} in any case")
        if broken:
            expect(shown).that(False, broken.requirement.text, broken.found)
        uses("COMMON-R-REFUSAL", "c", f"{self.method} of {self.component}, {requirement}")

    def in_any_case(self, requirement: str) -> bool:
        """Whether right bodies are read as wrong as well, where other words of the document allow that."""
        rule = next((rule for rule in self.shape.table.rules if rule.id == requirement and rule.disputed(READ)), None)
        for name in mentioned(rule.schema) if rule else ():
            known, kept = self.known(), min((each for each in self.shape.kept if name in each), key=len)
            body = self.objects.identified(self.component, self.method, {**self.shape.plain, **kept}, known)
            if takes(self.send(body, known)) and self.shown(requirement, {**known, **body})[1]:
                return True
        return False

    def shown(self, requirement: str, known: Body) -> tuple[Exchange, Violation | None]:
        """What is read of an object, and whether that breaks the requirement, or a rule about the same attributes."""
        rules = {rule.id: set(mentioned(rule.schema)) for rule in self.shape.table.rules}
        same = {requirement, *(name for name, attributes in rules.items() if attributes == rules.get(requirement))}
        answer, item = self.objects.one(self.component, known)
        if not item.keys() & self.shape.attributes.keys():
            raise Inconclusive(f"{answer.asked} shows no {self.component}")
        found = (each for each in self.shape.judge.violations(item) if each.requirement.id in same and not each.tolerated)
        return answer, next(found, None)

    def wrong(self, way: Break, known: Body, number: int) -> Iterator[Any]:
        """Bodies about an object that are wrong in one way."""
        for kept in self.shape.kept:
            more = self.base(known) if self.full else {}
            free = {name: value for name, value in more.items() if name not in self.shape.ruled}
            sound = self.objects.identified(self.component, self.method, {**self.shape.plain, **free, **kept}, known)
            for body in samples(way.done(sound), _WAYS, number)[-1:]:
                named = self.objects.identified(self.component, self.method, body, known) if isinstance(body, dict) else body
                for each in (named, body):
                    if is_wrong_in(each, way.requirement, self.shape):
                        yield each

    def discriminates(self) -> None:
        """A target that takes anything says nothing by taking something."""
        known = self.known()
        refused(given(self.send([], known)))

    def optional(self, attribute: str) -> None:
        """Bodies with and without an attribute are taken alike."""
        self.discriminates()
        for having, lacking in ((attribute, ""), ("", attribute)):
            known = self.known()
            body = self.objects.body(self.component, self.method, known, having=having, lacking=lacking)
            taken(expect(self.send(body, known)))

    def forbidden(self, attribute: str) -> None:
        """A body with an attribute is refused, or the attribute is as it was; obeyed is what shows whatever was sent."""
        schema, obeyed = self.shape.table.attributes[attribute].schema, list[Expectation]()
        values = [{"conformance": number} for number in (1, 2)] if schema.get("type") == "object" else \
            [*samples_of(schema, self.shape.sample)][:2]
        for value in values:
            known = self.known()
            body = self.objects.body(self.component, self.method, known)
            answer = self.send({**body, attribute: value}, known)
            if refuses(answer):
                return
            taken(expect(answer))
            uses("COMMON-R-FORBIDDEN", "b", f"{self.method} of {self.component} with {attribute}")
            shown, item = self.objects.one(self.component, {**known, **body})
            if item.get(attribute) != value:
                return
            obeyed.append(expect(shown))
        obeyed[-1].that(False, load(API).requirement(self._cell(attribute)).text, f"{attribute} is what was sent")

    def renaming(self, attribute: str, named: str) -> None:
        """A body that gives another name at once is refused, or the object is found under the name that it has otherwise."""
        known = self.known()
        body = self.objects.body(self.component, self.method, known)
        new = f"{body[named]}-new"
        answer = self.send({**body, attribute: new}, known)
        if refuses(answer):
            return
        taken(expect(answer))
        uses("COMMON-R-FORBIDDEN", "b", f"{self.method} of {self.component} with {attribute}")
        with contextlib.suppress(Inconclusive):
            self.objects.one(self.component, {**known, **body})
            return
        shown, item = self.objects.one(self.component, {**known, named: new})
        expect(shown).that(item.get(named) != new, f"a {self.component} called {body[named]}", f"{named} = {new}")

    def _cell(self, attribute: str) -> str:
        return f"{self.shape.judge.prefix}-PRESENCE-{self.component}-{attribute}-{self.method}"
