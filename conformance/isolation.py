"""pytest without anything of the caller's: neither plugins nor settings of theirs may change a verdict."""

import contextlib
import os
from collections.abc import Iterator

ALONE = ("-c", os.devnull, "--assert=plain", "-p", "no:terminal", "-p", "no:cacheprovider")
_ENVIRONMENT = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """An environment in which pytest loads what it is told to load, and nothing else; the old one comes back."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
