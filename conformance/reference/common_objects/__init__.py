"""An honest server of Common Objects in memory.

The document has no endpoints, so the paths are the server's own: ``/objects/<component>`` has one object, or a list of those
that a DELETE can name; each of them is at ``/objects/<component>/<name>`` too. Laws: what breaks a table is refused with 400 and
changes nothing; an update keeps what it leaves out, unless that contradicts what it sends. Each promise is kept by one small
method; a fault is a subclass that overrides it.
"""

from conformance.reference.common_objects.server import CommonObjects

__all__ = ["SERVER", "CommonObjects"]

SERVER = CommonObjects
