"""Many servers before the same checks: what was not tried is never taken for caught."""

import pytest

from conformance.problems import Problem
from conformance.sweep import Sweep, Trial, sweep, swept
from conformance.verdict import ExitCode


class Breaks(Sweep):
    """A mistake of ours, somewhere in the middle."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        raise RuntimeError("broken")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_sweep_that_breaks_says_so(workers: int) -> None:
    trials = [Trial(fault="KnowsNoKey"), Trial(fault="KnowsNoOtherKey")]
    with pytest.raises(Problem) as told:
        list(swept("call-control", trials, workers, Breaks))
    assert (told.value.code, told.value.exit_code) == ("sweep-broke", ExitCode.HARNESS_ERROR)


def test_a_sweep_of_an_unknown_fault_says_so() -> None:
    with pytest.raises(Problem):
        sweep("call-control", [Trial(fault="NoSuchFault")])
