"""Get User-related Tasks of a Specific Operation."""

from collections.abc import Callable, Iterator

from conformance.exchange import Exchange
from conformance.expect import expect, given
from conformance.suites.opeasy.client import OpEasy
from conformance.suites.opeasy.families import verifies_in_each_family
from conformance.suites.opeasy.items import items_of

Ask = Callable[..., Exchange]


def _lists(opeasy: OpEasy) -> Iterator[Ask]:
    """The three kinds of list, each of two entries."""
    operation = opeasy.operation(opeasy.tasks.failing(2), [opeasy.tasks.unknown() for _ in range(2)])
    for name in (opeasy.family.tasks, opeasy.family.errors):
        yield lambda name=name, **request: opeasy.of_operation(name, operation, **request)
    scheduled = opeasy.scheduled(opeasy.operation(opeasy.tasks.failing(2)))
    opeasy.complete(scheduled)
    yield lambda **request: opeasy.of_scheduled(opeasy.family.results, scheduled, **request)


def _without_parameters(ask: Ask) -> Exchange:
    page = ask()
    given(page).status(200)
    given(page).that(len(items_of(page)) == 2, "2 entries", f"{len(items_of(page))}")
    return page


@verifies_in_each_family("OPEASY-PAGE-30")
def test_page_0_of_a_list_is_its_first(opeasy: OpEasy) -> None:
    for ask in _lists(opeasy):
        whole = _without_parameters(ask)
        page = ask(params={"pageNumber": 0})
        expect(page).status(200).that(items_of(page) == items_of(whole), "the entries of the list", "others")


@verifies_in_each_family("OPEASY-PAGE-31")
def test_a_list_can_be_asked_for_pages_of_one_entry(opeasy: OpEasy) -> None:
    for ask in _lists(opeasy):
        _without_parameters(ask)
        page = ask(params={"pageSize": 1})
        expect(page).status(200).that(len(items_of(page)) == 1, "one entry", f"{len(items_of(page))}")
