"""What an OpEasy server may get wrong, one module per section of the requirements.

Each lie is narrow: answers keep their documented shape wherever the requirement leaves room for that.
"""

from conformance.reference.faults.opeasy import (
    append_tasks,
    asynchronous_processing,
    auth_sessions,
    back_end_codes,
    commands,
    create_operation,
    device_fields,
    devices,
    errors,
    lifecycle,
    listed_errors,
    malformed_requests,
    operations,
    paging,
    processing_order,
    results,
    scheduled_operations,
    status,
    task_values,
    tasks,
    tenants,
    user_fields,
    validation_errors,
)

__all__ = [
    "append_tasks", "asynchronous_processing", "auth_sessions", "back_end_codes", "commands", "create_operation",
    "device_fields", "devices", "errors", "lifecycle", "listed_errors", "malformed_requests", "operations", "paging",
    "processing_order", "results", "scheduled_operations", "status", "task_values", "tasks", "tenants",
    "user_fields", "validation_errors",
]
