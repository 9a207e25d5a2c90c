"""Keeps the outcome of each trial in a file, so that an interrupted run goes on where it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import conformance
from bench.mutants.making import SERVER, Mutant
from bench.mutants.trials import NOT_YET, Outcome

PACKAGE = Path(conformance.__file__).parent


def digest_of(paths: Iterable[Path]) -> str:
    """One digest for some files."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def everything() -> str:
    """A digest of the checks, of the server and of all that they stand on."""
    specs = PACKAGE.parent / "specs" / "opeasy"
    return digest_of([*PACKAGE.rglob("*.py"), *specs.glob("*.yaml")])


class Kept:
    """The outcomes so far.

    A dead mutant stays dead while its file and the module of the check that killed it are as they were; a survivor is tried
    again as soon as anything has changed.
    """

    def __init__(self, file: Path, everything: str) -> None:
        self.file, self.everything = file, everything
        self.found: dict[str, Outcome] = {}
        self.before: dict[str, Outcome] = {}  # what lived when something was otherwise
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            entry = json.loads(line)
            outcome = Outcome(**entry["outcome"])
            self.found.pop(entry["key"], None)
            self.before.pop(entry["key"], None)
            if entry["digest"] == self._digest(entry["key"].split("\t")[0], outcome):
                self.found[entry["key"]] = outcome
            elif not outcome.dead:
                self.before[entry["key"]] = outcome

    def decided(self, mutant: Mutant) -> bool:
        """Whether nothing is left to ask about it."""
        return mutant.key in self.found and self.found[mutant.key].how != NOT_YET

    def add(self, mutant: Mutant, outcome: Outcome) -> None:
        """Keep one more."""
        self.found[mutant.key] = outcome
        entry = {"key": mutant.key, "digest": self._digest(mutant.file, outcome), "outcome": asdict(outcome)}
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def _digest(self, file: str, outcome: Outcome) -> str:
        if not outcome.dead:
            return self.everything
        paths = [SERVER / file, *([PACKAGE / "suites" / outcome.check.partition("::")[0]] if outcome.check else [])]
        return digest_of(path for path in paths if path.exists())
