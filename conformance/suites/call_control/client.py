"""The target as the checks of the Call Control Manager see it.

``ask`` sends one request and judges nothing. Methods named after nouns (``extension``, ``contact``) arrange something, and are
inconclusive where that is out of reach. There is nothing to read: what exists shows in what later requests are answered.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, NotRun
from conformance.ledger import Entry
from conformance.session import Session
from conformance.suites.call_control.actions import ACTIONS, Action
from conformance.suites.call_control.answers import OTHER, TRIES, code_of, given_done, is_done
from conformance.suites.call_control.intended import Intended
from conformance.suites.call_control.numbers import Numbers, numbers_in, records_in
from conformance.suites.call_control.queries import encoded
from conformance.suites.call_control.records import Record, contact_record, extension_record, renumbered
from conformance.target import lacking

MADE_UP = "f" * 28  # a key that nobody was given
OURS = "our own key"
NOT_THERE = ("INVALID_EXTENSION", "PHONE_NUMBER_INVALID", "WEBSERVICE_ERROR")
_KINDS = {"extension": ("extension", "ExtentionNumber"), "contact": ("contact", "PhoneNumber")}


class CallControl:
    """Somebody who provisions, and takes away again what a check made."""

    def __init__(self, session: Session) -> None:
        self.session, self.target = session, session.target
        self.key = session.target.credentials.get("securityKey", "")
        self._numbers = Numbers(session)
        self._made: list[Entry] = []
        self._doubtful: list[Entry] = []

    @property
    def expired_key(self) -> str:
        """A key that was the agreed one once."""
        return self.target.credentials["expiredSecurityKey"]

    # ------------------------------------------------------------------ asked

    def ask(self, action: str, *records: Record, key: str | None = OURS, **parameters: str) -> Exchange:
        """Request an action for some records, with our key or another one; None sends none."""
        return self.send(action, {self.named(action)[1]: list(records)}, key, **parameters)

    def send(self, action: str, value: Any, key: str | None = OURS, **parameters: str) -> Exchange:
        """Request an action with any qsValue. What it makes is ours to take away.

        Where others have a number of extensions that were never asked about, others are drawn, also in ``value``.
        """
        for _ in range(TRIES):
            answer = self._sent(action, value, key, parameters)
            if not self._belongs_to_others(action, value, answer) or is_done(self._sent(action, value, key, parameters)):
                return answer  # what is done when it is asked for again was nobody's
            for record in records_in(value, "ExtentionNumber"):
                renumbered(record, self.number())
        raise Inconclusive(f"too much of world.extensions is taken: {TRIES} numbers in turn")

    def _sent(self, action: str, value: Any, key: str | None, parameters: Mapping[str, str]) -> Exchange:
        said = {"action": self.named(action)[0], "qstype": "1", "qsSecuritykey": self.key if key == OURS else key,
                "qsValue": json.dumps(value, ensure_ascii=False), **parameters}
        query = encoded((name, text) for name, text in said.items() if text is not None)
        documented = said["qstype"] == "1" and value != {self.named(action)[1]: []}
        return self._noting(action, value, lambda: self._post(action, query, documented))

    def _belongs_to_others(self, action: str, value: Any, answer: Exchange) -> bool:
        fresh = self._numbers.fresh(numbers_in(value, "ExtentionNumber"))
        return fresh and action.startswith("add") and code_of(answer) == "EXTENSION_EXIST"

    def raw(self, action: str, query: str, value: Any = None, documented: bool = True) -> Exchange:
        """Request an action with a query that is encoded already; ``value`` is what qsValue in it says. Where it is
        not ``documented``, of another action or type or of no record, nobody knows the shape of the answer."""
        answer = self._noting(action, value, lambda: self._post(action, query, documented))
        if self._belongs_to_others(action, value, answer):
            raise Inconclusive("somebody else has the number that was drawn")
        return answer

    def _post(self, action: str, query: str, documented: bool = True) -> Exchange:
        known = self.session.client.shapes.operations[ACTIONS[action].operation]
        return self.session.client.send(known.method, f"{known.path}?{query}", operation=known.id, judged=documented,
                                        headers={"Accept": "application/json"})

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
        return self._numbers.drawn("extensions", self.world("extensions"))

    def neighbours(self) -> tuple[str, str]:
        """Two such numbers that differ in the last digit only. Others may have the second one."""
        return self._numbers.neighbours("extensions", self.world("extensions"))

    def phone_number(self) -> str:
        """A phone number that a run may use for contacts."""
        return self._numbers.drawn("phoneNumbers", self.world("phoneNumbers"))

    def extension_of(self, number: str | None = None, **fields: Any) -> Record:
        """The record of an extension with all its fields; None for a field leaves it out."""
        return extension_record(self.number() if number is None else number, **fields)

    def again(self, number: str, **fields: Any) -> Record:
        """The record of somebody else for a number, who shares nothing but the number with whom it may belong to."""
        return extension_record(number, **{"EmailAddress": "", "LastName": "Again", **fields})

    def contact_of(self, number: str | None = None, **fields: Any) -> Record:
        """The record of a contact with all its fields; None for a field leaves it out."""
        return contact_record(self.phone_number() if number is None else number, **fields)

    # ------------------------------------------------------------------ arranged

    def extension(self, **fields: Any) -> str:
        """The number of an extension that was just added."""
        record = self.extension_of(**fields)
        given_done(self.ask("add extension", record))
        return str(record["ExtentionNumber"])

    def contact(self, **fields: Any) -> str:
        """The number of a contact that was just added. Others may have one that was drawn, which no code of its own tells."""
        for _ in range(TRIES):
            record = self.contact_of(**fields)
            answer = self.ask("add contact", record)
            if is_done(answer) or code_of(answer) not in OTHER:
                break
        given_done(answer)
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
        answer = self.ask("add extension", self.again(number))
        if not is_done(answer) and code_of(answer) != "EXTENSION_EXIST":
            raise Inconclusive(f"whether {number} is taken is not told: {answer.told[:120]!r}")
        return not is_done(answer)

    def is_listed(self, number: str) -> bool:
        """Whether a contact has the number, as an attempt to give it another one tells; if one had it, it has that one now.

        Inconclusive where an update tells nothing: of a contact that was just added, and of a number that nobody has.
        """
        memory = self.session.memory
        if "updates tell" not in memory:
            memory["updates tell"] = self._moves(self.contact()) and not self._moves(self.phone_number())
        if not memory["updates tell"]:
            raise Inconclusive("an update does not tell whether there is a contact")
        return self._moves(number)

    def _moves(self, number: str) -> bool:
        answer = self.ask("update contact", self.contact_of(RegisteredPhoneNumber=number))
        if not is_done(answer) and not code_of(answer):
            raise Inconclusive(f"whether a contact has {number} is not told: {answer.told[:120]!r}")
        return is_done(answer)

    # ------------------------------------------------------------------ taken away

    def _noting(self, action: str, value: Any, asking: Callable[[], Exchange]) -> Exchange:
        """Write down what is about to be made or deleted, and what came of it."""
        intended = self.intended(action, value)
        answer = asking()
        intended.came(answer)
        if action.startswith("delete") and is_done(answer):
            self.session.memory["deletes", action.split()[1]] = True
        return answer

    def intended(self, action: str, value: Any) -> Intended:
        """What a request is about to make and to take away."""
        kind, name = _KINDS[action.split()[1].removesuffix("s")]
        numbers, gone = numbers_in(value, name), numbers_in(value, "RegisteredPhoneNumber")
        if action.startswith("delete"):
            numbers, gone = [], numbers
        ledger = self.session.ledger
        entries = {number: ledger.find(kind, number) or ledger.intend(kind, number) for number in dict.fromkeys(numbers)}
        struck = [entry for number in set(gone) - set(numbers) if (entry := ledger.find(kind, number))]
        return Intended(ledger, entries, struck, self._made, self._doubtful)

    def adopt(self, number: str) -> None:
        """An extension that was seen to be there after all."""
        self.intended("add extension", self.extension_of(number)).made()

    def leave(self, number: str) -> None:
        """A number that somebody else may have: the clean-up does not ask about it."""
        self._doubtful[:] = [entry for entry in self._doubtful if entry.detail != number]

    def clean_up(self) -> None:
        """Take away what the check made, as far as the target file says how."""
        with contextlib.suppress(Inconclusive):
            self.take_away(self._made)
            for entry in (entry for entry in self._doubtful if not entry.gone and self._can_delete(entry)):
                self.ask(f"delete {entry.kind}", {_KINDS[entry.kind][1]: entry.detail})
                if ("deletes", entry.kind) in self.session.memory:
                    self.session.ledger.gone(entry)

    def _can_delete(self, entry: Entry) -> bool:
        return not self.target.lacks(f"world.{ACTIONS[f'delete {entry.kind}'].world}")

    def take_away(self, entries: Iterable[Entry]) -> None:
        """Delete extensions and contacts; what is not there any more is gone, too. What has no id may be somebody else's."""
        for entry in [entry for entry in entries if entry.id and not entry.gone and self._can_delete(entry)]:
            name = _KINDS[entry.kind][1]
            answer = self.ask(f"delete {entry.kind}", {name: entry.id})
            # A failure is told as WEBSERVICE_ERROR, too, and a deletion that the target file names wrong with any code: gone is
            # what fails twice in the same way where deletions are known to work.
            again = answer if is_done(answer) else self.ask(f"delete {entry.kind}", {name: entry.id})
            known = ("deletes", entry.kind) in self.session.memory
            if is_done(again) or known and code_of(again) == code_of(answer) in NOT_THERE:
                self.session.ledger.gone(entry)
