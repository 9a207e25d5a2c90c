"""The command line as its users see it: what it prints, where, and the exit code."""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from conformance import record
from conformance.cli import main

MAIN = (sys.executable, "-c", "from conformance.cli import main; main()")
KEYS = {"OPEASY_API_KEY": "key-of-enterprise-a", "OPEASY_SECOND_API_KEY": "key-of-enterprise-b"}


@dataclass(frozen=True)
class Told:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Both streams."""
        return self.out + self.err


def environment(more: Mapping[str, str] = KEYS) -> dict[str, str]:
    """That of these tests, without what pytest put into it for itself."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}, **more}


def told(*words: object, cwd: Path | None = None, env: Mapping[str, str] = KEYS, timeout: float = 120) -> Told:
    """Run a command in a process of its own."""
    done = subprocess.run([*MAIN, *map(str, words)], cwd=cwd, env=environment(env), timeout=timeout,
                          capture_output=True, encoding="utf-8", check=False)
    return Told(done.returncode, done.stdout, done.stderr)


def told_here(*words: object) -> Told:
    """Run a command that starts no run, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
          mock.patch.object(sys, "argv", ["conformance", *map(str, words)])):
        try:
            main()
        except SystemExit as end:
            return Told(int(end.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("a command always ends with an exit code")


def four_parts(found: Told, code: str, exit_code: int) -> str:
    """Code, message, cause and hint of the one problem with this code that a command told; there is no traceback."""
    assert "Traceback" not in found.text, found.text
    problems = re.findall(rf"^error \[{code}\]: \S.*\n  cause:? +\S.*\n  hint:? +\S.*", found.text, re.MULTILINE)
    assert (len(problems), found.code) == (1, exit_code), found.text
    return str(problems[0])


def recorded(folder: Path) -> record.Run:
    """The record of a run."""
    return record.read(folder)


def verdicts(run: record.Run) -> dict[str, str]:
    """The verdict of each planned requirement."""
    return {outcome.requirement: outcome.verdict.word for outcome in run.outcomes() if outcome.planned}
