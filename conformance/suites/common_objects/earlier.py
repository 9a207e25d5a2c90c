"""What objects were before a check changed them: written down in the ledger, and put back."""

import contextlib
import copy
import itertools
import json
from collections.abc import Iterator
from typing import Any, Protocol

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch
from conformance.ledger import Entry
from conformance.session import Session
from conformance.strategies.objects import Body, Shape
from conformance.suites.common_objects.outcomes import takes
from conformance.tables import READ

BEFORE = "as it was before"  # the id of such an entry; its detail is the object


class Objects(Protocol):
    """What it takes to read objects and to send them."""

    session: Session

    def is_bound(self, component: str, method: str) -> bool: ...
    def one(self, component: str, known: Body | None = None) -> tuple[Exchange, Body]: ...
    def shape(self, component: str, method: str) -> Shape: ...
    def ask(self, component: str, method: str, body: Any = None, known: Body | None = None) -> Exchange: ...


def remember(objects: Objects, component: str) -> Entry | None:
    """Write down what an object is now; None if it cannot be read, or not be put back."""
    if not (objects.is_bound(component, READ) and objects.is_bound(component, "PUT")):
        return None
    with contextlib.suppress(Inconclusive, Mismatch):
        entry = objects.session.ledger.intend(component, json.dumps(objects.one(component)[1]))
        objects.session.ledger.made(entry, BEFORE)
        return entry
    return None


def put_back(objects: Objects, entry: Entry) -> None:
    """Make an object what it was; the entry is gone if reading shows that it is."""
    before = json.loads(entry.detail)
    wanted = _sendable(objects, entry.kind, before)
    with contextlib.suppress(Inconclusive, Mismatch):
        found = _sendable(objects, entry.kind, objects.one(entry.kind, before)[1])
        for body in _ways_back(objects.shape(entry.kind, "PUT"), wanted, found):
            if found != wanted and takes(objects.ask(entry.kind, "PUT", body, before)):
                found = _sendable(objects, entry.kind, objects.one(entry.kind, before)[1])
        if found == wanted:
            objects.session.ledger.gone(entry)


def _ways_back(shape: Shape, wanted: Body, found: Body) -> Iterator[Body]:
    """All at once, without or with null for what was not there. What is shown together need not be sent together, so that one or
    two attributes may have to stay out."""
    added = dict.fromkeys(found.keys() - wanted.keys())
    for left_out in range(3):
        for names in itertools.combinations(wanted, max(len(wanted) - left_out, 0)):
            if shape.judge.fits(body := {name: wanted[name] for name in names}):
                yield from (body, {**body, **added}) if added else (body,)


def _sendable(objects: Objects, component: str, shown: Body) -> Body:
    """Of what an object shows that which a PUT may say, also of the objects inside of it."""
    chosen = objects.shape(component, "PUT")
    found = {name: copy.deepcopy(value) for name, value in shown.items() if name in chosen.attributes}
    for each in chosen.judge.violations(found):
        *way, last = each.place or ("",)
        inner: Any = found
        for step in way:
            inner = inner[step]
        if way and isinstance(inner, dict):
            inner.pop(last, None)
    return found
