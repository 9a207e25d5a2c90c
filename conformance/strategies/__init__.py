"""Hypothesis strategies for OpEasy, for the tests of this project and for those of others.

    from conformance.strategies import operations, tasks_wrong_in, valid_tasks

* values: ``phone_numbers``, ``number_ranges``, ``user_ids``, ``mac_addresses``, ``extensions``, ``passwords``, ``odd_texts``
* tasks: ``valid_tasks``, ``tasks_wrong_in``, ``operations``; ``is_valid`` tells which is which
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
from conformance.strategies.sampling import samples
from conformance.strategies.texts import odd_texts

__all__ = ["extensions", "is_valid", "mac_addresses", "number_ranges", "odd_texts", "operations", "passwords",
           "phone_numbers", "samples", "tasks_wrong_in", "user_ids", "valid_tasks"]
