"""Who may take part is found by bounds that leave nobody out, and activities are counted by kind of resident."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.agents.resident import ACTIVIST, INERT, LATENT
from sim.kernels.participation import expect, joined_by, list_likely, take_part


def word_of(luck: float) -> int:
    """The first word that stands for more than this luck; none does from 1 - 2^-33 on."""
    return math.floor(luck * 2**32 + 0.5)


def word_number(luck: float) -> float:
    """The number for which that word stands."""
    return (word_of(luck) + 0.5) / 2**32


def likely(kind: int, base_rate: float, push: float, by_neighbours: float, luck: float) -> bool:
    """Whether one resident is listed."""
    marked, listed = np.zeros(1, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    rates, pushes = np.array([base_rate], dtype=np.float32), np.array([push], dtype=np.float32)
    words = np.array([word_of(luck)], dtype=np.uint32)
    return bool(list_likely(np.array([kind], dtype=np.uint8), rates, pushes, by_neighbours, words, marked, listed))


def chance_of_none(base_rate: float, push: float, by_neighbours: float) -> float:
    """The chance of no activity this month with all neighbours active."""
    rates, pushes = np.array([base_rate], dtype=np.float32), np.array([push], dtype=np.float32)
    mean, none = np.empty(1, dtype=np.float32), np.empty(1, dtype=np.float32)
    around = (np.ones(1, dtype=np.uint8), np.zeros((1, 8), dtype=np.uint16), by_neighbours, 0.0)
    expect(rates, pushes, around, np.zeros(1, dtype=np.int64), mean, none)
    return float(none[0])


def joined(mean: float, luck: float) -> int:
    """In how many activities one resident takes part who does so in `mean` of them on average."""
    activities, marked, rows = np.zeros(1, dtype=np.uint8), np.zeros(1, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    means = np.array([mean], dtype=np.float32)
    words = np.array([word_of(luck)], dtype=np.uint32)
    take_part(activities, words, np.zeros(1, dtype=np.int64), means, np.exp(-means), marked, rows)
    return int(activities[0])


def test_residents_take_part_together_as_each_does_alone() -> None:
    means = np.array([0.4, 2.0, 0.01, 4.0, 1.0, 3.0, 80.0, 0.6, 1.5, 6.0], dtype=np.float32)
    lucks = [0.3, 0.999, 0.995, 0.98, 0.5, 0.97, 0.9, 0.99, 0.8, 0.7]
    places = np.array([0, 2, 3, 5, 6, 8, 11, 12, 15, 17], dtype=np.int64)
    activities, marked, rows = np.zeros(18, np.uint8), np.zeros(18, np.uint8), np.zeros(18, np.int64)
    words = np.zeros(18, np.uint32)
    words[places] = [word_of(luck) for luck in lucks]
    take_part(activities, words, places, means.copy(), np.exp(-means), marked, rows)
    alone = [joined(float(mean), luck) for mean, luck in zip(means, lucks, strict=True)]
    assert activities[places].tolist() == alone
    assert {0, 1, 2, 3} < set(alone)
    assert sum(count > 5 for count in alone) >= 3
    assert not np.delete(activities, places).any()


def test_the_chance_of_none_is_that_of_poisson() -> None:
    # 4 a year and a push of 0.5 make 4/12 x e^0.5 = 0.549574 a month; e^-0.549574 = 0.577196.
    assert chance_of_none(4.0, 0.5, 0.0) == pytest.approx(0.577196, abs=1e-6)
    # Neighbours add 0.25: 4/12 x e^0.75 = 0.705667, e^-0.705667 = 0.493779.
    assert chance_of_none(4.0, 0.5, 0.25) == pytest.approx(0.493779, abs=1e-6)


@pytest.mark.parametrize("mean", [0.01, 0.29, 1.3, 6.5, 40.0, 80.0])
@pytest.mark.parametrize("luck", [0.001, 0.3, 0.8, 0.99, 1.0 - 2.0**-24, 1.0 - 2.0**-32])
def test_activities_are_those_of_poisson(mean: float, luck: float) -> None:
    # No luck is better than 1 - 5e-7: 32 bits tell chances apart no further.
    share = min(word_number(luck), 1.0 - 5e-7)
    assert joined(mean, luck) == min(20, int(stats.poisson.ppf(share, float(np.float32(mean)))))


def test_however_much_draws_residents_they_take_part() -> None:
    # e^60 times 4/12 a month is more than anybody counts.
    assert chance_of_none(4.0, 60.0, 1.0) == pytest.approx(math.exp(-80.0), rel=1e-5)
    assert likely(LATENT, 4.0, 60.0, 1.0, 1e-9)


@given(
    base_rate=st.floats(0.0, 40.0, width=32),
    push=st.floats(-30.0, 6.0),
    by_neighbours=st.floats(0.0, 1.0),
    above=st.floats(1e-12, 1.0),
)
def test_nobody_is_left_out_who_would_take_part(
    base_rate: float, push: float, by_neighbours: float, above: float
) -> None:
    none = chance_of_none(base_rate, push, by_neighbours)
    luck = none + above * (1.0 - none)
    if word_of(luck) < 2**32:
        assert likely(LATENT, base_rate, push, by_neighbours, luck)
        assert not likely(INERT, base_rate, push, by_neighbours, luck)


@pytest.mark.parametrize("x", [-8.0, -1.0, -0.1, 0.0, 0.1, 1.0, 1.9, 1.9999999, 2.0, 5.0])
@pytest.mark.parametrize("base_rate", [2.0**-20, 2.0**-6, 0.25, 4.0, 16.0])
def test_the_bounds_hold_where_luck_falls_just_above(x: float, base_rate: float) -> None:
    for push, by_neighbours in ((x, 0.0), (x - 0.5, 0.5)):
        none = chance_of_none(base_rate, push, by_neighbours)
        assert word_of(none) == 2**32 or likely(LATENT, base_rate, push, by_neighbours, none)


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
    luck = np.array([word_of(share) for share in (0.99, 0.99, 0.1, 0.95, 0.92)], dtype=np.uint32)
    rates, pushes = np.full(5, 1.2, dtype=np.float32), np.zeros(5, dtype=np.float32)
    marked, listed = np.zeros(9, dtype=np.uint8), np.full(9, -1)
    found = list_likely(kind, rates, pushes, 0.0, luck, marked, listed)
    assert listed[:found].tolist() == [0, 3, 4]


def test_activities_are_counted_of_all_and_of_one_kind() -> None:
    # More than a column of bytes could hold.
    activities = np.array([200, 100, 0, 7, 5] * 2, dtype=np.uint8)
    kinds = np.array([ACTIVIST, LATENT, ACTIVIST, INERT, ACTIVIST] * 2, dtype=np.uint8)
    assert joined_by(activities, kinds, ACTIVIST) == (2 * 312, 2 * 205)
    assert joined_by(activities, kinds, LATENT) == (2 * 312, 2 * 100)
    assert joined_by(activities[:0], kinds[:0], ACTIVIST) == (0, 0)
