"""Means, shares and counts, by hand and as numpy has them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.kernels.means import (
    count_crossed,
    count_within,
    mean,
    mean_where,
    one_over_another,
    ratio,
    share,
    share_between,
    share_with_any,
)

COLUMN = np.array([0.5, 0.25, 4.0, 0.25])
BITS = np.array([0b001, 0b110, 0b000, 0b100, 0b011], dtype=np.uint8)


def test_means_by_hand() -> None:
    assert mean(COLUMN) == 1.25
    assert mean(COLUMN.astype(np.float32)) == 1.25
    assert mean_where(COLUMN, COLUMN < 1.0) == 1.0 / 3.0
    assert mean_where(np.array([7, 9, 20], dtype=np.int16), np.array([True, False, True])) == 13.5


def test_a_mean_of_those_who_are_marked_is_that_of_a_column_of_them() -> None:
    column = 1.0 / np.arange(1.0, 1_001.0)
    marked = np.arange(1_000) % 3 == 0
    assert mean_where(column, marked) == mean(column[marked])
    assert mean(column[marked]) == pytest.approx(math.fsum(column[marked]) / 334)


def test_shares_by_hand() -> None:
    assert share(BITS) == 4 / 5
    assert share(BITS > 1) == 3 / 5
    assert share_between(BITS, 1, 3) == 2 / 5
    assert share_with_any(BITS, 0b100) == 2 / 5
    assert share_with_any(BITS, 0b101) == 4 / 5


def test_nobody_has_no_mean_and_no_share() -> None:
    assert math.isnan(mean(COLUMN[:0]))
    assert math.isnan(mean_where(COLUMN, COLUMN > 9.0))
    assert math.isnan(share(BITS[:0]))
    assert math.isnan(share_between(BITS[:0], 0, 255))
    assert math.isnan(share_with_any(BITS[:0], 1))


def test_two_columns_are_counted_apart_and_together() -> None:
    assert count_crossed(BITS, np.array([True, False, True, True, False])) == (4, 3, 2)


def test_flags_are_counted_from_a_row_to_before_another() -> None:
    flags = np.array([True, True, False, True, True])
    assert count_within(flags, 1, 4) == 2
    assert count_within(flags, 2, 2) == 0


@pytest.mark.parametrize("over", [ratio, one_over_another])
def test_one_count_over_another(over: Callable[[float, float], float]) -> None:
    assert over(3.0, 4.0) == 0.75
    assert over(0.0, 4.0) == 0.0
    assert math.isnan(over(3.0, 0.0))
    assert math.isnan(over(3.0, -1.0))
