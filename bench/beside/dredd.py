"""Dredd, with a hook that makes each of its transactions the request of a case."""

import json
import re
from pathlib import Path
from typing import Any

from beside.cases import cases, document_of
from beside.install import Npm
from beside.plain import METHODS, sample
from beside.tool import Command, Complaint, Unreadable, document, said
from beside.world import made_at

HOOKS = Path(__file__).parent / "dredd_hooks.js"


class Dredd:
    """Dredd from npm."""

    name = "Dredd"

    def __init__(self, npm: Npm) -> None:
        self.npm = npm

    def install(self) -> str:
        return self.npm.install("dredd")

    def command(self, url: str, folder: Path, seed: int, honest: bool) -> Command:
        whole = document_of(document())
        asked = {f"{case.method} {case.template} {case.status}":
                 {"path": case.path, "headers": case.headers, "body": case.body} for case in cases(whole, made_at(url))}
        with_examples(whole)
        (folder / "openapi.json").write_text(json.dumps(whole), encoding="utf-8")
        (folder / "cases.json").write_text(json.dumps(asked), encoding="utf-8")
        words = [str(self.npm.folder / "node_modules" / ".bin" / "dredd"), "openapi.json", url, f"--hookfiles={HOOKS}",
                 "--no-color", "--loglevel=error"]
        return Command(words, {"BESIDE_CASES": str(folder / "cases.json"), "BESIDE_FOUND": str(folder / "found.json")})

    def complaints(self, folder: Path, text: str) -> set[Complaint]:
        try:
            found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as reason:
            raise Unreadable(f"Dredd wrote no results: {reason}") from reason
        return read(found)


def with_examples(whole: dict[str, Any]) -> None:
    """Gives each answer a body of what is required only: Dredd demands whatever it sees in one, and makes up full ones."""
    for item in whole["paths"].values():
        for method in METHODS:
            for answer in item.get(method, {}).get("responses", {}).values():
                for content in answer.get("content", {}).values():
                    content["example"] = sample(content["schema"])


def read(found: list[dict[str, Any]]) -> set[Complaint]:
    """The kinds of complaints in what the hook wrote."""
    return {said(one["key"], kind(message)) for one in found if one["status"] == "fail"
            for message in one["fields"] or one["errors"] or ["failed"]}


def kind(message: str) -> str:
    """A message without ids and positions in lists."""
    message = re.sub(r"[0-9a-f]{16,}", "ID", message)
    return re.sub(r"/\d+(?=/|\b)", "/N", message)
