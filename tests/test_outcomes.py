"""Outcomes that count residents say nothing before there is a year to count, and tell kinds of community apart."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.outcomes import OUTCOMES
from sim.outcomes.community_types import BY_TYPE, COMMUNITY_TYPES, MEASURED_BY_TYPE, type_outcome
from tests.districts import lived, new, small

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


# Four communities of ten residents: mixed, two of commodity housing, one that was a village; no shanty renewal.
def types() -> dict[str, float]:
    """Outcomes by kind of community, from residents written by hand."""
    model = new(values={"setting.communities_per_street": 4, "setting.village_share": 0.25})
    people = model.world.residents
    model.world.committees.type[:] = [0, 1, 1, 3]
    people.satisfied[:] = [True] * 9 + [False] + [True] * 6 + [False] * 4 + [True] * 2 + [False] * 8 + [True] * 10
    people.needs[:] = [0] * 10 + [0b1001] * 3 + [0] * 7 + [0] * 9 + [0b1] + [0b10] * 5 + [0] * 5
    people.activities[:] = [1] * 10 + [2] * 5 + [0] * 5 + [0] * 10 + [0] * 9 + [3]
    return {name: outcome.measure(model.world) for name, outcome in BY_TYPE.items()}


def test_outcomes_by_kind_of_community_by_hand() -> None:
    found = types()
    assert found == pytest.approx(
        {
            "satisfied_share_mixed": 9 / 10,
            "satisfied_share_commodity": (6 + 2) / 20,
            "satisfied_share_renewal": math.nan,
            "satisfied_share_village": 10 / 10,
            "participation_rate_mixed": 12 * 10 / 10,
            "participation_rate_commodity": 12 * 10 / 20,
            "participation_rate_renewal": math.nan,
            "participation_rate_village": 12 * 3 / 10,
            "unmet_need_share_mixed": 0.0,
            "unmet_need_share_commodity": (3 + 1) / 20,
            "unmet_need_share_renewal": math.nan,
            "unmet_need_share_village": 5 / 10,
        },
        nan_ok=True,
    )


def test_outcomes_by_kind_are_unknown_where_kinds_are_not_told_apart() -> None:
    world = new().world
    assert all(math.isnan(outcome.measure(world)) for outcome in BY_TYPE.values())


def test_kinds_of_communities_together_are_the_district() -> None:
    world = lived(small("hebei", {"setting.communities_per_street": 8, "setting.months": 2})).world
    sizes = np.bincount(world.committees.type, minlength=len(COMMUNITY_TYPES)) / len(world.committees)
    assert (sizes > 0).all()
    for whole in MEASURED_BY_TYPE:
        parts = [OUTCOMES[type_outcome(whole, home)].measure(world) for home in COMMUNITY_TYPES]
        assert np.dot(sizes, parts) == pytest.approx(OUTCOMES[whole].measure(world))
        assert len(set(parts)) > 1
