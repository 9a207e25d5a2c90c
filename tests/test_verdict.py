"""The laws of verdicts, and what a run may claim."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.verdict import ExitCode, Outcome, Verdict, combined, counts, exit_code

NOT_APPLICABLE, PASS, NOT_RUN, INCONCLUSIVE, ERROR, FAIL = Verdict
CONFORMS, DOES_NOT, NOBODY, HARNESS, _ = ExitCode

verdicts = st.lists(st.sampled_from(Verdict), max_size=6)
outcomes = st.lists(st.builds(Outcome, st.just("OPEASY-X-1"), st.sampled_from(Verdict),
                              st.sampled_from(["MUST", "SHOULD", "MAY"]),
                              st.sampled_from(["stated", "example", "implied"]), st.booleans()), max_size=6)


def _disputed(planned: bool = True) -> Outcome:
    return Outcome("", FAIL, basis="implied", planned=planned)


def _of(*given_verdicts: Verdict) -> list[Outcome]:
    return [Outcome("", verdict) for verdict in given_verdicts]


@given(verdicts, verdicts, verdicts)
def test_combining_keeps_the_worst_in_any_order_and_grouping(
        one: list[Verdict], two: list[Verdict], three: list[Verdict]) -> None:
    every = [*one, *two, *three]
    parts = [combined(part) for part in (three, one, two) if part]
    assert combined(parts) == combined(every) == (sorted(every)[-1] if every else NOT_RUN)
    assert combined([combined(every), combined(every)]) == combined(every)


def test_the_verdicts_are_ordered_as_the_design_says() -> None:
    assert [verdict.word for verdict in sorted(Verdict)] == [
        "not_applicable", "pass", "not_run", "inconclusive", "error", "fail"]
    assert [Verdict.of(verdict.word) for verdict in Verdict] == list(Verdict)


def test_the_numbers_that_a_shell_is_told_are_these() -> None:
    assert [(code.name, int(code)) for code in ExitCode] == [
        ("CONFORMS", 0), ("DOES_NOT", 1), ("NOBODY_CAN_SAY", 2), ("HARNESS_ERROR", 3), ("USAGE", 64)]
    assert all(code.meaning for code in ExitCode)


@given(outcomes)
def test_counting_loses_nobody(given_outcomes: list[Outcome]) -> None:
    found = counts(given_outcomes)
    assert sum(found.values()) == len(given_outcomes)
    assert list(found) == [verdict.word for verdict in sorted(Verdict, reverse=True)]


@pytest.mark.parametrize(("said", "code"), [
    (_of(), NOBODY), (_of(PASS), CONFORMS), (_of(PASS, NOT_APPLICABLE), CONFORMS), (_of(NOT_APPLICABLE), NOBODY),
    (_of(PASS, NOT_RUN), NOBODY), (_of(PASS, INCONCLUSIVE), NOBODY), (_of(PASS, ERROR), HARNESS), (_of(ERROR), HARNESS),
    (_of(PASS, FAIL), DOES_NOT), (_of(ERROR, FAIL, INCONCLUSIVE, NOT_RUN), DOES_NOT),
    (_of(ERROR, INCONCLUSIVE), HARNESS),
    ([_disputed()], NOBODY), ([*_of(PASS), _disputed()], CONFORMS), ([*_of(ERROR), _disputed()], HARNESS),
    ([*_of(NOT_RUN, PASS), _disputed()], NOBODY), ([Outcome("", FAIL, "SHOULD"), *_of(PASS)], CONFORMS),
    ([Outcome("", FAIL, "MAY"), *_of(PASS)], CONFORMS), ([Outcome("", FAIL, basis="example")], DOES_NOT),
    ([Outcome("", FAIL, planned=False), *_of(PASS)], CONFORMS), ([Outcome("", PASS, planned=False)], NOBODY),
    ([Outcome("", ERROR, planned=False), *_of(PASS)], CONFORMS),
])
def test_the_exit_code_of_a_finished_run(said: Sequence[Outcome], code: ExitCode) -> None:
    assert exit_code(said, finished=True) is code


@pytest.mark.parametrize(("said", "code"), [
    (_of(), NOBODY), (_of(PASS), NOBODY), (_of(PASS, FAIL), DOES_NOT), (_of(PASS, ERROR), HARNESS),
    ([_disputed()], NOBODY)])
def test_the_exit_code_of_a_run_that_was_cut_short(said: Sequence[Outcome], code: ExitCode) -> None:
    assert exit_code(said, finished=False) is code


@pytest.mark.parametrize("strict", [False, True])
def test_a_run_conforms_exactly_if_something_planned_passed_and_nothing_is_open(strict: bool) -> None:
    kinds = itertools.product(Verdict, ("MUST", "SHOULD"), ("stated", "implied"), (True, False))
    every = [Outcome("", *kind) for kind in kinds]
    for said in [[], *([each] for each in every), *itertools.product(every, repeat=2)]:
        planned = [outcome for outcome in said if outcome.planned]
        kept = any(outcome.verdict is PASS for outcome in planned)
        clear = all(outcome.verdict in (PASS, NOT_APPLICABLE, FAIL) and not outcome.accuses(strict)
                    for outcome in planned)
        assert (exit_code(said, finished=True, strict=strict) is CONFORMS) == (kept and clear), said
        assert exit_code(said, finished=False, strict=strict) is not CONFORMS


@given(outcomes, st.booleans(), st.booleans())
def test_one_accusation_outweighs_everything_else(said: list[Outcome], finished: bool, strict: bool) -> None:
    assert exit_code([*said, *_of(FAIL)], finished=finished, strict=strict) is DOES_NOT


@given(outcomes, st.booleans(), st.booleans())
def test_an_error_without_accusation_is_the_harness_fault(said: list[Outcome], finished: bool, strict: bool) -> None:
    accused = any(outcome.accuses(strict) for outcome in said)
    assert exit_code([*said, *_of(ERROR)], finished=finished, strict=strict) is (DOES_NOT if accused else HARNESS)


@given(outcomes, outcomes, st.booleans(), st.booleans())
def test_what_lies_outside_the_plan_never_matters(
        said: list[Outcome], more: list[Outcome], finished: bool, strict: bool) -> None:
    outside = [Outcome("", outcome.verdict, outcome.level, outcome.basis, planned=False) for outcome in more]
    code = exit_code(said, finished=finished, strict=strict)
    assert exit_code([*outside, *said], finished=finished, strict=strict) is code


@given(outcomes, st.booleans())
def test_the_order_of_outcomes_never_matters(said: list[Outcome], strict: bool) -> None:
    assert exit_code(said, finished=True, strict=strict) is exit_code(said[::-1], finished=True, strict=strict)


@pytest.mark.parametrize("mismatch", [_disputed(), Outcome("", FAIL, "SHOULD"), Outcome("", FAIL, "MAY"),
                                      Outcome("", FAIL, "SHOULD", "implied")])
def test_what_is_disputed_or_recommended_gates_only_if_strict(mismatch: Outcome) -> None:
    assert mismatch.disputed != mismatch.warned
    assert (mismatch.accuses(), mismatch.accuses(strict=True)) == (False, True)
    assert exit_code([*_of(PASS), mismatch], finished=True) is CONFORMS
    assert exit_code([*_of(PASS), mismatch], finished=True, strict=True) is DOES_NOT


@given(outcomes, st.booleans())
def test_strict_never_makes_a_run_look_better(said: list[Outcome], finished: bool) -> None:
    lenient, strict = (exit_code(said, finished=finished, strict=strict) for strict in (False, True))
    assert strict is lenient or strict is DOES_NOT
