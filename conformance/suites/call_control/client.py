"""The target as the checks of the Call Control Manager see it.

``ask`` sends one request and judges nothing. Methods named after nouns (``extension``, ``contact``) arrange something, and are
inconclusive where that is out of reach. There is nothing to read: what exists shows in what later requests are answered.
"""

import contextlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotRun
from conformance.ledger import Entry, Ledger
from conformance.session import Session
from conformance.suites.call_control.actions import ACTIONS, Action
from conformance.suites.call_control.answers import CODES, code_of, given_done, is_done
from conformance.target import lacking

Record = dict[str, Any]
MADE_UP = "f" * 28  # a key that nobody was given
OURS = "our own key"
TRIES = 3  # numbers that may turn out to be taken
_KINDS = {"extension": ("extension", "ExtentionNumber"), "contact": ("contact", "PhoneNumber")}


class CallControl:
    """Somebody who provisions, and takes away again what a check made."""

    def __init__(self, session: Session) -> None:
        self.session, self.target = session, session.target
        self.key = session.target.credentials.get("securityKey", "")
        self._chance = session.random(f"numbers of {session.check}")
        self._made: list[Entry] = []

    @property
    def expired_key(self) -> str:
        """A key that was the agreed one once."""
        return self.target.credentials["expiredSecurityKey"]

    # ------------------------------------------------------------------ asked

    def ask(self, action: str, *records: Record, key: str | None = OURS, **parameters: str) -> Exchange:
        """Request an action for some records, with our key or another one; None sends none."""
        return self.send(action, {self.named(action)[1]: list(records)}, key, **parameters)

    def send(self, action: str, value: Any, key: str | None = OURS, **parameters: str) -> Exchange:
        """Request an action with any qsValue. What it makes is ours to take away."""
        said = {"action": self.named(action)[0], "qstype": "1", "qsValue": json.dumps(value, ensure_ascii=False), **parameters}
        return self._noting(action, value, lambda: self.session.client.call(
            ACTIONS[action].operation, credential=self.key if key == OURS else key, params=said))

    def raw(self, action: str, query: str, value: Any = None) -> Exchange:
        """Request an action with a query that is encoded already; ``value`` is what qsValue in it says."""
        known = self.session.client.shapes.operations[ACTIONS[action].operation]
        return self._noting(action, value, lambda: self.session.client.send(
            known.method, f"{known.path}?{query}", operation=known.id, headers={"Accept": "application/json"}))

    def named(self, action: str) -> tuple[str, str]:
        """Action and name of the records as they are sent; raises NotRun where only the target file could tell."""
        known: Action = ACTIONS[action]
        if not known.world:
            return known.operation, known.record
        said = self.world(known.world)
        return str(said["action"]), str(said["record"])

    def world(self, name: str) -> Any:
        """What the target file says in ``world``; raises NotRun if it does not."""
        if self.target.lacks(f"world.{name}"):
            raise NotRun(lacking(name))
        return self.target.world[name]

    def chance(self, purpose: str) -> int:
        """A seed for what is drawn for one purpose."""
        return self.session.random(purpose).getrandbits(32)

    # ------------------------------------------------------------------ records

    def number(self) -> str:
        """An extension number that a run may use, drawn by lot."""
        return self._drawn("extensions")

    def neighbours(self) -> tuple[str, str]:
        """Two such numbers that follow one another and differ in the last digit only."""
        number, last = self.number(), str(self.world("extensions")).rpartition("-")[2]
        step = -1 if number[-1] == "9" or int(number) == int(last) else 1
        return number, f"{int(number) + step:0{len(number)}}"

    def phone_number(self) -> str:
        """A phone number that a run may use for contacts."""
        return self._drawn("phoneNumbers")

    def _drawn(self, name: str) -> str:
        first, _, last = str(self.world(name)).partition("-")
        return str(self._chance.randint(int(first), int(last or first))).zfill(len(first.strip()))

    def extension_of(self, number: str | None = None, **fields: Any) -> Record:
        """The record of an extension with all its fields; None for a field leaves it out."""
        record = {"ExtentionNumber": self.number() if number is None else number, "EmailAddress": "test.user@example.com",
                  "FirstName": "Test", "LastName": "User", "OutboundCallerID": "2145550100", **fields}
        return {name: value for name, value in record.items() if value is not None}

    def contact_of(self, number: str | None = None, **fields: Any) -> Record:
        """The record of a contact with all its fields; None for a field leaves it out."""
        record = {"FirstName": "Test", "LastName": "Contact", "PhoneNumber": self.phone_number() if number is None else number,
                  "CompanyName": "Company", **fields}
        return {name: value for name, value in record.items() if value is not None}

    # ------------------------------------------------------------------ arranged

    def extension(self, **fields: Any) -> str:
        """The number of an extension that was just added."""
        for _ in range(TRIES):
            record = self.extension_of(**fields)
            answer = self.ask("add extension", record)
            if code_of(answer) != "EXTENSION_EXIST":
                break
        given_done(answer)
        return str(record["ExtentionNumber"])

    def contact(self, **fields: Any) -> str:
        """The number of a contact that was just added."""
        record = self.contact_of(**fields)
        given_done(self.ask("add contact", record))
        return str(record["PhoneNumber"])

    def question(self, action: str) -> Callable[..., Exchange]:
        """An action that can succeed once: all that it needs is there. What is called gets the key, and other parameters."""
        records = [self.subject(action)] + ([self.subject(action)] if action == "add extensions" else [])
        return lambda **how: self.ask(action, *records, **how)

    def subject(self, action: str) -> Record:
        """A record for which an action can succeed once."""
        match action:
            case "add extension" | "add extensions":
                return self.extension_of()
            case "update extension":
                return self.extension_of(self.extension(), FirstName="Other")
            case "delete extension":
                return {"ExtentionNumber": self.extension()}
            case "add contact":
                return self.contact_of()
            case "update contact":
                return self.contact_of(RegisteredPhoneNumber=self.contact())
            case _:
                return {"PhoneNumber": self.contact()}

    # ------------------------------------------------------------------ seen

    def is_taken(self, number: str) -> bool:
        """Whether an extension has the number, as an attempt to add it tells; if it had none it has one now."""
        answer = self.ask("add extension", self.extension_of(number))
        if not is_done(answer) and code_of(answer) != "EXTENSION_EXIST":
            raise Inconclusive(f"whether {number} is taken is not told: {answer.told[:120]!r}")
        return not is_done(answer)

    def is_listed(self, number: str) -> bool:
        """Whether a contact has the number, as an update that leaves the number alone tells."""
        answer = self.ask("update contact", self.contact_of(number, RegisteredPhoneNumber=number))
        if not is_done(answer) and code_of(answer) not in CODES:
            raise Inconclusive(f"whether a contact has {number} is not told: {answer.told[:120]!r}")
        return is_done(answer)

    # ------------------------------------------------------------------ taken away

    def _noting(self, action: str, value: Any, asking: Callable[[], Exchange]) -> Exchange:
        """Write down what is about to be made or deleted, and what came of it."""
        intended = self.intended(action, value)
        answer = asking()
        intended.came(answer)
        return answer

    def intended(self, action: str, value: Any) -> "Intended":
        """What a request is about to make and to take away."""
        kind, name = _KINDS[action.split()[1].removesuffix("s")]
        numbers, gone = _numbers(value, name), _numbers(value, "RegisteredPhoneNumber")
        if action.startswith("delete"):
            numbers, gone = [], numbers
        ledger = self.session.ledger
        entries = {number: ledger.find(kind, number) or ledger.intend(kind, number) for number in dict.fromkeys(numbers)}
        struck = [entry for number in set(gone) - set(numbers) if (entry := ledger.find(kind, number))]
        return Intended(ledger, entries, struck, self._made)

    def adopt(self, number: str) -> None:
        """An extension that was seen to be there after all."""
        self.intended("add extension", self.extension_of(number)).made()

    def clean_up(self) -> None:
        """Take away what the check made, as far as the target file says how."""
        with contextlib.suppress(Inconclusive):
            self.take_away(self._made)

    def take_away(self, entries: Iterable[Entry]) -> None:
        """Delete extensions and contacts; what is not there any more is gone, too. What has no id may be somebody else's."""
        for entry in [entry for entry in entries if entry.id and not entry.gone]:
            _, name = _KINDS[entry.kind]
            if self.target.lacks(f"world.{ACTIONS[f'delete {entry.kind}'].world}"):
                continue
            answer = self.ask(f"delete {entry.kind}", {name: entry.id})
            if is_done(answer) or code_of(answer) in ("INVALID_EXTENSION", "PHONE_NUMBER_INVALID", "WEBSERVICE_ERROR"):
                self.session.ledger.gone(entry)


@dataclass
class Intended:
    """The entries of what a request is about to make and to take away; ``mine`` collects what came to be."""

    ledger: Ledger
    entries: dict[str, Entry] = field(default_factory=dict)
    struck: list[Entry] = field(default_factory=list)
    mine: list[Entry] = field(default_factory=list)

    def came(self, answer: Exchange | None) -> None:
        """Note what an answer tells; None stands for a request that never left. What was there before stays ours."""
        if answer and is_done(answer):
            self.made()
        else:
            for entry in (entry for entry in self.entries.values() if not entry.id):
                self.ledger.gone(entry)

    def made(self) -> None:
        """It was done."""
        for number, entry in self.entries.items():
            self.ledger.made(entry, number)
            self.mine += [] if entry in self.mine else [entry]
        for entry in self.struck:
            self.ledger.gone(entry)


def _numbers(value: Any, name: str) -> list[str]:
    """The numbers in the records of a qsValue, whatever form it has."""
    lists = value.values() if isinstance(value, dict) and name not in value else [value]
    records = [record for each in lists for record in (each if isinstance(each, list) else [each])]
    found = [record.get(name) for record in records if isinstance(record, dict)]
    return [number for number in found if isinstance(number, str) and number]
