"""What a request is about to make and to take away, in the ledger."""

from dataclasses import dataclass, field

from conformance.exchange import Exchange
from conformance.ledger import Entry, Ledger
from conformance.suites.call_control.answers import is_done


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
