"""Mistakes that a user can make or meet, each with a code, a message, its cause and a hint. Never a traceback."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from conformance.verdict import ExitCode


@dataclass
class Problem(Exception):
    """Something that stops a command.

    ``code`` is stable and short, such as ``unknown-api``; ``message`` says what is wrong, ``cause`` why, ``hint`` what to do.
    """

    code: str
    message: str
    cause: str = ""
    hint: str = ""
    exit_code: ExitCode = ExitCode.USAGE

    def __str__(self) -> str:
        lines = [f"error [{self.code}]: {self.message}"]
        lines += [f"  cause: {self.cause}"] if self.cause else []
        lines += [f"  hint:  {self.hint}"] if self.hint else []
        return "\n".join(lines)


def did_you_mean(word: object, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the known word nearest to a misspelt one, whatever its case, or ``otherwise``."""
    spelt = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(str(word).casefold(), spelt, n=1, cutoff=0.6)
    return f"did you mean {spelt[near[0]]}?" if near else otherwise
