"""The honest reference servers, one package per API. They read ``specs/`` as data and share no code with the harness.

A package names its server as ``SERVER``: it takes a clock, has an ASGI ``app``, and ``as_target`` says what a target file would.
"""

import functools
import importlib
import re
from pathlib import Path
from typing import Any


def package(api: str) -> str:
    """The name of the package of an API."""
    return api.replace("-", "_")


@functools.cache
def prefix(api: str) -> str:
    """What the ids of its requirements begin with."""
    found = re.search(r"^([A-Z][A-Z0-9]*)-", (specs(api) / "requirements.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def specs(api: str) -> Path:
    """The folder of its specification: inside the package in an installed wheel, beside it in a checkout."""
    whole = Path(__file__).resolve().parents[1]
    return next(folder for folder in (whole / "specs", whole.parent / "specs") if folder.is_dir()) / api


def server_class(api: str) -> Any:
    """The class of the reference server of an API. Imported when asked for: a run against a real target needs none."""
    return importlib.import_module(f"{__name__}.{package(api)}").SERVER
