"""Readiness to leave, in logits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.workforce import readiness_to_leave, vacant_months

EFFECTS = (0.85, 0.35, 0.3, 0.25)


def test_three_workers_by_hand() -> None:
    # A beginner: base and no prospects yet. Worn out by one deviation, owed two months, half way up, two years:
    # -4 + 0.85 + 0.7 + 0.15 - 0.5. At the top, ten years (counted as three), owed six months (counted as three).
    assert readiness_to_leave(0.0, 0.0, 1, 0, -4.0, EFFECTS) == pytest.approx(-3.7)
    assert readiness_to_leave(1.0, 2.0, 2, 24, -4.0, EFFECTS) == pytest.approx(-2.8)
    assert readiness_to_leave(0.0, 6.0, 3, 120, -4.0, EFFECTS) == pytest.approx(-4 + 1.05 - 0.75)


def test_vacancies_by_hand() -> None:
    # A mean of two months: one, and another for every halving of luck.
    assert [vacant_months(2.0, luck) for luck in (0.9, 0.51, 0.49, 0.26, 0.24, 0.1)] == [1, 1, 2, 2, 3, 4]
    # A mean of five: another month with chance four fifths: 0.8, 0.64, 0.512.
    assert [vacant_months(5.0, luck) for luck in (0.81, 0.79, 0.65, 0.63, 0.5)] == [1, 2, 2, 3, 4]
    assert [vacant_months(1.0, luck) for luck in (0.9, 0.1, 1e-9)] == [1, 1, 1]


@pytest.mark.parametrize("mean", [1.2, 1.5, 2.5, 4.0])
def test_vacancies_have_their_declared_mean(mean: float) -> None:
    # Luck on a grid of 100,000 points: the sum over the grid is within a step of every month's share.
    months = [vacant_months(mean, (point + 0.5) / 100_000) for point in range(100_000)]
    assert sum(months) / len(months) == pytest.approx(mean, abs=0.001)


@given(burnout=st.floats(-3, 3), owed=st.floats(0, 6), level=st.integers(1, 2), tenure=st.integers(0, 300),
       more=st.floats(0, 3))  # fmt: skip
def test_strain_and_arrears_drive_away_prospects_and_tenure_keep(
    burnout: float, owed: float, level: int, tenure: int, more: float
) -> None:
    found = readiness_to_leave(burnout, owed, level, tenure, -4.0, EFFECTS)
    assert found <= readiness_to_leave(burnout + more, owed, level, tenure, -4.0, EFFECTS)
    assert found <= readiness_to_leave(burnout, owed + more, level, tenure, -4.0, EFFECTS)
    assert found > readiness_to_leave(burnout, owed, level + 1, tenure, -4.0, EFFECTS)
    assert found >= readiness_to_leave(burnout, owed, level, tenure + 6, -4.0, EFFECTS)
