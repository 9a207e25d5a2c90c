"""Hypothesis strategies for OpEasy and for objects that are described in tables, for the tests of this project and others.

    from conformance.strategies import operations, tasks_wrong_in, valid_tasks

* values: ``phone_numbers``, ``number_ranges``, ``user_ids``, ``mac_addresses``, ``extensions``, ``passwords``, ``odd_texts``
* tasks: ``valid_tasks``, ``tasks_wrong_in``, ``operations``; ``is_valid`` tells which is which
* objects: ``valid_objects``, ``objects_wrong_in``; ``is_valid_object`` tells which is which
* outside of property tests: ``samples``
"""

from conformance.strategies.drawn_tasks import is_valid, operations, tasks_wrong_in, valid_tasks
from conformance.strategies.identifiers import (
    extensions,
    mac_addresses,
    number_ranges,
    passwords,
    phone_numbers,
    user_ids,
)
from conformance.strategies.objects import is_valid_object, valid_objects
from conformance.strategies.sampling import samples
from conformance.strategies.texts import odd_texts
from conformance.strategies.wrong_objects import objects_wrong_in

__all__ = ["extensions", "is_valid", "is_valid_object", "mac_addresses", "number_ranges", "objects_wrong_in", "odd_texts",
           "operations", "passwords", "phone_numbers", "samples", "tasks_wrong_in", "user_ids", "valid_objects", "valid_tasks"]
