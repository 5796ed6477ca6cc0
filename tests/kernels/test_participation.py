"""Who may take part is found by bounds that leave nobody out, and activities are counted by kind of resident."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import ACTIVIST, INERT, LATENT
from sim.kernels.participation import joined_by, list_likely


def likely(kind: int, base_rate: float, push: float, by_neighbours: float, luck: float) -> bool:
    """Whether one resident is listed."""
    marked, listed = np.zeros(1, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    column = np.array([base_rate], dtype=np.float32)
    return bool(list_likely(
        np.array([kind], dtype=np.uint8), column, np.array([push]), by_neighbours, np.array([luck]), marked, listed
    ))  # fmt: skip


@given(
    base_rate=st.floats(0.0, 40.0, width=32),
    push=st.floats(-30.0, 6.0),
    by_neighbours=st.floats(0.0, 1.0),
    above=st.floats(1e-12, 1.0),
)
def test_nobody_is_left_out_who_would_take_part(
    base_rate: float, push: float, by_neighbours: float, above: float
) -> None:
    # With all neighbours active: Poisson, the chance of no activity this month is e^(-rate/12 e^(push + neighbours)).
    none = math.exp(-base_rate / 12 * math.exp(push + by_neighbours))
    luck = none + above * (1.0 - none)
    if luck > none:
        assert likely(LATENT, base_rate, push, by_neighbours, luck)
        assert not likely(INERT, base_rate, push, by_neighbours, luck)


@pytest.mark.parametrize("x", [-8.0, -1.0, -0.1, 0.0, 0.1, 1.0, 1.9, 1.9999999, 2.0, 5.0])
@pytest.mark.parametrize("base_rate", [2.0**-20, 0.25, 4.0, 16.0])
def test_the_bounds_hold_where_luck_falls_just_above(x: float, base_rate: float) -> None:
    none = math.exp(-base_rate / 12 * math.exp(x))
    assert likely(LATENT, base_rate, x, 0.0, math.nextafter(none, 1.0))
    assert likely(LATENT, base_rate, x - 0.5, 0.5, math.nextafter(none, 1.0))


def test_those_far_from_taking_part_are_not_listed() -> None:
    # 1.2 a year without a push: e^-0.1 = 0.90484 is the chance of none, and 1 - 0.1 + 0.1^2/2 - 0.1^3/6 = 0.90483.
    assert not likely(LATENT, 1.2, 0.0, 0.0, 0.9048)
    assert likely(LATENT, 1.2, 0.0, 0.0, 0.90484)
    # Pushed by 1, (1 + 1/4 + 0.6/16)^4 = 2.7486 bounds e: with 1.2 a year 0.7597 lies below e^-0.2718 = 0.7620.
    assert not likely(LATENT, 1.2, 0.5, 0.5, 0.759)
    assert likely(LATENT, 1.2, 0.5, 0.5, 0.7621)
    # Pushed back by 4, (1 - 1 + 0.6)^4 = 0.1296 is more than e^-4: 1 - 0.01296 + 0.01296^2/2 = 0.98712.
    assert not likely(LATENT, 1.2, -4.0, 0.0, 0.9871)
    assert likely(LATENT, 1.2, -4.0, 0.0, 0.9872)


def test_the_listed_stand_in_the_order_of_their_rows() -> None:
    kind = np.array([LATENT, INERT, LATENT, ACTIVIST, LATENT], dtype=np.uint8)
    rates, luck = np.full(5, 1.2, dtype=np.float32), np.array([0.99, 0.99, 0.1, 0.95, 0.92])
    marked, listed = np.zeros(9, dtype=np.uint8), np.full(9, -1)
    found = list_likely(kind, rates, np.zeros(5), 0.0, luck, marked, listed)
    assert listed[:found].tolist() == [0, 3, 4]


def test_activities_are_counted_of_all_and_of_one_kind() -> None:
    # More than a column of bytes could hold.
    activities = np.array([200, 100, 0, 7, 5] * 2, dtype=np.uint8)
    kinds = np.array([ACTIVIST, LATENT, ACTIVIST, INERT, ACTIVIST] * 2, dtype=np.uint8)
    assert joined_by(activities, kinds, ACTIVIST) == (2 * 312, 2 * 205)
    assert joined_by(activities, kinds, LATENT) == (2 * 312, 2 * 100)
    assert joined_by(activities[:0], kinds[:0], ACTIVIST) == (0, 0)
