"""An honest OpEasy Provisioning API in memory.

Laws: every answer is either a documented one or an error with one of the two documented bodies. Time passes only when
a request comes in, or, on the clock on the wall, when something is due; never while a request is answered. Nothing but
a courier uses threads: callbacks leave from there, and no answer depends on what becomes of them. Each promise of the
document is kept by one small method; a fault is a subclass that overrides it.
"""

from conformance.reference.opeasy.server import OpEasy
from conformance.reference.opeasy.settings import Settings

__all__ = ["SERVER", "OpEasy", "Settings"]

SERVER = OpEasy
