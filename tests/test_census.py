"""What is counted and listed of communities, with rows written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.census import list_at_home, list_few, list_marked


def test_organisations_are_listed_by_the_community_that_is_their_home() -> None:
    # An agency is at home nowhere; of the others row 4 is not among those asked for.
    home, among = np.array([-1, 1, 0, 1, 0, 1], dtype=np.int32), np.array([True, True, True, True, False, True])
    first, rows = np.empty(4, dtype=np.int64), np.empty(6, dtype=np.int64)
    list_at_home(home, among, first, rows)
    assert first.tolist() == [0, 1, 4, 4]
    assert rows[:4].tolist() == [2, 1, 3, 5]


@pytest.mark.parametrize("marked", [[], [0] * 8, [0, 1], [1] + [0] * 6 + [1], [0] * 8 + [1], [1] * 17, [0] * 23 + [2]])
def test_few_are_listed_as_many_are(marked: list[int]) -> None:
    marks, rows = np.array(marked, dtype=np.uint8), np.full(len(marked) + 1, -1)
    assert rows[: list_few(marks, rows)].tolist() == [row for row, mark in enumerate(marked) if mark]


@given(st.lists(st.sampled_from([0, 0, 0, 0, 1, 255]), max_size=70), st.integers(0, 9))
def test_few_are_listed_from_the_middle_of_a_column_too(marked: list[int], begin: int) -> None:
    marks = np.array(marked, dtype=np.uint8)[begin:]
    few, many = np.empty(len(marks) + 1, dtype=np.int64), np.empty(len(marks) + 1, dtype=np.int64)
    assert few[: list_few(marks, few)].tolist() == many[: list_marked(marks, many)].tolist()
