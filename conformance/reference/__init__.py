"""The honest reference servers, one package per API. They read ``specs/`` as data and share no code with the harness.

A package names its server as ``SERVER``: it takes a clock, has an ASGI ``app``, and ``as_target`` says what a target file would.
"""

import importlib
from typing import Any

from conformance.reference.specs import requirement_ids


def package(api: str) -> str:
    """The name of the package of an API."""
    return api.replace("-", "_")


def prefix(api: str) -> str:
    """What the ids of its requirements begin with."""
    return next(each for each in requirement_ids(api)).partition("-")[0]


def server_class(api: str) -> Any:
    """The class of the reference server of an API. Imported when asked for: a run against a real target needs none."""
    return importlib.import_module(f"{__name__}.{package(api)}").SERVER
