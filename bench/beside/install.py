"""Installs the tools that come from npm, in the versions of package.json, into a cache folder."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from beside.tool import Missing

PINNED = Path(__file__).parent / "package.json"


def cache() -> Path:
    """Where they are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "telephony-conformance" / "beside"


class Npm:
    """Packages of npm in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, name: str) -> str:
        """Have a package in its pinned version, and give that; raises Missing."""
        wanted: str = json.loads(PINNED.read_text(encoding="utf-8"))["dependencies"][name]
        if name == "specmatic" and not shutil.which("java"):
            raise Missing("Specmatic needs java 17 or later, which is not on the path")
        if self._version(name) != wanted:
            self._fetch(name, wanted)
        return wanted

    def _version(self, name: str) -> str:
        try:
            found = json.loads((self.folder / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(found.get("version", ""))

    def _fetch(self, name: str, wanted: str) -> None:
        if not shutil.which("npm"):
            raise Missing(f"{name} comes from npm, which is not on the path: install Node.js 20 or later")
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(PINNED, self.folder / "package.json")
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=self.folder, capture_output=True, text=True)
        if done.returncode or self._version(name) != wanted:
            reason = (done.stderr or done.stdout).strip().splitlines() or ["npm gave no reason"]
            raise Missing(f"{name} {wanted} cannot be installed (is there a network?): {reason[-1]}")
