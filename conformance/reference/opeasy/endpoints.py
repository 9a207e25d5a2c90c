"""The routing table: operationId, method, path, and the method of the server that answers."""

from collections.abc import Iterator

from conformance.reference.opeasy.families import BY_NAME, FAMILIES, Family
from conformance.reference.opeasy.foundation import Endpoint

OPERATION = "/v1/operations/{operation_id}"
SCHEDULED = "/v1/scheduledoperations/{scheduled_operation_id}"
WEBHOOK = "/v1/webhooks/{webhook_id}"
USERS = BY_NAME["Users"]


def endpoints() -> Iterator[Endpoint]:
    """Every endpoint; those that belong to a family are there once for each family."""
    yield Endpoint("createAuthSession", "POST", "/v1/authsessions", "create_auth_session", USERS)
    yield Endpoint("registerWebhook", "POST", "/v1/webhooks", "register_webhook", USERS)
    yield Endpoint("getWebhooks", "GET", "/v1/webhooks", "get_webhooks", USERS)
    yield Endpoint("getWebhook", "GET", WEBHOOK, "get_webhook", USERS)
    yield Endpoint("deleteWebhook", "DELETE", WEBHOOK, "delete_webhook", USERS)
    yield Endpoint("createOperation", "POST", "/v1/operations", "create_operation", USERS)
    yield Endpoint("appendTasks", "PATCH", OPERATION, "append_tasks", USERS)
    yield Endpoint("getOperation", "GET", OPERATION, "get_operation", USERS)
    yield Endpoint("deleteOperation", "DELETE", OPERATION, "delete_operation", USERS)
    yield Endpoint("scheduleOperation", "POST", "/v1/scheduledoperations", "schedule_operation", USERS)
    yield Endpoint("getScheduledOperationStatus", "GET", f"{SCHEDULED}/status", "get_status", USERS)
    yield Endpoint("getResults", "GET", f"{SCHEDULED}/results", "get_results", USERS)
    yield Endpoint("deleteScheduledOperation", "DELETE", SCHEDULED, "delete_scheduled_operation", USERS)
    for family in FAMILIES:
        yield from family_endpoints(family)


def family_endpoints(family: Family) -> Iterator[Endpoint]:
    """The lists of a family and its validation errors."""
    name, tasks = family.name, f"{OPERATION}/{family.segment}"
    errors, error = f"{tasks}/validationerrors", f"{tasks}/validationerrors/{{validation_error_id}}"
    yield Endpoint(f"get{name}Tasks", "GET", tasks, "get_tasks", family, "getTasks")
    yield Endpoint(f"get{name}ValidationErrors", "GET", errors, "get_validation_errors", family, "getValidationErrors")
    yield Endpoint(f"get{name}ValidationError", "GET", error, "get_validation_error", family, "getValidationError")
    yield Endpoint(f"delete{name}ValidationError", "DELETE", error, "delete_validation_error", family, "deleteValidationError")
    results = f"{SCHEDULED}/results/{family.segment}"
    yield Endpoint(f"get{name}Results", "GET", results, "get_family_results", family, "getFamilyResults")
