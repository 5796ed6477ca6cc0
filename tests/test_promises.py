"""What docs/statistics.md says of intervals and selections, in a few trials here and in many at night."""

from __future__ import annotations

import math

import pytest

from scripts.promises import correct_selection, coverage

NORMAL, EXPONENTIAL = "normal", "exponential (skewness 2)"
CASES = [(NORMAL, 5), (NORMAL, 20), ("gamma of 2 (skewness 1.4)", 20), (EXPONENTIAL, 20)]
EXTREME = 3.3  # standard errors: once in a thousand


@pytest.mark.parametrize(("shape", "worlds"), CASES)
def test_intervals_hold_the_truth_as_often_as_they_say(shape: str, worlds: int) -> None:
    trials = 400
    share, _ = coverage(shape, worlds, trials)
    assert abs(share - 0.95) < 0.01 + EXTREME * math.sqrt(0.95 * 0.05 / trials)


@pytest.mark.nightly
@pytest.mark.parametrize(("shape", "worlds"), CASES)
def test_intervals_hold_the_truth_to_a_point_in_many_trials(shape: str, worlds: int) -> None:
    trials = 10_000
    share, _ = coverage(shape, worlds, trials)
    assert abs(share - 0.95) < 0.01 + EXTREME * math.sqrt(0.95 * 0.05 / trials)


def test_the_best_is_named_at_least_as_often_as_promised() -> None:
    share, _ = correct_selection(4, 0.9, 200)
    assert share >= 0.9 - EXTREME * math.sqrt(0.9 * 0.1 / 200)


@pytest.mark.nightly
def test_the_best_is_named_at_least_as_often_as_promised_in_many_trials() -> None:
    share, _ = correct_selection(4, 0.9, 2_000)
    assert share >= 0.9 - EXTREME * math.sqrt(0.9 * 0.1 / 2_000)
