"""An honest Call Control Manager in memory.

Laws: every request is answered with 200 and one of the two documented bodies; what a body says has happened, and nothing of what
was refused. Each promise of the document is kept by one small method; a fault is a subclass that overrides it.
"""

from conformance.reference.call_control.server import CallControl
from conformance.reference.call_control.settings import Settings

__all__ = ["SERVER", "CallControl", "Settings"]

SERVER = CallControl
