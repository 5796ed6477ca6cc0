"""Outcomes that count residents say nothing before there is a year to count."""

from __future__ import annotations

import math

import pytest

from sim.outcomes import OUTCOMES
from tests.districts import new

TIMES_A_YEAR = ("never_share", "occasional_share", "regular_share", "frequent_share")


def shares(burn_in: int, months: int) -> list[float]:
    """Shares of residents by activities in the last full year, after so many months; the year is written by hand."""
    model = new(values={"setting.burn_in_months": burn_in})
    for _ in range(months):
        model.step()
    # Three never, two once or twice, two three to six times, three seven times or more.
    model.world.residents.last_year[:] = [0, 0, 1, 2, 3, 6, 7, 8, 12, 0]
    return [OUTCOMES[name].measure(model.world) for name in TIMES_A_YEAR]


# A year ends with month 11: the first that had twelve months, unless the burn-in had begun a year before month 0.
@pytest.mark.parametrize(("burn_in", "months"), [(0, 0), (0, 11), (6, 0), (6, 11), (11, 0), (11, 11)])
def test_participation_is_unknown_before_a_full_year(burn_in: int, months: int) -> None:
    assert all(math.isnan(share) for share in shares(burn_in, months))


@pytest.mark.parametrize(("burn_in", "months"), [(0, 12), (0, 13), (6, 12), (6, 23), (12, 0), (12, 11), (18, 5)])
def test_participation_after_a_full_year_by_hand(burn_in: int, months: int) -> None:
    assert shares(burn_in, months) == pytest.approx([0.3, 0.2, 0.2, 0.3])
