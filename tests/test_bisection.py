"""The wrong rows of a batch are found in few questions, and none is looked for that would tell nothing new."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.expect import Inconclusive
from conformance.rows import Row, bisected


def _rows(count: int) -> list[Row]:
    return [Row("OPEASY-X-1", {"number": number}, True, "") for number in range(count)]


@given(st.integers(0, 400), st.sets(st.integers(0, 399), max_size=8))
def test_exactly_the_wrong_rows_are_found_in_few_questions(count: int, numbers: set[int]) -> None:
    batch, asked = _rows(count), list[int]()
    wrong = [row for row in batch if row.payload["number"] in numbers]

    def right(part: Sequence[Row]) -> bool:
        asked.append(len(part))
        return not any(row in wrong for row in part)

    assert list(bisected(batch, right)) == wrong
    assert 0 not in asked
    assert len(asked) <= 1 + 2 * len(wrong) * math.ceil(math.log2(max(count, 1)))


@given(st.sets(st.integers(0, 399), min_size=1, max_size=300))
def test_what_is_settled_by_one_row_is_not_looked_for_in_others(numbers: set[int]) -> None:
    broken, asked = list[Row](), list[int]()

    def right(part: Sequence[Row]) -> bool:
        asked.append(len(part))
        return not any(row.payload["number"] in numbers for row in part)

    for row in bisected(_rows(400), right, lambda row: bool(broken)):
        broken.append(row)
    assert [row.payload["number"] for row in broken] == [min(numbers)]
    assert len(asked) <= 1 + 2 * math.ceil(math.log2(400))


def test_a_batch_that_is_wrong_only_as_a_whole_is_not_taken_for_right() -> None:
    with pytest.raises(Inconclusive, match="8 rows"):
        list(bisected(_rows(8), lambda part: len(part) < 8))
