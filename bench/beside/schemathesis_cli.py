"""Schemathesis' command line: all phases, all checks, its own systematic cases, and ids of things that exist."""

import json
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from importlib.metadata import version
from pathlib import Path

from beside.tool import OPENAPI, Command, Complaint, Missing, Unreadable, said
from beside.world import OWN, World, made_at

REPORT = "schemathesis.xml"
EXAMPLES = 10  # of each operation and phase, beside the systematic ones, which are some 5,000


class Schemathesis:
    """The version that is installed beside this harness, which uses it too."""

    name = "Schemathesis"

    def install(self) -> str:
        if not self.program():
            raise Missing("the program schemathesis is not installed: pip install schemathesis")
        return version("schemathesis")

    def program(self) -> str:
        """Where it is: beside this Python, or on the path."""
        beside = Path(sys.executable).parent / "schemathesis"
        return str(beside) if beside.exists() else shutil.which("schemathesis") or ""

    def command(self, url: str, folder: Path, seed: int, honest: bool) -> Command:
        world = made_at(url)
        (folder / "ids.json").write_text(json.dumps(ids(world)), encoding="utf-8")
        words = [self.program(), "run", str(OPENAPI), "--url", url, "--header", f"Authorization: {world.token}",
                 "--seed", str(seed), "--max-examples", str(EXAMPLES), "--checks", "all", "--continue-on-failure",
                 "--no-shrink", "--report", "junit", "--report-junit-path", REPORT]
        return Command(words, {"SCHEMATHESIS_HOOKS": "beside.schemathesis_hooks", "BESIDE_SEED": str(seed),
                               "BESIDE_IDS": str(folder / "ids.json"), "PYTHONPATH": str(Path(__file__).parent.parent)})

    def complaints(self, folder: Path, text: str) -> set[Complaint]:
        try:
            return read((folder / REPORT).read_text(encoding="utf-8"))
        except (OSError, ElementTree.ParseError) as reason:
            raise Unreadable(f"Schemathesis wrote no report: {reason}") from reason


def ids(world: World) -> dict[str, list[str]]:
    """What the hooks put into requests."""
    return {"operation-id": [world.id(name) for name in ("main", "done", "to append to")],
            "webhook-id": [world.id("webhook"), world.id("webhook to delete")], "enterpriseId": [OWN],
            "scheduled-operation-id": [world.id("scheduled done"), world.id("scheduled done and to delete")],
            "validation-error-id": [each for errors in world.errors.values() for each in errors],
            "to schedule": [world.id("to schedule"), world.id("to append to")]}


def read(text: str) -> set[Complaint]:
    """The kinds of complaints in a JUnit report: the operation, the check, and the status that was not documented."""
    found: set[Complaint] = set()
    for test in ElementTree.fromstring(text).iter("testcase"):
        for failure in [*test.iter("failure"), *test.iter("error")]:
            blocks = re.split(r"^- (?=ST\d+ )", failure.text or "", flags=re.MULTILINE)[1:]
            kinds = {_kind(block) for block in blocks} or {failure.get("message", "failed")}
            found |= {said(test.get("name", ""), kind) for kind in kinds}
    return found


def _kind(block: str) -> str:
    code, received = block.split()[0], re.search(r"Received: (\d+)", block)
    return f"{code} {received[1]}" if received else code
