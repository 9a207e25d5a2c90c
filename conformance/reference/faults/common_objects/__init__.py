"""Lies about the objects that services share, one file for each part of the document."""

from conformance.reference.faults.common_objects import conferences, criteria, lists, updates

__all__ = ["conferences", "criteria", "lists", "updates"]
