"""Readiness to leave, in logits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.workforce import readiness_to_leave

EFFECTS = (0.85, 0.35, 0.3, 0.25)


def test_three_workers_by_hand() -> None:
    # A beginner: base and no prospects yet. Worn out by one deviation, owed two months, half way up, two years:
    # -4 + 0.85 + 0.7 + 0.15 - 0.5. At the top, ten years (counted as three), owed six months (counted as three).
    assert readiness_to_leave(0.0, 0.0, 1, 0, -4.0, EFFECTS) == pytest.approx(-3.7)
    assert readiness_to_leave(1.0, 2.0, 2, 24, -4.0, EFFECTS) == pytest.approx(-2.8)
    assert readiness_to_leave(0.0, 6.0, 3, 120, -4.0, EFFECTS) == pytest.approx(-4 + 1.05 - 0.75)


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
