"""Servers that are changed mechanically: a sample of those that ``bench/mutants`` makes, each a module with one change."""

import contextlib
import importlib
import importlib.util
import random
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from beside.tool import Missing

ROOT = Path(__file__).parent.parent.parent
PREFIX = "mutant:"
SERVER = "conformance.reference.opeasy"


def written(number: int, seed: int, folder: Path) -> list[str]:
    """Write the changed modules of some mutants into a folder, and give the names of the variants; raises Missing."""
    sys.path.append(str(ROOT))
    try:
        with contextlib.chdir(ROOT):  # where mutmut finds its settings
            made: list[Any] = importlib.import_module("bench.mutants.making").mutants()
    except ImportError as reason:
        raise Missing(f"mutants cannot be made here: {reason}") from reason
    chosen = random.Random(seed).sample(made, min(number, len(made)))
    return [_write(mutant, folder / f"{place}.py") for place, mutant in enumerate(chosen)]


def _write(mutant: Any, file: Path) -> str:
    file.write_text(mutant.source(), encoding="utf-8")
    return f"{PREFIX}{mutant.module}:{file}"


class Changed:
    """Finds one module in another file than its own."""

    def __init__(self, name: str, file: str) -> None:
        self.name, self.file = name, file

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        own = Path(ROOT, *name.split("."))
        return importlib.util.spec_from_file_location(
            name, self.file, submodule_search_locations=[str(own)] if own.is_dir() else None)


def changed_server(variant: str) -> type[Any]:
    """The honest server, imported anew with one of its modules from another file."""
    name, _, file = variant.removeprefix(PREFIX).partition(":")
    sys.meta_path.insert(0, Changed(name, file))
    for module in [each for each in sys.modules if each.startswith("conformance.reference")]:
        del sys.modules[module]
    made: type[Any] = importlib.import_module(SERVER).OpEasy
    return made
