"""What an OpEasy server may get wrong, one module per section of the requirements.

Each lie is narrow: answers keep their documented shape wherever the requirement leaves room for that.
"""

from conformance.reference.faults.opeasy import (
    append_tasks,
    auth_sessions,
    commands,
    create_operation,
    errors,
    lifecycle,
    operations,
    paging,
    results,
    scheduled_operations,
    status,
    tasks,
    tenants,
    validation_errors,
)

__all__ = [
    "append_tasks", "auth_sessions", "commands", "create_operation", "errors", "lifecycle", "operations", "paging",
    "results", "scheduled_operations", "status", "tasks", "tenants", "validation_errors",
]
