"""This harness, through its command line, on a target file, as anybody would use it."""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

import conformance
from beside.tool import OPENAPI, Command, Complaint, Unreadable, said
from beside.world import KEY

TARGET = OPENAPI.parent.parent.parent / "fixtures" / "targets" / "opeasy-reference.yaml"


class Ours:
    """``conformance run``; on a faulty server it may be stopped at the first complaint."""

    name = "this harness"

    def __init__(self, stop: bool) -> None:
        self.stop = stop

    def install(self) -> str:
        return conformance.__version__

    def command(self, url: str, folder: Path, seed: int, honest: bool) -> Command:
        target = yaml.safe_load(TARGET.read_text(encoding="utf-8"))
        target |= {"baseUrl": url, "receiver": {}}
        target["limits"]["pollInterval"] = 0.05
        (folder / "target.yaml").write_text(yaml.safe_dump(target), encoding="utf-8")
        record = Following(folder / "run" / "run.jsonl")
        words = [sys.executable, "-c", "from conformance.cli import main; main()", "run", "opeasy", "--target", "target.yaml",
                 "--seed", str(seed), "--out", "run"]
        environment = {"OPEASY_API_KEY": KEY, "OPEASY_SECOND_API_KEY": "key-of-enterprise-b",
                       "PYTHONPATH": str(Path(conformance.__file__).parent.parent)}
        return Command(words, environment, record.accuses if self.stop and not honest else lambda: False)

    def complaints(self, folder: Path, text: str) -> set[Complaint]:
        try:
            return read((folder / "run" / "run.jsonl").read_text(encoding="utf-8").splitlines())
        except OSError as reason:
            raise Unreadable(f"there is no record: {reason}") from reason


class Following:
    """A record while it is written."""

    def __init__(self, file: Path) -> None:
        self.file, self.place, self.accused = file, 0, False

    def accuses(self) -> bool:
        """Whether it holds an accusation by now."""
        with contextlib.suppress(OSError), self.file.open("rb") as record:
            record.seek(self.place)
            text = record.read()
            whole = text[:text.rfind(b"\n") + 1]
            self.place += len(whole)
            self.accused = self.accused or bool(read(whole.decode().splitlines()))
        return self.accused


def lines(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The lines of a record that can be read; the last one may have been cut."""
    for text in texts:
        with contextlib.suppress(ValueError):
            yield json.loads(text)


def read(texts: Iterable[str]) -> set[Complaint]:
    """The kinds of complaints in a record: the check and the requirement that it says is broken."""
    return {said(line["check"], line["requirement"]) for line in lines(texts)
            if line["kind"] == "answer" and line["verdict"] == "fail"}


def until_found(texts: Iterable[str]) -> int:
    """Requests that were sent up to the end of the check that accused first; 0 if none did."""
    sent = 0
    for line in lines(texts):
        sent += line["kind"] == "exchange" and not line.get("received")
        if line["kind"] == "answer" and line["verdict"] == "fail":
            return sent
    return 0
