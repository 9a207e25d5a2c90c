"""Faults written from the document alone, before anybody looked at which check would catch them.

Those that are caught belong to the selftest, in ``conformance.reference.faults.opeasy.subtle``. Here lie the others.
"""

import importlib
import pkgutil

from conformance.reference.faults import faults


def subtle_faults() -> list[str]:
    """The names of all of them, wherever they lie; they are known from now on."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return [name for name, fault in faults("opeasy").items() if "subtle" in fault.__module__.split(".")]
