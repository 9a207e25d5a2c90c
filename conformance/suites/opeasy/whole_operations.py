"""Process of Operations.

Two operations with tasks of all families, changed in turn. All that they show is compared with all that was sent.
"""

import random

from conformance.checks import verifies
from conformance.expect import given
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import FAMILIES
from conformance.suites.opeasy.items import each_one_of, items_of, listed
from conformance.suites.opeasy.telling import telling
from conformance.suites.opeasy.whole import Kinds, Whole

MANY, CHANGES = 53, 3  # more than a page of 50


@verifies("OPEASY-LIFE-5")
def test_whatever_is_done_to_operations_they_show_what_was_sent(opeasy: OpEasy) -> None:
    chance = opeasy.session.random("whole operations")
    kinds = {family: _sorted_out(opeasy.in_family(family)) for family in FAMILIES}
    wholes = [_whole(opeasy, kinds, chance, many) for many in (MANY, 0)]
    for number in range(CHANGES):
        for whole in wholes:
            (whole.repair if number % 2 else whole.append)()
        for whole in wholes:
            whole.is_as_sent()
    for whole in wholes:
        whole.repair(every=True)
        whole.is_as_sent()
    for whole in wholes:
        whole.schedule()
    for whole in wholes:
        whole.is_as_sent()
        whole.has_results()


def _sorted_out(opeasy: OpEasy) -> tuple[list[Task], list[Task]]:
    """Tasks that this target accepts, and tasks that fail its validation."""
    sent = [*opeasy.tasks.failing(1), *opeasy.tasks.wrong(4), *telling(opeasy)]
    operation = opeasy.operation(sent)
    errors = listed(opeasy, opeasy.family.errors, operation)
    shown = [each.get("task") for each in items_of(errors)]
    wrong = [task for task in sent if each_one_of(shown)([task])]
    given(errors).that(len(wrong) == len(shown), f"{len(shown)} of the tasks that were sent", f"{len(wrong)}")
    given(operation.created).shows(len(sent) - len(wrong), *opeasy.family.size)
    return [task for task in sent if task not in wrong], wrong


def _whole(opeasy: OpEasy, kinds: Kinds, chance: random.Random, many: int) -> Whole:
    """An operation with some tasks of each family, many of one and many wrong ones of another."""
    most, worst = chance.sample(FAMILIES, 2)
    whole = Whole(opeasy, chance, kinds)
    whole.create({family: many if family == most else 1 for family in FAMILIES},
                 {family: many if family == worst else 1 for family in FAMILIES})
    return whole
