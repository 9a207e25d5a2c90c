"""Samples of a strategy outside of property tests: a seed repeats them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.strategies.sampling import samples
from conformance.strategies.values import valid

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_a_seed_repeats_its_samples(seed: int, count: int) -> None:
    strategy = valid({"type": "string", "maxLength": 30})
    drawn = samples(strategy, count, seed)
    assert drawn == samples(strategy, count, seed)
    assert 1 <= len(drawn) <= count


def test_other_seeds_draw_other_samples() -> None:
    drawn = {tuple(samples(valid({"type": "string", "maxLength": 30}), 5, seed)) for seed in range(20)}
    assert len(drawn) == 20


def test_a_strategy_that_has_little_to_offer_gives_what_it_has() -> None:
    assert samples(st.just("one"), 10, 1) == ["one"]
    assert sorted(samples(st.booleans(), 10, 1)) == [False, True]


def test_a_strategy_that_has_nothing_to_offer_is_no_empty_list() -> None:
    with pytest.raises(Exception, match=r"(?i)unsatisfiable|unable to satisfy"):
        samples(st.integers().filter(lambda _: False), 3, 1)


def test_an_error_in_a_strategy_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        samples(st.just(0).map(lambda zero: 1 // zero), 3, 1)
