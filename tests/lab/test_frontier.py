from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lab.frontier import DOMINATED, EFFICIENT, EXTENDED, Place, frontier

MONEY = st.integers(0, 1_000)


def test_the_published_example_of_screening_for_hiv() -> None:
    # Paltiel et al. (2006, Annals of Internal Medicine 145:797), as retold in textbooks of decision analysis: status
    # quo, once, every 5, 3, 1 years; costs in dollars, quality-adjusted life months over 12.
    costs = [26_000, 27_000, 28_020, 28_440, 29_440]
    years = [months / 12 for months in (277.25, 277.57, 277.78, 277.83, 277.76)]
    found = frontier(costs, years)
    assert [place.status for place in found] == [EFFICIENT] * 4 + [DOMINATED]
    assert [place.against for place in found] == [None, 0, 1, 2, 3]
    assert [place.ratio for place in found[1:4]] == pytest.approx([37_500.0, 58_285.71, 100_800.0], rel=1e-6)


def test_a_policy_that_a_mixture_beats_is_dominated_by_extension() -> None:
    # Ratios 100 / 1 and 20 / 1: the middle one is above the line from the first to the last, (100 + 20) / 2 = 60.
    found = frontier([0, 100, 120], [0, 1, 2])
    assert found == (Place(EFFICIENT, None, None), Place(EXTENDED, 0, None), Place(EFFICIENT, 0, 60.0))


def test_what_is_beaten_by_extension_can_uncover_more_of_it() -> None:
    # 10, 30, 25 and 15 a unit: once the third goes, the second is 30 against 20 on the line to the last, and goes.
    found = frontier([0, 10, 40, 65, 80], [0, 1, 2, 3, 4])
    assert [place.status for place in found] == [EFFICIENT, EFFICIENT, EXTENDED, EXTENDED, EFFICIENT]
    assert found[4].ratio == pytest.approx(70 / 3)


def test_the_cheapest_need_not_be_the_first_and_equals_are_kept_once() -> None:
    found = frontier([5, 1, 5, 1], [2, 1, 2, 0])
    assert [place.status for place in found] == [EFFICIENT, EFFICIENT, DOMINATED, DOMINATED]
    assert found[0] == Place(EFFICIENT, 1, 4.0)
    assert (found[2].against, found[3].against) == (0, 1)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=9))
def test_ratios_rise_along_the_frontier_and_nobody_beats_it(points: list[tuple[int, int]]) -> None:
    costs, effects = [cost for cost, _ in points], [effect for _, effect in points]
    found = frontier(costs, effects)
    line = sorted((place for place in range(len(points)) if found[place].status == EFFICIENT), key=costs.__getitem__)
    ratios = [ratio for place in line if (ratio := found[place].ratio) is not None]
    assert ratios == sorted(set(ratios))
    for at, place in enumerate(found):
        # At every price some efficient policy is at least as good: at the ratios, below and above them.
        for price in (0.0, *ratios, 2.0 * max(ratios, default=1.0) + 1):
            best = max(price * effects[each] - costs[each] for each in line)
            assert price * effects[at] - costs[at] <= best + 1e-6 * (1 + price * 1_000)
        if place.status == DOMINATED:
            assert place.against is not None
            assert costs[place.against] <= costs[at]
            assert effects[place.against] >= effects[at]
