"""An honest OpEasy Provisioning API in memory.

Laws: every answer is either a documented one or an error with one of the two documented bodies; time passes only when a
request comes in; each promise of the document is kept by one small method, so that a fault is a subclass that overrides it.
"""

from conformance.reference.opeasy.server import OpEasy
from conformance.reference.opeasy.settings import Settings

__all__ = ["OpEasy", "Settings"]
