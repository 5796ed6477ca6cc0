"""How well a programme fits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.fit import programme_fit


def test_three_programmes_by_hand() -> None:
    # Without luck the fit is floor + (1 - floor) x known x research: 0.15; 0.15 + 0.85 x 0.5 x 0.6 = 0.405; 1.
    assert programme_fit(0.0, 0.6, 0.0, 0.15, 0.8) == pytest.approx(0.15)
    assert programme_fit(0.5, 0.6, 0.0, 0.15, 0.8) == pytest.approx(0.405)
    assert programme_fit(1.0, 1.0, 0.0, 0.15, 0.8) == pytest.approx(1.0, abs=1e-8)
    # One standard normal of luck moves the logit, ln(0.405 / 0.595), by 0.8.
    logit = math.log(0.405 / 0.595)
    assert programme_fit(0.5, 0.6, 1.0, 0.15, 0.8) == pytest.approx(1 / (1 + math.exp(-logit - 0.8)))


shares = st.floats(0.0, 1.0)


@given(known=shares, research=shares, more=shares, luck=st.floats(-6, 6), floor=st.floats(0.02, 0.4))
def test_fit_is_a_share_that_rises_with_knowledge_and_research(
    known: float, research: float, more: float, luck: float, floor: float
) -> None:
    fit = programme_fit(known, research, luck, floor, 0.8)
    assert 0.0 < fit < 1.0
    assert fit <= programme_fit(min(1.0, known + more), research, luck, floor, 0.8)
    assert fit <= programme_fit(known, min(1.0, research + more), luck, floor, 0.8)
