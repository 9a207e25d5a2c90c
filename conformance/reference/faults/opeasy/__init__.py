"""What an OpEasy server may get wrong, one module per section of the requirements.

Each lie is narrow: answers keep their documented shape wherever the requirement leaves room for that.
"""

from conformance.reference.faults.opeasy import (
    append_tasks,
    asynchronous_processing,
    auth_sessions,
    call_center_agents,
    call_center_errors,
    call_forwarding,
    call_recording,
    commands,
    create_operation,
    errors,
    lifecycle,
    listed_errors,
    malformed_requests,
    modified_numbers,
    operations,
    paging,
    phone_numbers,
    results,
    scheduled_operations,
    status,
    task_values,
    tasks,
    tenants,
    validation_errors,
)

__all__ = [
    "append_tasks", "asynchronous_processing", "auth_sessions", "call_center_agents", "call_center_errors",
    "call_forwarding", "call_recording", "commands", "create_operation", "errors", "lifecycle", "listed_errors",
    "malformed_requests", "modified_numbers", "operations", "paging", "phone_numbers", "results", "scheduled_operations",
    "status", "task_values", "tasks", "tenants", "validation_errors",
]
