"""What a request is about to make and to take away, in the ledger."""

from dataclasses import dataclass, field

from conformance.exchange import Exchange
from conformance.ledger import Entry, Ledger
from conformance.suites.call_control.answers import code_of, is_done

NOTHING_OF_OURS = ("INVALID_AUTH_ID", "AUTH_ID_EXPIRED", "EXTENSION_EXIST")  # with the last one it may be that of others


@dataclass
class Intended:
    """The entries of what a request is about to make and to take away. ``mine`` collects what came to be, ``doubtful`` what may
    have been made: beside something that was refused (CALLCONTROL-R-PARTIAL), or because an answer tells nothing.
    """

    ledger: Ledger
    entries: dict[str, Entry] = field(default_factory=dict)
    struck: list[Entry] = field(default_factory=list)
    mine: list[Entry] = field(default_factory=list)
    doubtful: list[Entry] = field(default_factory=list)

    def came(self, answer: Exchange | None) -> None:
        """Note what an answer tells; None stands for a request that never left. What was there before stays ours."""
        if answer and is_done(answer):
            self.made()
        else:
            unmade = [entry for entry in self.entries.values() if not entry.id and entry not in self.doubtful]
            if answer and (len(unmade) > 1 or not code_of(answer)) and code_of(answer) not in NOTHING_OF_OURS:
                self.doubtful += unmade
                return
            for entry in unmade:
                self.ledger.gone(entry)

    def made(self) -> None:
        """It was done."""
        for number, entry in self.entries.items():
            self.ledger.made(entry, number)
            self.mine += [] if entry in self.mine else [entry]
        for entry in self.struck:
            self.ledger.gone(entry)
