"""What the operator of a reference server may choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENTERPRISES = {"enterprise-a": "key-of-enterprise-a", "enterprise-b": "key-of-enterprise-b"}
PHONE_NUMBERS = {
    "enterprise-a": ("+12145550100", "1234567890", *(f"312-448-{last}" for last in range(1107, 1111))),
    "enterprise-b": ("+12145550200", *(f"312-448-{last}" for last in range(2107, 2111))),
}


@dataclass(frozen=True)
class Settings:
    """``enterprises`` maps each enterprise to its API key; from ``domain`` on it is the names that its back end knows.

    ``phone_numbers`` are those of each enterprise, as they are written; all other names are known in every enterprise.
    """

    enterprises: Mapping[str, str] = field(default_factory=lambda: dict(ENTERPRISES))
    token_seconds: float = 3600
    pending_seconds: float = 0.2
    task_seconds: float = 0.02
    processing_seconds: float = 0.3
    page_size: int = 50
    domain: str = "example.com"
    groups: tuple[str, ...] = ("group-1", "group-2")
    user_profiles: tuple[str, ...] = ("MS Teams",)
    departments: tuple[str, ...] = ("department-1",)
    phone_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(PHONE_NUMBERS))
    service_packs: tuple[str, ...] = ("service-pack-1", "service-pack-2")
    call_pickup_groups: tuple[str, ...] = ("call-pickup-group",)
    hunt_groups: tuple[str, ...] = ("hunt-group",)
    voice_routes: tuple[str, ...] = ("US East",)
    pbx_locations: tuple[str, ...] = ("PBX HQ",)
    network_classes_of_service: tuple[str, ...] = ("network-class-of-service",)
    languages: tuple[str, ...] = ("English (US)",)
    time_zones: tuple[str, ...] = ("UTC",)
    device_types: tuple[str, ...] = ("device-type", "managed-device-type")
    device_templates: tuple[str, ...] = ("my-device-template",)
    call_centers: tuple[str, ...] = ("call-center-1@example.com", "call-center-2@example.com")
    supervisors: tuple[str, ...] = ("supervisor@example.com",)


DEFAULTS = Settings()
