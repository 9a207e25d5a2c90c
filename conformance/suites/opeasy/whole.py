"""An operation together with all that was sent to it: what each of its lists, files and counts must show."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expect import expect, given, uses
from conformance.openapi import FILE
from conformance.strategies.tasks import Task
from conformance.suites.opeasy.administrator import value_at
from conformance.suites.opeasy.client import OpEasy, Scheduled
from conformance.suites.opeasy.families import FAMILIES, Family
from conformance.suites.opeasy.items import are_objects, each_one_of, items_of, same_subjects, same_tasks
from conformance.suites.opeasy.patience import SHORT

SIZES = (13, 50, 200)
Lists = dict[Family, list[Task]]
Kinds = Mapping[Family, tuple[list[Task], list[Task]]]  # tasks that are accepted, and tasks that fail validation


class Whole:
    """What is sent to one operation is chosen by ``chance``; ``kinds`` are tasks of which it is known what becomes of them.

    Its lists are asked for in pages of one of the ``sizes``, and as files.
    """

    def __init__(self, opeasy: OpEasy, chance: random.Random, kinds: Kinds, sizes: Sequence[int] = SIZES,
                 files: bool = True) -> None:
        self._opeasy, self._chance, self._kinds, self._sizes, self._files = opeasy, chance, kinds, sizes, files
        self.tasks: Lists = {family: [] for family in FAMILIES}
        self.wrong: Lists = {family: [] for family in FAMILIES}
        self._scheduled: Scheduled | None = None

    # ------------------------------------------------------------------ changes

    def create(self, tasks: Mapping[Family, int], wrong: Mapping[Family, int]) -> None:
        """Create the operation with so many tasks and so many wrong ones, and some more."""
        created = self._opeasy.create(self._file(tasks, wrong))
        given(created).status(201)
        self._operation = self._opeasy.known(created, [])
        self._counts(created)

    def append(self) -> None:
        """New tasks and some that are there already, to some of the families."""
        families = self._chance.sample(FAMILIES, 3)
        file = self._file({family: self._chance.randrange(1, 9) for family in families}, dict.fromkeys(families[1:], 1))
        for family in families[:2]:
            again = self._chance.choice(self.tasks[family])
            file[family].append(again)
            self.tasks[family].append(again)
        self._counts(expect(self._opeasy.append(self._operation, file)).status(200).exchange)

    def _file(self, tasks: Mapping[Family, int], wrong: Mapping[Family, int]) -> Lists:
        """Families in any order, wrong tasks between the others; from now on they are due."""
        file: Lists = {}
        for family in self._chance.sample(list(tasks), len(tasks)):
            accepted, refused = self._kinds[family]
            kinds = self._chance.sample(accepted, len(accepted) if len(tasks) == len(FAMILIES) else min(3, len(accepted)))
            new = [*self._opeasy.maker(family).failing(tasks[family]), *kinds]
            odd = self._chance.choices(refused, k=wrong[family] + 1) if family in wrong and refused else []
            mixed = [(task, self.tasks) for task in new] + [(task, self.wrong) for task in odd]
            self._chance.shuffle(mixed)
            for task, due in mixed:
                due[family].append(task)
            file[family] = [task for task, _ in mixed]
        return file

    def repair(self, every: bool = False) -> None:
        """Delete one validation error in three, or all that a page shows."""
        for family in FAMILIES:
            errors = self._listed(family, family.errors, 200)[1]
            for error in errors if every else self._chance.sample(errors, (len(errors) + 2) // 3):
                self._delete(family, error)

    def _delete(self, family: Family, error: Any) -> None:
        name = str(error.get("id"))
        if self._chance.random() < 0.5:
            shown = expect(self._opeasy.of_operation(family.error, self._operation, name)).status(200)
            shown.holds("the entry of the list", lambda entry: bool(entry == error))
        given(self._opeasy.of_operation(family.error_deletion, self._operation, name)).status(204)
        due, task = self.wrong[family], error.get("task")
        if (number := next((place for place, each in enumerate(due) if same_tasks([each])([task])), None)) is not None:
            del due[number]

    def schedule(self) -> None:
        """It is on its way from now on."""
        self._operation.besides = {str(family): tasks for family, tasks in self.tasks.items()}
        self._scheduled = self._opeasy.scheduled(self._operation)

    # ------------------------------------------------------------------ what it shows

    def is_as_sent(self) -> None:
        """Sizes, tasks and validation errors of each family."""
        self._counts(self._opeasy.of_operation("getOperation", self._operation))
        ids: list[str] = []
        for family in FAMILIES:
            page, tasks = self._listed(family, family.tasks)
            self._same(page, tasks, self.tasks[family], f"tasks of {family}")
            page, errors = self._listed(family, family.errors)
            self._same(page, [each.get("task") for each in errors], self.wrong[family], f"validation errors of {family}", False)
            ids += [str(each.get("id")) for each in errors]
        expect(page).that(len(ids) == len(set(ids)), "an id of its own for each validation error", f"{ids}"[:200])

    def has_results(self, pause: float = SHORT) -> None:
        """Counts and results of each family, once it is complete; ``pause``: seconds between the first two looks."""
        assert self._scheduled, "it was scheduled"
        self._opeasy.complete(self._scheduled, pause)
        overview = self._opeasy.of_scheduled("getResults", self._scheduled)
        given(overview).status(200)
        results = {family: self._listed(family, family.results) for family in FAMILIES}
        if sum(len(items) for _, items in results.values()) < sum(map(len, self.tasks.values())) and _stops(results):
            uses("OPEASY-R-AFTER-FAILURE", "b", "tasks behind a failed one have no result")
            return
        for family, (page, items) in results.items():
            due = self.tasks[family]
            ordered = same_subjects(due, ordered=True)(items)
            self._same(page, items, due, f"results of {family}", ordered)
            if not ordered:
                uses("OPEASY-R-RESULT-ORDER", "b", f"results of {family} in another order than their tasks")
            ends = [each.get("status") for each in items]
            for name, count in (("size", len(due)), ("failed", ends.count("FAILED")), ("successful", ends.count("SUCCESS"))):
                expect(overview).shows(count, "results", family, name)

    def _counts(self, shown: Exchange) -> None:
        for family in FAMILIES:
            expect(shown).shows(len(self.tasks[family]), *family.size)
            due, size = len(self.wrong[family]), value_at(shown, *family.summary, "size")
            expect(shown).that((size or 0) == due, f"{due} validation errors of {family}", f"{size}")

    def _same(self, page: Exchange, items: list[Any], due: list[Task], what: str, ordered: bool = True) -> None:
        expect(page).shows(len(due), "totalItems")
        if not same_tasks(due, ordered)(items):
            odd = [each for each in items if not each_one_of(due)([each])]
            expect(page).that(False, f"the {len(due)} {what} as they were sent",
                              f"{len(items)} items, of which were not sent: {odd}"[:300])

    # ------------------------------------------------------------------ lists

    def _listed(self, family: Family, name: str, size: int = 0) -> tuple[Exchange, list[Any]]:
        """The last page of a list, and the items of all pages, which a file holds as well."""
        items: list[Any] = []
        for page in self._pages(family, name, size or self._chance.choice(self._sizes)):
            items += items_of(page)
        if not self._files:
            return page, items
        file = self._ask(family, name, headers={"Accept": FILE})
        if file.status == 200 and value_at(file, "totalItems") is None and are_objects(value_at(file, family)):
            expect(file).that(items_of(file) == items, f"the {len(items)} items of all pages", f"{len(items_of(file))} items")
        return page, items

    def _pages(self, family: Family, name: str, size: int) -> Iterator[Exchange]:
        number, total = 0, 1
        while number < total:
            page = self._ask(family, name, params={"pageSize": size, "pageNumber": number})
            total = given(page).status(200).that(are_objects(items_of(page)), "a list of objects", "others").json("totalPages")
            given(page).that(isinstance(total, int) and total < 100, "a number of pages", f"{total}")
            yield page
            number += 1

    def _ask(self, family: Family, name: str, **request: Any) -> Exchange:
        if name == family.results and self._scheduled:
            return self._opeasy.of_scheduled(name, self._scheduled, **request)
        return self._opeasy.of_operation(name, self._operation, **request)


def _stops(results: Mapping[Family, tuple[Exchange, list[Any]]]) -> bool:
    """Whether nothing stands behind the first result that FAILED."""
    ends = [each.get("status") for family in FAMILIES for each in results[family][1]]
    return ends.count("FAILED") == 1
