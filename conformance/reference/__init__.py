"""The honest reference servers, one per API. They read ``specs/`` as data and share no code with the harness."""

import importlib
from typing import Any

# Resolved when asked for: a run against a real target needs none of them.
SERVERS = {"opeasy": "conformance.reference.opeasy:OpEasy"}


def server_class(api: str) -> Any:
    """The class of the reference server of an API."""
    module, name = SERVERS[api].split(":")
    return getattr(importlib.import_module(module), name)
