"""Many servers before the same checks: what was not tried is never taken for caught."""

import pytest
from click.testing import CliRunner

from conformance.checks import checks
from conformance.commands.selftest import Proof, selftest
from conformance.problems import Problem
from conformance.reference.faults import faults
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


def test_a_selftest_of_several_apis_ends_in_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs = {"call-control": Proof("call-control", "all pass", "3 of 3", "2 of 2", "nothing", True),
              "common-objects": Proof("common-objects", "1 fail"),
              "opeasy": Proof("opeasy", "all pass", "2 of 3", "1 of 1", "nothing")}
    monkeypatch.setattr("conformance.commands.selftest._selftest", lambda name, *_: proofs[name])
    told = CliRunner().invoke(selftest, [], standalone_mode=False)
    rows = [line.split() for line in told.output.splitlines()[-3:]]
    assert [(row[0], row[-1]) for row in rows] == [("call-control", "holds"), ("common-objects", "BROKEN"), ("opeasy", "BROKEN")]
    assert told.return_value == ExitCode.DOES_NOT


def test_with_all_faults_each_check_must_fail_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known, told_so = faults("call-control"), "no fault fails the check "
    monkeypatch.setattr("conformance.commands.selftest.faults", lambda api: {"TellsAllForOne": known["TellsAllForOne"]})
    monkeypatch.setattr("conformance.commands.selftest.derived_faults", lambda api: {})
    told = CliRunner().invoke(selftest, ["call-control", "--all", "-n", "1"], standalone_mode=False)
    idle = [line.removeprefix(told_so) for line in told.output.splitlines() if line.startswith(told_so)]
    assert idle
    assert {known["TellsAllForOne"].violated[0] in checks("call-control")[name].requirements for name in idle} == {False}
    assert told.return_value == ExitCode.DOES_NOT
