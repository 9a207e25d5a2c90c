"""Runs against Call Control Managers over HTTP."""

import re
from pathlib import Path

from command_line import recorded, told

from conformance import record
from conformance.reference.call_control import CallControl, Settings
from conformance.serving import loopback

API = "call-control"
SETTINGS = Settings()
KEYS = {"CALL_CONTROL_KEY": SETTINGS.security_key, "CALL_CONTROL_EXPIRED_KEY": SETTINGS.expired_key}
EXAMPLE = Path(__file__).parents[1] / "fixtures" / "targets" / f"{API}-reference.yaml"


def run(server: CallControl, folder: Path, *words: str, change: tuple[str, str] = ("", ""), code: int = 0) -> record.Run:
    """A run against a server over HTTP."""
    with loopback(server.app) as url:
        file = folder / "target.yaml"
        text = EXAMPLE.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", url)
        file.write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
        found = told("run", API, *words, "--target", file, "--out", folder / "run", "--seed", 3, env=KEYS)
    assert found.code == code, found.text
    assert not any(key in (folder / "run" / "run.jsonl").read_text(encoding="ascii") for key in KEYS.values())
    return recorded(folder / "run")


def uses(done: record.Run) -> set[str]:
    """The tolerated alternatives that were noted."""
    notes = [note for answer in done.answers for note in answer["notes"]]
    return {f"{found[1]} {found[2]}" for note in notes if (found := re.match(r"uses reading (\S+), alternative (\w)", note))}
