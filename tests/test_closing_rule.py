"""The closing rule: nothing is promised without a question, and no question stands without a lie that proves it."""

import inspect
from collections import Counter

import pytest

from conformance.catalogue import apis, load
from conformance.checks import checks
from conformance.reference import server_class
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults

APIS = apis()


def asked(api: str) -> set[str]:
    return {name for check in checks(api).values() for name in check.requirements}


def lies(api: str) -> dict[str, type]:
    return {**faults(api), **derived_faults(api)}


@pytest.mark.parametrize("api", APIS)
def test_every_promise_is_asked_about_or_says_why_not(api: str) -> None:
    requirements = load(api).requirements.values()
    assert {each.id for each in requirements if each.tested} - asked(api) == set()
    assert {each.id for each in requirements if not each.tested} & asked(api) == set()


@pytest.mark.parametrize("api", APIS)
def test_every_check_asks_about_promises_that_exist_each_once(api: str) -> None:
    for check in checks(api).values():
        assert check.requirements, check.id
        assert set(check.requirements) <= set(load(api).requirements), check.id
        assert len(set(check.requirements)) == len(check.requirements), check.id


@pytest.mark.parametrize("api", APIS)
def test_every_promise_that_is_asked_about_has_a_lie_that_breaks_it(api: str) -> None:
    broken = {name for fault in lies(api).values() for name in fault.violated}  # type: ignore[attr-defined]
    assert {each.id for each in load(api).requirements.values() if each.tested} - broken == set()


@pytest.mark.parametrize("api", APIS)
def test_every_lie_breaks_promises_that_are_asked_about(api: str) -> None:
    assert not set(faults(api)) & set(derived_faults(api))
    for name, fault in lies(api).items():
        assert fault.violated, name  # type: ignore[attr-defined]
        assert set(fault.violated) <= asked(api), name  # type: ignore[attr-defined]


@pytest.mark.parametrize("api", APIS)
def test_every_lie_is_told_by_a_server_that_is_honest_otherwise_and_says_what_it_is(api: str) -> None:
    for name, fault in lies(api).items():
        assert issubclass(fault, server_class(api)), name
        assert fault is not server_class(api)
        assert (inspect.getdoc(fault) or "") != inspect.getdoc(server_class(api)), name
    assert server_class(api).violated == ()
    told = Counter(inspect.getdoc(fault) for fault in faults(api).values())
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("api", APIS)
def test_every_check_stands_in_a_section_of_its_suite_and_states_a_fact_of_its_own(api: str) -> None:
    titles = Counter((check.section, check.title) for check in checks(api).values())
    assert [title for title, times in titles.items() if times > 1] == []
    assert all(section and "/" not in section for section, _ in titles)
