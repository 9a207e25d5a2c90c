"""Values of a strategy outside a property test, repeatable by seed."""

from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.strategies import SearchStrategy

_Value = TypeVar("_Value")


def samples(strategy: SearchStrategy[_Value], count: int, number: int) -> list[_Value]:
    """At least one and at most ``count`` values of a strategy, the same ones for the same seed ``number``.

    Fewer than ``count`` come back when the strategy has no more to offer.
    """
    drawn: list[_Value] = []

    @seed(number)
    @settings(max_examples=count, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet)
    @given(strategy)
    def draw(value: _Value) -> None:
        drawn.append(value)

    draw()
    return drawn
