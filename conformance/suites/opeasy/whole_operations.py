"""Process of Operations.

One operation with tasks of all families, changed again and again. All that it shows is compared with all that was sent.
"""

import random
from collections.abc import Iterator
from typing import Any

from conformance.checks import verifies
from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import OpEasy, Operation, Scheduled
from conformance.suites.opeasy.families import FAMILIES, Family
from conformance.suites.opeasy.items import are_objects, items_of, same_subjects, same_tasks
from conformance.suites.opeasy.telling import telling_wrong

MANY, CHANGES = 53, 4
SIZES = (7, 20, 50, 200)

Lists = dict[Family, list[Task]]


@verifies("OPEASY-LIFE-4")
def test_whatever_is_done_to_an_operation_it_shows_what_was_sent(opeasy: OpEasy) -> None:
    whole = Whole(opeasy, opeasy.session.random("whole operation"))
    whole.is_as_sent()
    for number in range(CHANGES):
        (whole.repair if number % 2 else whole.append)()
        whole.is_as_sent()
    while any(whole.wrong.values()):
        whole.repair(every=True)
    whole.is_as_sent()
    whole.has_results()


class Whole:
    """An operation, and what its lists must hold; tasks and errors are chosen by ``chance``."""

    def __init__(self, opeasy: OpEasy, chance: random.Random) -> None:
        self._opeasy, self._chance = opeasy, chance
        self.tasks: Lists = {family: [] for family in FAMILIES}
        self.wrong: Lists = {family: [] for family in FAMILIES}
        self._ids: dict[str, Task] = {}
        self._operation = self._created()

    def _created(self) -> Operation:
        tasks, wrong = {}, {}
        for family in FAMILIES:
            few = self._chance.randrange(1, 6)
            tasks[family] = self._opeasy.maker(family).failing(few + (MANY if family == self._opeasy.family else 0))
            wrong[family] = self._wrong(family, few)
        created = self._opeasy.create(self._file(tasks, wrong))
        given(created).status(201)
        operation = self._opeasy.known(created, tasks[self._opeasy.family])
        for family in FAMILIES:  # which tasks fail validation is asked elsewhere
            given(created).shows(len(tasks[family]), *family.size).shows(len(wrong[family]), *family.summary, "size")
        return operation

    def _wrong(self, family: Family, count: int) -> list[Task]:
        maker = self._opeasy.in_family(family)
        return [*(maker.tasks.unknown() for _ in range(count)), *self._chance.sample(telling_wrong(maker), 2)]

    def _file(self, tasks: Lists, wrong: Lists) -> Lists:
        """Families in any order, wrong tasks between the others; from now on they are due."""
        file, families = {}, [family for family in FAMILIES if family in tasks]
        self._chance.shuffle(families)
        for family in families:
            mixed = [(task, self.tasks) for task in tasks[family]]
            for task in wrong.get(family, ()):
                mixed.insert(self._chance.randrange(len(mixed) + 1), (task, self.wrong))
            for task, due in mixed:
                due[family].append(task)
            file[family] = [task for task, _ in mixed]
        return file

    # ------------------------------------------------------------------ changes

    def append(self) -> None:
        """New tasks and some that are there already, to some of the families."""
        tasks: Lists = {}
        for family in self._chance.sample(FAMILIES, 3):
            again = self._chance.sample(self.tasks[family], min(2, len(self.tasks[family])))
            tasks[family] = [*again, *self._opeasy.maker(family).failing(self._chance.randrange(1, 9))]
        wrong = {family: self._wrong(family, 2) for family in tasks if self._chance.random() < 0.7}
        appended = self._opeasy.append(self._operation, self._file(tasks, wrong))
        self._counts(expect(appended).status(200).exchange)

    def repair(self, every: bool = False) -> None:
        """Delete one validation error in two, or all of those that a page shows."""
        for family in FAMILIES:
            errors = self._lists(family, family.errors, 50)[1]
            for error in errors if every else self._chance.sample(errors, len(errors) // 2):
                name = str(error.get("id"))
                shown = self._opeasy.of_operation(family.error, self._operation, name)
                expect(shown).status(200).holds("the entry of the list", lambda entry, due=error: entry == due)  # type: ignore[misc]
                given(self._opeasy.of_operation(family.error_deletion, self._operation, name)).status(204)
                self._strike(family, error.get("task"))

    def _strike(self, family: Family, task: Any) -> None:
        number = next((number for number, each in enumerate(self.wrong[family]) if same_tasks([each])([task])), None)
        if number is not None:
            del self.wrong[family][number]

    # ------------------------------------------------------------------ what it shows

    def is_as_sent(self) -> None:
        """Sizes, tasks and validation errors of each family."""
        self._counts(self._opeasy.of_operation("getOperation", self._operation))
        ids: list[str] = []
        for family in FAMILIES:
            page, tasks = self._lists(family, family.tasks)
            self._same(page, tasks, self.tasks[family], f"tasks of {family}")
            page, errors = self._lists(family, family.errors)
            self._same(page, [each.get("task") for each in errors], self.wrong[family], f"validation errors of {family}", False)
            ids += [str(each.get("id")) for each in errors]
        expect(page).that(len(ids) == len(set(ids)), "an id of its own for each validation error", f"{ids}"[:200])

    def _counts(self, shown: Exchange) -> None:
        for family in FAMILIES:
            expect(shown).status(200).shows(len(self.tasks[family]), *family.size)
            due, size = len(self.wrong[family]), value_at(shown, *family.summary, "size")
            expect(shown).that((size or 0) == due, f"{due} validation errors of {family}", f"{size}")

    def has_results(self) -> None:
        """Counts and results of each family, in the order of its tasks."""
        self._operation.besides = {family: tasks for family, tasks in self.tasks.items() if family != self._opeasy.family}
        scheduled = self._opeasy.scheduled(self._operation)
        self._opeasy.complete(scheduled)
        overview = self._opeasy.of_scheduled("getResults", scheduled)
        given(overview).status(200)
        results = {family: self._lists(family, family.results, what=scheduled) for family in FAMILIES}
        if sum(len(items) for _, items in results.values()) == 1:
            uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
            return
        for family, (page, items) in results.items():
            due = self.tasks[family]
            ordered = same_subjects(due, ordered=True)(items)
            self._same(page, items, due, f"results of {family}", ordered)
            if not ordered:
                uses("OPEASY-R-RESULT-ORDER", "b", f"results of {family} in another order than their tasks")
            failed = sum(each.get("status") == "FAILED" for each in items)
            for name, count in (("size", len(due)), ("failed", failed), ("successful", len(due) - failed)):
                expect(overview).shows(count, "results", family, name)

    def _same(self, page: Exchange, items: list[Any], due: list[Task], what: str, ordered: bool = True) -> None:
        odd = [each for each in items if not any(same_tasks([task])([each]) for task in due)]
        expect(page).that(same_tasks(due, ordered)(items), f"the {len(due)} {what} as they were sent",
                          f"{len(items)} items, of which were not sent: {odd}"[:300])

    def _lists(self, family: Family, name: str, size: int = 0, what: Scheduled | None = None) -> tuple[Exchange, list[Any]]:
        """The last page that was read, and the items of all pages."""
        items: list[Any] = []
        for page in self._pages(family, name, size or self._chance.choice(SIZES), what):
            items += items_of(page)
        return page, items

    def _pages(self, family: Family, name: str, size: int, what: Scheduled | None) -> Iterator[Exchange]:
        opeasy, number, total = self._opeasy.in_family(family), 0, 1
        while number < total:
            asked: dict[str, Any] = {"params": {"pageSize": size, "pageNumber": number}}
            page = opeasy.of_scheduled(name, what, **asked) if what else opeasy.of_operation(name, self._operation, **asked)
            total = given(page).status(200).json("totalPages")
            given(page).that(isinstance(total, int) and total < 100, "a number of pages", f"{total}")
            given(page).that(are_objects(items_of(page)), "a list of objects", "something else")
            yield page
            number += 1
