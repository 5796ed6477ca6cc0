from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lab.intervals import (
    bootstrap_interval,
    holm,
    p_values,
    skewness,
    t_interval,
    variance,
)

NAN = math.nan
NUMBERS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def test_students_interval_worked_by_hand() -> None:
    # 1, 2, 3, 4, 5: mean 3, variance 2.5, standard error sqrt(0.5); t(0.975, 4) = 2.776445 (tables).
    interval = t_interval(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    reach = 2.776445 * math.sqrt(0.5)
    assert interval.mean[0] == 3.0
    assert interval.low[0] == pytest.approx(3 - reach, abs=1e-5)
    assert interval.high[0] == pytest.approx(3 + reach, abs=1e-5)
    assert interval.worlds[0] == 5


def test_an_undefined_world_does_not_count_in_its_row_only() -> None:
    rows = np.array([[1.0, NAN, 3.0], [2.0, 4.0, 6.0], [NAN, NAN, 7.0], [NAN, NAN, NAN]])
    interval = t_interval(rows)
    assert interval.worlds.tolist() == [2, 3, 1, 0]
    np.testing.assert_array_equal(interval.mean, [2.0, 4.0, 7.0, NAN])
    assert np.isnan(interval.low).tolist() == [False, False, True, True]
    np.testing.assert_allclose(variance(rows), [2.0, 4.0, NAN, NAN])


def test_p_of_a_mean_worked_by_hand() -> None:
    # t = 3 / sqrt(0.5) = 4.2426 with 4 degrees of freedom: two-sided p = 0.0132 (tables).
    assert p_values(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))[0] == pytest.approx(0.0132, abs=5e-5)


def test_p_is_one_where_nothing_differs_and_zero_where_every_world_agrees() -> None:
    p = p_values(np.array([[0.0, 0.0, 0.0], [2.0, 2.0, 2.0], [-1.0, 1.0, 0.0], [NAN, NAN, 1.0]]))
    np.testing.assert_array_equal(p, [1.0, 0.0, 1.0, NAN])


def test_holm_worked_by_hand() -> None:
    # Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06, 0.04, and never falling.
    adjusted = holm(np.array([0.01, 0.04, NAN, 0.03, 0.005]))
    np.testing.assert_allclose(adjusted, [0.03, 0.06, NAN, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), max_size=30))
def test_holm_raises_every_p_keeps_their_order_and_stays_below_bonferroni(p: list[float]) -> None:
    given_p = np.array(p)
    adjusted = holm(given_p)
    assert (adjusted >= given_p).all()
    assert (adjusted <= 1).all()
    assert (adjusted <= np.minimum(1, given_p * max(1, len(p))) + 1e-15).all()
    assert (np.diff(adjusted[np.argsort(given_p, kind="stable")]) >= 0).all()


def test_skewness_worked_by_hand() -> None:
    # 0, 0, 3: m2 = 2, m3 = 2, g1 = 2 / 2^1.5 = 0.70711, corrected by sqrt(3 x 2) / 1 = 1.73205.
    skew = skewness(np.array([[0.0, 0.0, 3.0], [-1.0, 0.0, 1.0], [5.0, 5.0, 5.0], [NAN, 1.0, 2.0]]))
    np.testing.assert_allclose(skew, [1.7320508, 0.0, 0.0, 0.0], atol=1e-6)


def test_the_bootstrap_gives_the_same_interval_for_the_same_key() -> None:
    rows = np.random.default_rng(5).exponential(size=(3, 20))
    first, again = bootstrap_interval(rows, "2012/closures"), bootstrap_interval(rows, "2012/closures")
    np.testing.assert_array_equal(first.low, again.low)
    np.testing.assert_array_equal(first.high, again.high)
    assert (bootstrap_interval(rows, "2013/closures").low != first.low).all()


def test_the_bootstrap_reaches_further_to_the_long_side() -> None:
    row = np.random.default_rng(5).exponential(size=(1, 30))
    interval = bootstrap_interval(row, "key")
    assert interval.high[0] - interval.mean[0] > 1.2 * (interval.mean[0] - interval.low[0])


def test_the_bootstrap_says_nothing_where_resamples_have_no_spread() -> None:
    rows = np.array([[0.0] * 19 + [1.0], [2.0] * 20, [NAN, *range(19)]])
    interval = bootstrap_interval(rows, "key")
    assert np.isnan(interval.low).all()
    assert np.isnan(interval.high).all()


@given(st.lists(NUMBERS, min_size=2, max_size=12), NUMBERS)
def test_a_shift_moves_the_interval_and_leaves_its_width(row: list[float], shift: float) -> None:
    before = t_interval(np.array([row]))
    after = t_interval(np.array([row]) + shift)
    scale = max(1.0, *(abs(value) for value in row), abs(shift))
    assert after.mean[0] == pytest.approx(before.mean[0] + shift, abs=1e-9 * scale)
    width_before, width_after = before.high[0] - before.low[0], after.high[0] - after.low[0]
    assert width_after == pytest.approx(width_before, abs=1e-7 * scale)


def test_the_bootstrap_covers_skewed_means_better_than_students_interval() -> None:
    # 800 questions of 20 worlds each; the mean of an exponential of scale 1 is 1.
    rows = np.random.default_rng(77).exponential(size=(800, 20))
    student, boot = t_interval(rows), bootstrap_interval(rows, "coverage")
    covered_by_student = np.mean((student.low <= 1) & (student.high >= 1))
    covered_by_bootstrap = np.mean((boot.low <= 1) & (boot.high >= 1))
    assert covered_by_bootstrap > covered_by_student
    assert 0.91 < covered_by_bootstrap < 0.97
