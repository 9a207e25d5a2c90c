"""What an OpEasy server may get wrong, one module per section of the requirements.

Each lie is narrow: answers keep their documented shape wherever the requirement leaves room for that.
"""

from conformance.reference.faults.opeasy import (
    append_tasks,
    asynchronous_processing,
    auth_sessions,
    commands,
    create_operation,
    download_requests,
    downloads,
    errors,
    lifecycle,
    listed_errors,
    malformed_requests,
    odd_texts,
    operations,
    paging,
    results,
    scheduled_operations,
    status,
    task_values,
    tasks,
    tenants,
    uploads,
    validation_errors,
)

__all__ = [
    "append_tasks", "asynchronous_processing", "auth_sessions", "commands", "create_operation", "download_requests",
    "downloads", "errors", "lifecycle", "listed_errors", "malformed_requests", "odd_texts", "operations", "paging",
    "results", "scheduled_operations", "status", "task_values", "tasks", "tenants", "uploads", "validation_errors",
]
