"""What a target file would say about this server."""

from typing import Any

from conformance.reference.call_control.settings import Settings


def as_target(settings: Settings) -> dict[str, Any]:
    """Credentials and world under the keys of a target file; the keys are no secrets here."""
    names = {"deleteExtension": settings.delete_extension, "deleteContact": settings.delete_contact}
    return {"credentials": {"securityKey": settings.security_key, "expiredSecurityKey": settings.expired_key},
            "world": {"extensions": "7000000-7999999", "phoneNumbers": "2140000000-2149999999",
                      **{name: {"action": action, "record": record} for name, (action, record) in names.items()}}}
