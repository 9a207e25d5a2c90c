"""How a check ends: only a mismatch accuses, and nothing that went wrong is lost."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.exchange import Exchange
from conformance.expect import (
    Answers,
    Inconclusive,
    Mismatch,
    NotApplicable,
    NotRun,
    asks,
    current,
    expect,
    note,
    verdict_of,
)
from conformance.verdict import Verdict, combined

NOT_APPLICABLE, PASS, NOT_RUN, INCONCLUSIVE, ERROR, FAIL = Verdict
ENDINGS: list[tuple[Exception | None, Verdict]] = [
    (None, PASS), (Mismatch("1", "2"), FAIL), (Inconclusive("no answer"), INCONCLUSIVE),
    (NotApplicable("absent"), NOT_APPLICABLE),
    (NotRun("no tenant"), NOT_RUN), (AssertionError("1 == 2"), ERROR), (ValueError("odd"), ERROR),
    (TimeoutError(), ERROR),
    (ExceptionGroup("many", [Mismatch("1", "2")]), ERROR)]
endings = st.sampled_from(ENDINGS)
A, B, C = "OPEASY-X-1", "OPEASY-X-2", "OPEASY-X-3"


@contextlib.contextmanager
def heard(*declared: str) -> Iterator[Answers]:
    answers = Answers(declared)
    token = current.set(answers)
    try:
        yield answers
    finally:
        current.reset(token)


def asked(requirement: str, problem: Exception | None = None) -> None:
    with asks(requirement):
        if problem:
            raise problem


def verdicts(answers: Answers) -> dict[str, Verdict]:
    return {name: combined(each.verdict for each in answers.given if each.requirement == name)
            for name in dict.fromkeys(each.requirement for each in answers.given)}


@pytest.mark.parametrize(("problem", "verdict"), ENDINGS, ids=repr)
def test_only_a_mismatch_says_fail_and_what_is_not_ours_is_an_error(
        problem: Exception | None, verdict: Verdict) -> None:
    assert verdict_of(problem) is verdict
    answers = Answers((A, B))
    assert answers.close(problem) is verdict
    assert verdicts(answers) == {A: verdict, B: verdict}
    assert all(bool(each.message) == (problem is not None) for each in answers.given)


def test_a_bad_answer_does_not_silence_the_next_question() -> None:
    with heard(A, B, C) as answers:
        asked(A, Mismatch("1", "2"))
        asked(B, ZeroDivisionError())
        asked(C)
        assert answers.close(None) is FAIL
    assert verdicts(answers) == {A: FAIL, B: ERROR, C: PASS}


def test_what_a_check_left_out_was_not_run() -> None:
    with heard(A, B) as answers:
        asked(A)
        assert answers.close(None) is NOT_RUN
    assert verdicts(answers) == {A: PASS, B: NOT_RUN}


@given(st.lists(endings, min_size=1, max_size=6))
def test_a_question_asked_in_a_loop_is_answered_by_its_worst(rounds: list[tuple[Exception | None, Verdict]]) -> None:
    with heard(A) as answers:
        for problem, _ in rounds:
            asked(A, problem)
        assert answers.close(None) is combined(verdict for _, verdict in rounds)
    assert len(answers.given) == len(rounds)


@given(st.lists(st.tuples(st.sampled_from((A, B, C)), endings), max_size=4), endings)
def test_nothing_that_went_wrong_is_lost(
        questions: list[tuple[str, tuple[Exception | None, Verdict]]],
        ending: tuple[Exception | None, Verdict]) -> None:
    with heard(A, B) as answers:
        for requirement, (problem, _) in questions:
            asked(requirement, problem)
        found = answers.close(ending[0])
    # A mismatch that belongs to no question accuses nobody; it is a mistake of the check.
    assert found >= combined([*(verdict for _, (_, verdict) in questions), min(ending[1], ERROR)])
    assert set(verdicts(answers)) >= {A, B}


@pytest.mark.parametrize(("problem", "verdict"), ENDINGS[1:], ids=repr)
def test_a_check_that_ends_badly_passes_nothing_that_it_might_have_asked_again(
        problem: Exception, verdict: Verdict) -> None:
    with heard(A, B) as answers:
        asked(A)
        answers.close(problem)
    assert verdicts(answers) == {A: PASS if verdict is FAIL else max(verdict, PASS), B: verdict}


def test_a_mismatch_outside_of_every_question_is_an_error_and_accuses_nobody() -> None:
    with heard(A) as answers:
        asked(A)
        assert answers.close(Mismatch("1", "2")) is ERROR
    assert "expected 1, got 2" in answers.given[-1].message


def test_what_is_seen_in_passing_accuses_once_and_never_passes() -> None:
    with heard(A) as answers:
        answers.observe([])
        answers.observe([(B, Mismatch("a body", "none")), (B, Mismatch("a header", "none"))])
        assert answers.close(None) is FAIL
    assert verdicts(answers) == {A: PASS, B: FAIL}
    assert [each.expected for each in answers.given if each.requirement == B] == ["a body"]


def test_an_observation_does_not_hide_that_a_requirement_was_left_out() -> None:
    with heard(A, B) as answers:
        asked(A)
        answers.observe([(A, Mismatch("a body", "none"))])
        answers.close(None)
    assert verdicts(answers) == {A: FAIL, B: NOT_RUN}


def test_notes_go_to_the_next_answer_and_the_last_ones_to_the_last() -> None:
    with heard(A, B) as answers:
        note("one")
        note("two")
        asked(A)
        asked(B, Mismatch("1", "2"))
        note("three")
        answers.close(None)
    assert [(each.requirement, each.notes) for each in answers.given] == [(A, ["one", "two"]), (B, ["three"])]


def test_a_note_inside_a_question_belongs_to_it_whatever_comes_of_it() -> None:
    with heard(A) as answers:
        with asks(A):
            note("uses alternative b")
            raise Mismatch("1", "2")
        answers.close(None)
    assert [each.notes for each in answers.given] == [["uses alternative b"]]


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interruption_is_no_answer(ending: type[BaseException]) -> None:
    with heard(A) as answers, pytest.raises(ending), asks(A):
        raise ending
    assert not answers.given


def test_each_question_is_a_step_of_the_report() -> None:
    steps: list[str] = []

    @contextlib.contextmanager
    def step(title: str) -> Iterator[None]:
        steps.append(title)
        yield

    with heard(A, B) as answers:
        answers.step = step
        asked(A, Mismatch("1", "2"))
        asked(B)
    assert steps == [A, B]


# ---------------------------------------------------------------------- chains of expectations

ANSWER = Exchange(1, "getOperation", "GET", "/v1/operations/1", status=200,
                  headers={"Content-Type": "application/json"},
                  body=b'{"id": "1", "tasks": {"Users": {"size": 0, "list": [1, null]}}}')
KEPT = {
    "status": lambda: expect(ANSWER).status(404, 200),
    "shows": lambda: expect(ANSWER).shows("1", "id").shows(0, "tasks", "Users", "size"),
    "shows null": lambda: expect(ANSWER).shows(None, "tasks", "Users", "list", 1),
    "lacks": lambda: expect(ANSWER).lacks("tasks", "errors"),
    "holds": lambda: expect(ANSWER).holds("a list", lambda value: isinstance(value, list), "tasks", "Users", "list"),
}
BROKEN = {
    "status": lambda: expect(ANSWER).status(404, 201),
    "shows": lambda: expect(ANSWER).shows(1, "tasks", "Users", "size"),
    "shows what is missing": lambda: expect(ANSWER).shows(None, "errors"),
    "an index past the end": lambda: expect(ANSWER).json("tasks", "Users", "list", 2),
    "a key of a text": lambda: expect(ANSWER).json("id", "x"), "lacks": lambda: expect(ANSWER).lacks("tasks", "Users"),
    "lacks below nothing": lambda: expect(ANSWER).lacks("errors", "size"),
    "refused": lambda: expect(ANSWER).refused(400),
    "holds": lambda: expect(ANSWER).holds("no tasks", lambda value: not value, "tasks", "Users", "list"),
    "no JSON": lambda: expect(Exchange(1, "", "GET", "/", status=200, body=b"<html>")).json(),
    "no UTF-8": lambda: expect(Exchange(1, "", "GET", "/", status=200, body=b'"\xff"')).json(),
    "bottomless": lambda: expect(Exchange(1, "", "GET", "/", status=200, body=b"[" * 100_000)).json(),
    "true is not 1": lambda: expect(Exchange(1, "", "GET", "/", status=200, body=b'{"size": true}')).shows(1, "size"),
}


@pytest.mark.parametrize("chain", KEPT.values(), ids=KEPT)
def test_a_promise_that_is_kept_is_silent(chain: object) -> None:
    assert callable(chain)
    chain()


@pytest.mark.parametrize("chain", BROKEN.values(), ids=BROKEN)
def test_whatever_a_target_answers_a_broken_promise_is_a_mismatch_with_its_exchange(chain: object) -> None:
    assert callable(chain)
    with pytest.raises(Mismatch) as caught:
        chain()
    assert caught.value.exchange is not None
    assert all((caught.value.expected, caught.value.got))
    assert caught.value.exchange.asked in str(caught.value)


@pytest.mark.parametrize(("status", "noted"), [(400, False), (404, True), (499, True)])
def test_another_refusal_than_the_first_is_tolerated_with_a_note(status: int, noted: bool) -> None:
    with heard(A) as answers:
        expect(Exchange(1, "", "GET", "/", status=status)).refused(400)
        assert bool(answers.notes) == noted
    for other in (0, 200, 302, 500):
        with pytest.raises(Mismatch):
            expect(Exchange(1, "", "GET", "/", status=other)).refused(400)
