"""What a target file would say about this server: who is admitted, what it offers, and what its back end has."""

from typing import Any

from conformance.reference.opeasy.settings import Settings


def as_target(settings: Settings) -> dict[str, Any]:
    """Credentials, capabilities and world under the keys of a target file; the keys are no secrets here."""
    (first, key), (second, other) = list(settings.enterprises.items())[:2]
    return {"credentials": {"enterpriseId": first, "apiKey": key}, "secondTenant": {"enterpriseId": second, "apiKey": other},
            "capabilities": {"jsonBody": True, "webhooks": True}, "world": _world(settings)}


def _world(settings: Settings) -> dict[str, Any]:
    """What the first enterprise has; the last four of its numbers follow one another."""
    numbers = next(iter(settings.phone_numbers.values()))
    names = {"domain": (settings.domain,), "groupId": settings.groups, "secondGroupId": settings.groups[1:],
             "userProfile": settings.user_profiles, "phoneNumber": numbers, "department": settings.departments,
             "servicePacks": settings.service_packs, "callPickupGroup": settings.call_pickup_groups,
             "huntGroup": settings.hunt_groups, "networkClassOfService": settings.network_classes_of_service,
             "language": settings.languages, "timeZone": settings.time_zones, "teamsVoiceRoute": settings.voice_routes,
             "teamsPbxLocation": settings.pbx_locations, "deviceType": settings.device_types,
             "managedDeviceType": settings.device_types[1:], "deviceTemplate": settings.device_templates,
             "callCenterId": settings.call_centers,
             "secondCallCenterId": settings.call_centers[1:], "supervisorId": settings.supervisors}
    return {**{key: known[0] for key, known in names.items() if known},
            "phoneNumberRange": f"{numbers[-4]} - {numbers[-1]}"}
